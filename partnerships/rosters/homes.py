"""Who lives with whom on a day, as the register has it."""

from __future__ import annotations

import datetime
import hashlib

from django.db.models import QuerySet, TextChoices

from biglocal import clock
from partnerships.models import Household, InArea, Residence


class Living(TextChoices):
    """With whom somebody is said to share a home, as far as people on the register go."""

    WITH = "with", "With somebody on the register"
    ALONE = "alone", "With nobody else on the register"
    UNKNOWN = "unknown", "Not known"


def living_of(residence: Residence) -> Living:
    """What the register says now of who shares somebody's home."""
    if residence.household_id is None:
        return Living.UNKNOWN
    return Living.WITH if housemates(residence) else Living.ALONE


def day_within(residence: Residence) -> datetime.date:
    """The day on which to ask who shares a home: today, or the nearest day on which they lived there."""
    day = max(residence.starts_on, clock.today())
    return day if residence.ends_on is None else min(day, residence.ends_on)


def residents(household: Household, day: datetime.date) -> QuerySet[Residence]:
    """Everybody recorded as living in a home on a day."""
    return (
        household.residences.current_on(day).select_related("person").order_by("person__name", "pk")
    )


def housemates(residence: Residence) -> list[Residence]:
    """The others who share somebody's home; nobody where that is not known."""
    if residence.household is None:
        return []
    return list(residents(residence.household, day_within(residence)).exclude(pk=residence.pk))


def contradicting(residence: Residence) -> list[Residence]:
    """Those who share the home, and of whom the register says the opposite on whether it is in the area."""
    if residence.in_area == InArea.UNKNOWN:
        return []
    said = {InArea.YES: InArea.NO, InArea.NO: InArea.YES}[InArea(residence.in_area)]
    return [other for other in housemates(residence) if other.in_area == said]


def mark_of(residence: Residence) -> str:
    """Tells a home as it was from one that changed: the record, its address, and who shares it."""
    household = residence.household
    parts = [residence.pk, residence.version, residence.household_id]
    parts += [household.version] if household else []
    parts += sorted(other.pk for other in housemates(residence))
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
