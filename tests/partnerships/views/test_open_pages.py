"""What everybody may read of an area: from one query when nothing changed, and never who did not agree."""

from __future__ import annotations

import csv
import datetime
import io
import json

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.actions import naming
from partnerships.actions.erasing import erase
from partnerships.actions.people import correct
from partnerships.exports.open_data import TABLES
from partnerships.models import (
    Decision,
    Organisation,
    Person,
    PublicPage,
    Section,
    public_page,
)
from partnerships.models.public_page import NAMED_EVERYWHERE, SHOWN_EVERYWHERE, SHOWN_OF_AN_AREA
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    HouseholdFactory,
    InterestFactory,
    MembershipFactory,
    NamingConsentFactory,
    NamingExemptionFactory,
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    PlanFactory,
    PolicyVersionFactory,
    ProgressNoteFactory,
    PublicPageFactory,
    RelationshipFactory,
    ResidenceFactory,
    SpendFactory,
    ThemeFactory,
)

TODAY = datetime.date(2026, 10, 1)


def addresses(area):
    """Every address of the area's public page."""
    return [
        reverse("open-area", args=[area.slug]),
        reverse("open-json", args=[area.slug]),
        *(reverse("open-csv", args=[area.slug, table.name]) for table in TABLES),
    ]


def all_that_is_public(area):
    """What anybody can get of an area, as one text."""
    answers = [Client().get(address) for address in [reverse("open-list"), *addresses(area)]]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.content.decode() for answer in answers)


def data_of(area):
    return json.loads(Client().get(reverse("open-json", args=[area.slug])).content)


@pytest.fixture
def page(northfield) -> PublicPage:
    return PublicPageFactory(area=northfield)


@pytest.fixture
def marked(northfield, page, people):
    """Northfield with something in every place that must not be told, and Asha alone named."""
    people.asha.email = "asha-mail@example.org"
    people.asha.save()
    home = people.asha.residences.get().household
    home.address, home.postcode = "12 Hidden Terrace", "ZZ1 1ZZ"
    home.save()
    ResidenceFactory(
        area=northfield,
        person=people.ben,
        starts_on=datetime.date(2019, 1, 1),
        ends_on=datetime.date(2019, 12, 31),
        household=HouseholdFactory(area=northfield, address="9 Secret Mews"),
    )
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    NamingConsentFactory(area=northfield, person=people.asha)
    # At risk: agreed, and is not named all the same.
    NamingConsentFactory(area=northfield, person=people.dai)
    NamingExemptionFactory(area=northfield, person=people.dai)
    for person, firm in [(people.asha, "Asha’s Allotments"), (people.ben, "Ben’s Boats")]:
        InterestFactory(
            area=northfield,
            person=person,
            organisation__name=firm,
            may_be_published=True,
        )
    InterestFactory(
        area=northfield,
        person=people.asha,
        organisation__name="Quiet Quarry",
        may_be_published=False,
    )
    InterestFactory(
        area=northfield,
        person=people.asha,
        organisation__name="Cousin’s Café",
        whose="relative",
        nature="loyalty",
        may_be_published=True,
    )
    somebody = OrganisationFactory(name="Wanda Wood", is_individual=True)
    decision = DecisionFactory(
        area=northfield,
        title="A bench for Ben Okafor",
        reason="Farid told us at 12 Hidden Terrace, and Wanda Wood wrote to asha-mail@example.org.",
        outcome="Asha Patel and Dai Nguyen went home.",
        chosen=somebody,
    )
    decision.organisations.add(somebody)
    decision.participations.create(person=people.ben, part="withdrew")
    decision.participations.create(person=people.asha, part="took-part")
    PolicyVersionFactory(policy__area=northfield)
    plan = PlanFactory(
        area=northfield, vision="As Grace Adeyemi dreams it", priorities=["Ask Ewa", "A park"]
    )
    ProgressNoteFactory(plan=plan, text="Harry has a spade at 12 Hidden Terrace.")
    SpendFactory(theme=ThemeFactory(plan=plan, name="Parks"), payee="Wanda Wood", what_for="Carys")
    PublicPage.objects.filter(pk=page.pk).update(taking_part="Come along, or ask Harry Stone.")
    return northfield


