"""The stored verdict of each area, so that a view of all of them need not work it out again."""

from __future__ import annotations

from django.db import models

from partnerships.models.area import Area
from partnerships.models.orders import WORST_FIRST, rank


class Standing(models.Model):
    """What `partnerships.standing` worked out for an area on a day; see there for when it is stale."""

    area = models.OneToOneField(Area, models.CASCADE, primary_key=True, related_name="standing")
    register_version = models.PositiveBigIntegerField()
    as_at = models.DateField()
    good_until = models.DateField(
        null=True,
        help_text="The last day before a dated fact begins or ends; empty when none will.",
    )
    edition = models.CharField(max_length=80)
    meets_criteria = models.BooleanField(null=True)
    meets_conflicts_guidance = models.BooleanField(null=True)
    members = models.PositiveIntegerField()
    voting_members = models.PositiveIntegerField()
    residents = models.PositiveIntegerField()
    residency_unknown = models.PositiveIntegerField()
    breaches = models.PositiveIntegerField()
    cautions = models.PositiveIntegerField(default=0)
    incomplete = models.PositiveIntegerField(default=0)
    # The first day of the days in a row on which the verdict has been "not met".
    criteria_not_met_since = models.DateField(null=True)
    conflicts_not_met_since = models.DateField(null=True)
    # The earlier of the two.
    not_met_since = models.DateField(null=True)
    is_one_departure_away = models.BooleanField(
        default=False,
        help_text="Whether one member leaving or moving out would bring a breach of the criteria.",
    )
    rules = models.JSONField(help_text="How many findings each rule has: {rule: count}.")
    people = models.JSONField(
        default=dict,
        help_text="How many people the findings of each rule are about: {rule: count}.",
    )

    class Meta:
        indexes = [
            # What is not right any more on a day: see `partnerships.standing`.
            models.Index(fields=["good_until"], name="standing_good_until"),
            models.Index(fields=["as_at"], name="standing_as_at"),
            models.Index(fields=["edition"], name="standing_edition"),
            # The orders of the overview (`reviews.dashboards.orders`), where there are too many areas
            # to sort them all for a page. Each is read from either end.
            models.Index(fields=["-breaches", "area"], name="standing_most_breaches"),
            models.Index(fields=["members", "area"], name="standing_fewest_members"),
            models.Index(rank("meets_criteria", WORST_FIRST), "area", name="standing_by_criteria"),
            models.Index(
                rank("meets_conflicts_guidance", WORST_FIRST), "area", name="standing_by_conflicts"
            ),
            models.Index(
                rank("is_one_departure_away", [True, False]), "area", name="standing_by_departure"
            ),
            # But for these, which have areas of which it is met last, whichever way round.
            models.Index(fields=["not_met_since", "area"], name="standing_longest_not_met"),
            models.Index(
                *(rank("not_met_since", [None]), "not_met_since", "area"),
                name="standing_latest_not_met",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.area} as at {self.as_at}"
