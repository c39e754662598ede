"""Makes believable concerns and those who look after them, for the tests and the demonstration."""

from __future__ import annotations

import datetime

import factory
from factory.django import DjangoModelFactory

from partnerships import models
from partnerships.actions.concerns import digest_of
from partnerships.factories import LONG_AGO, AreaFactory, UserFactory


class ConcernHandlerFactory(DjangoModelFactory[models.ConcernHandler]):
    """Somebody of Local Trust who is on the list."""

    class Meta:
        model = models.ConcernHandler

    user = factory.SubFactory(UserFactory, programme_role="staff")
    starts_on = LONG_AGO


class ConcernFactory(DjangoModelFactory[models.Concern]):
    """A concern about behaviour, just raised; `code` is what its raiser was given."""

    class Meta:
        model = models.Concern

    class Params:
        code = factory.Sequence(lambda n: f"CODE{n:012d}".replace("0", "Z").replace("1", "Y"))

    reference = factory.Sequence(lambda n: f"R{n:05d}")
    code_digest = factory.LazyAttribute(lambda concern: digest_of(concern.code))
    area = factory.SubFactory(AreaFactory)
    kind = models.ConcernKind.BEHAVIOUR
    what_happened = "There was shouting at the last two meetings."
    share = models.Share.REVIEWER
    raised_at = datetime.datetime(2026, 9, 28, 9, tzinfo=datetime.UTC)


class ConcernHandlingFactory(DjangoModelFactory[models.ConcernHandling]):
    """Somebody on the list who looks after a concern."""

    class Meta:
        model = models.ConcernHandling

    concern = factory.SubFactory(ConcernFactory)
    user = factory.SubFactory(UserFactory, programme_role="staff")


class ConcernStepFactory(DjangoModelFactory[models.ConcernStep]):
    """That a concern was raised."""

    class Meta:
        model = models.ConcernStep

    concern = factory.SubFactory(ConcernFactory)
    kind = models.StepKind.RAISED
