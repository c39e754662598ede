"""Rounds: the yearly window in which every active area is reviewed."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from partnerships.models.periods import Versioned
from partnerships.rules import BIG_LOCAL, Criteria, Threshold

# How long before its window the work of a round may begin.
EARLY = datetime.timedelta(days=92)


class Question(models.TextChoices):
    """The four questions of the guidance, “Reviewing your Big Local partnership”, in our words."""

    REFLECTS = "reflects", "Does the partnership reflect its community?"
    POLICIES = "policies", "Has it kept to its own policies and procedures?"
    ETHOS = "ethos", "Has it acted in keeping with the ethos and values of Big Local?"
    CONFLICTS = "conflicts", "Does it meet the guidance on conflicts of interest?"


def questions_of_today() -> dict[str, str]:
    """The wording that a new round begins with, by question."""
    return {question.value: str(question.label) for question in Question}


def criteria_of_today() -> dict[str, Any]:
    """The edition of the criteria that a round goes by unless it is told otherwise."""
    return in_json(BIG_LOCAL)


def in_json(criteria: Criteria) -> dict[str, Any]:
    """Criteria as plain values of JSON."""
    return {**dataclasses.asdict(criteria), "left_out": sorted(criteria.left_out)}


class RoundQuerySet(models.QuerySet["Round"]):
    """Phrases about rounds."""

    def latest_on(self, day: datetime.date) -> Round | None:
        """The newest round whose window has begun by `day`, if any has."""
        year = day.year if day.month >= 9 else day.year - 1
        return self.filter(year__lte=year).order_by("-year").first()


class Round(Versioned):
    """One year's reviews. The window is both days inclusive, in Europe/London.

    It keeps the wording of its questions and the criteria it goes by, so that a past round stays as
    it was when either is changed for a later one.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    questions = models.JSONField("wording of the questions", default=questions_of_today)
    criteria = models.JSONField(default=criteria_of_today, editable=False)
    opened_at = models.DateTimeField(default=timezone.now)
    opened_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    # When the reps and secretaries were written to; it is done once, when every area has a review.
    announced_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = RoundQuerySet.as_manager()

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=2012, year__lte=2100), name="round_year_plausible"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=models.F("opened_at")),
                name="round_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)

    @property
    def opens_on(self) -> datetime.date:
        """The first day on which a review can be submitted.

        Source: the guidance, “Reviewing your Big Local partnership”.
        """
        return datetime.date(self.year, 9, 1)

    @property
    def begins_on(self) -> datetime.date:
        """The first day of which a review tells: the window's, or the day on which the round was
        opened where that was in the summer before, since what is entered then is kept."""
        opened = max(timezone.localdate(self.opened_at), self.opens_on - EARLY)
        return min(opened, self.opens_on)

    @property
    def closes_on(self) -> datetime.date:
        """The last day on which a review is in time; later ones are taken and marked late."""
        return datetime.date(self.year, 12, 31)

    @property
    def is_closed(self) -> bool:
        """Whether Local Trust waits for no more reviews of it."""
        return self.closed_at is not None

    def asked(self, question: Question) -> str:
        """A question in the wording of this round."""
        return str(self.questions.get(question.value) or question.label)

    @property
    def edition(self) -> Criteria:
        """The criteria that the reviews of this round are judged by."""
        kept = self.criteria
        return Criteria(
            edition=kept["edition"],
            # Rounds that were opened before rules could be left out do not say.
            left_out=frozenset(kept.get("left_out", ())),
            **{
                name: Threshold(kept[name]["figure"], kept[name]["heading"])
                for name in ("members", "resident_percent", "of_family", "of_household")
            },
        )