NEVER = [
    *(
        "Ben ",
        "Ben’s",
        "Okafor",
        "Carys",
        "Hughes",
        "Dai",
        "Nguyen",
        "Ewa",
        "Farid",
        "Grace",
        "Harry",
    ),
    *("Wanda", "asha-mail", "Hidden Terrace", "ZZ1", "Secret Mews", "Quiet Quarry"),
    *("sibling", "relative", "household", "ethnic"),
]


def test_nobody_is_named_who_did_not_agree_and_no_home_family_or_address_is_told(marked):
    text = all_that_is_public(marked)

    assert [word for word in NEVER if word.casefold() in text.casefold()] == []
    assert "Asha Patel" in text
    assert "Asha’s Allotments" in text
    assert "Of somebody close to them" in text
    assert "A bench for [withheld]" in text
    assert "1 member withdrew" in text
    assert "And 7 more members not named here." in text


def test_whoever_takes_it_back_is_named_no_more_from_that_moment(marked, people, sol):
    assert "Asha" in all_that_is_public(marked)

    naming.record_words(area=marked, agree=[], take_it_back=[people.asha], on=TODAY, by=sol)

    text = all_that_is_public(marked)
    assert "Patel" not in text
    assert "Asha’s Allotments" not in text
    assert data_of(marked)["members_not_named"] == 8


def test_whoever_is_at_risk_is_named_no_more_from_that_moment_in_any_area(
    marked, southmere, people, sasha
):
    MembershipFactory(area=southmere, person=people.asha)
    assert "Asha" in all_that_is_public(marked)

    naming.exempt(area=southmere, person=people.asha, by=sasha)

    assert "Patel" not in all_that_is_public(marked)


def test_nobody_can_tell_who_is_at_risk_from_who_did_not_agree(northfield, page, people):
    without_a_word = all_that_is_public(northfield)

    NamingConsentFactory(area=northfield, person=people.dai)
    NamingExemptionFactory(area=northfield, person=people.dai)

    assert all_that_is_public(northfield) == without_a_word


def test_whoever_left_is_named_for_twelve_months_and_not_a_day_longer(northfield, page):
    left = MembershipFactory(
        area=northfield, person__name="Lena Left", ends_on=datetime.date(2026, 3, 31)
    ).person
    MembershipFactory(
        area=northfield, person__name="Quentin Quiet", ends_on=datetime.date(2026, 3, 31)
    )
    NamingConsentFactory(area=northfield, person=left)
    with time_machine.travel(datetime.datetime(2027, 3, 31, 11, tzinfo=datetime.UTC)):
        (told,) = data_of(northfield)["left"]
        assert told["name"] == "Lena Left"
        before = Client().get(addresses(northfield)[0])["ETag"]
    with time_machine.travel(datetime.datetime(2027, 4, 1, 11, tzinfo=datetime.UTC)):
        assert "Lena" not in all_that_is_public(northfield)
        answer = Client().get(addresses(northfield)[0], headers={"if-none-match": before})
        assert answer.status_code == 200


def test_whoever_was_erased_is_in_nothing_any_more(marked, people, ada):
    marked.memberships.filter(person=people.asha).update(ends_on=datetime.date(2026, 9, 30))
    marked.offices.filter(person=people.asha).update(ends_on=datetime.date(2026, 9, 30))
    assert "Asha Patel" in all_that_is_public(marked)

    erase(person=people.asha, reason="She asked for it", by=ada)

    text = all_that_is_public(marked)
    assert "Patel" not in text
    assert "Erased person" not in text
    assert not marked.naming_consents.filter(person=people.asha).exists()


