"""Writing a review and submitting it. Each act is refused once the review is submitted."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from biglocal.access import policy
from biglocal.accounts.models import User
from biglocal.audit.record import record
from partnerships.actions.writing import change
from partnerships.models import Area
from reviews import states
from reviews.actions.answering import answer, plan_action
from reviews.actions.beginning import held, start
from reviews.actions.carrying import carry
from reviews.actions.confirming import Confirmed, Word, confirm_members
from reviews.actions.receipts import send_receipts
from reviews.drafts import Draft, Missing, draft_of
from reviews.freezing import fingerprint, freeze
from reviews.models import Outcome, PlannedAction, Review, Submission
from reviews.states import Verb

__all__ = [
    "ChangedSinceChecked",
    "Confirmed",
    "Incomplete",
    "Word",
    "answer",
    "carry",
    "confirm_members",
    "plan_action",
    "start",
    "submit",
]


class Incomplete(Exception):
    """The review cannot be submitted yet; `missing` is all that is left."""

    def __init__(self, missing: list[Missing]) -> None:
        self.missing = missing
        super().__init__("Something is left to do.")


class ChangedSinceChecked(Exception):
    """Something is no longer as it was when its answers were checked."""


@transaction.atomic
def submit(*, review: Review, by: User, seen: str = "") -> Submission:
    """Submit a review: freeze what it says and what the register says at this moment.

    `seen` is the fingerprint of what was checked before, if it was. Raises Refused for anybody but
    the rep of the day; NotAllowedNow before 1 September, and for a review submitted already;
    Incomplete with what is missing; ChangedSinceChecked when all is there but not as it was seen.
    """
    review = held(review)
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
    _agree(draft, by)
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
    send_receipts(submission, by=by)
    return submission


def _agree(draft: Draft, by: User) -> None:
    """Let what is planned live from this day on, and what it goes on with be settled by it."""
    plans = [breach.plan for breach in draft.breaches if breach.plan]
    saved = PlannedAction.objects.filter(pk__in=[plan.pk for plan in plans])
    saved.filter(agreed_on=None).update(agreed_on=draft.day)
    gone_on_with = [each for each in map(draft.gone_on_with, plans) if each]
    # What was done or dropped meanwhile is not gone on with after all.
    saved.exclude(repeats__in=[each.action for each in gone_on_with]).update(repeats=None)
    for each in gone_on_with:
        if each.action.is_open:
            change(
                each.action,
                "plans.repeat",
                by=by,
                area=draft.review.area,
                people=[int(person) for person in each.action.people],
                on_register=False,
                outcome=Outcome.REPEATED,
                settled_on=draft.day,
            )


def _check_complete(draft: Draft, seen: str) -> None:
    if draft.missing:
        raise Incomplete(draft.missing)
    if seen and seen != fingerprint(draft):
        raise ChangedSinceChecked
