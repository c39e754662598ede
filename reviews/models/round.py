"""Rounds: the yearly window in which every active area is reviewed."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone


class RoundQuerySet(models.QuerySet["Round"]):
    """Phrases about rounds."""

    def latest_on(self, day: datetime.date) -> Round | None:
        """The newest round whose window has begun by `day`, if any has."""
        year = day.year if day.month >= 9 else day.year - 1
        return self.filter(year__lte=year).order_by("-year").first()


class Round(models.Model):
    """One year's reviews. The window is both days inclusive, in Europe/London."""

    year = models.PositiveSmallIntegerField(unique=True)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(year__gte=2012, year__lte=2100), name="round_year_plausible"
            )
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def opens_on(self) -> datetime.date:
        """The first day on which a review can be submitted.

        Source: the guidance, “Reviewing your Big Local partnership”.
        """
        return datetime.date(self.year, 9, 1)

    @property
    def closes_on(self) -> datetime.date:
        """The last day on which a review is in time; later ones are taken and marked late."""
        return datetime.date(self.year, 12, 31)
