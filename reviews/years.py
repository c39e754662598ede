"""The programme over the years: how its areas stood on any day, and month by month.

All is counted by the database from the stretches (`partnerships.stretches`), in as many rows as there
were days on which anything changed, whatever the number of areas.
"""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum

from partnerships.models import Stretch

ONE_DAY = datetime.timedelta(days=1)
A_YEAR = 12


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


@dataclass(slots=True)
class Span:
    """Days in a row, both included: how all stood on the last, and what happened on all of them.

    `area_days`, `not_met_days`, `found_days` and `member_days` count each day of each open area, of
    each that did not meet the guidance, of each in which the rule asked about found something, and of
    each member.
    """

    starts_on: datetime.date
    ends_on: datetime.date
    on_last_day: Totals = field(default_factory=Totals)
    joined: int = 0
    left: int = 0
    area_days: int = 0
    not_met_days: int = 0
    found_days: int = 0
    member_days: int = 0

    @property
    def days(self) -> int:
        return (self.ends_on - self.starts_on).days + 1

    @property
    def not_met_percent(self) -> float | None:
        """The share of all days of all areas on which the guidance was not met."""
        return share(self.not_met_days, self.area_days)

    @property
    def found_percent(self) -> float | None:
        """The share of all days of all areas on which the rule asked about found something."""
        return share(self.found_days, self.area_days)

    @property
    def turnover(self) -> float | None:
        """How many left for every hundred members there were on average; None without members."""
        return share(self.left * self.days, self.member_days)


@dataclass(frozen=True, slots=True)
class Month:
    """One month; its last day is that of its figures: the last of the month, or today.

    `year` are the twelve months up to that day; None in the first eleven. They are `is_settled` when
    they have none of the first twelve in them, in which nearly everybody joined.
    """

    span: Span
    year: Span | None
    is_settled: bool

    @property
    def day(self) -> datetime.date:
        return self.span.ends_on

    @property
    def is_whole(self) -> bool:
        return self.day.day == calendar.monthrange(self.day.year, self.day.month)[1]


class Years:
    """A programme from the first day of a month, or of its life, to a day."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self.spans = spans
        self._last = {span.ends_on: span.on_last_day for span in spans}

    @property
    def months(self) -> list[Month]:
        by_month = groupby(self.spans, key=lambda span: (span.starts_on.year, span.starts_on.month))
        whole = [together([*spans]) for _, spans in by_month]
        found = []
        for at, span in enumerate(whole):
            year = whole[at + 1 - A_YEAR : at + 1] if at + 1 >= A_YEAR else []
            found.append(Month(span, together(year) if year else None, at >= 2 * A_YEAR - 1))
        return found

    @property
    def first_day(self) -> datetime.date:
        return self.spans[0].starts_on

    def on(self, day: datetime.date) -> Totals | None:
        """How all stood on a day that `years_of` was asked about; None before the first."""
        return self._last.get(day)

    def up_to(self, day: datetime.date) -> Span | None:
        """The twelve months up to a day, both days a year apart being among those asked about; None
        where that would be before the first."""
        spans = [one for one in self.spans if year_before(day) < one.starts_on <= day]
        return together(spans) if spans and self.first_day <= year_before(day) else None


def years_of(
    stretches: QuerySet[Stretch],
    until: datetime.date,
    *,
    days: Iterable[datetime.date] = (),
    rule: str = "",
) -> Years | None:
    """The years of the areas that `stretches` are of, from the first day of any to a day; two queries.

    `days` are those that are asked about beside the last of each month, and `rule` the one whose
    findings are counted. None when there is nothing by that day.
    """
    changes = _changes(stretches, rule)
    first = min((day for day in changes if day <= until), default=None)
    if first is None:
        return None
    ends = {day for day in days if first <= day < until} | {until, *_ends_of_months(first, until)}
    return Years(_walk(changes, first, sorted(ends)))


def on_day(day: datetime.date) -> Q:
    """The condition on stretches that a day is in them: one of each area that was open and had begun."""
    return Q(starts_on__lte=day, ends_on__gte=day)


def totals(stretches: QuerySet[Stretch]) -> Totals:
    """All together of one day; one query."""
    return Totals(**stretches.order_by().aggregate(**COUNTS))


def by_region(stretches: QuerySet[Stretch], rule: str = "") -> dict[str, Totals]:
    """The same, region by region; one query."""
    rows = stretches.order_by().values("area__region").annotate(**_counts(rule))
    return {region: Totals(**counted) for region, counted in _told_by("area__region", rows)}


def by_rule(stretches: QuerySet[Stretch], rules: Sequence[str]) -> dict[str, int]:
    """In how many areas each rule found something; one query."""
    counts = {f"rule_{at}": _with_finding(rule) for at, rule in enumerate(rules)}
    found = stretches.order_by().aggregate(**counts)
    return dict(zip(rules, found.values(), strict=True))


def year_before(day: datetime.date) -> datetime.date:
    """The same day of the year before; 28 February for the 29th."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


