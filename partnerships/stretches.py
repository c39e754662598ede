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
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet

from biglocal.replica import read_itself_from_here
from partnerships.models import Area, Reckoning, Stretch
from partnerships.rosters.database import Row
from partnerships.rosters.editions import Editions
from partnerships.rosters.registers import ONE_DAY, Register, registers
from partnerships.rosters.walk import Walk
from partnerships.rules import BIG_LOCAL, RULES, Assessment, Criteria, Roster, assess
from partnerships.storing import add

# Worked out, and saved, together, where somebody waits.
BATCH = 10


def bring_up_to_date(
    areas: QuerySet[Area],
    *,
    seconds: float | None = None,
    at_once: int = BATCH,
    report: Callable[[int], object] = lambda done: None,
) -> int:
    """Work out again the stretches among `areas` that are not right; how many areas are left.

    None is, unless `seconds` have gone by before all are done: a page has not for ever. So many as
    `at_once` are saved together, of which `report` hears the number. Two queries when all are right.
    """
    editions = Editions.read()
    due = _stale(areas, _mark(editions)).order_by("pk")
    pks = list(due.values_list("pk", flat=True))
    if pks and read_itself_from_here():
        # A replica may be behind, and what is written now cannot be seen there yet.
        return bring_up_to_date(areas, seconds=seconds, at_once=at_once, report=report)
    begun = time.monotonic()
    for at in range(0, len(pks), at_once):
        if at and seconds is not None and time.monotonic() - begun > seconds:
            return len(pks) - at
        batch = pks[at : at + at_once]
        _work_out(batch, editions)
        report(len(batch))
    return 0


def stale(areas: QuerySet[Area]) -> QuerySet[Area]:
    """Those of `areas` that have to be worked out again; one query, and another to ask them."""
    return _stale(areas, _mark(Editions.read()))


def number_stale(areas: QuerySet[Area]) -> int:
    """How many of `areas` have to be worked out again; two queries."""
    return stale(areas).count()


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


def _work_out(pks: Sequence[int], editions: Editions) -> None:
    # The versions are read before the facts: a change in between leaves an older version behind, and
    # so an area that is worked out once more, never one that is wrong.
    areas = list(Area.objects.filter(pk__in=pks))
    facts = registers([area.pk for area in areas])
    found = [one for area in areas for one in stretches_of(area, facts[area.pk], editions)]
    mark = _mark(editions)
    with transaction.atomic():
        unmarked = [Reckoning(area=area) for area in areas]
        Reckoning.objects.bulk_create(unmarked, ignore_conflicts=True)
        # Whoever else has worked them out waits here.
        list(Reckoning.objects.select_for_update().filter(area__in=pks).order_by("pk"))
        Stretch.objects.filter(area__in=pks).delete()
        add(found)
        Reckoning.objects.bulk_create(
            [_reckoned(area, mark) for area in areas],
            update_conflicts=True,
            unique_fields=["area"],
            update_fields=["register_version", "area_version", "criteria"],
        )


def _reckoned(area: Area, mark: str) -> Reckoning:
    return Reckoning(
        area=area,
        register_version=area.register_version,
        area_version=area.version,
        criteria=mark,
    )


def stretches_of(area: Area, register: Register, editions: Editions) -> list[Stretch]:
    """The stretches of an area from its first member on, earliest first, as far as it is open; none
    while nobody ever was a member. They are not saved."""
    begins_on = register.begins_on()
    if begins_on is None:
        return []
    opened_on = max(begins_on, area.opened_on or begins_on)
    closed_on = area.closed_on or datetime.date.max
    days = {opened_on, *register.days(), *editions.days}
    moves = _moves(register.held["memberships"])
    walk = Walk(register)
    found: list[Stretch] = []
    last: dict[str, Any] = {}
    judged: tuple[Roster, Criteria] | None = None
    for day in sorted([day for day in days if opened_on <= day <= closed_on]):
        roster, criteria = walk.to(day), editions.on(day)
        # Most of the time nothing is otherwise that a rule looks at.
        if judged is not None and judged[0] is roster and judged[1] is criteria:
            figures = last
        else:
            figures = _figures(assess(roster, criteria))
        judged = roster, criteria
        joined, left = moves.get(day, (0, 0))
        if joined or left or figures != last:
            if found:
                found[-1].ends_on = day - ONE_DAY
            days_of_it = {"starts_on": day, "ends_on": closed_on}
            found.append(
                Stretch(area_id=area.pk, **days_of_it, **figures, joined=joined, left=left)
            )
        last = figures
    return found


def _figures(found: Assessment) -> dict[str, Any]:
    """What a stretch keeps of an assessment, by column."""
    return {
        "meets_criteria": found.meets_criteria,
        "meets_conflicts_guidance": found.meets_conflicts_guidance,
        "members": found.members,
        "residents": found.residents,
        "residency_unknown": found.residency_unknown,
        "rules": dict(Counter([finding.rule for finding in found.findings])),
    }


def _moves(memberships: Iterable[Row]) -> dict[datetime.date, tuple[int, int]]:
    """How many are members from a day on, and how many no longer, by that day.

    Who gets the vote, or another term, has a new record from the day after the old one ended, and
    neither joins nor leaves.
    """
    begun, ended = set(), set()
    for _, person, *_, starts_on, ends_on in memberships:
        begun.add((starts_on, person))
        if ends_on and ends_on < datetime.date.max:
            ended.add((ends_on + ONE_DAY, person))
    joined = Counter(day for day, _ in begun - ended)
    left = Counter(day for day, _ in ended - begun)
    return {day: (joined[day], left[day]) for day in joined | left}
