"""The quorum of a partnership, as its terms of reference have it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from partnerships.models.area import Area
from partnerships.models.constraints import NoOverlap
from partnerships.models.periods import Dated, ends_after_it_starts


class ResidentShare(models.TextChoices):
    """What the terms of reference ask of those who live in the area."""

    NONE = "none", "Nothing"
    HALF = "half", "At least half of those there live in the area"
    MOST = "most", "More than half of those there live in the area"
    NUMBER = "number", "At least a number of those there live in the area"


class QuorumOf(models.TextChoices):
    """Which members the terms of reference count towards the quorum."""

    MEMBERS = "members", "All members, voting or not"
    VOTING = "voting", "Voting members only"


class Quorum(Dated):
    """How many members must be there to decide, from a day on, and which of them count."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="quorums")
    members = models.PositiveSmallIntegerField("members who must be there")
    counts = models.CharField(
        "who counts towards it", max_length=10, choices=QuorumOf, default=QuorumOf.MEMBERS
    )
    share = models.CharField(
        "of whom residents", max_length=10, choices=ResidentShare, default=ResidentShare.NONE
    )
    residents = models.PositiveSmallIntegerField(
        "residents who must be there", null=True, blank=True
    )

    if TYPE_CHECKING:
        area_id: int

    class Meta:
        ordering = ["-starts_on", "-pk"]
        constraints = [
            ends_after_it_starts("quorum_ends_after_it_starts"),
            NoOverlap(
                name="quorum_one_at_a_time",
                fields=["area"],
                violation_error_message="A quorum is already recorded for some of those days.",
            ),
            models.CheckConstraint(
                condition=Q(members__gte=1, members__lte=100),
                name="quorum_of_some_members",
                violation_error_message="The quorum must be from 1 to 100 members.",
            ),
            models.CheckConstraint(
                condition=Q(counts__in=QuorumOf.values), name="quorum_counts_known"
            ),
            models.CheckConstraint(
                condition=Q(share__in=ResidentShare.values), name="quorum_share_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    share=ResidentShare.NUMBER,
                    residents__isnull=False,
                    residents__gte=1,
                    residents__lte=models.F("members"),
                )
                | ~Q(share=ResidentShare.NUMBER) & Q(residents__isnull=True),
                name="quorum_of_some_residents",
                violation_error_message=(
                    "The residents who must be there are from 1 to as many as the quorum."
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.members} members"
