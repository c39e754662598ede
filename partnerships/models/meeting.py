"""Meetings of a partnership, and who was there."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from biglocal.attachments.models import Attachment
from partnerships.models.area import Area
from partnerships.models.periods import Versioned
from partnerships.models.person import Person


class MeetingKind(models.TextChoices):
    """What kind of meeting it was."""

    ORDINARY = "ordinary", "Ordinary meeting"
    ANNUAL = "annual", "Annual meeting"
    EXTRA = "extra", "Extraordinary meeting"
    GROUP = "group", "Meeting of a working group"


class MinutesFile(Attachment):
    """The minutes of one meeting, as a file."""

    folder = "minutes"


class Meeting(Versioned):
    """One meeting, on its day; the decisions it took belong to it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="meetings")
    held_on = models.DateField("date of the meeting")
    kind = models.CharField(max_length=10, choices=MeetingKind, default=MeetingKind.ORDINARY)
    place = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    guests = models.TextField(
        "others who were there", blank=True, help_text="Who is not on the register, one on a line."
    )
    minute_reference = models.CharField("where the minutes are", max_length=200, blank=True)
    minutes = models.OneToOneField(
        MinutesFile, models.PROTECT, null=True, blank=True, related_name="meeting"
    )

    class Meta:
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=MeetingKind.values), name="meeting_kind_known"
            ),
            models.UniqueConstraint(
                fields=["area", "held_on", "kind"],
                name="meeting_once_a_day",
                violation_error_message="A meeting of this kind is already recorded for that day.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class There(models.TextChoices):
    """Whether somebody came."""

    PRESENT = "present", "Present"
    APOLOGIES = "apologies", "Sent apologies"


class Attendance(models.Model):
    """That somebody came to a meeting, or sent apologies; of whoever did neither there is none."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    person = models.ForeignKey(Person, models.PROTECT, related_name="attendances")
    there = models.CharField(max_length=10, choices=There)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(there__in=There.values), name="attendance_there_known"
            ),
            models.UniqueConstraint(
                "meeting",
                "person",
                name="attendance_once_a_person",
                violation_error_message="Somebody either came or sent apologies, not both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_there_display()}"
