"""What the rows say about homes: who lives in the area, and who shares a household."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from biglocal.design.words import day_in_words, people_list
from partnerships.imports.cells import name_key
from partnerships.imports.register import ONE_DAY, Register
from partnerships.imports.steps import Does, Entry
from partnerships.models import Household, InArea, Residence, ResidenceCheck

LIVES = {
    InArea.YES: "Lives in the area",
    InArea.NO: "Does not live in the area",
    InArea.UNKNOWN: "Not known whether they live in the area",
}


def plan_homes(entries: Sequence[Entry], register: Register) -> None:
    """Homes recorded, put right or moved to; people with one label share one household."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.row.household:
            groups[name_key(entry.row.household)].append(entry)
    households = _households(groups, register)
    for entry in entries:
        label = name_key(entry.row.household)
        # A new household goes by the label as its first row spells it.
        new = groups[label][0].row.household if label else None
        _plan_home(entry, households.get(label) or new, register)
        if any("household" in step.values for step in entry.steps):
            entry.lines.append(_shared(entry, groups[label], households.get(label), register))


def _households(groups: dict[str, list[Entry]], register: Register) -> dict[str, Household]:
    """The household on the register that each label stands for; a label without one is new.

    It is the home of most of the people with that label; failing that, the one that goes by the
    label as its address. No two labels stand for one household.
    """
    votes: Counter[tuple[str, int]] = Counter()
    for label, entries in groups.items():
        for entry in entries:
            home = register.home_of(entry.person)
            if home and home.household_id:
                votes[label, home.household_id] += 1
    by_pk = {household.pk: household for household in register.households}
    found: dict[str, Household] = {}
    for (label, pk), _ in votes.most_common():
        if label not in found and by_pk[pk] not in found.values():
            found[label] = by_pk[pk]
    for household in register.households:
        label = name_key(household.address)
        if label in groups and label not in found and household not in found.values():
            found[label] = household
    return found


def _plan_home(entry: Entry, household: Household | str | None, register: Register) -> None:
    row = entry.row
    if not (row.in_area or household or row.home_since):
        return
    home = register.home_of(entry.person)
    if home is None:
        _record(entry, household, register)
        return
    differs = _differences(entry, home, household)
    if row.home_since and row.home_since > home.starts_on and differs:
        _move(entry, home, household, row.home_since)
    elif _says_the_opposite(entry, home) and not row.home_since and home.starts_on < register.today:
        _move(entry, home, household, register.today)
    else:
        if row.home_since and row.home_since != home.starts_on:
            differs["starts_on"] = row.home_since
        if differs:
            entry.do(Does.CORRECT_HOME, _corrected(differs, home), home, **differs)


def _record(entry: Entry, household: Household | str | None, register: Register) -> None:
    row = entry.row
    first_day = entry.first_day or row.paid_since or row.lto_since
    if row.home_since is None and first_day is None:
        if not entry.problems:
            entry.refuse("home_since", "Enter the day they moved there, like 27/3/2024.")
        return
    # Somebody who joins on a later day lives there today.
    starts_on = row.home_since or min(first_day or register.today, register.today)
    # After a home that ended, unless the file says since when.
    past = [home.ends_on for home in register.homes.get(entry.person_id, []) if home.ends_on]
    if past and not row.home_since:
        starts_on = max(starts_on, max(past) + ONE_DAY)
    in_area = InArea(row.in_area or InArea.UNKNOWN)
    entry.do(
        Does.RECORD_HOME,
        _home_line(in_area, row.checked_how),
        starts_on=starts_on,
        in_area=in_area.value,
        household=household,
        checked_how=row.checked_how,
        checked_on=row.checked_on,
    )


def _differences(
    entry: Entry, home: Residence, household: Household | str | None
) -> dict[str, Any]:
    """What the row says otherwise than the register, by field name; an empty cell says nothing."""
    row = entry.row
    said = {
        "in_area": row.in_area,
        "household": household,
        "checked_how": row.checked_how,
        "checked_on": row.checked_on,
    }
    return {name: value for name, value in said.items() if value and value != getattr(home, name)}


def _says_the_opposite(entry: Entry, home: Residence) -> bool:
    """Whether somebody known to live in the area is said not to, or the other way round."""
    return {entry.row.in_area, home.in_area} == {InArea.YES.value, InArea.NO.value}


def _move(
    entry: Entry, home: Residence, household: Household | str | None, from_day: datetime.date
) -> None:
    row = entry.row
    in_area = InArea(row.in_area or InArea.UNKNOWN)
    entry.do(
        Does.MOVE,
        f"{_home_line(in_area, row.checked_how)} from {day_in_words(from_day)} "
        f"(until then: {_small(LIVES[InArea(home.in_area)])})",
        home,
        from_day=from_day,
        in_area=in_area.value,
        household=household,
        checked_how=row.checked_how,
        checked_on=row.checked_on,
    )


def _corrected(differs: dict[str, Any], home: Residence) -> str:
    said = []
    if "in_area" in differs:
        now = _small(LIVES[InArea(home.in_area)])
        said.append(f"{LIVES[InArea(differs['in_area'])]} (now {now})")
    if "checked_how" in differs:
        said.append(f"How checked: {_small(ResidenceCheck(differs['checked_how']).label)}")
    if "checked_on" in differs:
        said.append(f"Checked on {day_in_words(differs['checked_on'])}")
    if "starts_on" in differs:
        said.append(
            f"Home since {day_in_words(differs['starts_on'])} (now {day_in_words(home.starts_on)})"
        )
    return "; ".join(said)


def _home_line(in_area: InArea, checked_how: str) -> str:
    check = f" ({_small(ResidenceCheck(checked_how).label)})" if checked_how else ""
    return f"{LIVES[in_area]}{check}"


def _shared(
    entry: Entry, group: Iterable[Entry], household: Household | None, register: Register
) -> str:
    """With whom they will share their home."""
    names = [other.row.name for other in group if other is not entry]
    if household is not None:
        named = {other.person_id for other in group}
        names += [
            home.person.name for home in register.dwellers(household) if home.person_id not in named
        ]
    if not entry.row.household:
        return "Not known with whom they live"
    shared = f"shared with {people_list(names)}" if names else "shared with nobody on the register"
    return f"Home “{entry.row.household}”, {shared}"


def _small(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
