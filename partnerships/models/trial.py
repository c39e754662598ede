"""Changes that somebody is trying out together before any of them is saved."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from partnerships.models.area import Area
from partnerships.models.periods import Versioned


class Trial(Versioned):
    """What one person would change in one area's register: answered forms, in order, unsaved."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="trials")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    changed_at = models.DateTimeField(default=timezone.now)
    steps = models.JSONField(
        default=list, help_text="See `partnerships.views.trials` for its shape."
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "by"], name="trial_once")]

    def __str__(self) -> str:
        return f"What if, {self.area}"
