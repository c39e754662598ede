"""What all dated facts share: a first day, a last day (inclusive) or none, and a version.

A fact that stops being true gets a last day; it is not overwritten and not deleted, so that every
question can be asked as at any day.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import F, Q

from biglocal import clock


def current_q(day: datetime.date, prefix: str = "") -> Q:
    """The condition that a period holds on `day`; `prefix` reaches it through a relation (`x__`)."""
    return (Q(**{f"{prefix}starts_on__isnull": True}) | Q(**{f"{prefix}starts_on__lte": day})) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": day})
    )


class DatedQuerySet(models.QuerySet[Any]):
    """Phrases about periods; days are inclusive at both ends."""

    def current_on(self, day: datetime.date) -> Self:
        """The facts that hold on `day`."""
        return self.filter(current_q(day))

    def ended_before(self, day: datetime.date) -> Self:
        """The facts whose last day is before `day`."""
        return self.filter(ends_on__lt=day)

    def starting_after(self, day: datetime.date) -> Self:
        """The facts that begin later than `day`."""
        return self.filter(starts_on__gt=day)


class Versioned(models.Model):
    """A record that two people may edit: `version` goes up with every saved change."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


def ends_after_it_starts(name: str) -> models.CheckConstraint:
    """The constraint that a period has at least one day; `name` must be unique in the database."""
    return models.CheckConstraint(
        condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
        name=name,
        violation_error_message="The last day must be on or after the first day.",
    )


class Dated(Versioned):
    """A fact that holds from `starts_on` to `ends_on`, both included, or from then on."""

    starts_on = models.DateField("from")
    ends_on = models.DateField("last day", null=True, blank=True)

    objects = DatedQuerySet.as_manager()

    if TYPE_CHECKING:
        area_id: int

    class Meta:
        abstract = True

    def is_current_on(self, day: datetime.date) -> bool:
        """Whether the fact holds on `day`."""
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @property
    def is_current(self) -> bool:
        """Whether the fact holds today."""
        return self.is_current_on(clock.today())
