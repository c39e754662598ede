"""Many reviews at once, each as one line."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from biglocal.design.words import day_in_words
from partnerships.rules import Assessment
from reviews.dashboards import STATE_COLOURS
from reviews.drafts import Draft
from reviews.models import Review, Round, State, Submission
from reviews.presenters.answers import Said
from reviews.presenters.tasks import Left, counted, left_of, time_left
from reviews.states import days_left


@dataclass(frozen=True)
class MyLine:
    """One of a rep's reviews: what it lacks while it is being written, the position of today."""

    draft: Draft
    submission: Submission | None

    @property
    def review(self) -> Review:
        return self.draft.review

    @property
    def assessment(self) -> Assessment:
        return self.draft.assessment

    @property
    def state_colour(self) -> str:
        return STATE_COLOURS[State(self.review.state)]

    @property
    def is_written(self) -> bool:
        return self.review.is_being_written

    @cached_property
    def left(self) -> Left:
        return left_of(self.draft)

    @property
    def members(self) -> str:
        """ "3 to confirm"; "All confirmed"."""
        return f"{self.left.members} to confirm" if self.left.members else "All confirmed"

    @property
    def signatures(self) -> str:
        """ "11 of 13"."""
        return f"{self.draft.signed} of {len(self.draft.members)}"

    @property
    def questions(self) -> str:
        """ "4 to answer"; "All answered"."""
        return f"{self.left.questions} to answer" if self.left.questions else "All answered"

    @property
    def actions(self) -> str:
        """ "1 to plan, 2 from earlier reviews"; "None left"."""
        parts = [
            words
            for count, words in [
                (self.left.actions, f"{self.left.actions} to plan"),
                (self.left.carried, f"{self.left.carried} from earlier reviews"),
            ]
            if count
        ]
        return ", ".join(parts) or "None left"

    @property
    def waiting(self) -> int:
        """How many comments of Local Trust are about parts that still say what was submitted."""
        sent_back = self.draft.sent_back
        return len(sent_back.comments.keys() - self.draft.written_since) if sent_back else 0

    @property
    def comments(self) -> str:
        """ "2 comments to answer"; "" for a review that was not sent back."""
        if self.draft.sent_back is None:
            return ""
        return f"{counted(self.waiting, 'comment')} to answer" if self.waiting else "Mended"

    @property
    def due(self) -> str:
        """ "91 days left"; with the day where the area has been given longer than the round."""
        left = days_left(self.review.due_on, self.draft.day)
        if left < 0 and self.draft.sent_back and not self.draft.is_late:
            return "Came in time"
        if left < 0:
            when = f"{counted(-left, 'day')} late"
        else:
            when = f"{counted(left, 'day')} left" if left else "Today is the last day"
        last = day_in_words(self.review.due_on)
        return f"{when}, given until {last}" if self.review.extended_to else when


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
    """A rep's reviews of one round: those to write, and those that are out of the rep's hands."""

    year: int
    time_left: str
    to_write: list[MyLine]
    others: list[MyLine]

    @property
    def name(self) -> str:
        return str(self.year)

    @property
    def reviews(self) -> int:
        return len(self.to_write) + len(self.others)

    @property
    def submitted(self) -> int:
        return sum(line.review.is_handed_in for line in self.others)


# What is with Local Trust before what never came, and what is done with last.
_LAST = [State.SUBMITTED, State.NOT_RECEIVED, State.ACCEPTED_WITH_ACTIONS, State.ACCEPTED]


def round_lines(round_: Round, drafts: Iterable[Draft], day: datetime.date) -> RoundLines:
    """The lines of one round; the reviews must have their submissions prefetched.

    What was sent back comes first, then what is due first; what is accepted comes last.
    """
    lines = [MyLine(draft, latest(draft.review)) for draft in drafts]
    return RoundLines(
        year=round_.year,
        time_left=time_left(round_.opens_on, round_.closes_on, day),
        to_write=sorted(
            (line for line in lines if line.is_written),
            key=lambda line: (
                line.review.state != State.RETURNED,
                line.review.due_on,
                line.review.area.name,
            ),
        ),
        others=sorted(
            (line for line in lines if not line.is_written),
            key=lambda line: (_LAST.index(State(line.review.state)), line.review.area.name),
        ),
    )


def latest(review: Review) -> Submission | None:
    """The latest of a review's prefetched submissions."""
    return max(review.submissions.all(), key=lambda each: each.number, default=None)
