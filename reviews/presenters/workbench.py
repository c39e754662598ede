"""A rep's workbench in words: a line for each area, the most urgent first, and the rounds that wait."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from biglocal.design.words import day_in_words
from reviews.dashboards import STATE_COLOURS
from reviews.drafts import Draft
from reviews.models import State, Submission
from reviews.presenters.chasing import Chase, chase_of
from reviews.presenters.deadlines import time_left
from reviews.presenters.lists import latest
from reviews.presenters.next_steps import NextStep, comments_to_answer, next_steps
from reviews.presenters.tasks import Left, counted, left_of
from reviews.states import days_left
from reviews.workbench import Bench

# So many steps of an area are named; the list on its own page has the others.
SHOWN = 3


@dataclass(frozen=True)
class ReviewLine:
    """One review of an area: how far it is and how long there is, or when it was submitted."""

    draft: Draft

    @property
    def year(self) -> int:
        return self.draft.review.round.year

    @property
    def href(self) -> str:
        return self.draft.review.get_absolute_url()

    @property
    def state(self) -> str:
        return str(self.draft.review.get_state_display())

    @property
    def state_colour(self) -> str:
        return STATE_COLOURS[State(self.draft.review.state)]

    @property
    def is_written(self) -> bool:
        return self.draft.review.is_being_written

    @cached_property
    def left(self) -> Left:
        return left_of(self.draft)

    @property
    def comments(self) -> str:
        """ "2 comments to answer"; "" for a review that was not sent back."""
        if self.draft.sent_back is None:
            return ""
        waiting = comments_to_answer(self.draft)
        return f"{counted(waiting, 'comment')} to answer" if waiting else "Mended"

    @property
    def forms(self) -> str:
        """ "11 of 13 forms signed"."""
        members = len(self.draft.members)
        return f"{self.draft.signed} of {members} form{'' if members == 1 else 's'} signed"

    @property
    def due(self) -> str:
        """ "91 days left"; with the day where the area has been given longer than the round."""
        draft = self.draft
        left = days_left(draft.review.due_on, draft.day)
        if left < 0 and draft.sent_back and not draft.is_late:
            return "Came in time"
        if left < 0:
            when = f"{counted(-left, 'day')} late"
        else:
            when = f"{counted(left, 'day')} left" if left else "Today is the last day"
        last = day_in_words(draft.review.due_on)
        return f"{when}, given until {last}" if draft.review.extended_to else when

    @property
    def submission(self) -> Submission | None:
        return latest(self.draft.review)


@dataclass(frozen=True)
class AreaLine:
    """One area: what it needs next, its reviews, and who to chase."""

    bench: Bench
    all_steps: list[NextStep]
    chase: Chase

    @property
    def name(self) -> str:
        return self.bench.area.name

    @property
    def steps(self) -> list[NextStep]:
        """The most urgent ones."""
        return self.all_steps[:SHOWN]

    @property
    def more(self) -> int:
        """How many others there are; one more is no longer to read than to count."""
        return len(self.all_steps) - len(self.steps)

    @cached_property
    def reviews(self) -> list[ReviewLine]:
        return [ReviewLine(draft) for draft in self.bench.drafts]

    @property
    def urgency(self) -> tuple[int, datetime.date, str]:
        """What the areas are sorted by: the first step, the first day on which a review is due."""
        due = min((draft.review.due_on for draft in self.bench.written), default=datetime.date.max)
        first = self.all_steps[0].urgency if self.all_steps else 99
        return (first, due, self.name)


@dataclass(frozen=True)
class RoundLine:
    """How far a rep is with the reviews of one year, and how long there is."""

    year: int
    submitted: int
    reviews: int
    time_left: str


def area_lines(found: Iterable[Bench]) -> list[AreaLine]:
    """A line for each area, the most urgent first."""
    lines = [AreaLine(bench, next_steps(bench), chase_of(bench)) for bench in found]
    return sorted(lines, key=lambda line: line.urgency)


def round_lines(found: Iterable[Bench], day: datetime.date) -> list[RoundLine]:
    """The rounds in which something is still to be written, the newest first."""
    by_year: dict[int, list[Draft]] = {}
    for bench in found:
        for draft in bench.drafts:
            by_year.setdefault(draft.review.round.year, []).append(draft)
    return [
        RoundLine(
            year=year,
            submitted=sum(draft.review.is_handed_in for draft in drafts),
            reviews=len(drafts),
            time_left=time_left(
                drafts[0].review.round.opens_on, drafts[0].review.round.closes_on, day
            )
            if any(draft.review.is_being_written for draft in drafts)
            else "",
        )
        for year, drafts in sorted(by_year.items(), reverse=True)
    ]
