"""One action as its page tells it: the finding it is for, its years, and every step it has taken."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from biglocal.audit.models import AuditEvent
from partnerships.rosters.json import assessment_as_dict
from partnerships.rules import Assessment
from reviews.agreed import as_agreed
from reviews.freezing import BrokenSeal
from reviews.models import PlannedAction
from reviews.positions import called_now, key_of_found
from reviews.presenters.actions import href_of
from reviews.presenters.submitted import Frozen
from reviews.presenters.wording import shortened

STEPS = {
    "plans.finish": "Done",
    "plans.drop": "Dropped",
    "plans.repeat": "Goes on in a later review",
    "plans.reopen": "Opened again",
}


@dataclass(frozen=True)
class Step:
    """A note or a move: when, by whom, what it was, and what was said."""

    at: datetime.datetime
    by: str
    move: str
    text: str
    on: datetime.date | None = None


@dataclass(frozen=True)
class Year:
    """The action in another year's review, before or after this one."""

    year: int
    title: str
    href: str

    @classmethod
    def of(cls, action: PlannedAction) -> Year:
        (agreed,) = as_agreed([action])
        return cls(agreed.review.round.year, shortened(agreed.what), href_of(agreed))


@dataclass(frozen=True)
class FindingOfAction:
    """What it is for: the words at review, and those of today if it is still found."""

    at_review: str
    today: str


def steps_of(action: PlannedAction) -> list[Step]:
    """Every note and every move of an action, the newest first."""
    notes = [
        Step(note.at, note.by.name, "", note.text) for note in action.progress.select_related("by")
    ]
    events = AuditEvent.objects.filter(
        subject_kind=action._meta.model_name, subject_id=action.pk, verb__in=STEPS
    ).select_related("by")
    moves = [
        Step(
            event.at,
            event.by.name if event.by else "",
            STEPS[event.verb],
            event.reason,
            _day_of(event) if event.verb == "plans.finish" else None,
        )
        for event in events
    ]
    # A note that was written with a move says more of it, and so stands above it.
    return sorted([*moves, *notes], key=lambda step: step.at, reverse=True)


def _day_of(event: AuditEvent) -> datetime.date | None:
    said = (event.after or {}).get("settled_on")
    return datetime.date.fromisoformat(said) if said else None


def finding_of(action: PlannedAction, today: Assessment) -> FindingOfAction | None:
    """What an action is for, in the words that were submitted; None where Local Trust asked for it."""
    if not action.rule:
        return None
    key = action.rule, tuple(action.people), action.decision
    found_today = [
        found["message"]
        for found in assessment_as_dict(today)["findings"]
        if key_of_found(found) == key
    ]
    return FindingOfAction(_frozen_words(action), found_today[0] if found_today else "")


def _frozen_words(action: PlannedAction) -> str:
    """The words of its finding in the newest version that has it; "" where none can be read."""
    key = action.rule, tuple(action.people), action.decision
    for submission in action.review.submissions.order_by("-number"):
        try:
            findings = Frozen(submission).findings
        except BrokenSeal:
            continue
        called = called_now(findings)
        for found in findings:
            if key_of_found(found, called) == key:
                return str(found["message"])
    return ""


def years_before(action: PlannedAction) -> list[Year]:
    """The actions that this one goes on with, the latest first."""
    found = []
    before = _with_review(action.repeats_id)
    while before is not None:
        found.append(Year.of(before))
        before = _with_review(before.repeats_id)
    return found


def years_after(action: PlannedAction) -> list[Year]:
    """The actions of later reviews that go on with this one, as far as they were submitted."""
    later = action.repeated_by.living().select_related("review__round", "review__area")
    return [Year.of(one) for one in later.order_by("review__round__year")]


def _with_review(pk: int | None) -> PlannedAction | None:
    of_review = PlannedAction.objects.select_related("review__round", "review__area")
    return of_review.filter(pk=pk).first() if pk is not None else None
