"""The years of one area, each as one line."""

from __future__ import annotations

from dataclasses import dataclass

from reviews.dashboards import STATE_COLOURS
from reviews.models import Review, State, Submission
from reviews.presenters.answers import Said


@dataclass(frozen=True)
class YearLine:
    """One year of an area, with what was submitted."""

    review: Review
    submission: Submission | None
    said: Said | None = None

    @property
    def state_colour(self) -> str:
        return STATE_COLOURS[State(self.review.state)]


def latest(review: Review) -> Submission | None:
    """The latest of a review's prefetched submissions."""
    return max(review.submissions.all(), key=lambda each: each.number, default=None)
