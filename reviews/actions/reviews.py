"""Writing a review and submitting it. Each act is refused once the review is submitted."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.utils import timezone

from biglocal import clock
from biglocal.access import policy
from biglocal.accounts.models import User
from biglocal.audit.record import record
from partnerships.actions.writing import ChangedMeanwhile, change
from partnerships.models import Area
from reviews import states
from reviews.drafts import BreachKey, Draft, Member, Missing, draft_of, key_of
from reviews.freezing import fingerprint, freeze
from reviews.models import (
    Answer,
    Confirmation,
    PlannedAction,
    Question,
    Review,
    State,
    Submission,
)
from reviews.states import Verb

WrittenDraft = TypeVar("WrittenDraft", Answer, PlannedAction)


class Incomplete(Exception):
    """The review cannot be submitted yet; `missing` is all that is left."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__("Something is left to do.")


class ChangedSinceChecked(Exception):
    """Something is no longer as it was when its answers were checked."""


@dataclass(frozen=True)
class Word:
    """The rep's word on one member: right, or what differs; None when it is not checked after all.

    `mark` is that of the row they saw.
    """

    mark: str
    is_right: bool | None
    note: str = ""


@dataclass(frozen=True)
class Confirmed:
    """What became of the rep's words, by person id: kept, or left because the row had changed."""

    kept: list[int]
    left: list[int]


@transaction.atomic
def start(*, review: Review, by: User) -> Review:
    """Begin a review. Raises NotAllowedNow when it was begun, and Refused for anybody but its rep."""
    review = _held(review)
    move = states.check_move(review, Verb.START, clock.today())
    policy.check(by, move.owner, review.area)
    return change(
        review,
        "reviews.start",
        by=by,
        area=review.area,
        on_register=False,
        state=move.after,
        started_at=timezone.now(),
    )


@transaction.atomic
def confirm_members(*, review: Review, words: Mapping[int, Word], by: User) -> Confirmed:
    """Keep the rep's word on members, by person id.

    A word on a row that has changed since (the facts, or somebody else's word) is left, and so is
    one on somebody who is no member any more. Raises NotAllowedNow once the review is submitted.
    """
    if not words:
        # Nothing that could be kept is no beginning of a review either.
        states.check_open(_held(review))
        return Confirmed([], [])
    review = _begun(review, by)
    members = {int(member.person.id): member for member in draft_of(review, clock.today()).members}
    kept, left = [], []
    for person_id, word in words.items():
        member = members.get(person_id)
        if member is None or word.mark != member.mark:
            left.append(person_id)
        elif _write_word(review, member, word, by):
            kept.append(person_id)
    if kept:
        # The facts hold names, so the trail keeps ids and the kind of word alone.
        record(
            "reviews.confirm_members",
            by=by,
            subject=review,
            area=review.area,
            people=kept,
            after={
                "differs": [pk for pk in kept if words[pk].is_right is False],
                "taken_back": [pk for pk in kept if words[pk].is_right is None],
            },
        )
    return Confirmed(kept, left)


def _write_word(review: Review, member: Member, word: Word, by: User) -> bool:
    """Whether there was anything to write."""
    earlier = member.confirmation
    if word.is_right is None:
        # One that has lapsed counts for nothing; it stays to say what has changed since.
        if earlier is None or member.has_lapsed:
            return False
        earlier.delete()
        return True
    note = "" if word.is_right else word.note
    if (
        member.is_confirmed
        and earlier
        and (earlier.is_right, earlier.note) == (word.is_right, note)
    ):
        return False
    confirmation = earlier or Confirmation(
        review=review, person_id=int(member.person.id), version=0
    )
    confirmation.version += 1
    confirmation.is_right = word.is_right
    confirmation.note = note
    confirmation.facts = member.facts
    confirmation.at = timezone.now()
    confirmation.by = by
    confirmation.full_clean()
    confirmation.save()
    return True


