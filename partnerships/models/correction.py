"""Corrections that a member asks for; each waits until somebody who keeps the register settles it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from partnerships.models.area import Area
from partnerships.models.periods import Versioned
from partnerships.models.person import Person


class About(models.TextChoices):
    """Which of the facts held somebody says is wrong."""

    NAME = "name", "Name"
    ROLE = "role", "Role"
    VOTE = "vote", "Vote"
    RESIDENT = "resident", "Lives in the area"
    OWN_RIGHT = "own-right", "In their own right"
    INTERESTS = "interests", "Interests"
    RELATIVES = "relatives", "Relatives in the partnership"
    OTHER = "other", "Something else"


class CorrectionState(models.TextChoices):
    """Whether anything has come of it."""

    WAITING = "waiting", "Waiting"
    MADE = "made", "Put right"
    LEFT = "left", "Left as it was"


class CorrectionQuerySet(models.QuerySet["Correction"]):
    """Phrases about corrections."""

    def waiting(self) -> Self:
        """Those of which nothing has come yet."""
        return self.filter(state=CorrectionState.WAITING)


class Correction(Versioned):
    """What one member says is wrong in what an area's register says of them, in their words."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="corrections")
    person = models.ForeignKey(Person, models.PROTECT, related_name="corrections")
    about = models.CharField(max_length=20, choices=About)
    says = models.TextField("what it should say")
    asked_on = models.DateField("asked on")
    state = models.CharField(
        max_length=20, choices=CorrectionState, default=CorrectionState.WAITING
    )
    answer = models.TextField("why it was left", blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=About.values), name="correction_about_known"
            ),
            models.CheckConstraint(condition=~Q(says=""), name="correction_says_something"),
            models.CheckConstraint(
                condition=Q(state=CorrectionState.WAITING, settled_on__isnull=True)
                | Q(
                    state__in=[CorrectionState.MADE, CorrectionState.LEFT],
                    settled_on__isnull=False,
                ),
                name="correction_settled_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=CorrectionState.LEFT) | ~Q(answer=""),
                name="correction_left_for_a_reason",
                violation_error_message="Say why it is left as it was.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_about_display()}"
