"""The past of each area, kept so that the whole programme can be asked about any day at once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from partnerships.models.area import Area


class Reckoning(models.Model):
    """What the stretches of an area were worked out from; see `partnerships.stretches` for when they
    are stale."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="reckoning")
    register_version = models.PositiveBigIntegerField(null=True)
    area_version = models.PositiveIntegerField(null=True)
    # A mark of all editions of the criteria, and of the rules.
    criteria = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return f"{self.area}, register {self.register_version}"


class Stretch(models.Model):
    """Days in a row, both included, on which the figures of an open area and what was found stayed
    the same.

    The stretches of an area go from its first member to the end of time, or to its last day open,
    without a gap. `joined` are those who are members from the first day on, `left` those who were
    members until the day before it.
    """

    area = models.ForeignKey(Area, models.CASCADE, related_name="stretches")
    starts_on = models.DateField()
    ends_on = models.DateField()
    meets_criteria = models.BooleanField(null=True)
    meets_conflicts_guidance = models.BooleanField(null=True)
    members = models.PositiveIntegerField()
    residents = models.PositiveIntegerField()
    residency_unknown = models.PositiveIntegerField()
    joined = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    rules = models.JSONField(help_text="How many findings each rule has: {rule: count}.")

    class Meta:
        ordering = ["area", "starts_on"]
        constraints = [
            models.UniqueConstraint(fields=["area", "starts_on"], name="stretch_once"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="stretch_ends_after_it_starts"
            ),
        ]
        # For the programme as at a day: an early one has few that began by then, and a late one few
        # that last until then.
        indexes = [
            models.Index(fields=["starts_on", "ends_on"], name="stretch_of_a_day"),
            models.Index(fields=["ends_on", "starts_on"], name="stretch_of_a_late_day"),
        ]

    def __str__(self) -> str:
        return f"{self.area} from {self.starts_on} to {self.ends_on}"
