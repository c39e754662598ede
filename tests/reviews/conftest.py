"""Northfield's review of 2026, as nobody has touched it and as it is ready to be submitted."""

from __future__ import annotations

import pytest

from reviews.models import Review
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
