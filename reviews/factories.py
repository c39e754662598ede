"""Makes rounds and reviews, for the tests and for the demonstration programme."""

from __future__ import annotations

import datetime

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


class PlannedActionFactory(DjangoModelFactory[models.PlannedAction]):
    """An action that was submitted with its review and is open; `agreed_on=None` for a draft."""

    class Meta:
        model = models.PlannedAction

    review = factory.SubFactory(ReviewFactory)
    rule = "minimum-members"
    what = "Asking at the school gate who would like to join"
    owner = "The chair"
    due_on = datetime.date(2027, 3, 1)
    agreed_on = datetime.date(2026, 10, 1)
