"""What the overview counts: verdicts, regions and reviews over all active areas, and actions."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.core.cache import cache
from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from partnerships.models import Area
from reviews.dashboards.choosing import VERDICTS, is_late
from reviews.dashboards.lines import Line, Verdict, both
from reviews.following import Counts, counts_of_all
from reviews.models import Round, State

REVIEW_STATE = ("of_round__state",)
# For how long the figures of very many areas are kept, in seconds.
A_WHILE = 60


@dataclass(frozen=True)
class Counted:
    """How many areas meet something, do not, or cannot be told."""

    meets: int
    does_not: int
    cannot_tell: int

    @classmethod
    def of(cls, verdicts: Counter[Verdict]) -> Counted:
        return cls(verdicts[True], verdicts[False], verdicts[None])

    @property
    def all(self) -> int:
        return self.meets + self.does_not + self.cannot_tell


class Kind(NamedTuple):
    """What areas are counted by, under the names of the filters that go by it."""

    region: str
    criteria: Verdict
    conflicts: Verdict
    departure: bool


@dataclass(frozen=True)
class Headline:
    """The figures above the table, over all active areas.

    `regions` counts by both verdicts together, for regions that have areas. `late` are the reviews
    still awaited after their last day. `at` is when they were counted, None for just now.
    """

    kinds: Mapping[Kind, int]
    areas: int
    criteria: Counted
    conflicts: Counted
    one_departure_away: int
    regions: dict[str, Counted]
    reviews: dict[State, int]
    late: int
    actions: Counts
    at: datetime.datetime | None = None

    def fitting(self, filters: Mapping[str, str]) -> int | None:
        """How many areas fit filters of the overview; None where one goes by anything else."""
        if not filters.keys() <= set(Kind._fields):
            return None
        wanted = {name: VERDICTS.get(value, value) for name, value in filters.items()}
        return sum(
            number
            for kind, number in self.kinds.items()
            if all(getattr(kind, name) == value for name, value in wanted.items())
        )


def headline_of(lines: list[Line], day: datetime.date, round_: Round | None) -> Headline:
    """The figures of all active areas from their lines; one query, for the actions."""
    kinds: Counter[Kind] = Counter()
    reviews: Counter[str] = Counter()
    late = 0
    for line in lines:
        kind = Kind(line.region, line.criteria, line.conflicts, line.is_one_departure_away)
        kinds[kind] += 1
        if line.review is not None:
            reviews[line.review] += 1
            late += line.is_late(day, round_)
    return _headline(kinds, reviews, late, counts_of_all(day))


def headline_on(areas: QuerySet[Area], day: datetime.date, round_: Round | None) -> Headline:
    """The figures of the areas of `areas_on`, however many, counted by the database once a while."""
    key = f"headline-{day}-{round_.pk if round_ else 0}"
    kept: Headline | None = cache.get(key)
    if kept is None:
        kept = _count(areas, day, round_)
        cache.set(key, kept, A_WHILE)
    return kept


def _count(areas: QuerySet[Area], day: datetime.date, round_: Round | None) -> Headline:
    """Three queries."""
    verdicts = areas.order_by().values_list(
        *("region", "standing__meets_criteria", "standing__meets_conflicts_guidance"),
        "standing__is_one_departure_away",
    )
    kinds = {Kind(*kind): number for *kind, number in verdicts.annotate(Count("pk"))}
    # A review is known by a name that the types of models do not have.
    reviewed = areas.order_by().filter(Q(of_round__state__isnull=False))
    by_state = reviewed.values_list(*REVIEW_STATE).annotate(
        Count("pk"), late=Count("pk", filter=is_late(day, round_))
    )
    reviews, late = {}, 0
    for state, number, of_them_late in by_state:
        reviews[state] = number
        late += of_them_late
    actions = counts_of_all(day)
    return _headline(kinds, reviews, late, actions, timezone.now())


def _headline(
    kinds: Mapping[Kind, int],
    reviews: Mapping[str, int],
    late: int,
    actions: Counts,
    at: datetime.datetime | None = None,
) -> Headline:
    by_criteria: Counter[Verdict] = Counter()
    by_conflicts: Counter[Verdict] = Counter()
    by_region: dict[str, Counter[Verdict]] = {}
    one_departure_away = 0
    for (region, criteria, conflicts, is_near), number in kinds.items():
        by_criteria[criteria] += number
        by_conflicts[conflicts] += number
        by_region.setdefault(region, Counter())[both(criteria, conflicts)] += number
        one_departure_away += number if is_near else 0
    return Headline(
        kinds=kinds,
        areas=by_criteria.total(),
        criteria=Counted.of(by_criteria),
        conflicts=Counted.of(by_conflicts),
        one_departure_away=one_departure_away,
        regions={region: Counted.of(found) for region, found in sorted(by_region.items())},
        reviews={state: reviews.get(state, 0) for state in State},
        late=late,
        actions=actions,
        at=at,
    )
