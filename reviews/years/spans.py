"""All areas together over time: month by month, and from one day that is asked about to the next."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise

from django.db.models import QuerySet, Sum

from partnerships.models import Stretch
from reviews.years.totals import Totals, counts_with, share, told_by

ONE_DAY = datetime.timedelta(days=1)
A_YEAR = 12


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

    `year` are the twelve months up to that day, also where the month is not over; None as long as
    there were fewer. They are `is_settled` when they have none of the first twelve months in them, in
    which nearly everybody joined.
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
        return [self._month(whole, at) for at in range(len(whole))]

    def _month(self, spans: Sequence[Span], at: int) -> Month:
        month = Month(spans[at], None, at >= 2 * A_YEAR - 1)
        if not month.is_whole:
            # Eleven months and some days would read as fewer who came and went.
            return replace(month, year=self.up_to(month.day), is_settled=at >= 2 * A_YEAR)
        year = spans[at + 1 - A_YEAR : at + 1] if at + 1 >= A_YEAR else []
        return replace(month, year=together(year)) if year else month

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

    `days` are those that are asked about beside the last of each month and a year before the last of
    all, and `rule` the one whose findings are counted. None when there is nothing by that day.
    """
    changes = _changes(stretches, rule)
    first = min((day for day in changes if day <= until), default=None)
    if first is None:
        return None
    asked = {day for day in (*days, year_before(until)) if first <= day < until}
    ends = asked | {until, *_ends_of_months(first, until)}
    return Years(_walk(changes, first, sorted(ends)))


def year_before(day: datetime.date) -> datetime.date:
    """The same day of the year before; 28 February for the 29th."""
    last = calendar.monthrange(day.year - 1, day.month)[1]
    return day.replace(year=day.year - 1, day=min(day.day, last))


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


@dataclass(slots=True)
class _Day:
    """What is otherwise from a day on: figures of what begins then, and of what ended the day before."""

    begun: dict[str, int] = field(default_factory=dict)
    ended: dict[str, int] = field(default_factory=dict)


def _changes(stretches: QuerySet[Stretch], rule: str) -> dict[datetime.date, _Day]:
    counts = counts_with(rule)
    moves = {"joined": Sum("joined"), "left": Sum("left")}
    changes: dict[datetime.date, _Day] = {}
    begun = stretches.order_by().values("starts_on").annotate(**counts, **moves)
    for day, counted in told_by("starts_on", begun):
        changes.setdefault(day, _Day()).begun = counted
    over = stretches.filter(ends_on__lt=datetime.date.max)
    ended = over.order_by().values("ends_on").annotate(**counts)
    for day, counted in told_by("ends_on", ended):
        changes.setdefault(day + ONE_DAY, _Day()).ended = counted
    return changes


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
