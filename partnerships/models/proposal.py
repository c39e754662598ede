"""Somebody who is asked, or put forward, to join: before they are a member, if they ever are."""

from __future__ import annotations

import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q

from partnerships.models.area import Area
from partnerships.models.membership import Membership
from partnerships.models.periods import Versioned
from partnerships.models.person import Person


class ProposalKind(models.TextChoices):
    """How somebody came to be thought of."""

    INVITED = "invited", "Invited by the partnership"
    PROPOSED = "proposed", "Proposed by a member or resident"
    OFFERED = "offered", "Offered to join"


class Outcome(models.TextChoices):
    """What came of it."""

    JOINED = "joined", "Joined"
    DECLINED = "declined", "Said no"
    NOT_TAKEN_ON = "not-taken-on", "Not taken on"


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Phrases about proposals."""

    def waiting(self) -> Self:
        """Those of which nothing has come yet."""
        return self.filter(outcome="")

    def waiting_on(self, day: datetime.date) -> Self:
        """Those that waited at the end of a day."""
        return self.filter(made_on__lte=day).exclude(closed_on__lte=day)


class Proposal(Versioned):
    """Somebody invited or proposed to one partnership; the rules know nothing of it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="proposals")
    person = models.ForeignKey(Person, models.PROTECT, related_name="proposals")
    kind = models.CharField("how", max_length=20, choices=ProposalKind)
    made_on = models.DateField("when")
    note = models.CharField(max_length=300, blank=True)
    outcome = models.CharField("what came of it", max_length=20, choices=Outcome, blank=True)
    closed_on = models.DateField("when it was settled", null=True, blank=True)
    membership = models.ForeignKey(
        Membership, models.SET_NULL, null=True, blank=True, related_name="proposals"
    )

    objects = ProposalQuerySet.as_manager()

    class Meta:
        ordering = ["made_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ProposalKind.values), name="proposal_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(outcome="", closed_on__isnull=True)
                | Q(outcome__in=Outcome.values, closed_on__isnull=False),
                name="proposal_outcome_has_a_day",
                violation_error_message="Say what came of it and when, or neither.",
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("made_on")),
                name="proposal_closes_after_it_is_made",
                violation_error_message="It cannot be settled before it was made.",
            ),
            models.UniqueConstraint(
                fields=["area", "person"],
                condition=Q(outcome=""),
                name="proposal_waits_once",
                violation_error_message="They are already invited or proposed.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}, proposed to {self.area}"
