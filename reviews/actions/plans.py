"""Following what was planned to its end: how it goes on, done, dropped, and open again after all.

Each act takes hold of the action first, so that of two people who settle it at once one is told.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.audit.record import differences, record, snapshot
from biglocal.design.words import day_in_words
from partnerships.actions.writing import ChangedMeanwhile
from reviews.models import Outcome, PlannedAction, Progress
from reviews.states import NotAllowedNow


@transaction.atomic
def note(*, action: PlannedAction, text: str, by: User) -> Progress:
    """Write down how an action goes on.

    Raises Refused for whoever has no part in the area's actions, NotAllowedNow for a draft and for
    what is settled, and ValidationError for a note that says nothing.
    """
    action = _held(action, by)
    check_can_be_settled(action)
    return _note(action, text, by)


@transaction.atomic
def finish(
    *,
    action: PlannedAction,
    by: User,
    on: datetime.date | None = None,
    text: str = "",
    version: int | None = None,
) -> PlannedAction:
    """Say that an action is done, today or on another day since it was agreed; `text` is a note.

    `version` is the one that was open. Raises as `note` does; also ValidationError for a day that
    it cannot have been, and ChangedMeanwhile when somebody else saved it since.
    """
    action = _held(action, by)
    check_can_be_settled(action)
    on = on or clock.today()
    _check_day(action, on)
    settled = _settle(action, "plans.finish", by, version, outcome=Outcome.DONE, on=on)
    if text.strip():
        _note(action, text, by)
    return settled


@transaction.atomic
def drop(
    *, action: PlannedAction, reason: str, by: User, version: int | None = None
) -> PlannedAction:
    """Say that nothing more is done about an action, and why. Raises as `finish` does."""
    action = _held(action, by)
    check_can_be_settled(action)
    reason = _said(reason, "reason", "Say why it is dropped.")
    return _settle(
        action,
        "plans.drop",
        by,
        version,
        outcome=Outcome.DROPPED,
        on=clock.today(),
        reason=reason,
        told=reason,
    )


@transaction.atomic
def reopen(
    *, action: PlannedAction, reason: str, by: User, version: int | None = None
) -> PlannedAction:
    """Take back that an action was done or dropped, and say why.

    Raises as `finish` does, and NotAllowedNow for one that is open, or goes on in a later review.
    """
    action = _held(action, by)
    check_can_be_reopened(action)
    reason = _said(reason, "reason", "Say why it is open again.")
    return _settle(action, "plans.reopen", by, version, outcome="", on=None, told=reason)


def check_can_be_settled(action: PlannedAction) -> None:
    """Say nothing while an action is open; raise NotAllowedNow with the reason otherwise."""
    _check_lives(action)
    if action.outcome and action.settled_on:
        raise NotAllowedNow(_what_came(action, action.settled_on))


def check_can_be_reopened(action: PlannedAction) -> None:
    """Say nothing of an action that was done or dropped; raise NotAllowedNow otherwise."""
    _check_lives(action)
    if action.is_open:
        raise NotAllowedNow("It is open already.")
    if action.outcome == Outcome.REPEATED and action.settled_on:
        raise NotAllowedNow(_what_came(action, action.settled_on))


def _check_lives(action: PlannedAction) -> None:
    if action.agreed_on is None:
        raise NotAllowedNow("It is being written: it can be followed once the review is submitted.")


def _what_came(action: PlannedAction, settled_on: datetime.date) -> str:
    since = day_in_words(settled_on)
    if action.outcome == Outcome.REPEATED:
        return f"It goes on in a later review since {since}. Say there how it is going."
    came = "done" if action.outcome == Outcome.DONE else "dropped"
    return f"It was {came} on {since}. Open it again first if that is not so."


def _check_day(action: PlannedAction, on: datetime.date) -> None:
    if on > clock.today():
        raise ValidationError({"on": "The day must be today or in the past."})
    if action.agreed_on and on < action.agreed_on:
        agreed = day_in_words(action.agreed_on)
        raise ValidationError({"on": f"It was agreed on {agreed}. Enter that day or a later one."})


def _said(text: str, field: str, otherwise: str) -> str:
    text = text.strip()
    if not text:
        raise ValidationError({field: otherwise})
    return text


def _held(action: PlannedAction, by: User) -> PlannedAction:
    """The action as it is saved now; whoever else writes it waits until this act is done."""
    held = (
        PlannedAction.objects.select_for_update(of=("self",))
        .select_related("review__round", "review__area")
        .get(pk=action.pk)
    )
    policy.check(by, Permission.FOLLOW_ACTIONS, held.review.area)
    return held


def _note(action: PlannedAction, text: str, by: User) -> Progress:
    written = Progress(
        action=action, text=_said(text, "text", "Say how it is going."), at=timezone.now(), by=by
    )
    written.full_clean()
    written.save()
    record(
        "plans.note",
        by=by,
        subject=action,
        area=action.review.area,
        people=_people(action),
        after={"note": written.text},
    )
    return written


def _settle(
    action: PlannedAction,
    verb: str,
    by: User,
    version: int | None,
    *,
    outcome: str,
    on: datetime.date | None,
    reason: str = "",
    told: str = "",
) -> PlannedAction:
    """Set what came of an action that is held; `told` is the reason that the trail keeps."""
    if version is not None and action.version != version:
        raise ChangedMeanwhile(action)
    before = snapshot(action)
    action.outcome, action.settled_on, action.reason = outcome, on, reason
    old, new = differences(before, snapshot(action))
    action.version += 1
    action.full_clean()
    action.save()
    record(
        verb,
        by=by,
        subject=action,
        area=action.review.area,
        people=_people(action),
        before=old,
        after=new,
        reason=told,
    )
    return action


def _people(action: PlannedAction) -> list[int]:
    return [int(person) for person in action.people]
