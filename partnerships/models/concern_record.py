"""The record of a concern: what was done about it, step by step, and what was handed in with a step.

It is kept with the concern and goes with its words; the audit trail has nothing of it.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from biglocal.attachments.models import Attachment
from partnerships.models.concern import Concern


class StepKind(models.TextChoices):
    """What was done about a concern."""

    RAISED = "raised", "Raised"
    ADDED = "added", "Whoever raised it said more"
    ACKNOWLEDGED = "acknowledged", "Acknowledged"
    NOTED = "noted", "Note"
    SIDES = "sides", "Said who is involved"
    REVIEWER = "reviewer", "Impartial person asked"
    CODE = "code", "Code made for the impartial person"
    PROPOSED = "proposed", "Response proposed"
    CLOSED = "closed", "Closed"
    REOPENED = "reopened", "Opened again"
    HANDED_ON = "handed-on", "Handed on"
    STEPPED_BACK = "stepped-back", "Stepped back"
    ERASED = "erased", "Words erased"


class ConcernStep(models.Model):
    """One step: who, when and what. `words` are for those who look after it, `told` is what whoever
    raised it reads."""

    concern = models.ForeignKey(Concern, models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=20, choices=StepKind)
    at = models.DateTimeField(default=timezone.now)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    words = models.TextField(max_length=5000, blank=True)
    told = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=StepKind.values), name="concern_step_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.concern}"


class ConcernFile(Attachment):
    """What goes with a step: a photo, a letter. It has no `by` where whoever raised it sent it."""

    folder = "concerns"

    step = models.ForeignKey(ConcernStep, models.CASCADE, related_name="files")
    by = models.ForeignKey(  # type: ignore[assignment]
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    class Meta(Attachment.Meta):
        pass
