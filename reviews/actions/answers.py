"""Local Trust's answer to what was submitted: accepted, accepted with actions, or sent back.

What was submitted may be submitted anew, or answered by a colleague, while somebody reads it. Each
act says which version it answers and how many answers that had, and is told when that has changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.audit.record import record
from biglocal.design.words import day_in_words
from biglocal.post import queue
from biglocal.post.links import absolute
from partnerships.actions.writing import keep
from partnerships.models import AssignedRole
from reviews import states
from reviews.models import (
    InternalNote,
    Kind,
    PlannedAction,
    Response,
    Review,
    Section,
    SectionComment,
    Submission,
)
from reviews.recipients import address_of, assigned_to
from reviews.sections import title_of
from reviews.states import MOVES, NotAllowedNow, Verb

# What each move is kept as: the kind of answer, and its name in the trail.
KEPT_AS: Mapping[Verb, tuple[Kind, str]] = {
    Verb.ACCEPT: (Kind.ACCEPTED, "reviews.accept"),
    Verb.ACCEPT_WITH_ACTIONS: (Kind.ACCEPTED_WITH_ACTIONS, "reviews.accept_with_actions"),
    Verb.RETURN: (Kind.RETURNED, "reviews.send_back"),
}


class Overtaken(NotAllowedNow):
    """It was submitted anew, or answered by somebody else, since it was read."""


@dataclass(frozen=True)
class Asked:
    """An action that Local Trust asks for."""

    what: str
    owner: str
    due_on: datetime.date


@transaction.atomic
def accept(
    *, submission: Submission, by: User, message: str = "", answered: int | None = None
) -> Response:
    """Accept what was submitted, and tell the rep and the secretary.

    `answered` is how many answers the submission had when it was read, if that is known. Raises
    Refused for anybody but staff; Overtaken when it was submitted anew or answered since; and
    NotAllowedNow when the review is not with Local Trust.
    """
    review = _held(submission, Verb.ACCEPT, by, answered)
    response = _respond(review, submission, Verb.ACCEPT, by, message)
    _tell(response, review, "review-accepted")
    return response


@transaction.atomic
def accept_with_actions(
    *,
    submission: Submission,
    actions: Sequence[Asked],
    by: User,
    message: str = "",
    answered: int | None = None,
) -> Response:
    """Accept what was submitted and ask for actions, which live from today.

    Raises as `accept` does, and ValidationError when there is no action, or one that lacks what,
    who or a day to come.
    """
    review = _held(submission, Verb.ACCEPT_WITH_ACTIONS, by, answered)
    _check_actions(actions)
    response = _respond(review, submission, Verb.ACCEPT_WITH_ACTIONS, by, message)
    for asked in actions:
        planned = PlannedAction(
            review=review,
            what=asked.what.strip(),
            owner=asked.owner.strip(),
            due_on=asked.due_on,
            agreed_on=clock.today(),
        )
        keep(planned, "reviews.ask_for_action", by=by, area=review.area, on_register=False)
    _tell(response, review, "review-accepted", actions=actions)
    return response


@transaction.atomic
def send_back(
    *,
    submission: Submission,
    comments: Mapping[Section, str],
    by: User,
    message: str = "",
    answered: int | None = None,
) -> Response:
    """Send back the sections that are commented on; the others stay as they are.

    Raises as `accept` does, and ValidationError when no section is commented on.
    """
    review = _held(submission, Verb.RETURN, by, answered)
    said = {section: comments.get(section, "").strip() for section in Section}
    if not any(said.values()):
        raise ValidationError("Write a comment on at least one section")
    response = _respond(review, submission, Verb.RETURN, by, message)
    for section, text in said.items():
        if text:
            comment = SectionComment(response=response, section=section, text=text)
            comment.full_clean()
            comment.save(force_insert=True)
    sections = [
        {"title": title_of(section, review.round), "text": text}
        for section, text in said.items()
        if text
    ]
    _tell(response, review, "review-returned", sections=sections)
    return response


@transaction.atomic
def note_internally(*, review: Review, text: str, by: User) -> InternalNote:
    """Write a note about a review that Local Trust keeps to itself.

    Raises Refused for anybody but staff, and ValidationError for a note that says nothing.
    """
    policy.check(by, Permission.VIEW_INTERNAL_NOTES, review.area)
    text = text.strip()
    if not text:
        raise ValidationError({"text": "Write a note"})
    note = InternalNote(review=review, text=text, at=timezone.now(), by=by)
    note.full_clean()
    note.save()
    # Of no area: what an area's history tells is open to its rep and its secretary.
    record("reviews.note_internally", by=by, subject=note, after={"review_id": review.pk})
    return note


def _held(submission: Submission, verb: Verb, by: User, answered: int | None) -> Review:
    """The review as it is saved now, once it is sure that this can be said of the submission.

    Whoever else answers it waits until this act is done.
    """
    review = (
        Review.objects.select_for_update(of=("self",))
        .select_related("round", "area")
        .get(pk=submission.review_id)
    )
    policy.check(by, MOVES[verb].owner, review.area)
    newest = review.submissions.defer("document").select_related("submitted_by").last()
    if newest is not None and newest.pk != submission.pk:
        raise Overtaken(
            f"{newest.submitted_by} submitted version {newest.number} on "
            f"{day_in_words(newest.submitted_at)}. Read it before you answer"
        )
    if answered is not None and submission.responses.count() != answered:
        latest = submission.responses.select_related("by").last()
        assert latest is not None
        raise Overtaken(
            f"{latest.by} has answered this review since you opened this page: "
            f"{latest.get_kind_display().lower()}"
        )
    states.check_move(review, verb, clock.today())
    return review


def _respond(
    review: Review, submission: Submission, verb: Verb, by: User, message: str
) -> Response:
    """Keep the answer, and make the move."""
    kind, event = KEPT_AS[verb]
    response = Response(
        submission=submission, kind=kind, message=message.strip(), at=timezone.now(), by=by
    )
    response.full_clean()
    response.save(force_insert=True)
    before, review.state = review.state, MOVES[verb].after
    review.version += 1
    review.full_clean()
    review.save()
    # Without its wording: the area's history is open to the secretary, and what is said of the
    # rep's work is not for them.
    record(
        event,
        by=by,
        subject=response,
        area=review.area,
        before={"state": before},
        after={"state": review.state, "number": submission.number},
    )
    return response


def _tell(response: Response, review: Review, kind: str, **more: object) -> None:
    """Write to the rep of today; that it was accepted, to the secretary too."""
    roles = [AssignedRole.REP]
    if kind == "review-accepted":
        roles.append(AssignedRole.SECRETARY)
    href = absolute(reverse("review-detail", args=[review.round.year, review.area.slug]))
    for user in assigned_to(review.area, clock.today(), *roles):
        queue.put(
            event=f"{kind}:{response.pk}:user-{user.pk}",
            kind=kind,
            to=address_of(user),
            context={
                "area": review.area.name,
                "year": review.round.year,
                "reference": response.submission.reference,
                "message": response.message,
                "by": response.by.name,
                "href": href,
                **more,
            },
        )


def _check_actions(actions: Sequence[Asked]) -> None:
    if not actions:
        raise ValidationError("Enter at least one action, or accept the review without actions")
    for asked in actions:
        if not asked.what.strip() or not asked.owner.strip():
            raise ValidationError("Say of each action what is to be done, and who sees to it")
        if asked.due_on < clock.today():
            raise ValidationError("The day by when an action is done must be today or later")
