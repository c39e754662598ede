"""The programme as at a day in words: what that day's page rests on, its regions, and its areas."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from biglocal.addresses import by_slug
from biglocal.design.words import day_in_words
from partnerships.models import Region
from partnerships.rules import RULES, Level
from reviews.years import Totals

LABELS = dict(Region.choices)
BREACHES = {rule.id: rule.title for rule in RULES if rule.level is Level.BREACH}


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area as at the day: its verdicts, the titles of what was not met, its figures."""

    name: str
    href: str
    region: str
    criteria: bool | None
    conflicts: bool | None
    not_met: list[str]
    members: int
    residents: int


@dataclass(frozen=True, slots=True)
class RegionLine:
    """One region as at the day."""

    name: str
    totals: Totals


def as_at_said(
    day: datetime.date, today: datetime.date, first: datetime.date | None
) -> Iterator[str]:
    """What a page of another day shows, in sentences; none of today, but where there is nothing."""
    if first is None:
        yield "Nobody is recorded as a member of any area."
        return
    if day < today:
        yield f"This is the programme as at {day_in_words(day)}, as it is recorded today."
    if day > today:
        yield f"This is the programme as at {day_in_words(day)}, as it is planned today."
    if day < first:
        yield f"It begins on {day_in_words(first)}: nobody is a member before that."
    elif day < today:
        yield "What was put right since then is counted."
    elif day > today:
        yield "It counts what is recorded by now, as if nothing else happened until then."


def region_lines(found: Mapping[str, Totals]) -> list[RegionLine]:
    """The regions with areas on the day, in the order of their names."""
    return [
        RegionLine(str(label), found[region]) for region, label in Region.choices if region in found
    ]


def lines(stretches: Any, day: datetime.date) -> list[AreaLine]:
    """The areas of one page; one query."""
    address = by_slug("area-detail")
    rows: Iterable[tuple[Any, ...]] = stretches.values_list(
        *("area__name", "area__slug", "area__region", "meets_criteria"),
        *("meets_conflicts_guidance", "rules", "members", "residents"),
    )
    return [
        AreaLine(
            name=name,
            href=f"{address(slug)}?on={day.isoformat()}",
            region=str(LABELS[region]),
            criteria=criteria,
            conflicts=conflicts,
            not_met=[title for rule, title in BREACHES.items() if rule in found],
            members=members,
            residents=residents,
        )
        for name, slug, region, criteria, conflicts, found, members, residents in rows
    ]
