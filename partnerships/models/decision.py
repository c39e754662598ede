"""Decisions of a partnership, the organisations considered, and who took part."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from partnerships.models.area import Area
from partnerships.models.meeting import Meeting
from partnerships.models.organisation import Organisation
from partnerships.models.periods import Versioned
from partnerships.models.person import Person
from partnerships.models.plan import Theme


class DecisionKind(models.TextChoices):
    """What was decided; the rules look at buying and grants."""

    PROCUREMENT = "procurement", "Buying goods or services"
    GRANT = "grant", "Giving a grant"
    OTHER = "other", "Something else"


class Decision(Versioned):
    """One decision, on the day of the meeting that took it."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="decisions")
    # Of whose day the decision is; None for those of meetings that are not recorded.
    meeting = models.ForeignKey(
        Meeting, models.PROTECT, null=True, blank=True, related_name="decisions"
    )
    decided_on = models.DateField("date of the meeting")
    kind = models.CharField(max_length=20, choices=DecisionKind)
    title = models.CharField("what was decided", max_length=200)
    amount = models.DecimalField(
        "amount in pounds", max_digits=10, decimal_places=2, null=True, blank=True
    )
    # What the money counts for in the plan.
    theme = models.ForeignKey(
        Theme,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name="theme of the plan",
    )
    organisations = models.ManyToManyField(
        Organisation,
        blank=True,
        related_name="considered_in",
        verbose_name="organisations considered",
    )
    chosen = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="chosen_in",
        verbose_name="organisation chosen",
    )
    outcome = models.TextField(blank=True)
    reason = models.TextField(blank=True)
    minute_reference = models.CharField(max_length=80, blank=True)
    # How many were there before and after those who withdrew had left, as the register had it when
    # the decision was written down, and by which quorum: see `partnerships.rosters.rooms`.
    headcount = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["-decided_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DecisionKind.values), name="decision_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="decision_amount_not_negative",
                violation_error_message="The amount must be 0 or more.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="decision_has_a_title",
                violation_error_message="Enter what was decided.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Part(models.TextChoices):
    """What somebody did when it was decided."""

    TOOK_PART = "took-part", "Took part"
    WITHDREW = "withdrew", "Declared an interest and withdrew"


class Participation(models.Model):
    """Somebody's part in a decision: took part or withdrew, never both."""

    decision = models.ForeignKey(Decision, models.CASCADE, related_name="participations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="participations")
    part = models.CharField(max_length=10, choices=Part)
    # Whoever withdrew has declared an interest by that; others may have, and stayed.
    declared = models.BooleanField("declared an interest", default=False)
    voted = models.BooleanField(default=False)

    class Meta:
        ordering = ["person__name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=Part.values), name="participation_part_known"
            ),
            models.UniqueConstraint(
                "decision",
                "person",
                name="participation_once_a_person",
                violation_error_message="Somebody either took part or withdrew, not both.",
            ),
            models.CheckConstraint(
                condition=~Q(part=Part.WITHDREW, voted=True),
                name="participation_no_vote_once_withdrawn",
                violation_error_message="Whoever withdrew did not vote.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_part_display()}"

    @property
    def has_declared(self) -> bool:
        """Whether they said that they have an interest, whatever they did then."""
        return self.declared or self.part == Part.WITHDREW
