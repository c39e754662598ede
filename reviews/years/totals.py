"""All areas together on any one day, counted by the database from their stretches."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum

from partnerships.models import Stretch


@dataclass(frozen=True, slots=True)
class Verdicts:
    """How many areas meet something, nobody can tell of, and do not."""

    meets: int
    cannot_tell: int
    does_not: int


@dataclass(slots=True)
class Totals:
    """All areas together on a day. `found` counts those in which a rule found something, if one was
    asked about; `not_met` those that do not meet the criteria or the guidance on conflicts, or both."""

    areas: int = 0
    criteria_met: int = 0
    criteria_not_met: int = 0
    conflicts_met: int = 0
    conflicts_not_met: int = 0
    not_met: int = 0
    members: int = 0
    residents: int = 0
    residency_unknown: int = 0
    found: int = 0

    @property
    def criteria(self) -> Verdicts:
        met, not_met = self.criteria_met, self.criteria_not_met
        return Verdicts(met, self.areas - met - not_met, not_met)

    @property
    def conflicts(self) -> Verdicts:
        met, not_met = self.conflicts_met, self.conflicts_not_met
        return Verdicts(met, self.areas - met - not_met, not_met)

    @property
    def resident_percent(self) -> float | None:
        """Residents who are known to be, in a hundred members, rounded down; None without members."""
        return share(self.residents, self.members)

    def change(self, by: Mapping[str, int], sign: int) -> None:
        """Add figures by their names, or take them away with a `sign` of -1."""
        for name, number in by.items():
            setattr(self, name, getattr(self, name) + sign * number)


COUNTS: dict[str, Aggregate] = {
    "areas": Count("pk"),
    "criteria_met": Count("pk", filter=Q(meets_criteria=True)),
    "criteria_not_met": Count("pk", filter=Q(meets_criteria=False)),
    "conflicts_met": Count("pk", filter=Q(meets_conflicts_guidance=True)),
    "conflicts_not_met": Count("pk", filter=Q(meets_conflicts_guidance=False)),
    "not_met": Count("pk", filter=Q(meets_criteria=False) | Q(meets_conflicts_guidance=False)),
    "members": Sum("members", default=0),
    "residents": Sum("residents", default=0),
    "residency_unknown": Sum("residency_unknown", default=0),
}


def on_day(day: datetime.date) -> Q:
    """The condition on stretches that a day is in them: one of each area that was open and had begun."""
    return Q(starts_on__lte=day, ends_on__gte=day)


def totals(stretches: QuerySet[Stretch]) -> Totals:
    """All together of one day; one query."""
    return Totals(**stretches.order_by().aggregate(**COUNTS))


def by_region(stretches: QuerySet[Stretch], rule: str = "") -> dict[str, Totals]:
    """The same, region by region; one query."""
    rows = stretches.order_by().values("area__region").annotate(**counts_with(rule))
    return {region: Totals(**counted) for region, counted in told_by("area__region", rows)}


def by_rule(stretches: QuerySet[Stretch], rules: Sequence[str]) -> dict[str, int]:
    """In how many areas each rule found something; one query."""
    counts = {f"rule_{at}": with_finding(rule) for at, rule in enumerate(rules)}
    found = stretches.order_by().aggregate(**counts)
    return dict(zip(rules, found.values(), strict=True))


def share(part: int, whole: int) -> float | None:
    """Per cent to one place, rounded down; None of nothing."""
    return 1000 * part // whole / 10 if whole else None


def counts_with(rule: str) -> dict[str, Aggregate]:
    """What is counted on a day, with what a rule found if one is asked about."""
    return COUNTS | ({"found": with_finding(rule)} if rule else {})


def with_finding(rule: str) -> Count:
    """In how many areas a rule found something."""
    return Count("pk", filter=Q(rules__has_key=rule))


def told_by(name: str, rows: Iterable[Any]) -> Iterator[tuple[Any, dict[str, int]]]:
    """Of each row what it is of, by the name of its column, and its counts."""
    for row in rows:
        counted = dict(row)
        yield counted.pop(name), counted
