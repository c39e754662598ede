"""What somebody is about to have decided, as they screen it: answers kept from one page to the next."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnerships.models.area import Area


class ScreeningDraft(models.Model):
    """The decision that one person is screening in one area; only they see it."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="screening_drafts")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    asked = models.JSONField(help_text="As `partnerships.rosters.screening.Asked` makes it.")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "by"], name="screening_draft_once")]

    def __str__(self) -> str:
        return f"Screening, {self.area}"
