"""The programme over the years in words: this year beside the last, month by month, and by region."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.urls import reverse

from biglocal.design.words import number, percent
from partnerships.models import Region
from partnerships.presenters.new_editions import NewEdition
from partnerships.rules import RULES
from reviews.years import Month, Span, Totals, Years, share, year_before

ONE_DAY = datetime.timedelta(days=1)
NONE = "None"


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure a year before ("" where there was none) and on the day, as they are written."""

    name: str
    before: str
    now: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """One month of the tables; `note` says which day it is of, and what took effect in it."""

    name: str
    note: str
    href: str
    span: Span
    totals: Totals
    not_met: str
    found: str
    turnover: str
    residents: str


@dataclass(frozen=True, slots=True)
class RegionRow:
    """One region: each figure on the day, and the same a year before ("" where there was none)."""

    name: str
    href: str
    now: Totals
    before: Totals | None


def compared(years: Years, day: datetime.date) -> list[Beside]:
    """The day beside the same day of the year before, and the twelve months up to either."""
    last_year = year_before(day)
    now, before = years.on(day) or Totals(), years.on(last_year)
    lately, earlier = years.up_to(day), years.up_to(last_year)
    rows = [
        Beside("Areas", _areas(before), _areas(now)),
        Beside("Meet the criteria", _met(before, "criteria"), _met(now, "criteria")),
        Beside("Meet the guidance on conflicts", _met(before, "conflicts"), _met(now, "conflicts")),
        Beside("Members", number(before.members) if before else "", number(now.members)),
        Beside("Members who live in their area", _residents(before), _residents(now)),
    ]
    if lately:
        rows += [
            Beside(
                "Joined in the twelve months before",
                number(earlier.joined) if earlier else "",
                number(lately.joined),
            ),
            Beside(
                "Left in the twelve months before",
                number(earlier.left) if earlier else "",
                number(lately.left),
            ),
            Beside(
                "Turnover in the twelve months before",
                _percent(earlier.turnover) if earlier else "",
                _percent(lately.turnover),
            ),
            Beside(
                "Time not meeting the guidance in the twelve months before",
                _percent(earlier.not_met_percent) if earlier else "",
                _percent(lately.not_met_percent),
            ),
        ]
    return rows


def month_rows(
    months: Sequence[Month], editions: Sequence[NewEdition], region: str
) -> list[MonthRow]:
    """Every month, the newest first."""
    return [
        MonthRow(
            name=f"{month.day:%B %Y}",
            note=". ".join(_notes(month, editions)),
            href=as_at_href(month.day, region),
            span=month.span,
            totals=month.span.on_last_day,
            not_met=_percent(month.span.not_met_percent),
            found=_percent(month.span.found_percent),
            turnover=_percent(month.year.turnover) if month.year else "",
            residents=_percent(month.span.on_last_day.resident_percent),
        )
        for month in reversed(months)
    ]


def with_effects(editions: Iterable[NewEdition], years: Years) -> Iterator[NewEdition]:
    """Each edition with how many areas met the guidance on the day before its own, and on it."""
    for one in editions:
        before, after = years.on(one.day - ONE_DAY), years.on(one.day)
        if before and after:
            effect = (
                f"The day before, {before.criteria.meets} of {before.areas} areas met the criteria and "
                f"{before.conflicts.meets} the guidance on conflicts; on the day, "
                f"{after.criteria.meets} and {after.conflicts.meets} of {after.areas}."
            )
            yield replace(one, effect=effect)
        else:
            yield one


def region_rows(
    now: Mapping[str, Totals], before: Mapping[str, Totals], query: QueryDict
) -> list[RegionRow]:
    """The regions that have areas on the day, in the order of their names."""
    address = reverse("overview-years")
    return [
        RegionRow(str(label), _with(address, query, region=region), now[region], before.get(region))
        for region, label in Region.choices
        if region in now
    ]


def rule_rows(
    now: Mapping[str, int], before: Mapping[str, int] | None, query: QueryDict
) -> list[Beside]:
    """The rules that found something on either day, in the order of the book."""
    address = reverse("overview-years")
    return [
        Beside(
            rule.title,
            number(before[rule.id]) if before else "",
            number(now[rule.id]),
            _with(address, query, rule=rule.id),
        )
        for rule in RULES
        if now[rule.id] or (before and before[rule.id])
    ]


def as_at_href(day: datetime.date, region: str = "") -> str:
    """The address of the programme as at a day, of all regions or one."""
    query = f"?on={day.isoformat()}" + (f"&region={region}" if region else "")
    return reverse("overview-as-at") + query


def _with(address: str, query: QueryDict, **values: str) -> str:
    changed = query.copy()
    for name, value in values.items():
        changed[name] = value
    return f"{address}?{changed.urlencode()}"


def _notes(month: Month, editions: Sequence[NewEdition]) -> Iterator[str]:
    yield f"As at {month.day.day} {month.day:%B}" + ("" if month.is_whole else ", so far")
    for one in editions:
        if month.span.starts_on <= one.day <= month.span.ends_on:
            yield f"Edition {one.number} from {one.day.day} {one.day:%B}"


def _areas(totals: Totals | None) -> str:
    return number(totals.areas) if totals else ""


def _met(totals: Totals | None, group: str) -> str:
    if totals is None:
        return ""
    met = totals.criteria.meets if group == "criteria" else totals.conflicts.meets
    return f"{number(met)} ({percent(share(met, totals.areas))})" if totals.areas else "0"


def _residents(totals: Totals | None) -> str:
    return _percent(totals.resident_percent) if totals else ""


def _percent(part: float | None) -> str:
    return percent(part) or NONE
