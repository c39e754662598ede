"""What a change would do, shown before it is saved: the same as after, and nothing is left of it."""

import datetime
import re

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.models import Area
from partnerships.rosters.homes import housemates
from tests.access.test_bad_input import fields_of
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    InterestFactory,
    MembershipFactory,
    OfficeFactory,
    PaidWorkFactory,
    RelationshipFactory,
    ResidenceFactory,
)

DAY = datetime.date
LAST_WEEK = DAY(2026, 9, 24)


@pytest.fixture
def look(northfield, sol, sign_in):
    """`look("member-end", membership, reason="other")` asks what it would do."""

    def post(name, /, *records, step="what-if", **typed):
        url = reverse(name, args=[northfield.slug, *(record.pk for record in records)])
        return sign_in(sol).post(url, {"version": "1", "step": step} | typed)

    return post


def seat(area, name):
    return area.memberships.get(person__name=name)


def ending(last_day=LAST_WEEK):
    return {"reason": "moved-away"} | boxes("last_day", last_day)


def page_of(response):
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def words(tag):
    return tag.get_text(" ", strip=True)


def table_of(page):
    return [[words(cell) for cell in row(["th", "td"])] for row in page.select("main table tr")]


def findings_in(page):
    return [words(found.p) for found in page.select("article")]


def outsiders(area, number):
    """Make so many members live outside the area."""
    for membership in area.memberships.order_by("pk")[:number]:
        area.residences.filter(person=membership.person).update(in_area="no")


def test_the_verdict_now_stands_beside_the_verdict_after(northfield, look):
    MembershipFactory(area=northfield, person__name="Iris Outside")
    outsiders(northfield, 3)

    page = page_of(look("member-end", seat(northfield, "Harry Stone"), **ending()))

    assert page.title.text == "What this would do – Northfield – Big Local"
    assert words(page.select_one(".govuk-caption-l")) == "End the membership of Harry Stone"
    assert words(page.select_one(".govuk-inset-text")) == "Harry Stone left on 24 September."
    assert [words(item) for item in page.select("main ul.govuk-list--bullet")[0]("li")] == [
        "With this change the partnership has 8 members; at least 8 are needed.",
        "With this change 4 of 8 members live in the area, and for 1 it is not recorded; "
        "at least 5 are needed.",
    ]
    assert table_of(page) == [
        ["What is looked at", "Now", "After"],
        ["Criteria", "Meets", "Cannot tell"],
        ["Conflicts of interest", "Meets", "Meets"],
        ["Members", "9 (at least 8 needed)", "8 (at least 8 needed)"],
        [
            "Members who live in the area",
            "5 of 9 (at least 5 needed)",
            "4 of 8 (at least 5 needed)",
        ],
        ["Not known where they live", "1", "1"],
    ]
    assert findings_in(page) == [
        "We cannot tell whether most members live in the area: it is not recorded for Iris Outside."
    ]


def test_what_was_answered_is_said_in_words(northfield, look):
    page = page_of(look("member-end", seat(northfield, "Harry Stone"), **ending()))

    rows = page.select("main .govuk-summary-list__row")
    assert [(words(row.dt), words(row.dd)) for row in rows] == [
        ("Last day as a member", "24 September 2026"),
        ("Why does it end?", "Moved away"),
    ]


def test_what_stands_under_a_choice_that_was_not_made_is_no_answer(northfield, people, look):
    typed = {"person": people.dai.pk, "title": "secretary", "other_title": "Tree warden"}

    page = page_of(look("office-add", **typed | boxes("starts_on", LAST_WEEK)))

    assert "Tree warden" not in words(page.main)
    assert page.find("input", {"name": "other_title"})["value"] == "Tree warden"


def test_a_mistake_says_what_is_taken_back(northfield, look):
    page = page_of(look("member-mistake", seat(northfield, "Harry Stone"), reason="Another Harry"))

    assert [words(term) for term in page.select(".govuk-summary-list dt")] == [
        "Who",
        "When",
        "Votes",
        "Why was this a mistake?",
    ]
    assert words(page.select_one(".govuk-button--warning")) == "Take it back"


def test_a_finding_that_goes_is_said_and_one_that_stays_too(northfield, people, look):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    OfficeFactory(area=northfield, person=people.carys, title="secretary")
    RelationshipFactory(area=northfield, a=people.ben, b=people.carys, kind="spouse")
    chair = northfield.offices.get(title="chair")

    page = page_of(look("office-hand-over", chair, to="", **boxes("last_day", LAST_WEEK)))

    said = words(page.main)
    assert "What the rules would no longer find Asha Patel (chair) and Ben Okafor" in said
    assert "What the rules find either way 3 members are of one family" in said


def test_what_changes_no_verdict_says_so(northfield, people, look):
    page = page_of(
        look("office-add", person=people.dai.pk, title="secretary", **boxes("starts_on", LAST_WEEK))
    )

    assert "Nothing changes in the verdict." in words(page.main)


def test_a_change_of_a_later_day_is_looked_at_on_that_day(northfield, look):
    leaving = seat(northfield, "Asha Patel")
    northfield.memberships.filter(pk=leaving.pk).update(ends_on=DAY(2027, 5, 31))

    page = page_of(look("member-end", seat(northfield, "Harry Stone"), **ending(DAY(2027, 6, 30))))

    assert words(page.h2) == "The verdict on 1 July 2027"
    # Asha is gone by then either way.
    assert table_of(page)[0:4] == [
        ["What is looked at", "Without this", "With this"],
        ["Criteria", "Does not meet", "Does not meet"],
        ["Conflicts of interest", "Meets", "Meets"],
        ["Members", "7 (at least 8 needed)", "6 (at least 8 needed)"],
    ]
    assert "From 1 July 2027 the partnership has 6 members" in words(page.main)


