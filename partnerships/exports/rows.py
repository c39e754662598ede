"""The register of a day in the layout that the import reads, so that the import would change nothing.

Where the layout has no place for a fact (a second term in an office, two people of one name who are
related), it is told as a remark instead, so that nothing is left out unsaid.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from biglocal.design.words import day_in_words
from partnerships.imports.cells import clean, name_key, office_key
from partnerships.imports.fields import FURTHEST_AHEAD
from partnerships.imports.layout import BY_KEY
from partnerships.imports.register import Period, Register, Seat, has_ended
from partnerships.models import (
    Area,
    Household,
    LtoRole,
    Office,
    PaidWork,
    Person,
    Relationship,
    Residence,
)
from partnerships.rosters.families import kind_from

# What stands in a cell: text, a day, a number, or several of one kind.
Value = str | int | datetime.date | tuple[str, ...] | tuple[datetime.date, ...]
Fact = TypeVar("Fact", bound=Period)


@dataclass
class Line:
    """One person of the register: their cells by the keys of the layout, and what has no cell."""

    person: Person
    cells: dict[str, Value] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)

    def put(self, key: str, value: Value | None) -> None:
        """Fill a cell, unless there is nothing to say."""
        if value not in (None, "", ()):
            self.cells[key] = value


def lines_of(area: Area, day: datetime.date) -> list[Line]:
    """Everybody who sits, serves or will do so on a day: members first, each group by name."""
    register = Register(area, day)
    people = sorted(
        (person for same in register.people.values() for person in same),
        key=lambda person: (name_key(person.name), person.pk),
    )
    writer = _Writer(register)
    lines = [line for line in map(writer.line, people) if line is not None]
    lines.sort(key=lambda line: "since" not in line.cells)
    writer.relate(lines)
    writer.label_homes(lines)
    return lines


class _Writer:
    """Puts the facts of a register into the cells of its people."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.day = register.today

    def line(self, person: Person) -> Line | None:
        """All of a person but their relatives and housemates; None for who neither sits nor serves."""
        line = Line(person)
        line.put("name", clean(person.name))
        line.put("email", clean(person.email))
        line.put("number", person.pk)
        told = len(line.cells)
        self._seat(line)
        self._offices(line)
        self._paid_work(line)
        self._lto_role(line)
        if len(line.cells) == told and not line.remarks:
            return None
        line.cells.setdefault("paid", BY_KEY["paid"].word_for(False))
        line.cells.setdefault("lto", BY_KEY["lto"].word_for(False))
        self._home(line)
        return line

    def _lasting(self, facts: Iterable[Fact]) -> list[Fact]:
        """Those that hold or are to come, the earliest first."""
        return [fact for fact in facts if not has_ended(fact, self.day)]

    def _fits(self, fact: Period) -> bool:
        """Whether the import takes its first day for one that is meant."""
        return fact.starts_on <= self.day + FURTHEST_AHEAD

    def _first(self, facts: Iterable[Fact] | None, line: Line, what: str) -> Fact | None:
        """The one that goes into cells; the later ones become remarks."""
        lasting = self._lasting(facts or ())
        now = lasting.pop(0) if lasting and self._fits(lasting[0]) else None
        for later in lasting:
            line.remarks.append(f"{what} from {day_in_words(later.starts_on)}")
        return now

    def _seat(self, line: Line) -> None:
        seat = self._first(self.register.seats.get(line.person.pk), line, "Member")
        if seat is None:
            return
        record = seat.on(self.day)
        line.put("since", seat.starts_on)
        line.put("votes", BY_KEY["votes"].word_for(record.is_voting))
        line.put("appointed", BY_KEY["appointed"].word_for(record.appointed))
        line.put("represents", clean(record.represents))
        line.put("last_day", seat.ends_on)
        line.put("why_ended", BY_KEY["why_ended"].word_for(seat.last.end_reason))
        term = record.term_ends_on
        if term and term < seat.starts_on:
            line.remarks.append(f"Term ends on {day_in_words(term)}, before it began")
        else:
            line.put("term_ends", term)
        line.remarks += _votes_to_come(seat, self.day)

    def _offices(self, line: Line) -> None:
        last_day = line.cells.get("last_day")
        by_title: dict[str, list[Office]] = {}
        for office in self.register.offices.get(line.person.pk, []):
            by_title.setdefault(office_key(office.title), []).append(office)
        fitting = []
        for title, offices in sorted(by_title.items()):
            first = self._first(offices, line, _capital(title))
            if first is None:
                continue
            if isinstance(last_day, datetime.date) and first.starts_on > last_day:
                line.remarks.append(f"{_capital(title)} from {day_in_words(first.starts_on)}")
            else:
                fitting.append((_capital(title), first.starts_on))
        line.put("offices", tuple(title for title, _ in fitting))
        line.put("offices_since", tuple(starts_on for _, starts_on in fitting))

    def _paid_work(self, line: Line) -> None:
        recorded: list[PaidWork] | None = self.register.paid_work.get(line.person.pk)
        work = self._first(recorded, line, "Paid worker")
        if work is not None:
            line.put("paid", BY_KEY["paid"].word_for(work.terms))
            line.put("employer", clean(work.employer.name) if work.employer else "")
            line.put("paid_since", work.starts_on)

    def _lto_role(self, line: Line) -> None:
        recorded: list[LtoRole] | None = self.register.lto_roles.get(line.person.pk)
        role = self._first(recorded, line, "LTO representative")
        if role is not None:
            line.put("lto", BY_KEY["lto"].word_for(role.capacity))
            line.put("lto_since", role.starts_on)

    def _home(self, line: Line) -> None:
        home = self.register.home_of(line.person)
        if home is None:
            return
        line.put("in_area", BY_KEY["in_area"].word_for(home.in_area))
        line.put("home_since", home.starts_on)
        if home.checked_how:
            line.put("checked_how", BY_KEY["checked_how"].word_for(home.checked_how))
            line.put("checked_on", home.checked_on)

    def label_homes(self, lines: Sequence[Line]) -> None:
        """Give every home a label of its own: its address, told apart where two homes have the same."""
        labels: dict[int, str] = {}
        taken: set[str] = set()
        for line in lines:
            home: Residence | None = self.register.home_of(line.person)
            household = home.household if home else None
            if household is None:
                continue
            if household.pk not in labels:
                labels[household.pk] = _label(household, taken)
                taken.add(name_key(labels[household.pk]))
            line.put("household", labels[household.pk])

    def relate(self, lines: Sequence[Line]) -> None:
        """Tell each relationship once, on the row of one of the two who can name the other."""
        by_person = {line.person.pk: line for line in lines}
        names = Counter(name_key(person.name) for person in self._known())
        related: dict[int, list[tuple[str, str]]] = {}
        place = {line.person.pk: number for number, line in enumerate(lines)}
        for tie in self.register.relationships.values():
            if not _is_current(tie, self.day):
                continue
            two = [person for person in (tie.a, tie.b) if person.pk in by_person]
            two.sort(key=lambda person: place[person.pk])
            telling = [one for one in two if names[name_key(tie.other_than(one).name)] == 1]
            if telling:
                other = tie.other_than(telling[0])
                word = BY_KEY["how_related"].word_for(kind_from(tie, telling[0]))
                related.setdefault(telling[0].pk, []).append((clean(other.name), word))
            elif two:
                by_person[two[0].pk].remarks.append(clean(str(tie)))
        for pk, said in related.items():
            said.sort(key=lambda each: name_key(each[0]))
            by_person[pk].put("related_to", tuple(name for name, _ in said))
            by_person[pk].put("how_related", tuple(word for _, word in said))

    def _known(self) -> Iterator[Person]:
        for same in self.register.people.values():
            yield from same


def _votes_to_come(seat: Seat, day: datetime.date) -> Iterator[str]:
    for earlier, later in zip(seat.records, seat.records[1:], strict=False):
        if later.starts_on > day and later.is_voting != earlier.is_voting:
            starts_on = day_in_words(later.starts_on)
            yield f"Votes from {starts_on}" if later.is_voting else f"No vote from {starts_on}"


def _label(household: Household, taken: set[str]) -> str:
    address = clean(household.address) or f"Home {household.pk}"
    label, number = address, 1
    while name_key(label) in taken:
        number += 1
        label = f"{address[:290]} ({number})"
    return label


def _is_current(tie: Relationship, day: datetime.date) -> bool:
    begun = tie.starts_on is None or tie.starts_on <= day
    return begun and (tie.ends_on is None or tie.ends_on >= day)


def _capital(title: str) -> str:
    """An office as a heading has it, where it can be told back from that."""
    capital = f"{title[:1].upper()}{title[1:]}"
    return capital if office_key(capital) == title else title
