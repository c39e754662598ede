"""Brings a review to a stage, by the acts that a rep would take."""

from __future__ import annotations

import datetime

from biglocal import clock
from reviews.actions import reviews
from reviews.drafts import Draft, draft_of
from reviews.models import Question, Reply, Review


def draft(review: Review) -> Draft:
    """The review as it stands today."""
    return draft_of(review, clock.today())


def confirm_all(review: Review, by) -> None:
    """Every member is right."""
    words = {
        int(member.person.id): reviews.Word(member.mark, is_right=True)
        for member in draft(review).members
    }
    reviews.confirm_members(review=review, words=words, by=by)


def complete(review: Review, by, due_on: datetime.date = datetime.date(2027, 3, 1)) -> None:
    """Confirm everybody, answer yes with a word of why, and plan something for each breach."""
    confirm_all(review, by)
    for question in Question:
        reviews.answer(
            review=review, question=question, reply=Reply.YES, comment="We looked into it.", by=by
        )
    for breach in draft(review).breaches:
        reviews.plan_action(
            review=review,
            breach=breach.key,
            what="Asking around for new members.",
            owner="The chair",
            due_on=due_on,
            by=by,
        )