def test_what_the_rules_do_not_look_at_is_saved_at_once(northfield, look):
    membership = seat(northfield, "Harry Stone")
    typed = {"is_voting": "yes", "sits_for": "own", "appointed": "elected"}

    response = look(
        "member-change", membership, **typed, **boxes("starts_on", membership.starts_on)
    )

    assert response.status_code == 302
    assert seat(northfield, "Harry Stone").appointed == "elected"


def test_what_is_taken_back_without_being_felt_is_taken_back_at_once(northfield, people, look):
    past = MembershipFactory(
        area=northfield, person=people.asha, starts_on=DAY(2010, 1, 1), ends_on=DAY(2011, 1, 1)
    )

    assert look("member-mistake", past, reason="It never was").status_code == 302

    assert not northfield.memberships.filter(pk=past.pk).exists()


def test_what_an_action_refuses_is_said_beside_the_field(northfield, look):
    page = page_of(look("member-end", seat(northfield, "Harry Stone"), **ending(DAY(2019, 12, 31))))

    assert words(page.select_one(".govuk-error-summary li")) == (
        "Enter 1 January 2020 or a later day: that is the first day."
    )
    assert page.find(id="id_last_day_year")["value"] == "2019"


def test_several_answers_to_one_question_all_go_along(northfield, people, sol, sign_in):
    mates = [str(people.ben.pk), str(people.dai.pk)]
    url, client = reverse("residence-move", args=[northfield.slug, people.asha.pk]), sign_in(sol)
    form = fields_of(client.get(url).content.decode())
    typed = {"in_area": "no", "living": "with", "mates": mates} | boxes("starts_on", LAST_WEEK)

    page = client.post(url, form | typed | {"step": "what-if"})
    sent = fields_of(page.content.decode())

    assert sent["mates"] == mates
    client.post(url, sent)
    home = northfield.residences.get(person=people.asha, ends_on=None)
    assert {mate.person for mate in housemates(home)} == {people.ben, people.dai}


def test_an_unknown_step_saves_nothing(northfield, look):
    for step in ("save", "WHAT-IF", " ", "try-it"):
        page = page_of(look("member-end", seat(northfield, "Harry Stone"), step=step, **ending()))
        assert page.h1.text == "What this would do"
    assert not AuditEvent.objects.exists()
    assert Area.objects.get(pk=northfield.pk).register_version == 0


def facts(area):
    """A little of everything that a roster has."""
    people = [MembershipFactory(area=area).person for _ in range(9)]
    for person in people:
        ResidenceFactory(area=area, person=person)
        InterestFactory(area=area, person=person)
    RelationshipFactory(area=area, a=people[0], b=people[1])
    DecisionFactory(area=area, took_part=people)


def test_looking_costs_the_same_however_many_areas_and_members(northfield, sol, sign_in):
    url = reverse("member-end", args=[northfield.slug, seat(northfield, "Harry Stone").pk])
    client, typed = sign_in(sol), {"version": "1", "step": "what-if"} | ending()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            page_of(client.post(url, typed))
        return [query["sql"] for query in captured]

    few = queries()
    for _ in range(10):
        facts(AreaFactory())
    facts(northfield)
    many = queries()

    assert len(many) == len(few)
    # A DECLARE is how PostgreSQL begins to read in parts.
    read = [sql for sql in many if re.match("SELECT|DECLARE", sql) and 'FROM "partnerships_' in sql]
    assert len(read) > 20
    # Each reads rows of this area, or such as are known by their own number; the criteria are no area's.
    apart = [sql for sql in read if not re.search(r'"(id|area_id)" (= |IN \()', sql)]
    assert [sql for sql in apart if 'FROM "partnerships_edition"' not in sql] == []
    assert len(apart) == 1


def test_a_last_day_to_come_tells_from_the_day_after_it(northfield, people, look):
    paid = PaidWorkFactory(area=northfield, person=seat(northfield, "Harry Stone").person)
    typed = {"job_title": paid.job_title, "terms": paid.terms, "employer": ""}
    typed |= boxes("starts_on", paid.starts_on) | boxes("ends_on", DAY(2026, 11, 15))

    page = page_of(look("paid-work-change", paid, **typed))

    assert words(page.find("h2")) == "The verdict on 16 November 2026"
    assert table_of(page)[2] == ["Conflicts of interest", "Does not meet", "Meets"]


def test_taking_back_what_is_planned_tells_from_the_day_it_would_begin(northfield, people, look):
    harry = seat(northfield, "Harry Stone").person
    PaidWorkFactory(area=northfield, person=harry, starts_on=DAY(2026, 11, 15))

    page = page_of(look("paid-work-mistake", harry.paid_work.get(), reason="Not agreed"))

    assert words(page.find("h2")) == "The verdict on 15 November 2026"
    assert table_of(page)[2] == ["Conflicts of interest", "Does not meet", "Meets"]


def test_taking_back_a_last_day_to_come_tells_from_the_day_after_it(northfield, people, look):
    harry = seat(northfield, "Harry Stone").person
    paid = PaidWorkFactory(area=northfield, person=harry, ends_on=DAY(2026, 11, 15))

    page = page_of(look("paid-work-did-not-end", paid, reason="They stay"))

    assert words(page.find("h2")) == "The verdict on 16 November 2026"
    assert table_of(page)[2] == ["Conflicts of interest", "Meets", "Does not meet"]
