"""What comes to light later is shown wherever the decision is, until it is settled."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.actions import interests
from partnerships.models import LaterConflict
from tests.factories import DecisionFactory, LaterConflictFactory, OrganisationFactory

MEETING = datetime.date(2026, 9, 3)
TODAY = datetime.date(2026, 10, 1)
AREA, LIST = "/areas/northfield/", "/areas/northfield/decisions/"


@pytest.fixture
def decision(northfield, people):
    return DecisionFactory(
        area=northfield,
        decided_on=MEETING,
        outcome="Agreed.",
        organisations=[OrganisationFactory(name="Moor Bakery")],
        took_part=[people.asha],
    )


def declare(area, person):
    interests.declare(
        area=area,
        person=person,
        organisation="Moor Bakery",
        whose="own",
        nature="loyalty",
        by=None,
    )


def pages(client, decision):
    detail = reverse("decision-detail", args=["northfield", decision.pk])
    return [client.get(url).content.decode() for url in (detail, LIST, AREA)]


def test_what_the_rules_find_later_is_told_and_settled(northfield, people, decision, sol, sign_in):
    client = sign_in(sol)
    declare(northfield, people.asha)
    detail, listed, position = pages(client, decision)
    assert "Came to light on 1 October 2026" in detail
    assert "What was recorded of the decision stays as it is" in detail
    assert "Open again" in listed
    assert "Settle what came to light about “Summer fair”" in position

    add = reverse("later-add", args=["northfield", decision.pk])
    assert f"{add}?person={people.asha.pk}" in detail
    form = client.get(f"{add}?person={people.asha.pk}").context["form"]
    assert (form["person"].value(), form["found_on"].value()) == (people.asha.pk, TODAY)
    assert form["what"].value().startswith("Asha Patel took part in the grant decision")
    client.post(
        add,
        {
            "person": str(people.asha.pk),
            "what": "She belongs to it.",
            "done": "Looked at again.",
            "state": "settled",
            "settled_reason": "It came out the same.",
        }
        | boxes("found_on", TODAY)
        | boxes("settled_on", TODAY),
    )
    detail, listed, position = pages(client, decision)
    assert "Open again" not in detail + listed
    assert "Settled on 1 October 2026: It came out the same." in detail
    assert "Settle what came to light" not in position
    decision.refresh_from_db()
    assert (decision.outcome, decision.version) == ("Agreed.", 1)


def test_a_note_is_open_until_it_is_settled(northfield, people, decision, sol, sign_in):
    client = sign_in(sol)
    note = LaterConflictFactory(decision=decision, person=people.asha)
    detail, listed, position = pages(client, decision)
    assert "Came to light on 1 September 2026, about Asha Patel" in detail
    assert "Open again" in listed
    assert "A cousin works for the organisation chosen" in position
    url = reverse("later-change", args=["northfield", decision.pk, note.pk])
    said = {"what": note.what, "state": "settled", "version": "1"} | boxes("found_on", MEETING)
    refused = client.post(url, said)
    assert set(refused.context["form"].errors) == {"settled_on", "settled_reason"}
    early = said | {"settled_reason": "Why"} | boxes("settled_on", datetime.date(2026, 9, 2))
    assert "or a later one" in str(client.post(url, early).context["form"].errors["settled_on"])
    client.post(url, early | boxes("settled_on", TODAY))
    assert "Open again" not in pages(client, decision)[1]
    reopened = said | {"state": "open", "version": "2", "settled_reason": "left over"}
    client.post(url, reopened)
    note.refresh_from_db()
    assert (note.is_open, note.settled_reason) == (True, "")
    mistake = reverse("later-mistake", args=["northfield", decision.pk, note.pk])
    client.post(mistake, {"reason": "Another family", "version": "3"})
    assert not LaterConflict.objects.exists()


def test_it_comes_after_the_decision_and_not_in_days_to_come(northfield, decision, sol, sign_in):
    add = reverse("later-add", args=["northfield", decision.pk])
    for day, message in [
        (datetime.date(2026, 9, 2), "The decision was taken on 3 September 2026"),
        (datetime.date(2026, 10, 2), "or earlier"),
    ]:
        said = {"what": "A cousin", "state": "open"} | boxes("found_on", day)
        response = sign_in(sol).post(add, said)
        assert message in str(response.context["form"].errors["found_on"])


def test_somebody_of_another_area_is_no_answer(northfield, southmere, decision, sol, sign_in):
    ines = southmere.memberships.first().person
    said = {"what": "A cousin", "state": "open", "person": str(ines.pk)}
    response = sign_in(sol).post(
        reverse("later-add", args=["northfield", decision.pk]), said | boxes("found_on", TODAY)
    )
    assert "person" in response.context["form"].errors


def test_a_note_is_found_under_its_own_decision_alone(northfield, decision, sol, sign_in):
    note = LaterConflictFactory(decision=decision)
    other = DecisionFactory(area=northfield, title="Another")
    url = reverse("later-change", args=["northfield", other.pk, note.pk])
    assert sign_in(sol).get(url).status_code == 404


def test_staff_read_it_and_change_nothing(northfield, people, decision, stan, sign_in):
    LaterConflictFactory(decision=decision)
    detail = pages(sign_in(stan), decision)[0]
    assert "A cousin works for the organisation chosen" in detail
    assert "Say what came of it" not in detail


def test_ten_times_as_much_costs_the_same_queries(northfield, people, decision, sol, sign_in):
    client = sign_in(sol)
    declare(northfield, people.asha)
    LaterConflictFactory(decision=decision)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
        client.get(AREA)
    for number in range(9):
        another = DecisionFactory(
            area=northfield,
            title=f"Decision {number}",
            decided_on=MEETING,
            organisations=decision.organisations.all(),
            took_part=[people.asha],
        )
        LaterConflictFactory(decision=another, person=people.asha)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
        client.get(AREA)
    assert len(many) == len(few)
