"""Brings a review to a stage, by the acts that a rep would take."""

from __future__ import annotations

import datetime

from django.utils import timezone

from biglocal import clock
from reviews.actions import reviews
from reviews.drafts import Draft, draft_of
from reviews.models import (
    PlannedAction,
    Question,
    Reply,
    Response,
    Review,
    Section,
    SectionComment,
    State,
)
from tests.factories import ReviewFactory, RoundFactory


def draft(review: Review) -> Draft:
    """The review as it stands today."""
    return draft_of(review, clock.today())


def confirm_all(review: Review, by, begun: Draft | None = None) -> None:
    """Every member is right; `begun` is the review as it stands, where that is known."""
    words = {
        int(member.person.id): reviews.Word(member.mark, is_right=True)
        for member in (begun or draft(review)).members
    }
    reviews.confirm_members(review=review, words=words, by=by)


def complete(review: Review, by, due_on: datetime.date = datetime.date(2027, 3, 1)) -> None:
    """Confirm everybody, answer yes with a word of why, and plan something for each breach."""
    begun = draft(review)
    confirm_all(review, by, begun)
    for question in Question:
        reviews.answer(
            review=review, question=question, reply=Reply.YES, comment="We looked into it.", by=by
        )
    for breach in begun.breaches:
        reviews.plan_action(
            review=review,
            breach=breach.key,
            what="Asking around for new members.",
            owner="The chair",
            due_on=due_on,
            by=by,
        )


def sent_back(review: Review, by, comments: dict[Section, str], message: str = "") -> None:
    """Local Trust has sent back some parts of what was submitted last."""
    response = Response.objects.create(
        submission=review.submissions.last(),
        kind="returned",
        message=message,
        at=timezone.now(),
        by=by,
    )
    for section, text in comments.items():
        SectionComment.objects.create(response=response, section=section, text=text)
    Review.objects.filter(pk=review.pk).update(state=State.RETURNED)
    review.refresh_from_db()


def earlier_action(review: Review, year: int = 2025, **values) -> PlannedAction:
    """An open action that the area's review of an earlier year planned, for related positions."""
    earlier = review.area.reviews.filter(round__year=year).first() or ReviewFactory(
        area=review.area, round=RoundFactory(year=year), state=State.ACCEPTED
    )
    return PlannedAction.objects.create(
        **{
            "review": earlier,
            "rule": "related-positions",
            "what": "The chair hands over.",
            "owner": "Carys Hughes",
            "due_on": datetime.date(year + 1, 3, 1),
            "agreed_on": datetime.date(year, 11, 1),
            **values,
        }
    )
