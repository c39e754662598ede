"""Views of the overview that somebody comes back to: filters, order and columns under a name."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class SavedView(models.Model):
    """A name for what stands after the question mark in the overview's address; one's own alone."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="saved_views", editable=False
    )
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                "user",
                models.functions.Lower("name"),
                name="saved_view_name_once",
                violation_error_message="You have a view with this name already.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
