"""Many reviews at once, each as one line."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.rules import Assessment
from reviews.dashboards import STATE_COLOURS
from reviews.drafts import Draft
from reviews.models import Review, State, Submission
from reviews.presenters.answers import Said
from reviews.presenters.tasks import left_of


@dataclass(frozen=True)
class MyLine:
    """One of a rep's reviews: the position of today, and what is left."""

    review: Review
    assessment: Assessment
    left: str
    submission: Submission | None

    @property
    def state_colour(self) -> str:
        return STATE_COLOURS[State(self.review.state)]

    @property
    def is_submitted(self) -> bool:
        return self.review.is_handed_in


@dataclass(frozen=True)
class YearLine:
    """One year of an area, with what was submitted."""

    review: Review
    submission: Submission | None
    said: Said | None = None

    @property
    def state_colour(self) -> str:
        return STATE_COLOURS[State(self.review.state)]


@dataclass(frozen=True)
class RoundLines:
    """A rep's reviews of one round: those with most to do first, the submitted ones last."""

    year: int
    time_left: str
    lines: list[MyLine]

    @property
    def name(self) -> str:
        return str(self.year)

    @property
    def submitted(self) -> int:
        return sum(line.is_submitted for line in self.lines)


def my_lines(drafts: list[Draft]) -> list[MyLine]:
    """The lines of one round; the reviews must have their submissions prefetched."""
    lines = [
        MyLine(draft.review, draft.assessment, str(left_of(draft)), latest(draft.review))
        for draft in drafts
    ]
    return sorted(lines, key=lambda line: (line.is_submitted, line.review.area.name))


def latest(review: Review) -> Submission | None:
    """The latest of a review's prefetched submissions."""
    return max(review.submissions.all(), key=lambda each: each.number, default=None)
