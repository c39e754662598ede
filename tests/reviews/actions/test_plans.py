"""Following an action: notes, done, dropped, open again; and what the next year's review carries."""

from __future__ import annotations

from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.presenters.history import entries
from reviews.actions import plans
from reviews.models import Outcome, PlannedAction
from reviews.states import NotAllowedNow
from tests.at_once import at_once
from tests.factories import PlannedActionFactory

FOLLOWERS = ["sol", "rhea", "stan", "ada"]


@pytest.fixture
def action(review) -> PlannedAction:
    """One that was agreed today."""
    return PlannedActionFactory(review=review)


@pytest.fixture
def draft(review) -> PlannedAction:
    """One that nobody has submitted yet."""
    return PlannedActionFactory(review=review, rule="own-right", agreed_on=None)


def trail(action) -> list[str]:
    events = AuditEvent.objects.filter(subject_kind="plannedaction", subject_id=action.pk)
    return list(events.order_by("pk").values_list("verb", flat=True))


# Who


@pytest.mark.parametrize("who", FOLLOWERS)
def test_whoever_sees_the_area_follows_its_actions(action, who, request):
    user = request.getfixturevalue(who)
    plans.note(action=action, text="Two have said yes.", by=user)
    action = plans.finish(action=action, by=user)
    action = plans.reopen(action=action, reason="One has said no.", by=user)
    action = plans.drop(action=action, reason="Nobody else is left to ask.", by=user)

    assert action.outcome == Outcome.DROPPED
    assert trail(action) == ["plans.note", "plans.finish", "plans.reopen", "plans.drop"]


@pytest.mark.parametrize("who", ["sasha", "ravi", "stranger"])
def test_nobody_from_elsewhere_does(action, who, request):
    user = request.getfixturevalue(who)
    for act in (
        lambda: plans.note(action=action, text="Going well.", by=user),
        lambda: plans.finish(action=action, by=user),
        lambda: plans.drop(action=action, reason="Enough.", by=user),
        lambda: plans.reopen(action=action, reason="Not so.", by=user),
    ):
        with pytest.raises(Refused):
            act()
    action.refresh_from_db()
    assert (action.is_open, trail(action), action.progress.count()) == (True, [], 0)


def test_the_history_tells_what_was_done_and_leaves_the_wording_to_the_review(action, rhea):
    plans.note(action=action, text="Two have said yes.", by=rhea)
    plans.finish(action=action, by=rhea)
    told = [entry.sentence for entry in entries(list(AuditEvent.objects.order_by("pk")))]

    assert told == [
        "Rhea Rep said how an action of a review is going.",
        "Rhea Rep said that an action of a review was done on 1 October.",
    ]


# What is done, what is dropped


def test_a_note_tells_how_it_goes_by_whom_and_when(action, sol):
    note = plans.note(action=action, text="  Two have said yes.\n", by=sol)

    assert (note.text, note.by, note.at.date()) == ("Two have said yes.", sol, date(2026, 10, 1))
    assert AuditEvent.objects.get().after == {"note": "Two have said yes."}
    action.refresh_from_db()
    assert (action.is_open, action.version) == (True, 1)


def test_done_today_or_on_a_day_since_it_was_agreed(action, rhea):
    assert plans.finish(action=action, by=rhea).settled_on == date(2026, 10, 1)
    plans.reopen(action=action, reason="Not quite.", by=rhea)
    with time_machine.travel("2026-11-20"):
        action = plans.finish(action=action, by=rhea, on=date(2026, 11, 3), text="All nine sit.")

    assert (action.outcome, action.settled_on) == (Outcome.DONE, date(2026, 11, 3))
    assert [note.text for note in action.progress.all()] == ["All nine sit."]


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (date(2026, 10, 2), "today or in the past"),
        (date(2026, 9, 30), "agreed on 1 October 2026"),
    ],
)
def test_a_day_that_it_cannot_have_been(action, rhea, on, sentence):
    with pytest.raises(ValidationError, match=sentence) as refused:
        plans.finish(action=action, by=rhea, on=on, text="Done, we thought.")

    assert list(refused.value.message_dict) == ["on"]
    action.refresh_from_db()
    assert (action.is_open, action.progress.count()) == (True, 0)


