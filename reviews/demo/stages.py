"""What becomes of each area's review: how far it gets, and on which days that is."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from partnerships.demo.accounts import EASY
from partnerships.demo.chance import ONE_DAY, Chance
from reviews.models import Round, State


class Stage(Enum):
    """Where a review stands in the demonstration."""

    NOT_STARTED = auto()
    SOME_ANSWERS = auto()
    READY = auto()
    SUBMITTED = auto()
    LATE = auto()
    RETURNED = auto()
    RESUBMITTED = auto()
    ACCEPTED = auto()
    ACCEPTED_WITH_ACTIONS = auto()
    NOT_RECEIVED = auto()


STATES = {
    Stage.NOT_STARTED: State.NOT_STARTED,
    Stage.SOME_ANSWERS: State.IN_PROGRESS,
    Stage.READY: State.IN_PROGRESS,
    Stage.SUBMITTED: State.SUBMITTED,
    Stage.LATE: State.SUBMITTED,
    Stage.RETURNED: State.RETURNED,
    Stage.RESUBMITTED: State.SUBMITTED,
    Stage.ACCEPTED: State.ACCEPTED,
    Stage.ACCEPTED_WITH_ACTIONS: State.ACCEPTED_WITH_ACTIONS,
    Stage.NOT_RECEIVED: State.NOT_RECEIVED,
}

# By the number of the area, so that every rep has some of each.
_WITHIN_THE_WINDOW = (
    Stage.NOT_STARTED,
    Stage.SOME_ANSWERS,
    Stage.SUBMITTED,
    Stage.READY,
    Stage.RETURNED,
    Stage.ACCEPTED,
    Stage.ACCEPTED_WITH_ACTIONS,
    Stage.RESUBMITTED,
)
_AFTER_IT = (
    Stage.NOT_STARTED,
    Stage.SOME_ANSWERS,
    Stage.ACCEPTED,
    Stage.READY,
    Stage.LATE,
    Stage.ACCEPTED_WITH_ACTIONS,
    Stage.RETURNED,
    Stage.RESUBMITTED,
)
# Those which Local Trust has answered; they were submitted early, so that there was time for it.
_ANSWERED = frozenset(
    {Stage.RETURNED, Stage.RESUBMITTED, Stage.ACCEPTED, Stage.ACCEPTED_WITH_ACTIONS}
)

# How many earlier rounds there were.
PAST_ROUNDS = 9
# The area that is given longer this year, and one in so many whose review never came.
EXTENDED, NONE_OF = 0, 75


@dataclass(frozen=True)
class Course:
    """What becomes of one review.

    `on` is the day that its latest words are about: of its submission, or today while it is
    written. One that was sent back was first submitted on `first_on` and sent back on
    `sent_back_on`, which is later than `on` while it waits for the rep. `accepted_on` is the day
    of Local Trust's answer, if it accepted it. `is_begun` says that the rep has written something.
    """

    stage: Stage
    on: datetime.date
    first_on: datetime.date | None = None
    sent_back_on: datetime.date | None = None
    accepted_on: datetime.date | None = None
    is_begun: bool = True

    @property
    def is_submitted(self) -> bool:
        """Whether there is at least one submission of it."""
        return self.stage not in {
            Stage.NOT_STARTED,
            Stage.SOME_ANSWERS,
            Stage.READY,
            Stage.NOT_RECEIVED,
        }


@dataclass(frozen=True)
class Days:
    """The days on which the reviews of a batch come in, in time and late, in their order.

    They share these days, so that the registers of one day are read together.
    """

    in_time: Sequence[datetime.date]
    late: Sequence[datetime.date]


def year_on(day: datetime.date) -> int:
    """The year of this year's round: the newest whose 1 September has passed."""
    return day.year if day.month >= 9 else day.year - 1


def stage_of(number: int, round_: Round, day: datetime.date) -> Stage:
    """The stage of an area in this year's round, as far as there has been time for it."""
    stages = _AFTER_IT if day > round_.closes_on else _WITHIN_THE_WINDOW
    # Each eight areas begin one further on, so that no kind of trouble is always at one stage.
    return stages[(number + number // len(stages)) % len(stages)]


def days_of(round_: Round, day: datetime.date, chance: Chance) -> Days:
    """A few days of the window and a few after it, all before `day`."""
    yesterday = day - ONE_DAY
    after = round_.closes_on + ONE_DAY
    last, last_late = min(round_.closes_on, yesterday), min(after + 50 * ONE_DAY, yesterday)
    in_time = [chance.day(round_.opens_on, last) for _ in range(6)]
    late = [chance.day(after, last_late) for _ in range(2)]
    return Days(sorted(in_time), sorted(late))


def course_of(number: int, round_: Round, day: datetime.date, days: Days, chance: Chance) -> Course:
    """What becomes of the review of one area, in this year's round or an earlier one."""
    if round_.year == year_on(day):
        return _this_year(number, stage_of(number, round_, day), day, days, chance)
    if (number - 7 * round_.year) % NONE_OF == 0:
        return Course(Stage.NOT_RECEIVED, days.in_time[-1], is_begun=chance.happens(0.5))
    is_late = chance.happens(0.06)
    on = (days.late if is_late else days.in_time)[number % (2 if is_late else 6)]
    # Of last year enough that this year's reviews have something to go on with.
    is_last = round_.year == year_on(day) - 1
    has_actions = chance.happens(0.3 if is_last else 0.08) or (is_last and number == EASY)
    stage = Stage.ACCEPTED_WITH_ACTIONS if has_actions else Stage.ACCEPTED
    if chance.happens(0.07):
        sent_back_on = on + chance.days(4, 12)
        if again := _day_after(sent_back_on, days.late if is_late else days.in_time):
            answered = again + chance.days(8, 35)
            return Course(stage, again, on, sent_back_on, answered)
    return Course(stage, on, accepted_on=on + chance.days(8, 35))


def _this_year(number: int, stage: Stage, day: datetime.date, days: Days, chance: Chance) -> Course:
    if stage in (Stage.NOT_STARTED, Stage.SOME_ANSWERS, Stage.READY):
        # What is in progress is about the register of today.
        return Course(stage, day, is_begun=stage is not Stage.NOT_STARTED)
    if stage is Stage.LATE:
        return Course(stage, days.late[number % len(days.late)])
    if stage not in _ANSWERED:
        return Course(stage, days.in_time[number % len(days.in_time)])
    on = days.in_time[number % 3]
    answered = min(on + chance.days(3, 14), day - ONE_DAY)
    if answered <= on:
        return Course(Stage.SUBMITTED, on)
    if stage in (Stage.ACCEPTED, Stage.ACCEPTED_WITH_ACTIONS):
        return Course(stage, on, accepted_on=answered)
    again = _day_after(answered, days.in_time)
    if stage is Stage.RESUBMITTED and again:
        return Course(stage, again, on, answered)
    return Course(Stage.RETURNED, on, sent_back_on=answered)


def _day_after(sent_back_on: datetime.date, days: Sequence[datetime.date]) -> datetime.date | None:
    """The first of these days on which it can come again."""
    return next((each for each in days if each > sent_back_on), None)
