"""How long there is to submit a review, in a sentence."""

from __future__ import annotations

import datetime

from biglocal.design.words import day_in_words
from reviews.drafts import Draft
from reviews.presenters.tasks import counted
from reviews.states import days_left


def time_left_of(draft: Draft) -> str:
    """The time that is left to submit a review that is being written, as a sentence."""
    review = draft.review
    if draft.sent_back and days_left(review.due_on, draft.day) < 0 and not draft.is_late:
        return "Submit it again as soon as it is mended. It came in time, and counts so."
    return time_left(review.round.opens_on, review.due_on, draft.day)


def time_left(opens_on: datetime.date, due_on: datetime.date, day: datetime.date) -> str:
    """The time that is left to submit, as a sentence."""
    last, left = day_in_words(due_on), days_left(due_on, day)
    if day < opens_on:
        return f"You can submit from {day_in_words(opens_on)} to {last}."
    if left < 0:
        return f"It was due by {last}. It can still be submitted, and will be marked as late."
    if left == 0:
        return f"Today, {last}, is the last day to submit in time."
    return f"{counted(left, 'day')} left: submit by {last}."
