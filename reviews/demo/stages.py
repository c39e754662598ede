"""How far each area's review of this year has got, and when those of past years were submitted."""

from __future__ import annotations

import datetime
from enum import Enum, auto

from partnerships.demo.chance import Chance
from reviews.models import Round


class Stage(Enum):
    """Where a review stands in the demonstration."""

    NOT_STARTED = auto()
    SOME_ANSWERS = auto()
    READY = auto()
    SUBMITTED = auto()
    LATE = auto()


# By the number of the area, so that every rep has some of each.
_WITHIN_THE_WINDOW = (
    Stage.NOT_STARTED,
    Stage.SOME_ANSWERS,
    Stage.SUBMITTED,
    Stage.READY,
    Stage.SOME_ANSWERS,
    Stage.SUBMITTED,
    Stage.NOT_STARTED,
    Stage.SUBMITTED,
)
_AFTER_IT = (
    Stage.NOT_STARTED,
    Stage.SOME_ANSWERS,
    Stage.SUBMITTED,
    Stage.READY,
    Stage.LATE,
    Stage.SUBMITTED,
    Stage.SUBMITTED,
    Stage.SUBMITTED,
)

# How many earlier rounds there were.
PAST_ROUNDS = 9


def year_on(day: datetime.date) -> int:
    """The year of this year's round: the newest whose 1 September has passed."""
    return day.year if day.month >= 9 else day.year - 1


def stage_of(number: int, round_: Round, day: datetime.date) -> Stage:
    """The stage of an area in this year's round."""
    stages = _AFTER_IT if day > round_.closes_on else _WITHIN_THE_WINDOW
    # Each eight areas begin one further on, so that no kind of trouble is always at one stage.
    return stages[(number + number // len(stages)) % len(stages)]


def submission_days(round_: Round, day: datetime.date, chance: Chance) -> list[datetime.date]:
    """A few days of the window, up to yesterday, on which the reviews of a batch come in.

    They share these days, so that the registers of one day are read together.
    """
    last = min(round_.closes_on, day - datetime.timedelta(days=1))
    return [chance.day(round_.opens_on, last) for _ in range(7)]


def late_days(round_: Round, day: datetime.date, chance: Chance) -> list[datetime.date]:
    """A few days after the window, up to yesterday."""
    first = round_.closes_on + datetime.timedelta(days=1)
    last = min(first + datetime.timedelta(days=50), day - datetime.timedelta(days=1))
    return [chance.day(first, last) for _ in range(2)]
