"""Makes what Local Trust does for all areas: editions, waivers, support."""

from __future__ import annotations

import datetime

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships import models
from partnerships.factories.register import LONG_AGO, AreaFactory


class EditionFactory(DjangoModelFactory[models.Edition]):
    """A published edition with the figures of the guidance."""

    class Meta:
        model = models.Edition

    title = factory.Sequence(lambda n: f"Edition {n}")
    takes_effect_on = datetime.date(2027, 4, 1)
    members = 8
    resident_percent = 51
    of_family = 2
    of_household = 2
    published_at = factory.LazyFunction(timezone.now)


class WaiverFactory(DjangoModelFactory[models.Waiver]):
    """Fewer than eight members, accepted for half a year."""

    class Meta:
        model = models.Waiver

    area = factory.SubFactory(AreaFactory)
    rule = "minimum-members"
    reason = "They are looking for new members."
    starts_on = datetime.date(2026, 9, 1)
    ends_on = datetime.date(2027, 2, 28)


class SupportContactFactory(DjangoModelFactory[models.SupportContact]):
    """Whom partnerships may ask, shown since long ago."""

    class Meta:
        model = models.SupportContact

    name = factory.Sequence(lambda n: f"Team {n}")
    about = "Questions about grants."
    email = "team@example.org"
    starts_on = LONG_AGO


class SupportEventFactory(DjangoModelFactory[models.SupportEvent]):
    """An evening in November 2026 for partnerships of all regions."""

    class Meta:
        model = models.SupportEvent

    title = factory.Sequence(lambda n: f"Evening {n}")
    about = "How to find new members."
    begins_at = datetime.datetime(2026, 11, 3, 18, tzinfo=datetime.UTC)
    finishes_at = datetime.datetime(2026, 11, 3, 19, 30, tzinfo=datetime.UTC)
    place = "The Old Library"
    starts_on = LONG_AGO


class GuidanceLinkFactory(DjangoModelFactory[models.GuidanceLink]):
    """Where something is explained."""

    class Meta:
        model = models.GuidanceLink

    title = factory.Sequence(lambda n: f"Guide {n}")
    link = "https://example.org/guide"
    answers = "How to find new members."
    starts_on = LONG_AGO