def test_dropped_for_a_reason_that_the_trail_keeps(action, rhea):
    action = plans.drop(action=action, reason=" She has left. ", by=rhea)

    assert (action.outcome, action.settled_on, action.reason) == (
        Outcome.DROPPED,
        date(2026, 10, 1),
        "She has left.",
    )
    assert AuditEvent.objects.get().reason == "She has left."


def test_open_again_forgets_what_came_of_it_and_the_trail_does_not(action, rhea, sol):
    plans.drop(action=action, reason="She has left.", by=rhea)
    action = plans.reopen(action=action, reason="She came back.", by=sol)

    assert (action.outcome, action.settled_on, action.reason) == ("", None, "")
    event = AuditEvent.objects.first()
    assert (event.verb, event.by, event.reason) == ("plans.reopen", sol, "She came back.")
    assert event.before["reason"] == "She has left."


@pytest.mark.parametrize(
    ("act", "field"),
    [
        (lambda action, by: plans.note(action=action, text=" \n", by=by), "text"),
        (lambda action, by: plans.drop(action=action, reason=" ", by=by), "reason"),
    ],
)
def test_nothing_said_is_not_enough(action, rhea, act, field):
    with pytest.raises(ValidationError) as refused:
        act(action, rhea)
    assert list(refused.value.message_dict) == [field]


def test_opening_again_asks_why(action, rhea):
    plans.finish(action=action, by=rhea)
    with pytest.raises(ValidationError, match="Say why it is open again"):
        plans.reopen(action=action, reason="", by=rhea)


# What is refused


def test_a_draft_is_not_followed(draft, rhea):
    for act in (
        lambda: plans.note(action=draft, text="Going well.", by=rhea),
        lambda: plans.finish(action=draft, by=rhea),
        lambda: plans.drop(action=draft, reason="Enough.", by=rhea),
        lambda: plans.reopen(action=draft, reason="Not so.", by=rhea),
    ):
        with pytest.raises(NotAllowedNow, match="once the review is submitted"):
            act()
    assert trail(draft) == []


def test_what_is_settled_is_settled_once(action, rhea, sol):
    plans.finish(action=action, by=rhea)
    for act in (
        lambda: plans.note(action=action, text="Still going.", by=sol),
        lambda: plans.finish(action=action, by=sol),
        lambda: plans.drop(action=action, reason="Enough.", by=sol),
    ):
        with pytest.raises(NotAllowedNow, match="done on 1 October 2026"):
            act()
    assert trail(action) == ["plans.finish"]


def test_what_is_open_cannot_be_opened(action, rhea):
    with pytest.raises(NotAllowedNow, match="open already"):
        plans.reopen(action=action, reason="Not so.", by=rhea)


def test_what_goes_on_in_a_later_review_is_followed_there(action, rhea):
    PlannedAction.objects.filter(pk=action.pk).update(
        outcome=Outcome.REPEATED, settled_on=date(2026, 10, 1)
    )
    for act in (
        lambda: plans.finish(action=action, by=rhea),
        lambda: plans.reopen(action=action, reason="Not so.", by=rhea),
    ):
        with pytest.raises(NotAllowedNow, match="goes on in a later review"):
            act()


@pytest.mark.django_db(transaction=True)
def test_of_two_who_settle_it_at_once_one_is_told(action, rhea, sol):
    outcomes = at_once(
        lambda: plans.finish(action=action, by=rhea, text="All nine sit."),
        lambda: plans.drop(action=action, reason="Nobody is left to ask.", by=sol),
    )

    action.refresh_from_db()
    (told,) = [outcome for outcome in outcomes if outcome != action]
    assert isinstance(told, NotAllowedNow)
    assert told.reason.startswith(f"It was {action.outcome} on 1 October 2026.")
    assert len(trail(action)) == (2 if action.outcome == Outcome.DONE else 1)


def test_what_somebody_else_saved_meanwhile_comes_back(action, rhea, sol):
    seen = action.version
    plans.finish(action=action, by=sol)
    plans.reopen(action=action, reason="Not quite.", by=sol)
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        plans.drop(action=action, reason="Enough.", by=rhea, version=seen)
    assert meanwhile.value.current.version == seen + 2


def test_nothing_that_comes_of_an_action_changes_the_register(action, northfield, rhea):
    northfield.refresh_from_db()
    version = northfield.register_version
    plans.finish(action=action, by=rhea, text="Done.")
    northfield.refresh_from_db()
    assert northfield.register_version == version