@transaction.atomic
def answer(
    *,
    review: Review,
    question: Question,
    reply: str,
    comment: str,
    by: User,
    version: int | None = None,
) -> Answer:
    """Keep the answer to one question as far as it has got.

    `version` is the one that was open, 0 when there was no answer yet. Raises ChangedMeanwhile when
    another was saved since, and NotAllowedNow once the review is submitted.
    """
    review = _begun(review, by)
    saved = review.answers.filter(question=question).first()
    return _write_draft(
        saved or Answer(review=review, question=question, version=0),
        "reviews.answer",
        by=by,
        version=version,
        told={"question": question},
        reply=reply,
        comment=comment,
    )


@transaction.atomic
def plan_action(
    *,
    review: Review,
    breach: BreachKey,
    what: str,
    owner: str,
    due_on: datetime.date | None,
    by: User,
    version: int | None = None,
) -> PlannedAction:
    """Keep what is being done about one breach, by whom and by when, as far as it has got.

    Raises as `answer` does.
    """
    review = _begun(review, by)
    rule, people, decision = breach
    saved = next((plan for plan in review.actions.all() if key_of(plan) == breach), None)
    return _write_draft(
        saved
        or PlannedAction(
            review=review, rule=rule, people=list(people), decision=decision, version=0
        ),
        "reviews.plan_action",
        by=by,
        version=version,
        told={"rule": rule, "decision_id": int(decision) if decision else None},
        people=[int(person) for person in people],
        what=what,
        owner=owner,
        due_on=due_on,
    )


def _write_draft(
    draft: WrittenDraft,
    verb: str,
    *,
    by: User,
    version: int | None,
    told: Mapping[str, Any],
    people: Iterable[int] = (),
    **values: Any,
) -> WrittenDraft:
    """Set `values` on a new record or a saved one of a review that is held.

    The area's history is open to more people than the rep, so what is half written stays out of the
    trail: it says with `told` what was written about, and the submission says what came of it.
    """
    is_new = draft.pk is None
    if not is_new and version is not None and version != draft.version:
        raise ChangedMeanwhile(draft)
    if not is_new and all(getattr(draft, name) == value for name, value in values.items()):
        return draft
    for name, value in values.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.full_clean()
    draft.save()
    record(verb, by=by, subject=draft, area=draft.review.area, people=people, after=told)
    return draft


@transaction.atomic
def submit(*, review: Review, by: User, seen: str = "") -> Submission:
    """Submit a review: freeze what it says and what the register says at this moment.

    `seen` is the fingerprint of what was checked before, if it was. Raises Refused for anybody but
    the rep of the day; NotAllowedNow before 1 September, and for a review submitted already;
    Incomplete with what is missing; ChangedSinceChecked when all is there but not as it was seen.
    """
    review = _held(review)
    at = timezone.now()
    day = timezone.localdate(at)
    move = states.check_move(review, Verb.SUBMIT, day)
    policy.check(by, move.owner, review.area)
    # Every change of a register takes this row first, so what is read now is of one moment.
    Area.objects.select_for_update(no_key=True).get(pk=review.area_id)
    draft = draft_of(review, day)
    _check_complete(draft, seen)
    submission = freeze(draft, by=by, at=at, number=review.submissions.count() + 1)
    submission.full_clean()
    submission.save(force_insert=True)
    before, review.state = review.state, move.after
    review.version += 1
    review.save()
    record(
        "reviews.submit",
        by=by,
        subject=submission,
        area=review.area,
        before={"state": before},
        after={
            "state": review.state,
            "number": submission.number,
            "is_late": submission.is_late,
            "sha256": submission.sha256,
        },
    )
    return submission


def _check_complete(draft: Draft, seen: str) -> None:
    if draft.missing:
        raise Incomplete(draft.missing)
    if seen and seen != fingerprint(draft):
        raise ChangedSinceChecked


def _held(review: Review) -> Review:
    """The review as it is saved now; whoever else writes it waits until this act is done."""
    return (
        Review.objects.select_for_update(of=("self",))
        .select_related("round", "area")
        .get(pk=review.pk)
    )


def _begun(review: Review, by: User) -> Review:
    """The review, held and in progress. Raises NotAllowedNow once it is submitted."""
    review = _held(review)
    states.check_open(review)
    return start(review=review, by=by) if review.state == State.NOT_STARTED else review
