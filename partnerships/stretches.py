"""The past of each area, worked out from its register once and kept for as long as that is right.

It is right while nothing changed in the area's register (which may say today what was so years ago),
nor in the area itself, and the editions of the criteria and the rules are the same. That a day goes
by changes nothing, so no job has to run: whoever looks brings up to date what is not.
"""

from __future__ import annotations

import datetime
import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from partnerships.models import Area, Reckoning, Stretch
from partnerships.rosters.editions import Editions
from partnerships.rosters.timeline import Change, Held, Step, Timeline
from partnerships.rules import BIG_LOCAL, RULES, Criteria

# Worked out, and saved, together.
BATCH = 10

# By which two steps are told apart: all of a stretch but its area and its days.
FIGURES = (
    *("meets_criteria", "meets_conflicts_guidance"),
    *("members", "residents", "residency_unknown", "rules"),
)


def bring_up_to_date(
    areas: QuerySet[Area],
    *,
    seconds: float | None = None,
    report: Callable[[int], None] = lambda done: None,
) -> int:
    """Work out again the stretches among `areas` that are not right; how many areas are left.

    None is, unless `seconds` have gone by before all are done: a page has not for ever. Each batch
    is saved by itself, and `report` hears how many areas it had. Two queries when all are right.
    """
    mark = _mark(Editions.read())
    stale = list(_stale(areas, mark).order_by("pk").values_list("pk", flat=True))
    begun = time.monotonic()
    for at in range(0, len(stale), BATCH):
        if at and seconds is not None and time.monotonic() - begun > seconds:
            return len(stale) - at
        batch = stale[at : at + BATCH]
        _work_out(batch, mark)
        report(len(batch))
    return 0


def number_stale(areas: QuerySet[Area]) -> int:
    """How many of `areas` have to be worked out again; two queries."""
    return _stale(areas, _mark(Editions.read())).count()


def _stale(areas: QuerySet[Area], mark: str) -> QuerySet[Area]:
    return areas.exclude(
        reckoning__criteria=mark,
        reckoning__register_version=F("register_version"),
        reckoning__area_version=F("version"),
    )


def _mark(editions: Editions) -> str:
    """Another text as soon as any edition, or the book of rules, is another."""

    def told(criteria: Criteria) -> tuple[Any, ...]:
        figures = (criteria.members, criteria.resident_percent)
        limits = (criteria.of_family, criteria.of_household)
        return (*(one.figure for one in (*figures, *limits)), *sorted(criteria.left_out))

    all_told = [
        (BIG_LOCAL.edition, told(BIG_LOCAL)),
        [rule.id for rule in RULES],
        *zip(map(str, editions.days), map(told, editions.criteria), strict=True),
    ]
    return hashlib.sha256(repr(all_told).encode()).hexdigest()


def _work_out(pks: Sequence[int], mark: str) -> None:
    # The versions are read before the facts: a change in between leaves an older version behind, and
    # so an area that is worked out once more, never one that is wrong.
    areas = list(Area.objects.filter(pk__in=pks))
    found = [stretch for area in areas for stretch in stretches_of(area)]
    with transaction.atomic():
        unmarked = [Reckoning(area=area) for area in areas]
        Reckoning.objects.bulk_create(unmarked, ignore_conflicts=True)
        # Whoever else has worked them out waits here.
        list(Reckoning.objects.select_for_update().filter(area__in=pks).order_by("pk"))
        Stretch.objects.filter(area__in=pks).delete()
        Stretch.objects.bulk_create(found, batch_size=500)
        Reckoning.objects.bulk_create(
            [Reckoning(area.pk, area.register_version, area.version, mark) for area in areas],
            update_conflicts=True,
            unique_fields=["area"],
            update_fields=["register_version", "area_version", "criteria"],
        )


def stretches_of(area: Area) -> list[Stretch]:
    """The stretches of an area from its first member on, earliest first, as far as it is open; none
    while nobody ever was a member. They are not saved. A fixed number of queries."""
    found: list[Stretch] = []
    for stretch in _steps_as_stretches(area):
        last = found[-1] if found else None
        if last is not None and _is_the_same(last, stretch):
            last.ends_on = stretch.ends_on
        else:
            found.append(stretch)
    return found


def _steps_as_stretches(area: Area) -> Iterator[Stretch]:
    opened_on = area.opened_on or datetime.date.min
    closed_on = area.closed_on or datetime.date.max
    for step in Timeline(area).steps(datetime.date.max):
        if step.ends_on < opened_on or step.starts_on > closed_on:
            continue
        # Who was there before the area opened has not joined on the day it did.
        came = step.change if step.starts_on >= opened_on else Change((), ())
        stretch = _stretch(area, step, came)
        stretch.starts_on = max(step.starts_on, opened_on)
        stretch.ends_on = min(step.ends_on, closed_on)
        yield stretch


def _stretch(area: Area, step: Step, came: Change) -> Stretch:
    found = step.assessment
    # Who gets the vote, or another term, has a new record from the day after the old one ended.
    begun, ended = _members(came.begun), _members(came.ended)
    return Stretch(
        area=area,
        starts_on=step.starts_on,
        ends_on=step.ends_on,
        meets_criteria=found.meets_criteria,
        meets_conflicts_guidance=found.meets_conflicts_guidance,
        members=found.members,
        residents=found.residents,
        residency_unknown=found.residency_unknown,
        joined=len(begun - ended),
        left=len(ended - begun),
        rules=dict(Counter(finding.rule for finding in found.findings)),
    )


def _members(facts: Sequence[Held]) -> set[int]:
    return {fact.said["person_id"] for fact in facts if fact.kind == "memberships"}


def _is_the_same(one: Stretch, other: Stretch) -> bool:
    """Whether nothing happened between two stretches that could be counted."""
    if other.joined or other.left:
        return False
    return all(getattr(one, name) == getattr(other, name) for name in FIGURES)
