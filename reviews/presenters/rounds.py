"""Rounds as lists and figures: how many came, which did not, and what each waits for."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from partnerships.models import AssignedRole, Assignment
from partnerships.models.periods import current_q
from reviews.dashboards import STATE_COLOURS
from reviews.forms.rounds import OVERDUE
from reviews.models import BEING_WRITTEN, HANDED_IN, Review, Round, State, Submission
from reviews.presenters.lists import latest


@dataclass(frozen=True)
class RoundLine:
    """One round of the list, with how many of its reviews are in each state."""

    round: Round
    counts: Mapping[str, int]

    @property
    def reviews(self) -> int:
        return sum(self.counts.values())

    @property
    def handed_in(self) -> int:
        return sum(self.counts.get(state, 0) for state in HANDED_IN)

    @property
    def not_received(self) -> int:
        return self.counts.get(State.NOT_RECEIVED, 0)

    @property
    def href(self) -> str:
        return reverse("round-detail", args=[self.round.year])


@dataclass(frozen=True)
class Figure:
    """How many reviews are in a state, and where they are listed."""

    label: str
    count: int
    href: str


@dataclass(frozen=True)
class ReviewLine:
    """One review of a round: its state, its reps, until when it is in time, and when it came."""

    review: Review
    reps: list[str]
    submission: Submission | None
    is_overdue: bool

    @property
    def state_colour(self) -> str:
        return STATE_COLOURS[State(self.review.state)]

    @property
    def extension_href(self) -> str:
        """Where it is given longer; "" for one that has come."""
        if self.review.is_handed_in:
            return ""
        return reverse("review-extension", args=[self.review.round.year, self.review.area.slug])


def figures_of(round_: Round) -> list[Figure]:
    """A figure a state, in their order, without the states that only a closed round has."""
    counts = dict(round_.reviews.order_by().values_list("state").annotate(Count("pk")))
    here = reverse("round-detail", args=[round_.year])
    return [
        Figure(str(state.label), counts.get(state, 0), f"{here}?state={state}#reviews")
        for state in State
        if state is not State.NOT_RECEIVED or round_.is_closed
    ]


def listed(round_: Round, state: str, day: datetime.date) -> QuerySet[Review]:
    """The reviews of a round by area: all, those in a state, or those overdue on a day."""
    reviews = round_.reviews.order_by("area__name", "pk")
    if state == OVERDUE:
        late = Q(extended_to__lt=day)
        if day > round_.closes_on:
            late |= Q(extended_to__isnull=True)
        return reviews.filter(late, state__in=BEING_WRITTEN)
    return reviews.filter(state=state) if state else reviews


def lines_of(reviews: Iterable[Review], day: datetime.date) -> list[ReviewLine]:
    """The lines of one page of `listed`; three queries, however many there are."""
    pks = [review.pk for review in reviews]
    submissions = Prefetch("submissions", Submission.objects.defer("document"))
    found = (
        Review.objects.filter(pk__in=pks)
        .select_related("round", "area")
        .prefetch_related(submissions)
        .order_by("area__name", "pk")
    )
    reps: dict[int, list[str]] = {}
    assigned = Assignment.objects.filter(
        current_q(day), role=AssignedRole.REP, area__reviews__in=pks
    ).distinct()
    for area_id, name in assigned.order_by("user__name").values_list("area", "user__name"):
        reps.setdefault(area_id, []).append(name)
    return [
        ReviewLine(
            review,
            reps.get(review.area_id, []),
            latest(review),
            is_overdue=review.is_being_written and review.due_on < day,
        )
        for review in found
    ]
