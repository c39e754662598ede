"""What a partnership will do about each breach: the action, who does it, and by when."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from partnerships.models.periods import Versioned
from reviews.models.review import Review


class PlannedAction(Versioned):
    """The action for one breach, known by its rule, its people and its decision.

    Saved as far as it has got: what, who and when may each still be missing.
    """

    # So that the plan follows when two records of one person are put together.
    lists_people: ClassVar[str] = "people"

    review = models.ForeignKey(Review, models.CASCADE, related_name="actions")
    rule = models.CharField(max_length=60)
    people = models.JSONField(
        default=list, blank=True, help_text="Ids of the people in the finding, sorted."
    )
    decision = models.CharField(max_length=20, blank=True)
    what = models.TextField("what the partnership is doing", blank=True)
    owner = models.CharField("who sees to it", max_length=200, blank=True)
    due_on = models.DateField("by when", null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                "review", "rule", "people", "decision", name="action_once_a_finding"
            ),
        ]

    def __str__(self) -> str:
        return self.what
