"""The page of ways to mend: what would do, in words that a secretary can act on."""

import datetime

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    DecisionFactory,
    EditionFactory,
    InterestFactory,
    MembershipFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
)

HERE = "/areas/northfield/ways-to-mend/"


@pytest.fixture
def read(sol, sign_in):
    """`read("?names=no")` gives the page to the secretary."""
    client = sign_in(sol)

    def get(query=""):
        response = client.get(HERE + query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return get


def words(tag):
    return " ".join(tag.get_text(" ", strip=True).split())


def ways(page):
    """What each way asks for, without its links."""
    found = []
    for section in page.select("main section"):
        for link in section.select(".app-screen-only, details"):
            link.decompose()
        found.append([words(line) for line in section.select("ul.govuk-list--bullet > li")])
    return found


@pytest.fixture
def relatives_in_office(northfield, people):
    """Asha, who chairs, and Ben, the treasurer, are siblings."""
    return RelationshipFactory(area=northfield, a=people.asha, b=people.ben)


def test_with_nothing_to_mend_it_says_so(northfield, read):
    page = read()
    assert "There is nothing to mend" in words(page.main)
    assert ways(page) == []


def test_one_of_two_hands_over(northfield, read, relatives_in_office):
    page = read()
    (way,) = ways(page)
    assert way == ["Asha Patel (chair) or Ben Okafor (treasurer) hands over the office."]
    assert "It affects 1 person." in words(page.main)
    assert "are siblings" in words(page.main)


def test_without_names_nobody_is_named(northfield, read, relatives_in_office):
    page = read("?names=no")
    assert ways(page) == [["One of 2 members hands over the office."]]
    assert "Related people in positions of power." in words(page.main)
    for member in northfield.memberships.select_related("person"):
        assert member.person.name not in words(page.main)


def test_each_can_be_tried(northfield, read, relatives_in_office):
    page = read()
    links = {words(link): link["href"] for link in page.select("main section a")}
    office = northfield.offices.get(person__name="Asha Patel")
    assert links["Try this with Asha Patel"] == f"/areas/northfield/offices/{office.pk}/hand-over/"


def test_staff_read_it_but_change_nothing(northfield, relatives_in_office, stan, sign_in):
    page = BeautifulSoup(sign_in(stan).get(HERE).content, "html.parser")
    assert len(ways(page)) == 1
    assert "Try this" not in words(page.main)


def test_a_member_too_few_is_invited(northfield, read):
    northfield.memberships.filter(person__name="Harry Stone").delete()
    page = read()
    assert ways(page) == [["Invite 1 person to join, wherever they live."]]


def test_a_worker_with_a_vote_and_a_home_that_is_not_known(northfield, read):
    worker = MembershipFactory(area=northfield, person__name="Wyn Baker").person
    PaidWorkFactory(area=northfield, person=worker)
    page = read()
    assert ways(page) == [["Wyn Baker gives up the vote for as long as they are paid."]]


def notes(page):
    heading = page.find("h2", string="What to know")
    return [words(line) for line in heading.find_next("ul").select("li")] if heading else []


def test_only_what_the_ways_call_for_is_to_be_known(northfield, read, relatives_in_office):
    tried, no_difference, others, try_this = notes(read())
    assert tried.startswith("Each way has been tried out")
    assert no_difference.startswith("Where it says “or” or “of”")
    assert others.startswith("Whoever joins")
    assert try_this.startswith("“Try this” opens the form")


def test_who_joins_is_no_choice_among_members(northfield, read):
    northfield.memberships.filter(person__name="Harry Stone").delete()
    tried, others, try_this = notes(read())
    assert tried.startswith("Each way has been tried out")
    assert others.startswith("Whoever joins")
    assert try_this.startswith("“Try this” opens the form")


def test_what_is_found_out_is_said_to_be_counted_at_its_best(northfield, read):
    northfield.residences.filter(person__name__in=["Harry Stone", "Asha Patel"]).update(
        household=None
    )
    assert any(one.startswith("What is to be found out") for one in notes(read()))


def test_many_are_folded_away(northfield, read):
    parent = PersonFactory(name="Old Joan")
    for member in northfield.memberships.exclude(person__name__startswith="A")[:6]:
        RelationshipFactory(area=northfield, a=parent, b=member.person, kind="parent")
    page = read()
    folded = [words(name) for name in page.select("main section details li")]
    # Ben holds an office, which would end too.
    assert folded[:5] == [
        "Carys Hughes",
        "Dai Nguyen",
        "Ewa Kowalska",
        "Farid Rahman",
        "Grace Adeyemi",
    ]
    assert folded[5] == "Try this with Carys Hughes"
    assert ways(page) == [
        [
            "4 of 5 members step down as members.",
            "Invite 4 people to join, at least 1 of whom lives in the area.",
        ]
    ]


def test_what_was_decided_is_told_apart(northfield, read, people):
    bakery = OrganisationFactory(name="Moor Bakery")
    InterestFactory(area=northfield, person=people.asha, organisation=bakery)
    DecisionFactory(area=northfield, organisations=[bakery], took_part=[people.asha])
    page = read()
    main = words(page.main)
    assert ways(page) == []
    assert "What no change today can mend" in main
    assert "Asha Patel took part in the grant decision of 1 May 2026" in main
    assert "It counts until 30 April 2027" in main
    assert "Asha Patel" not in words(read("?names=no").main)


def test_the_criteria_are_those_of_the_day(northfield, read):
    EditionFactory(takes_effect_on=datetime.date(2026, 11, 1), members=10)
    assert ways(read()) == []
    assert ways(read("?on=2026-11-01")) == [["Invite 2 people to join, wherever they live."]]


def test_the_position_leads_here(northfield, sol, sign_in, relatives_in_office):
    client = sign_in(sol)
    page = BeautifulSoup(client.get("/areas/northfield/").content, "html.parser")
    assert HERE in [link["href"] for link in page.select("main a")]
    relatives_in_office.delete()
    page = BeautifulSoup(client.get("/areas/northfield/").content, "html.parser")
    assert HERE not in [link["href"] for link in page.select("main a")]


def test_it_costs_the_same_for_many_members(
    northfield, read, relatives_in_office, django_assert_max_num_queries
):
    read()
    with django_assert_max_num_queries(30) as first:
        read()
    for _ in range(20):
        person = MembershipFactory(area=northfield).person
        ResidenceFactory(area=northfield, person=person)
    with django_assert_max_num_queries(len(first.captured_queries)):
        read()


@pytest.mark.parametrize(
    "query", ["?on=0001-01-01", "?on=9999-12-31", "?on=x&names=x", "?names=%00"]
)
def test_an_odd_question_is_a_page_all_the_same(northfield, read, query):
    assert read(query).main
