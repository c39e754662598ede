"""The position of an area: the verdicts, the findings worst first, and what is missing."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from partnerships.models import NEEDED
from tests.factories import (
    DecisionFactory,
    DeclarationFactory,
    EditionFactory,
    InterestFactory,
    LtoRoleFactory,
    MembershipFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    PolicyVersionFactory,
    RelationshipFactory,
    ResidenceFactory,
)

# Session, user, area, assignments twice, ten of the roster, the edition of the criteria, five of
# what keeps it true, what came to light about decisions, the actions that are due,
# the policies and the plan.
QUERIES = 26


def shown(client, area):
    response = client.get(reverse("area-detail", args=[area.slug]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def verdicts(page):
    return [
        row.dd.get_text(" ", strip=True) for row in page.find_all(class_="govuk-summary-list__row")
    ]


def findings(page):
    return [
        (found.strong.get_text(strip=True), found.find(class_="app-finding__heading").get_text())
        for found in page.find_all(class_="app-finding")
    ]


def test_a_partnership_that_meets_the_guidance(northfield, sol, sign_in):
    page = shown(sign_in(sol), northfield)

    assert verdicts(page) == [
        "Meets The partnership has 8 members, 8 of whom live in the area.",
        "Meets Nothing recorded goes against the guidance on conflicts of interest.",
    ]
    assert findings(page) == []
    assert "The rules found nothing to mend." in page.get_text()


def test_the_secretary_the_rep_and_staff_see_the_same(northfield, people, sol, rhea, stan, sign_in):
    PaidWorkFactory(area=northfield, person=people.dai)

    pages = [shown(sign_in(user), northfield) for user in (sol, rhea, stan)]

    assert pages[0].find("main").get_text() == pages[1].find("main").get_text()
    # Staff get no links to what they may not change.
    for of_page in (verdicts, findings, lambda page: [item[:2] for item in to_do(page)]):
        assert of_page(pages[2]) == of_page(pages[0]) != []
    assert findings(pages[0]) == [("Does not meet", "Paid worker with a vote")]


def test_findings_come_worst_first(northfield, people, sol, sign_in):
    northfield.residences.filter(person__in=[people.dai, people.ewa, people.harry]).update(
        household=None
    )
    LtoRoleFactory(area=northfield, person=people.farid)
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)

    page = shown(sign_in(sol), northfield)

    assert findings(page) == [
        ("Does not meet", "Related people in positions of power"),
        ("Cannot tell", "Households not recorded"),
        ("Caution", "LTO representative with a vote"),
    ]


def test_a_finding_names_the_people_with_a_link_and_what_would_mend_it(
    northfield, people, sol, sign_in
):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)

    found = shown(sign_in(sol), northfield).find(class_="app-finding")

    assert "Asha Patel (chair) and Ben Okafor (treasurer) are siblings" in found.get_text()
    assert [link["href"] for link in found.find_all("a")] == [
        *(
            reverse("person-detail", args=[northfield.slug, person.pk])
            for person in (people.asha, people.ben)
        ),
        f"{reverse('rules')}#related-positions",
    ]
    assert [term.get_text() for term in found.find_all("dt")] == [
        "Who",
        "What would mend it",
        "From the guidance",
    ]


def test_a_finding_on_a_decision_leads_to_it(northfield, people, sol, sign_in):
    acorn = OrganisationFactory()
    InterestFactory(area=northfield, person=people.dai, organisation=acorn)
    decision = DecisionFactory(area=northfield, took_part=[people.dai], organisations=[acorn])

    found = shown(sign_in(sol), northfield).find(class_="app-finding")

    assert found.find("a", href=reverse("decision-detail", args=[northfield.slug, decision.pk]))


def test_what_breaks_the_guidance_is_named_and_more_are_counted(northfield, people, sol, sign_in):
    PaidWorkFactory(area=northfield, person=people.dai)
    client = sign_in(sol)
    assert verdicts(shown(client, northfield))[1] == ("Does not meet Paid worker with a vote.")

    PaidWorkFactory(area=northfield, person=people.ewa)
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)

    assert verdicts(shown(client, northfield))[1] == (
        "Does not meet 3 things are not as the guidance asks: "
        "paid worker with a vote; related people in positions of power."
    )


def test_a_finding_leads_to_its_rule(northfield, people, sol, sign_in):
    PaidWorkFactory(area=northfield, person=people.dai)
    client = sign_in(sol)

    href = shown(client, northfield).select_one('.app-finding a[href*="#"]')["href"]
    path, rule = href.split("#")
    rules = BeautifulSoup(client.get(path).content, "html.parser")
    assert rules.find(id=rule).h3.get_text() == "Paid worker with a vote"


def test_the_way_down_is_for_those_who_come_from_the_overview(northfield, sol, stan, sign_in):
    trail = {"aria-label": "Breadcrumb"}

    assert shown(sign_in(sol), northfield).find("nav", trail) is None
    crumbs = shown(sign_in(stan), northfield).find("nav", trail).find_all("li")
    assert [crumb.get_text() for crumb in crumbs] == ["Overview", "Northfield"]
    assert crumbs[1].find("a") is None


def test_the_figures(northfield, people, sol, sign_in):
    northfield.residences.filter(person=people.dai).update(in_area="unknown")
    northfield.residences.filter(person=people.ewa).update(in_area="no")
    northfield.memberships.filter(person=people.ewa).update(is_voting=False)

    page = shown(sign_in(sol), northfield)

    figures = [figure.get_text(" ", strip=True) for figure in page.find_all(class_="app-figure")]
    assert figures == [
        "Members 8",
        "Voting members 7",
        "Live in the area not known for 1 6",
        "Share of residents 75%",
    ]
    assert "3 resident members could leave, nobody joining" in page.get_text()


def test_where_residents_lack_nothing_is_said_of_leaving(northfield, people, sol, sign_in):
    northfield.residences.exclude(person__in=[people.asha, people.ben]).update(in_area="no")

    page = shown(sign_in(sol), northfield)

    assert ("Does not meet", "Too few residents") in findings(page)
    assert "leave" not in page.find("main").get_text()


def to_do(page):
    """What there is to do: for each thing its state, title, why, next step, and links by their text."""
    return [
        (item.strong.get_text(strip=True), item.h3.get_text(), item)
        for item in page.find(id="to-do").find_next_sibling("ol").find_all("li", recursive=False)
    ]


def test_to_do_is_worst_first_and_says_who_and_what_next(northfield, people, sol, sign_in):
    northfield.residences.filter(person=people.dai).update(in_area="unknown", household=None)
    northfield.memberships.filter(person=people.ewa).update(
        term_ends_on=datetime.date(2026, 11, 30)
    )
    northfield.memberships.filter(person=people.farid).update(
        term_ends_on=datetime.date(2026, 9, 30)
    )
    PaidWorkFactory(area=northfield, person=people.grace)

    items = to_do(shown(sign_in(sol), northfield))

    assert [(state, title) for state, title, _ in items] == [
        ("Does not meet", "Paid worker with a vote"),
        ("Missing", "4 policies are missing"),
        ("One step away", "Close to a breach: too few members"),
        ("Term over", "Farid Rahman’s term is over"),
        ("Soon", "Ewa Kowalska’s term ends soon"),
        ("Not known", "Record whether Dai Nguyen lives in the area"),
        ("Not known", "Record with whom Dai Nguyen lives"),
        ("Out of date", "Confirm where 7 members live"),
        ("Not declared", "Ask 8 members for this year’s declaration"),
    ]
    assert items[0][2].get_text(" ", strip=True) == (
        "Does not meet Paid worker with a vote Who: Grace Adeyemi They could become a non-voting "
        "member, or leave, for as long as they are paid. See why : Paid worker with a vote"
    )
    assert items[0][2].find_all("a")[-1]["href"] == "#findings"
    assert items[4][2].get_text(" ", strip=True) == (
        "Soon Ewa Kowalska’s term ends soon It ends within 60 days. "
        "Who: Ewa Kowalska (ends on 30 November) "
        "Put it on the agenda: re-appoint them, or say goodbye."
    )
    (link,) = items[5][2].find_all("a")
    assert link["href"] == reverse("residence-change", args=["northfield", people.dai.pk])
    assert items[7][2].find_all("a")[-1]["href"] == reverse("homes-confirm", args=["northfield"])
    # Seven names would fill a phone.
    assert items[7][2].summary.get_text() == "Who: 7 people"
    assert len(items[7][2].details.find_all("a")) == 7


def test_who_may_not_change_the_register_gets_no_link_to_where_it_is(
    northfield, people, stan, sign_in
):
    northfield.residences.filter(person=people.dai).update(in_area="unknown", household=None)

    items = to_do(shown(sign_in(stan), northfield))

    links = {link["href"] for _, _, item in items for link in item.find_all("a")}
    pages = {
        reverse("person-detail", args=["northfield", person.pk]) for person in vars(people).values()
    }
    lists = ("declaration-list", "policy-list")
    assert links == pages | {reverse(name, args=["northfield"]) for name in lists}


def test_nothing_to_do(northfield, sol, sign_in):
    nothing_to_do(northfield, more=1)

    page = shown(sign_in(sol), northfield)

    assert page.find(id="to-do").find_next("p").get_text() == "Nothing needs doing today."


def nothing_to_do(area, more):
    """Everybody is confirmed and has declared, `more` than eight are members, no policy is missing."""
    for kind in NEEDED:
        PolicyVersionFactory(policy__area=area, policy__kind=kind)
    for _ in range(more):
        ResidenceFactory(area=area, person=MembershipFactory(area=area).person)
    area.residences.update(checked_on=datetime.date(2026, 9, 1))
    for membership in area.memberships.all():
        DeclarationFactory(area=area, person=membership.person, made_on=datetime.date(2026, 9, 1))


@pytest.mark.parametrize("more", [0, 72])
def test_the_page_costs_the_same_queries_at_ten_times_the_members(
    northfield, sol, sign_in, django_assert_num_queries, more
):
    for _ in range(more):
        ResidenceFactory(area=northfield, person=MembershipFactory(area=northfield).person)
    client = sign_in(sol)

    with django_assert_num_queries(QUERIES):
        shown(client, northfield)


def test_the_last_change_of_the_register_is_told(northfield, sol, sign_in):
    client = sign_in(sol)
    assert "last changed" not in shown(client, northfield).get_text()

    northfield.note_register_change()

    assert "The register was last changed on 1 October 2026." in shown(client, northfield).get_text(
        " "
    )


@pytest.mark.parametrize(("viewer", "steps"), [("sol", True), ("stan", False)])
def test_an_empty_register_gives_the_first_steps_to_who_may_take_them(
    request, northfield, sign_in, viewer, steps
):
    northfield.offices.all().delete()
    northfield.residences.all().delete()
    northfield.memberships.all().delete()

    page = shown(sign_in(request.getfixturevalue(viewer)), northfield)

    assert "Nobody is on the register yet" in page.get_text()
    assert bool(page.find("a", string="Import a spreadsheet")) is steps
    assert bool(page.find("a", string="Add a member")) is steps


def test_a_name_is_shown_as_it_is_written(northfield, sol, sign_in):
    odd = PersonFactory(name="<b>O’Brien & Søn")
    PaidWorkFactory(area=northfield, person=odd)
    RelationshipFactory(area=northfield, a=odd, b=northfield.offices.get(title="chair").person)

    response = sign_in(sol).get(reverse("area-detail", args=[northfield.slug]))

    assert b"&lt;b&gt;O\xe2\x80\x99Brien &amp; S\xc3\xb8n" in response.content
    assert b"<b>O" not in response.content


def test_what_is_one_step_away_goes_by_the_edition_of_the_day(northfield, sol, sign_in):
    client = sign_in(sol)
    assert "there would be fewer than 8 members" in shown(client, northfield).get_text()
    EditionFactory(members=7, takes_effect_on=datetime.date(2026, 10, 1))
    assert "there would be fewer than" not in shown(client, northfield).get_text()
