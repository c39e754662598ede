"""Editions of the criteria: other figures, and other rules, from a day on."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.models.periods import Versioned
from partnerships.rules import BIG_LOCAL, Criteria, Threshold


class EditionQuerySet(models.QuerySet["Edition"]):
    """Phrases about editions."""

    def published(self) -> Self:
        """Those that hold, or will: a draft never does."""
        return self.filter(published_at__isnull=False)


class Edition(Versioned):
    """The figures and rules that a partnership is judged by, from a day until the next edition's.

    A draft until it is published, and published only for a day to come, so that no past day is ever
    judged anew. Before the first one the programme goes by `BIG_LOCAL`. The figures mean what they
    mean in `Criteria`; `left_out` are the ids of the rules that do not apply.
    """

    title = models.CharField(
        max_length=80,
        unique=True,
        error_messages={"unique": "There is already an edition with this title."},
    )
    takes_effect_on = models.DateField("takes effect on")
    members = models.PositiveSmallIntegerField("fewest members")
    resident_percent = models.PositiveSmallIntegerField("least share of residents, per cent")
    of_family = models.PositiveSmallIntegerField("most members of one family")
    of_household = models.PositiveSmallIntegerField("most members of one household")
    left_out = models.JSONField("rules that do not apply", default=list, blank=True)
    note = models.TextField("why there is a new edition", max_length=2000, blank=True)
    drafted_at = models.DateTimeField(default=timezone.now, editable=False)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["-takes_effect_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(resident_percent__gte=51, resident_percent__lte=99),
                name="edition_residents_are_a_majority",
                violation_error_message="The share of residents must be from 51 to 99 per cent.",
            ),
            models.CheckConstraint(
                condition=Q(members__gte=1, of_family__gte=1, of_household__gte=1),
                name="edition_figures_at_least_one",
                violation_error_message="Every figure must be at least 1.",
            ),
            models.UniqueConstraint(
                "takes_effect_on",
                condition=Q(published_at__isnull=False),
                name="edition_one_a_day",
                violation_error_message="Another edition takes effect on this day already.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_published(self) -> bool:
        """Whether it holds from its day on, and can no longer be changed."""
        return self.published_at is not None

    def criteria(self) -> Criteria:
        """The edition as the rules take it; the headings are those of the guidance."""
        return Criteria(
            edition=self.title,
            members=Threshold(self.members, BIG_LOCAL.members.heading),
            resident_percent=Threshold(self.resident_percent, BIG_LOCAL.resident_percent.heading),
            of_family=Threshold(self.of_family, BIG_LOCAL.of_family.heading),
            of_household=Threshold(self.of_household, BIG_LOCAL.of_household.heading),
            left_out=frozenset(self.left_out),
        )
