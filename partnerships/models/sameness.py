"""Who turned out to be one person recorded twice, and who only looks like it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from partnerships.models.area import Area
from partnerships.models.person import Person


class Merge(models.Model):
    """Two records of one person made one. Within a day it can be undone."""

    kept = models.ForeignKey(Person, models.PROTECT, related_name="merges")
    merged = models.ForeignKey(Person, models.PROTECT, related_name="merged_away")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        related_name="merges",
        help_text="The register it was done from; empty when staff did it across areas.",
    )
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    moved = models.JSONField(
        help_text="What to put back: see `partnerships.actions.merging` for its shape."
    )
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kept=F("merged")),
                name="merge_of_two_records",
                violation_error_message="Choose two different people.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.merged} merged into {self.kept}"


class Distinct(models.Model):
    """Two people who look like one and are not: nobody is asked about them again."""

    a = models.ForeignKey(Person, models.CASCADE, related_name="+")
    b = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name_plural = "distinct people"
        constraints = [
            models.CheckConstraint(condition=~Q(a=F("b")), name="distinct_are_two_people"),
            models.UniqueConstraint(
                Least("a", "b"), Greatest("a", "b"), name="distinct_once_a_pair"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.a} is not {self.b}"
