"""Conflicts of interest that came to light after a decision, beside the record, which stays as it is."""

from __future__ import annotations

import datetime

from django.db import models
from django.db.models import F, Q

from partnerships.models.decision import Decision
from partnerships.models.organisation import Organisation
from partnerships.models.periods import Versioned
from partnerships.models.person import Person


class LaterConflictQuerySet(models.QuerySet["LaterConflict"]):
    """Phrases about conflicts that came to light."""

    def open_on(self, day: datetime.date) -> LaterConflictQuerySet:
        """Those that were known on a day and not settled by then."""
        return self.filter(Q(settled_on__isnull=True) | Q(settled_on__gt=day), found_on__lte=day)


class LaterConflict(Versioned):
    """What came to light about a decision on which day, and how it was settled, if it was."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="later_conflicts")
    found_on = models.DateField("came to light on")
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="later_conflicts"
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="later_conflicts"
    )
    what = models.CharField("what came to light", max_length=500)
    done = models.TextField("what was done about it", max_length=2000, blank=True)
    settled_on = models.DateField(null=True, blank=True)
    settled_reason = models.TextField("why it is settled", max_length=2000, blank=True)

    objects = LaterConflictQuerySet.as_manager()

    class Meta:
        ordering = ["found_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(what=""),
                name="later_conflict_says_what",
                violation_error_message="Say what came to light.",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True, settled_reason="")
                | Q(settled_on__isnull=False) & ~Q(settled_reason=""),
                name="later_conflict_settled_with_a_reason",
                violation_error_message="Say why it is settled, and when.",
            ),
            models.CheckConstraint(
                condition=Q(settled_on__isnull=True) | Q(settled_on__gte=F("found_on")),
                name="later_conflict_settled_after_it_was_found",
                violation_error_message="It was settled on or after the day it came to light.",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def is_open(self) -> bool:
        return self.settled_on is None
