"""Makes rounds and reviews, for the tests and for the demonstration programme."""

from __future__ import annotations

import factory
from factory.django import DjangoModelFactory

from partnerships.factories import AreaFactory
from reviews import models


class RoundFactory(DjangoModelFactory[models.Round]):
    """The round of a year."""

    class Meta:
        model = models.Round
        django_get_or_create = ("year",)

    year = 2026


class ReviewFactory(DjangoModelFactory[models.Review]):
    """A review that nobody has started."""

    class Meta:
        model = models.Review

    round = factory.SubFactory(RoundFactory)
    area = factory.SubFactory(AreaFactory)
