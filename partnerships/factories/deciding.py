"""Makes decisions, the meetings that take them, and what comes to light later."""

from __future__ import annotations

import datetime

import factory
from factory.django import DjangoModelFactory

from partnerships import models
from partnerships.factories.register import LONG_AGO, AreaFactory


class DecisionFactory(DjangoModelFactory[models.Decision]):
    """A grant; `took_part`, `withdrew` and `organisations` may be given as lists."""

    class Meta:
        model = models.Decision
        skip_postgeneration_save = True

    area = factory.SubFactory(AreaFactory)
    decided_on = datetime.date(2026, 5, 1)
    kind = models.DecisionKind.GRANT
    title = "Summer fair"

    @factory.post_generation
    def organisations(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        if extracted:
            self.organisations.set(extracted)  # type: ignore[attr-defined]

    @factory.post_generation
    def took_part(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Participation.objects.create(
                decision=self, person=person, part=models.Part.TOOK_PART
            )

    @factory.post_generation
    def withdrew(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Participation.objects.create(
                decision=self, person=person, part=models.Part.WITHDREW
            )


class MeetingFactory(DjangoModelFactory[models.Meeting]):
    """An ordinary meeting; `present` and `apologies` may be given as lists of people."""

    class Meta:
        model = models.Meeting
        skip_postgeneration_save = True

    area = factory.SubFactory(AreaFactory)
    held_on = datetime.date(2026, 5, 1)

    @factory.post_generation
    def present(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Attendance.objects.create(
                meeting=self, person=person, there=models.There.PRESENT
            )

    @factory.post_generation
    def apologies(self, create, extracted, **kwargs):  # type: ignore[no-untyped-def]
        for person in extracted or []:
            models.Attendance.objects.create(
                meeting=self, person=person, there=models.There.APOLOGIES
            )


class QuorumFactory(DjangoModelFactory[models.Quorum]):
    """Five members, whoever they are."""

    class Meta:
        model = models.Quorum

    area = factory.SubFactory(AreaFactory)
    members = 5
    starts_on = LONG_AGO


class LaterConflictFactory(DjangoModelFactory[models.LaterConflict]):
    """Something that came to light about a decision, and is not settled."""

    class Meta:
        model = models.LaterConflict

    decision = factory.SubFactory(DecisionFactory)
    found_on = datetime.date(2026, 9, 1)
    what = "A cousin works for the organisation chosen."
