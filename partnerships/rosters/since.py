"""Since when a partnership has not met the criteria, or the guidance on conflicts: the run of days up
to one on which it did not, by the facts as they are recorded now and the edition of each day."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from functools import lru_cache

from partnerships.rosters.database import RESIDENT
from partnerships.rosters.editions import Editions
from partnerships.rosters.records import PersonRecord
from partnerships.rosters.registers import KINDS, ONE_DAY, VOTING, Register
from partnerships.rules import Assessment, Criteria, Group, Roster, assess

# The kinds of facts that the criteria look at: on other days that verdict cannot change.
COUNTED = ("memberships", "residences")

Verdict = Callable[[Register, datetime.date, Criteria], bool | None]


def not_met_since(
    register: Register,
    day: datetime.date,
    group: Group,
    editions: Editions,
    found: Assessment | None = None,
) -> datetime.date | None:
    """The first of the days in a row up to `day` on which the verdict for a group was "not met".

    None when it is anything else on the day, and before the first membership, where nothing begins.
    `found` is what the rules find on the day, where somebody has asked them already.
    """
    begins_on = register.begins_on()
    if begins_on is None or begins_on > day:
        return None
    if group is Group.CRITERIA:
        return _run(register, begins_on, day, COUNTED, _meets_criteria, editions)
    return _in_conflict_since(register, begins_on, day, editions, found)


def _run(
    register: Register,
    begins_on: datetime.date,
    day: datetime.date,
    kinds: Iterable[str],
    verdict: Verdict,
    editions: Editions,
) -> datetime.date | None:
    """The first of the days in a row up to `day` on which a verdict was "not met", from the first
    membership on; None when it is not so on the day."""
    days = {begins_on, *register.days(kinds), *editions.days}
    since = None
    for first in sorted([one for one in days if begins_on <= one <= day], reverse=True):
        if verdict(register, first, editions.on(first)) is not False:
            break
        since = first
    return since


def _in_conflict_since(
    register: Register,
    begins_on: datetime.date,
    day: datetime.date,
    editions: Editions,
    found: Assessment | None,
) -> datetime.date | None:
    """The same of the guidance on conflicts.

    A conflict is between a few people: whatever others do, it stays for as long as what is recorded
    of these does. So each is followed back by itself, which is quick, and everybody is looked at
    only on the day before the one that goes back furthest.
    """
    since = None
    while day >= begins_on:
        if found is None:
            found = assess(register.roster_on(day), editions.on(day))
        firsts = [
            _run(
                register.about(
                    {int(one) for one in finding.people},
                    None if finding.decision is None else int(finding.decision),
                ),
                begins_on,
                day,
                KINDS,
                _meets_conflicts_guidance,
                editions,
            )
            # Were it not so by itself, it is on this day all the same.
            or day
            for finding in found.breaches
            if finding.group is Group.CONFLICTS
        ]
        if not firsts:
            break
        since = min(firsts)
        day, found = since - ONE_DAY, None
    return since


def _meets_conflicts_guidance(
    register: Register, day: datetime.date, criteria: Criteria
) -> bool | None:
    return assess(register.roster_on(day), criteria).meets_conflicts_guidance


def _meets_criteria(register: Register, day: datetime.date, criteria: Criteria) -> bool | None:
    homes = {row[1]: RESIDENT[row[3]] for row in register.held_on(day, "residences")}
    seats = register.held_on(day, "memberships")
    residents = [homes.get(row[1]) for row in seats]
    return _meets_with(
        criteria,
        residents.count(True),
        residents.count(None),
        residents.count(False),
        sum(1 for row in seats if row[4]),
    )


@lru_cache(maxsize=4096)
def _meets_with(
    criteria: Criteria, residents: int, unknown: int, others: int, representing: int
) -> bool | None:
    """The verdict on the criteria with so many members, of whom so many sit for somebody else.

    The criteria count, whoever it is. So a register that has not met them for years need not be
    asked again for each day on which it had the same numbers, nor another one that has them.
    """
    of_each = [True] * residents + [None] * unknown + [False] * others
    people = [
        PersonRecord(str(number), "", VOTING, resident, represents="them")
        if number < representing
        else PersonRecord(str(number), "", VOTING, resident)
        for number, resident in enumerate(of_each)
    ]
    found = assess(Roster(datetime.date.min, tuple(people)), criteria)  # type: ignore[arg-type]
    return found.meets_criteria
