"""The history of an area: every change in words, newest first, by name, a page at a time."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from biglocal.audit.models import AuditEvent
from partnerships.actions import decisions, families, homes, interests, members
from partnerships.actions import people as names
from partnerships.actions.households import Home
from partnerships.models import Part
from tests.factories import MembershipFactory

URL = "/areas/northfield/history/"
JUNE = datetime.date(2026, 6, 30)


@pytest.fixture
def rita(northfield):
    """Rita Osei's membership."""
    return MembershipFactory(area=northfield, person__name="Rita Osei")


def told(client):
    return [entry.sentence for entry in client.get(URL).context["entries"]]


def values(client):
    """What the newest entry shows: {name: (before, after)}."""
    entry = client.get(URL).context["entries"][0]
    return {value.name: (value.before, value.after) for value in entry.values}


def test_it_says_who_did_what_with_values_before_and_after(northfield, rita, sol, sign_in):
    members.leave(membership=rita, last_day=JUNE, reason="moved-away", by=sol)
    client = sign_in(sol)
    assert told(client) == ["Sol Secretary ended Rita Osei’s membership on 30 June."]
    assert values(client) == {
        "Last day": ("Nothing", "30 June 2026"),
        "Why it ended": ("Nothing", "Moved away"),
    }
    page = client.get(URL).content.decode()
    assert "1 October 2026" in page
    assert "30 June 2026" in page


def test_names_are_those_of_today(northfield, rita, sol, sign_in):
    members.correct(membership=rita, by=sol, is_voting=False)
    names.correct(person=rita.person, area=northfield, name="Rita Osei-Bonsu", email="", by=sol)
    client = sign_in(sol)
    assert told(client)[1] == "Sol Secretary corrected Rita Osei-Bonsu’s membership."
    assert values(client) == {"Name": ("Rita Osei", "Rita Osei-Bonsu")}


def test_homes_families_and_interests_are_told_by_name(northfield, people, sol, sign_in):
    client = sign_in(sol)
    home = northfield.residences.get(person=people.asha)
    together = Home(in_area="yes", living="with", mates=(people.ben,), checked_how="postcode")
    homes.correct(residence=home, home=together, by=sol)
    shown = {
        one.name: (one.before, one.after) for one in client.get(URL).context["entries"][1].values
    }
    theirs = northfield.residences.get(person=people.ben).household
    assert shown["Household"] == ("a home", f"home {theirs.pk}")
    assert shown["How it was checked"] == ("Nothing", "Postcode looked up")
    assert shown["Checked by"] == ("Nothing", "Sol Secretary")
    assert told(client)[1] == "Sol Secretary corrected what is recorded of Asha Patel’s home."
    families.relate(area=northfield, person=people.asha, kind="child", other=people.ben, by=sol)
    assert told(client)[0] == (
        "Sol Secretary recorded that Ben Okafor is the parent of Asha Patel."
    )
    interests.declare(
        area=northfield,
        person=people.asha,
        organisation="Moor Bakery",
        whose="own",
        nature="loyalty",
        by=sol,
    )
    assert told(client)[0] == "Sol Secretary recorded an interest of Asha Patel in Moor Bakery."


def test_a_decision_is_told_with_its_lists_by_name(northfield, people, sol, sign_in):
    said = decisions.Decided(
        decided_on=JUNE,
        kind="grant",
        title="Summer fair",
        amount=1250,
        organisations=["Moor Bakery"],
        parts={people.asha.pk: Part.TOOK_PART},
    )
    decision = decisions.write_down(area=northfield, decided=said, by=sol)
    client = sign_in(sol)
    assert told(client)[0] == "Sol Secretary recorded the decision “Summer fair” of 30 June."
    assert values(client)["Amount in pounds"] == ("", "£1,250")
    assert values(client)["Organisations considered"] == ("", "Moor Bakery")
    later = decisions.Decided(
        decided_on=JUNE,
        kind="grant",
        title="Summer fair",
        amount=1250,
        organisations=["Moor Bakery"],
        parts={people.ben.pk: Part.WITHDREW},
    )
    decisions.correct(decision=decision, decided=later, by=sol)
    assert told(client)[0] == "Sol Secretary corrected the decision “Summer fair”."
    assert values(client) == {
        "Took part": ("Asha Patel", "Nothing"),
        "Withdrew": ("Nothing", "Ben Okafor"),
    }
    decisions.never_happened(decision=decision, reason="Not ours", by=sol)
    entry = client.get(URL).context["entries"][0]
    assert entry.sentence.startswith("Sol Secretary took back the decision “Summer fair”")
    assert entry.reason == "Not ours"


@pytest.mark.parametrize("verb", ["policies.adopt_new", "x", "members.leave", "families.relate"])
def test_what_is_strange_in_the_trail_never_breaks_the_page(northfield, verb, sol, sign_in):
    AuditEvent.objects.create(
        verb=verb,
        area=northfield,
        subject_kind="nothing-we-know",
        people=[987654],
        before={"odd": {"deep": [1]}, "ends_on": "soon"},
        after={"took_part": "not a list", "in_area": None},
    )
    AuditEvent.objects.create(
        verb=verb,
        area=northfield,
        subject_kind="membership",
        after={"ends_on": "soon", "person_id": "x", "is_voting": "maybe", "appointed": "by lot"},
    )
    response = sign_in(sol).get(URL)
    assert response.status_code == 200
    assert "The service" in response.context["entries"][0].sentence


def test_another_area_has_a_history_of_its_own(northfield, southmere, rita, sol, sasha, sign_in):
    members.correct(membership=rita, by=sol, is_voting=False)
    response = sign_in(sasha).get("/areas/southmere/history/")
    assert response.context["entries"] == []
    assert "Nothing has been changed yet" in response.content.decode()


def test_ten_times_the_changes_cost_the_same_queries(northfield, people, sol, rhea, sign_in):
    everybody = list(vars(people).values())

    def once(number):
        person = everybody[number % len(everybody)]
        interests.declare(
            area=northfield,
            person=person,
            organisation=f"Organisation {number}",
            whose="own",
            nature="loyalty",
            by=rhea if number % 2 else sol,
        )
        home = northfield.residences.filter(person=person).last()
        said = Home(in_area="no", living="alone", checked_how="postcode", address=f"{number} Road")
        homes.correct(residence=home, home=said, by=sol)

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    client = sign_in(sol)
    once(0)
    client.get(URL)
    few = queries()
    for number in range(1, 10):
        once(number)
    assert queries() == few


def test_a_page_at_a_time(northfield, rita, sol, sign_in):
    for number in range(51):
        members.correct(membership=rita, by=sol, represents=f"Group {number}")
    client = sign_in(sol)
    assert len(client.get(URL).context["entries"]) == 50
    assert values(client) == {"Represents": ("Group 49", "Group 50")}
    assert len(client.get(URL, {"page": 2}).context["entries"]) == 1
