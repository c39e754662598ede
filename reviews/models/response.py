"""What Local Trust says to a review that was submitted, and the notes that it keeps to itself."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from reviews.models.review import Review, Section, Submission


class Kind(models.TextChoices):
    """What Local Trust does with what was submitted."""

    ACCEPTED = "accepted", "Accepted"
    ACCEPTED_WITH_ACTIONS = "accepted-with-actions", "Accepted with actions"
    RETURNED = "returned", "Returned"


class Response(models.Model):
    """One answer of Local Trust to one submission; the latest is the one that counts."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="responses")
    kind = models.CharField(max_length=30, choices=Kind)
    message = models.TextField("message to the rep", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="response_kind_known")
        ]

    def __str__(self) -> str:
        return f"{self.submission}: {self.get_kind_display()}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("What Local Trust said is never changed.")
        super().save(*args, **kwargs)


class SectionComment(models.Model):
    """Why one section is sent back, and what would mend it."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="comments")
    section = models.CharField(max_length=20, choices=Section)
    text = models.TextField("comment")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("response", "section", name="comment_once_a_section"),
            models.CheckConstraint(
                condition=Q(section__in=Section.values), name="comment_section_known"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="comment_says_something"),
        ]

    def __str__(self) -> str:
        return f"{self.get_section_display()}: {self.text}"


class InternalNote(models.Model):
    """What Local Trust's staff write about a review for one another; no rep ever sees it."""

    review = models.ForeignKey(Review, models.PROTECT, related_name="internal_notes")
    text = models.TextField("note")
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text
