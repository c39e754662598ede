"""A register followed from day to day, for whom every day of it counts: nearly all of a roster is what it
was the day before, and only what is otherwise is looked at again."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator
from operator import itemgetter

from partnerships.rosters.database import Row
from partnerships.rosters.records import PersonRecord
from partnerships.rosters.registers import KINDS, ONE_DAY, Register, Together, people_from
from partnerships.rules import Roster

# Facts about one person, whose id is the second column.
OF_A_PERSON = ("memberships", "offices", "paid_work", "lto_roles", "residences")
OF_SEVERAL = tuple(kind for kind in KINDS if kind not in OF_A_PERSON)

# From which day on a row holds, or no longer does.
Turn = tuple[datetime.date, bool, str, Row]


class Walk:
    """Goes through a register from its first day on."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._coming = sorted(_turns(register), key=itemgetter(0))
        self._next = 0
        # What holds on the day it has come to: of each person, and of several together.
        self._held: dict[str, dict[int, list[Row]]] = {kind: {} for kind in OF_A_PERSON}
        self._together = Together()
        # On the roster whatever else they are: they are related to somebody, or took part in a decision.
        self._beside: set[int] = set()
        self._people: dict[int, PersonRecord] = {}
        self._roster: Roster | None = None

    def to(self, day: datetime.date) -> Roster:
        """The roster of a day, no earlier than the last one asked for: that of `Register.roster_on`,
        in any order of its people. It is the same object as long as nothing on it is otherwise, with
        the day on which it became so."""
        kinds, people = self._turn(day)
        is_other = False
        if not kinds.isdisjoint(OF_SEVERAL):
            before, beside = self._together, self._beside
            self._take_together(day)
            people |= beside ^ self._beside
            is_other = self._together != before
        is_other = self._take_people(people) or is_other
        if self._roster is None or is_other:
            people_now = [*self._people.values()]
            self._roster = self._register.roster_from(day, people_now, self._together)
        return self._roster

    def _turn(self, day: datetime.date) -> tuple[set[str], set[int]]:
        """Go to a day; of which kinds rows begin or end by it, and who those of one person are about."""
        kinds, people = set(), set()
        while self._next < len(self._coming) and self._coming[self._next][0] <= day:
            _, begins, kind, row = self._coming[self._next]
            self._next += 1
            kinds.add(kind)
            if kind in self._held:
                people.add(row[1])
                rows = self._held[kind].setdefault(row[1], [])
                if begins:
                    rows.append(row)
                else:
                    rows.remove(row)
        return kinds, people

    def _take_together(self, day: datetime.date) -> None:
        on = {kind: self._register.held_on(day, kind) for kind in OF_SEVERAL}
        self._together = self._register.together(on)
        related = {person for row in on["relationships"] for person in (row[1], row[3])}
        self._beside = related | {row[2] for row in on["parts"]}

    def _take_people(self, people: Collection[int]) -> bool:
        """Look at these people again; whether any of them is on the roster otherwise than before."""
        if not people:
            return False
        on: dict[str, list[Row]] = {
            kind: [row for person in people for row in rows.get(person, ())]
            for kind, rows in self._held.items()
        }
        on["relationships"] = []
        on["parts"] = [(0, 0, person) for person in people if person in self._beside]
        found = {int(record.id): record for record in people_from(on)}
        is_other = False
        for person in people:
            record = found.get(person)
            is_other = is_other or self._people.get(person) != record
            if record is None:
                self._people.pop(person, None)
            else:
                self._people[person] = record
        return is_other


def _turns(register: Register) -> Iterator[Turn]:
    for kind, rows in register.held.items():
        for row in rows:
            yield row[-2] or datetime.date.min, True, kind, row
            if row[-1] and row[-1] < datetime.date.max:
                yield row[-1] + ONE_DAY, False, kind, row
