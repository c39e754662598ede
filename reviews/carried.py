"""Actions of earlier reviews that a review has to say something about, and what has been said.

Nothing is copied when a round opens: an action belongs to the review that planned it, and whether
it is carried into a later one follows from its dates.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from partnerships.rules import RULES_BY_ID
from reviews.models import Outcome, PlannedAction, Progress, Review


class CarriedWord(StrEnum):
    """What a review says of an action of an earlier one."""

    GOING_ON = "going-on"
    DONE = "done"
    DROPPED = "dropped"
    REPEATED = "repeated"


@dataclass(frozen=True)
class Carried:
    """One carried action; `begins_on` is the first day of the round it is carried into.

    `plan` is that of this year's plans which goes on with it, if one does.
    """

    action: PlannedAction
    begins_on: datetime.date
    plan: PlannedAction | None = None

    @property
    def key(self) -> str:
        """The action's part of an address."""
        return str(self.action.pk)

    @property
    def title(self) -> str:
        """The rule whose breach it was planned for, or that Local Trust asked for it."""
        rule = RULES_BY_ID.get(self.action.rule)
        return rule.title if rule else "Asked for by Local Trust"

    @property
    def notes(self) -> list[Progress]:
        """What has been said of it since the round began, oldest first."""
        return [
            note
            for note in self.action.progress.all()
            if timezone.localdate(note.at) >= self.begins_on
        ]

    @property
    def last_said_at(self) -> datetime.datetime | None:
        """The moment of the latest note, if there is one."""
        return self.notes[-1].at if self.notes else None

    @property
    def word(self) -> CarriedWord | None:
        """What the review says of it; None while that is missing."""
        if self.action.outcome:
            return CarriedWord(self.action.outcome)
        if self.plan:
            return CarriedWord.REPEATED
        return CarriedWord.GOING_ON if self.notes else None

    @property
    def said(self) -> str:
        """The words that go with it: the latest note, or why it was dropped."""
        if self.action.outcome == Outcome.DROPPED:
            return self.action.reason
        return self.notes[-1].text if self.notes else ""


def earlier_actions(reviews: Iterable[Review]) -> dict[int, list[PlannedAction]]:
    """The actions carried into each review, by its id, in two queries; oldest first.

    As `PlannedActionQuerySet.carried_into` says it of one review. The reviews must have their
    rounds.
    """
    reviews = list(reviews)
    if not reviews:
        return {}
    found = (
        PlannedAction.objects.living()
        .filter(
            Q(outcome="") | Q(settled_on__gte=min(each.round.begins_on for each in reviews)),
            review__area__in={each.area_id for each in reviews},
            review__round__year__lt=max(each.round.year for each in reviews),
        )
        .select_related("review__round")
        .prefetch_related("progress")
        .order_by("review__round__year", "pk")
    )
    by_area: dict[int, list[PlannedAction]] = {}
    for action in found:
        by_area.setdefault(action.review.area_id, []).append(action)
    return {
        review.pk: [
            action
            for action in by_area.get(review.area_id, [])
            if action.review.round.year < review.round.year
            and (action.settled_on is None or action.settled_on >= review.round.begins_on)
        ]
        for review in reviews
    }
