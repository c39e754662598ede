"""The trace of every action. Rows are written once, by `biglocal.audit.record`, and never changed."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils import timezone


class AuditEvent(models.Model):
    """One action: who did what to which record, when, and the values before and after.

    People are kept as ids, never as names, so that a name lives in one place only.
    """

    at = models.DateTimeField(default=timezone.now, db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="Empty when a command did it.",
    )
    verb = models.CharField(max_length=60)
    area = models.ForeignKey("partnerships.Area", models.PROTECT, null=True, related_name="events")
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField(null=True)
    people = models.JSONField(default=list, help_text="Ids of the people it was about.")
    before = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["area", "-at"], name="event_of_area"),
            # What people were called before is kept here alone; there is little of it.
            models.Index(
                fields=["subject_id"],
                condition=models.Q(verb="people.correct"),
                name="event_of_person_corrected",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_kind} {self.subject_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("An audit event is written once and never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("An audit event is never deleted.")