def share(part: int, whole: int) -> float | None:
    """Per cent to one place, rounded down; None of nothing."""
    return 1000 * part // whole / 10 if whole else None


def together(spans: Sequence[Span]) -> Span:
    """Spans that follow each other as one."""
    return Span(
        spans[0].starts_on,
        spans[-1].ends_on,
        spans[-1].on_last_day,
        *(
            sum(getattr(span, name) for span in spans)
            for name in ("joined", "left", "area_days", "not_met_days", "found_days", "member_days")
        ),
    )


def _counts(rule: str) -> dict[str, Aggregate]:
    return COUNTS | ({"found": _with_finding(rule)} if rule else {})


def _with_finding(rule: str) -> Count:
    return Count("pk", filter=Q(rules__has_key=rule))


@dataclass(slots=True)
class _Day:
    """What is otherwise from a day on: figures of what begins then, and of what ended the day before."""

    begun: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)


def _changes(stretches: QuerySet[Stretch], rule: str) -> dict[datetime.date, _Day]:
    counts = _counts(rule)
    moves = {"joined": Sum("joined"), "left": Sum("left")}
    changes: dict[datetime.date, _Day] = {}
    begun = stretches.order_by().values("starts_on").annotate(**counts, **moves)
    for day, counted in _told_by("starts_on", begun):
        changes.setdefault(day, _Day()).begun = counted
    over = stretches.filter(ends_on__lt=datetime.date.max)
    ended = over.order_by().values("ends_on").annotate(**counts)
    for day, counted in _told_by("ends_on", ended):
        changes.setdefault(day + ONE_DAY, _Day()).ended = counted
    return changes


def _told_by(name: str, rows: Iterable[Any]) -> Iterator[tuple[Any, dict[str, int]]]:
    """Of each row what it is of, by the name of its column, and its counts."""
    for row in rows:
        counted = dict(row)
        yield counted.pop(name), counted


def _walk(
    changes: Mapping[datetime.date, _Day], first: datetime.date, ends: Sequence[datetime.date]
) -> list[Span]:
    """The spans that end on `ends`, one after the other from the first day on."""
    waiting = iter(sorted(changes))
    coming = next(waiting, None)
    now = Totals()
    spans = []
    for before, ends_on in pairwise([first - ONE_DAY, *ends]):
        span = Span(before + ONE_DAY, ends_on)
        day = span.starts_on
        while day <= ends_on:
            while coming is not None and coming <= day:
                change = dict(changes[coming].begun)
                span.joined += change.pop("joined", 0)
                span.left += change.pop("left", 0)
                now.change(change, 1)
                now.change(changes[coming].ended, -1)
                coming = next(waiting, None)
            until = min(ends_on + ONE_DAY, coming or datetime.date.max)
            lasting = (until - day).days
            span.area_days += lasting * now.areas
            span.not_met_days += lasting * now.not_met
            span.found_days += lasting * now.found
            span.member_days += lasting * now.members
            day = until
        span.on_last_day = replace(now)
        spans.append(span)
    return spans


def _ends_of_months(first: datetime.date, until: datetime.date) -> Iterable[datetime.date]:
    day = first
    while True:
        last = day.replace(day=calendar.monthrange(day.year, day.month)[1])
        if last >= until:
            return
        yield last
        day = last + ONE_DAY
