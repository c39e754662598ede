"""What the trail says of rounds and reviews: an event for each action, in the words of the actions."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.db import models

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.audit.record import snapshot
from partnerships.demo.chance import Chance, at_work
from partnerships.models import Area, CorrectionState
from reviews.actions.answers import KEPT_AS
from reviews.models import (
    How,
    InternalNote,
    Kind,
    Outcome,
    PlannedAction,
    Progress,
    Response,
    Review,
    Round,
    State,
    Submission,
)

if TYPE_CHECKING:
    from reviews.demo.reviewing import Reviewing

_ANSWERED = dict(KEPT_AS.values())
_BECOMES = {
    Kind.ACCEPTED: State.ACCEPTED,
    Kind.ACCEPTED_WITH_ACTIONS: State.ACCEPTED_WITH_ACTIONS,
    Kind.RETURNED: State.RETURNED,
}
_SETTLED = {
    Outcome.DONE: "plans.finish",
    Outcome.DROPPED: "plans.drop",
    Outcome.REPEATED: "plans.repeat",
}


def event(
    verb: str,
    subject: models.Model,
    at: datetime.datetime,
    by: User | None,
    area: Area | None = None,
    **values: Any,
) -> AuditEvent:
    """One event, not saved yet; as `audit.record.record` writes it."""
    return AuditEvent(
        verb=verb,
        subject_kind=subject._meta.model_name or "",
        subject_id=subject.pk,
        at=at,
        by=by,
        area=area,
        **values,
    )


def of_round(round_: Round) -> Iterator[AuditEvent]:
    """Its opening, and its closing."""
    after = snapshot(round_) | {"closed_at": None, "closed_by_id": None, "announced_at": None}
    yield event("rounds.open_round", round_, round_.opened_at, round_.opened_by, after=after)
    if round_.closed_at:
        yield event(
            "rounds.close",
            round_,
            round_.closed_at,
            round_.closed_by,
            before={"closed_at": None, "closed_by_id": None},
            after={"closed_at": round_.closed_at, "closed_by_id": round_.closed_by_id},
        )


def of_review(each: Reviewing) -> Iterator[AuditEvent]:
    """From its opening to Local Trust's last answer."""
    review, round_, area = each.review, each.review.round, each.made.area
    yield event(
        "reviews.open",
        review,
        round_.opened_at,
        round_.opened_by,
        area,
        after={"round_id": round_.pk, "area_id": area.pk, "state": State.NOT_STARTED},
    )
    if review.started_at:
        yield event(
            "reviews.start",
            review,
            review.started_at,
            each.rep,
            area,
            before={"state": State.NOT_STARTED, "started_at": None},
            after={"state": State.IN_PROGRESS, "started_at": review.started_at},
        )
    state = State.IN_PROGRESS
    answers = {answered.response.submission: answered for answered in each.answered}
    for submission in each.submissions:
        yield _submitted(submission, state, area)
        state = State.SUBMITTED
        if answered := answers.get(submission):
            yield _answered(answered.response, area)
            state = _BECOMES[Kind(answered.response.kind)]
            for action in answered.actions:
                yield event(
                    "reviews.ask_for_action",
                    action,
                    answered.response.at,
                    answered.response.by,
                    area,
                    after=snapshot(action),
                )
    if review.state == State.NOT_RECEIVED:
        assert round_.closed_at
        before = State.IN_PROGRESS if review.started_at else State.NOT_STARTED
        yield event(
            "reviews.give_up",
            review,
            round_.closed_at,
            round_.closed_by,
            area,
            before={"state": before},
            after={"state": review.state},
        )


def of_extension(review: Review, at: datetime.datetime, by: User) -> AuditEvent:
    """That an area was given longer, and why."""
    return event(
        "reviews.extend",
        review,
        at,
        by,
        review.area,
        before={"extended_to": None, "extension_reason": ""},
        after={"extended_to": review.extended_to, "extension_reason": review.extension_reason},
        reason=review.extension_reason,
    )


def _submitted(submission: Submission, before: State, area: Area) -> AuditEvent:
    return event(
        "reviews.submit",
        submission,
        submission.submitted_at,
        submission.submitted_by,
        area,
        before={"state": before},
        after={
            "state": State.SUBMITTED,
            "number": submission.number,
            "is_late": submission.is_late,
            "sha256": submission.sha256,
        },
    )


def _answered(response: Response, area: Area) -> AuditEvent:
    kind = Kind(response.kind)
    return event(
        _ANSWERED[kind],
        response,
        response.at,
        response.by,
        area,
        before={"state": State.SUBMITTED},
        after={"state": _BECOMES[kind], "number": response.submission.number},
    )


def of_signatures(each: Reviewing) -> Iterator[AuditEvent]:
    """Whom links were sent to, and who signed."""
    asked = defaultdict(list)
    for link in each.signed.links:
        asked[link.made_at, link.made_by].append(link.person_id)
    for (at, by), people in asked.items():
        yield event("signatures.ask", each.review, at, by, each.made.area, people=sorted(people))
    for form in each.signed.forms:
        yield event(
            "signatures.sign" if form.how == How.LINK else "signatures.record",
            form,
            form.at,
            form.by,
            each.made.area,
            people=[form.person_id],
            after={"how": form.how, "signed_on": form.signed_on},
        )


def of_corrections(each: Reviewing, luck: Chance) -> Iterator[AuditEvent]:
    """What was asked for, and what came of it."""
    signed_at = {form.person_id: form.at for form in each.signed.forms}
    for one in each.signed.corrections:
        about = {"people": [one.person_id]}
        yield event(
            "corrections.ask",
            one,
            signed_at[one.person_id],
            None,
            each.made.area,
            after={"about": one.about, "asked_on": one.asked_on},
            **about,
        )
        if one.settled_on:
            yield event(
                "corrections.make" if one.state == CorrectionState.MADE else "corrections.leave",
                one,
                at_work(luck, one.settled_on),
                one.settled_by,
                each.made.area,
                before={"state": CorrectionState.WAITING, "settled_on": None},
                after={"state": one.state, "settled_on": one.settled_on},
                **about,
            )


def of_action(action: PlannedAction, at: datetime.datetime, by: User, area: Area) -> AuditEvent:
    """What came of an action."""
    return event(
        _SETTLED[Outcome(action.outcome)],
        action,
        at,
        by,
        area,
        people=[int(person) for person in action.people],
        before={"outcome": "", "settled_on": None},
        after={"outcome": action.outcome, "settled_on": action.settled_on},
        reason=action.reason,
    )


def of_note(note: Progress, area: Area) -> AuditEvent:
    """How an action goes on."""
    return event(
        "plans.note",
        note.action,
        note.at,
        note.by,
        area,
        people=[int(person) for person in note.action.people],
        after={"note": note.text},
    )


def of_internal_note(note: InternalNote) -> AuditEvent:
    """That there is a note; of no area, as its reps and secretaries see the history of that."""
    after = {"review_id": note.review_id}
    return event("reviews.note_internally", note, note.at, note.by, after=after)
