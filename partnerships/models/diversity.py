"""Diversity: a partnership's surveys as counts alone, and the profile of its area.

There is no record of an answer. Each answer raises the counts of its categories, in rows that are all
there from the day the survey opens, so that nothing tells who said what, in which order or when, and
not even what one person's answers were together. No rule reads any of it.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from partnerships.models.area import Area
from partnerships.models.periods import Versioned


class Survey(Versioned):
    """One round of asking the members of a partnership, open until it is closed for good."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="surveys")
    opened_on = models.DateField("opened on")
    closed_on = models.DateField("closed on", null=True, blank=True)

    class Meta:
        ordering = ["-opened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area"],
                condition=Q(closed_on__isnull=True),
                name="survey_one_open",
                violation_error_message="A survey is open already.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="survey_closes_after_it_opens",
                violation_error_message="A survey cannot close before it opens.",
            ),
        ]

    def __str__(self) -> str:
        return f"Diversity survey of {self.area}"


class Tally(models.Model):
    """How many gave one answer to one question of a survey; its names are those of the census."""

    survey = models.ForeignKey(Survey, models.PROTECT, related_name="tallies")
    question = models.CharField(max_length=30)
    category = models.CharField(max_length=80)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "question", "category"], name="tally_once_a_category"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.category}"


class ProfileFigure(models.Model):
    """How many people of an area are of one category, by the census or as staff know it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="profile")
    question = models.CharField(max_length=30)
    category = models.CharField(max_length=80)
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "question", "category"], name="profile_once_a_category"
            )
        ]

    def __str__(self) -> str:
        return f"{self.question}: {self.category}"
