"""Waivers: where Local Trust accepts for a time that an area does not meet one rule."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.models.area import Area
from partnerships.models.constraints import NoOverlap
from partnerships.models.periods import Dated, ends_after_it_starts


class Waiver(Dated):
    """One rule that need not be met in one area, from a day to a day, and why.

    It stands beside the finding and never instead of it: no rule and no verdict reads it. `rule` is
    the id of a rule of the book.
    """

    area = models.ForeignKey(Area, models.PROTECT, related_name="waivers")
    rule = models.CharField(max_length=60)
    reason = models.TextField(max_length=2000)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    granted_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_it_starts("waiver_ends_after_it_starts"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=False),
                name="waiver_expires",
                violation_error_message="Say on which day the waiver ends.",
            ),
            NoOverlap(
                name="waiver_no_overlap",
                fields=["area", "rule"],
                violation_error_message="This rule is waived for this area on some of these days.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule}, {self.area}"
