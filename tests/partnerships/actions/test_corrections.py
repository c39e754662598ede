"""What a member says is wrong waits, changes nothing, and is settled with a reason where it is left."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import corrections
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import About, Correction, CorrectionState
from tests.factories import CorrectionFactory

TODAY = datetime.date(2026, 10, 1)


@pytest.fixture
def correction(northfield, people) -> Correction:
    return CorrectionFactory(area=northfield, person=people.carys)


def test_it_waits_beside_a_register_that_stays_as_it_was(northfield, people):
    version = northfield.register_version
    asked = corrections.ask(
        area=northfield, person=people.carys, about=About.VOTE, says="I have a vote.", by=None
    )
    assert list(northfield.corrections.waiting()) == [asked]
    assert (asked.says, asked.asked_on) == ("I have a vote.", TODAY)
    northfield.refresh_from_db()
    assert northfield.register_version == version
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.people) == ("corrections.ask", None, [people.carys.pk])
    assert "I have a vote" not in str(event.after)


@pytest.mark.parametrize(("about", "says"), [("shoes", "Large"), (About.VOTE, "")])
def test_what_cannot_be_is_refused(northfield, people, about, says):
    with pytest.raises(ValidationError):
        corrections.ask(area=northfield, person=people.carys, about=about, says=says, by=None)
    assert not AuditEvent.objects.exists()


def test_putting_it_right_is_noted_with_the_day_and_by_whom(correction, northfield, sol):
    settled = corrections.settle(
        correction=correction, state=CorrectionState.MADE, answer="unused", by=sol
    )
    assert (settled.state, settled.answer, settled.settled_on, settled.settled_by) == (
        "made",
        "",
        TODAY,
        sol,
    )
    assert not northfield.corrections.waiting().exists()
    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.area) == ("corrections.make", sol, northfield)


def test_leaving_it_needs_a_reason(correction, sol):
    for answer in ("", "  "):
        with pytest.raises(ValidationError) as refusal:
            corrections.settle(
                correction=correction, state=CorrectionState.LEFT, answer=answer, by=sol
            )
        assert set(refusal.value.message_dict) == {"answer"}
    settled = corrections.settle(
        correction=correction, state=CorrectionState.LEFT, answer="Proof was seen.", by=sol
    )
    assert (settled.state, settled.answer) == ("left", "Proof was seen.")
    assert AuditEvent.objects.get().verb == "corrections.leave"


@pytest.mark.parametrize("state", ["waiting", "", "lost"])
def test_nothing_else_can_come_of_it(correction, sol, state):
    with pytest.raises(ValidationError):
        corrections.settle(correction=correction, state=state, by=sol)
    correction.refresh_from_db()
    assert correction.state == CorrectionState.WAITING


def test_a_slip_is_put_right_and_two_at_once_are_told(correction, sol, rhea):
    corrections.settle(correction=correction, state=CorrectionState.MADE, by=sol, version=1)
    with pytest.raises(ChangedMeanwhile):
        corrections.settle(
            correction=correction, state=CorrectionState.LEFT, answer="No", by=rhea, version=1
        )
    settled = corrections.settle(
        correction=correction, state=CorrectionState.LEFT, answer="No", by=rhea, version=2
    )
    assert (settled.state, settled.settled_by, settled.version) == ("left", rhea, 3)