def test_who_has_the_page_already_is_told_so_from_one_query(marked, django_assert_num_queries):
    for address in addresses(marked):
        first = Client().get(address)
        with django_assert_num_queries(1):
            again = Client().get(address, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        assert again.content == b""
        assert again["ETag"] == first["ETag"]
        assert again["Cache-Control"] == "public, max-age=60"


def test_somebody_signed_in_gets_what_everybody_gets(marked, sol, django_assert_num_queries):
    signed_in = Client()
    signed_in.force_login(sol)
    for address in [reverse("open-list"), *addresses(marked)]:
        theirs, ours = signed_in.get(address), Client().get(address)
        assert theirs.content == ours.content
        for answer in (theirs, ours):
            assert answer["Cache-Control"] == "public, max-age=60"
            assert not answer.cookies
            assert not answer.has_header("Vary")
            assert "csrf" not in answer.content.decode()
    mark = signed_in.get(addresses(marked)[0])["ETag"]
    with django_assert_num_queries(1):
        signed_in.get(addresses(marked)[0], headers={"if-none-match": mark})


def test_each_answer_has_a_mark_of_its_own(marked):
    marks = [Client().get(address)["ETag"] for address in addresses(marked)]

    assert len(set(marks)) == len(marks)


def test_only_the_head_is_sent_to_who_asks_for_it(marked):
    for address in addresses(marked):
        head, whole = Client().head(address), Client().get(address)
        assert head.content == b""
        assert head["ETag"] == whole["ETag"]


def test_a_larger_partnership_costs_no_more_queries(marked):
    def queries():
        with CaptureQueriesContext(
            connection,
        ) as asked:
            Client().get(addresses(marked)[0])
        return len(asked)

    before = queries()
    for number in range(12):
        person = MembershipFactory(area=marked, person__name=f"More{number} People").person
        NamingConsentFactory(area=marked, person=person)
        OfficeFactory(area=marked, person=person, title=f"office {number}")
        InterestFactory(area=marked, person=person, may_be_published=True)
        DecisionFactory(area=marked).participations.create(person=person, part="took-part")
    assert queries() == before


def test_the_page_reads_nothing_whose_changes_would_not_be_noticed(marked):
    """Of what is no fact of the register each kind is on one of the two lists."""
    facts = {
        *("area", "membership", "office", "interest", "decision", "participation", "residence"),
        # By which whoever is on the register is found, to be left out of texts.
        *("paidwork", "ltorole", "declaration", "relationship", "proposal", "household"),
        *("decision_organisations", "publicpage"),
        # By which it is known what people were called before: with the name itself it changes.
        "auditevent",
    }
    kinds = {
        model._meta.db_table: model._meta.model_name
        for model in apps.get_models(include_auto_created=True)
    }
    with CaptureQueriesContext(connection) as asked:
        for address in addresses(marked):
            Client().get(address)
    read = {
        kind
        for table, kind in kinds.items()
        if any(f'"{table}"' in query["sql"] for query in asked.captured_queries)
    }

    assert read - facts == SHOWN_OF_AN_AREA | SHOWN_EVERYWHERE | NAMED_EVERYWHERE


@pytest.mark.parametrize(
    "act",
    [
        lambda area, people, sol: MembershipFactory(area=area) and area.note_register_change(),
        lambda area, people, sol: correct(
            person=people.asha, area=area, by=sol, name="Asha Patel-Stone"
        ),
        lambda area, people, sol: naming.record_words(
            area=area, agree=[people.ben], take_it_back=[], on=TODAY, by=sol
        ),
        lambda area, people, sol: naming.exempt(area=area, person=people.asha, by=sol),
    ],
    ids=["register", "name", "consent", "risk"],
)
def test_the_page_is_sent_anew_after_a_change(act, marked, people, sol):
    address = addresses(marked)[0]
    before = Client().get(address)["ETag"]

    act(marked, people, sol)

    answer = Client().get(address, headers={"if-none-match": before})
    assert answer.status_code == 200
    assert answer["ETag"] != before


def test_a_name_that_another_area_puts_right_is_right_here_at_once(
    marked, southmere, people, sasha
):
    MembershipFactory(area=southmere, person=people.asha)
    before = Client().get(addresses(marked)[0])["ETag"]

    correct(person=people.asha, area=southmere, by=sasha, name="Asha Patel-Stone")

    answer = Client().get(addresses(marked)[0], headers={"if-none-match": before})
    assert "Asha Patel-Stone" in answer.content.decode()


def test_nothing_is_there_until_a_page_is_opened(northfield):
    for address in addresses(northfield):
        assert Client().get(address).status_code == 404
    PublicPageFactory(area=northfield, opened_on=None)
    for address in addresses(northfield):
        assert Client().get(address).status_code == 404
    assert "Northfield" not in Client().get(reverse("open-list")).content.decode()


def test_those_that_are_open_are_listed_by_region(northfield, page, django_assert_num_queries):
    for name, region in (("Ashfield", "south-west"), ("Eastfield", northfield.region)):
        PublicPageFactory(area=AreaFactory(name=name, slug=name.lower(), region=region))

    with django_assert_num_queries(1):
        answer = Client().get(reverse("open-list"))

    drawn = BeautifulSoup(answer.content, "html.parser").main
    listed = [one.get_text() for one in drawn.select("h2, li > a")]
    first = northfield.get_region_display()
    assert listed == [
        *("Go to a region", first, "South West"),
        *(first, "Eastfield", "Northfield", "South West", "Ashfield"),
    ]


def test_a_section_that_is_not_shown_is_in_nothing(marked):
    PublicPage.objects.filter(area=marked).update(sections=["decisions"])
    told = data_of(marked)

    assert "members" not in told
    assert "members_in_all" not in told
    assert Client().get(reverse("open-csv", args=["northfield", "members"])).status_code == 404
    page = Client().get(addresses(marked)[0]).content.decode()
    assert "Asha’s Allotments" not in page
    assert "A bench for" in page


def test_whoever_applied_in_their_own_name_is_in_no_text_whatever_is_shown(marked):
    """Not by what they were called on the list before it was put right, either."""
    somebody = Organisation.objects.get(name="Wanda Wood")
    OrganisationFactory(name="Gwendolen Oldname", is_individual=True, merged_into=somebody)
    note = "We thank Wanda, and Gwendolen Oldname as well."
    PublicPage.objects.filter(area=marked).update(taking_part=note)

    for sections in (["decisions", "plan"], ["plan"], []):
        PublicPage.objects.filter(area=marked).update(sections=sections)
        page = Client().get(addresses(marked)[0]).content.decode()
        assert "We thank [withheld], and [withheld] as well." in page


def test_what_somebody_was_called_before_is_in_no_text(northfield, page, people, sasha, ada):
    """Ben was Benedict Quill until his name was put right; Dai also had another record."""
    correct(person=people.ben, area=northfield, by=sasha, name="Benedict Quill")
    correct(person=people.ben, area=northfield, by=sasha, name="Ben Okafor")
    other = PersonFactory(name="Dafydd Rees")
    Person.objects.filter(pk=other.pk).update(merged_into=people.dai)
    # Asha agreed to be named: as she is called today, and not as before.
    NamingConsentFactory(area=northfield, person=people.asha)
    for name in ("Asha Greenwood", "asha patel", "Asha Patel"):
        correct(person=people.asha, area=northfield, by=sasha, name=name)
    DecisionFactory(
        area=northfield,
        title="Thanks to Asha Greenwood, Asha and Asha Patel",
        reason="Benedict asked Dafydd Rees, and Mr Quill agreed.",
    )

    (told,) = data_of(northfield)["decisions"]

    assert told["title"] == "Thanks to [withheld], Asha and Asha Patel"
    assert told["reason"] == "[withheld] asked [withheld], and Mr [withheld] agreed."


def test_the_newest_decisions_stand_open_and_the_others_by_year_behind_a_line_each(
    northfield, page
):
    """All of them are on the page, so that somebody who looks for a word in it finds each."""
    for year in (2026, 2026, 2026, 2025, 2025, 2025, 2023):
        number = Decision.objects.count()
        DecisionFactory(
            area=northfield,
            title=f"Decision {number}",
            decided_on=datetime.date(year, 9, 30) - datetime.timedelta(days=number),
        )

    drawn = BeautifulSoup(Client().get(addresses(northfield)[0]).content, "html.parser")

    behind = drawn.select(".app-years details")
    assert [line.summary.get_text() for line in behind] == ["2025: 1 decision", "2023: 1 decision"]
    assert [line.h4.get_text() for line in behind] == ["Decision 5", "Decision 6"]
    at_once = [one.get_text() for one in drawn.select("h3.app-record__heading")]
    assert at_once == [f"Decision {number}" for number in range(5)]


def test_every_section_that_is_shown_can_be_gone_to_from_the_top(marked):
    for sections in (Section.values, ["plan"], []):
        PublicPage.objects.filter(area=marked).update(sections=sections)
        drawn = BeautifulSoup(Client().get(addresses(marked)[0]).content, "html.parser")
        ways = [link["href"] for link in drawn.select(".app-contents a")]
        assert ways == [f"#{heading['id']}" for heading in drawn.select("main > h2, main div > h2")]
        assert {"#take-part", "#concern", "#data"} <= set(ways)
        assert len(ways) == 3 + len(sections)


def test_a_new_release_is_sent_to_who_has_the_page_of_the_one_before(marked, monkeypatch):
    address = addresses(marked)[0]
    before = Client().get(address)["ETag"]

    monkeypatch.setattr(public_page, "release", lambda: "another")

    assert Client().get(address, headers={"if-none-match": before}).status_code == 200


def test_an_unknown_table_is_not_there(marked):
    assert Client().get(reverse("open-csv", args=["northfield", "homes"])).status_code == 404


def test_files_run_nothing_and_say_what_the_page_says(northfield, page, people):
    people.asha.name = "=Asha()"
    people.asha.save()
    NamingConsentFactory(area=northfield, person=people.asha)
    DecisionFactory(area=northfield, title="@SUM(1)", reason="<script>alert(1)</script>")

    members = Client().get(reverse("open-csv", args=["northfield", "members"])).content
    rows = list(csv.DictReader(io.StringIO(members.decode("utf-8-sig"))))
    assert [row["name"] for row in rows] == ["'=Asha()"]
    assert rows[0] | {"name": ""} == {
        "name": "",
        "roles": "chair",
        "votes": "true",
        "since": "2020-01-01",
    }
    decisions = Client().get(reverse("open-csv", args=["northfield", "decisions"]))
    assert "'@SUM(1)" in decisions.content.decode("utf-8-sig")
    assert "northfield-decisions.csv" in decisions["Content-Disposition"]
    html = Client().get(addresses(northfield)[0]).content.decode()
    assert "<script>alert" not in html
    (member,) = data_of(northfield)["members"]
    assert member["name"] == "=Asha()"
    assert set(member) == set(data_of(northfield)["columns"]["members"])


def test_policies_in_force_are_shown_and_their_files_are_not(northfield, page, people):
    PolicyVersionFactory(policy__area=northfield, label="Three", link="https://example.org/code")
    PolicyVersionFactory(
        policy__area=northfield,
        policy__kind="complaints",
        link="https://example.org/ben-okafor/Ben Okafor",
    )

    html = Client().get(addresses(northfield)[0]).content.decode()

    assert 'href="https://example.org/code"' in html
    assert "Okafor" not in html


def test_the_plan_in_force_is_shown_with_its_money_and_how_it_goes(marked):
    told = data_of(marked)

    assert told["plan"]["vision"] == "As [withheld] dreams it"
    assert told["plan"]["priorities"] == ["Ask [withheld]", "A park"]
    assert told["themes"] == [
        {"theme": "Parks", "budget": "100000.00", "spent": "1000.00", "left": "99000.00"}
    ]
    assert told["progress"][0]["text"] == "[withheld] has a spade at [withheld]."
    page = Client().get(addresses(marked)[0]).content.decode()
    assert "£99,000" in page
    with time_machine.travel(datetime.datetime(2028, 1, 1, 11, tzinfo=datetime.UTC)):
        assert data_of(marked)["plan"] is None


def test_whoever_has_the_name_of_somebody_at_risk_does_not_let_texts_name_them(
    northfield, page, people
):
    namesake = MembershipFactory(area=northfield, person__name="Asha Patel").person
    NamingConsentFactory(area=northfield, person=people.asha)
    NamingExemptionFactory(area=northfield, person=namesake)
    DecisionFactory(area=northfield, title="Thanks to Asha Patel")

    assert data_of(northfield)["decisions"][0]["title"] == "Thanks to [withheld]"


def test_an_organisation_whose_name_holds_a_part_of_somebodys_stays_whole(northfield, page, people):
    stone = OrganisationFactory(name="Stone Lane Hall")
    DecisionFactory(area=northfield, title="Rent Stone Lane Hall", chosen=stone)
    (told,) = data_of(northfield)["decisions"]

    assert told["title"] == "Rent Stone Lane Hall"
    assert told["chosen"] == "Stone Lane Hall"


def test_a_person_who_was_erased_elsewhere_is_no_name_to_withhold(northfield, page):
    PersonFactory(name="Erased person")
    assert "Northfield" in all_that_is_public(northfield)
