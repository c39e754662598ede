"""Northfield's review of 2026, as nobody has touched it and as it is ready to be submitted."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
import time_machine

from reviews.actions import reviews
from reviews.models import Review, Submission
from tests.factories import ReviewFactory, RoundFactory
from tests.reviews.stages import complete


@pytest.fixture
def review(northfield) -> Review:
    """Nobody has started it."""
    return ReviewFactory(area=northfield, round=RoundFactory(year=2026))


@pytest.fixture
def ready(review, rhea) -> Review:
    """Everything that is needed is there."""
    complete(review, rhea)
    review.refresh_from_db()
    return review


@pytest.fixture
def submitted(ready, rhea) -> Review:
    """Rhea has submitted it today, 1 October 2026."""
    reviews.submit(review=ready, by=rhea)
    ready.refresh_from_db()
    return ready


@pytest.fixture
def travel() -> Iterator[Callable[[datetime.date], None]]:
    """`travel(day)` makes it eleven o'clock of another day, until the end of the test."""
    with ExitStack() as stack:

        def go(day: datetime.date) -> None:
            noon = datetime.datetime.combine(day, datetime.time(11), datetime.UTC)
            stack.enter_context(time_machine.travel(noon, tick=True))

        yield go


@pytest.fixture
def handed_in(ready, rhea) -> Submission:
    """The review's first version, which waits for Local Trust."""
    return reviews.submit(review=ready, by=rhea)
