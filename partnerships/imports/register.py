"""What an area's register holds already, read at once so that every row can be compared with it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from partnerships.imports.cells import name_key
from partnerships.models import (
    Area,
    EndReason,
    Household,
    LtoRole,
    Membership,
    Office,
    PaidWork,
    Person,
    Relationship,
    Residence,
)

ONE_DAY = datetime.timedelta(days=1)


class Period(Protocol):
    """What holds from a day to a day."""

    @property
    def starts_on(self) -> datetime.date: ...

    @property
    def ends_on(self) -> datetime.date | None: ...


Fact = TypeVar("Fact", bound=Period)


@dataclass(frozen=True)
class Seat:
    """A membership as people see it: records between which only the vote changed count as one."""

    records: tuple[Membership, ...]

    @property
    def first(self) -> Membership:
        return self.records[0]

    @property
    def last(self) -> Membership:
        return self.records[-1]

    @property
    def starts_on(self) -> datetime.date:
        return self.first.starts_on

    @property
    def ends_on(self) -> datetime.date | None:
        return self.last.ends_on

    def on(self, day: datetime.date) -> Membership:
        """The record that holds on a day; before the first day the first, after the last the last."""
        begun = [record for record in self.records if record.starts_on <= day]
        return begun[-1] if begun else self.first


class Register:
    """The facts of one area by person (primary key), in a fixed number of queries."""

    def __init__(self, area: Area, today: datetime.date) -> None:
        self.area = area
        self.today = today
        self.people: dict[str, list[Person]] = defaultdict(list)
        for person in Person.objects.on_register_of(area).order_by("pk"):
            self.people[name_key(person.name)].append(person)
        self.seats = {
            person: _seats(records)
            for person, records in _by_person(area.memberships.all()).items()
        }
        self.offices: dict[int, list[Office]] = _by_person(area.offices.all())
        self.paid_work: dict[int, list[PaidWork]] = _by_person(
            area.paid_work.select_related("employer")
        )
        self.lto_roles: dict[int, list[LtoRole]] = _by_person(area.lto_roles.all())
        self.homes: dict[int, list[Residence]] = _by_person(
            area.residences.select_related("household", "person")
        )
        self.households: list[Household] = list(area.households.order_by("pk"))
        self.relationships: dict[frozenset[int], Relationship] = {
            frozenset((record.a_id, record.b_id)): record
            for record in area.relationships.select_related("a", "b")
        }

    def home_of(self, person: Person | None) -> Residence | None:
        """Where they live today."""
        homes = self.homes.get(person.pk, []) if person else []
        return next((home for home in homes if home.is_current_on(self.today)), None)

    def dwellers(self, household: Household) -> list[Residence]:
        """Who lives there today."""
        return [
            home
            for homes in self.homes.values()
            for home in homes
            if home.household_id == household.pk and home.is_current_on(self.today)
        ]


def of_those_days(
    facts: Sequence[Fact],
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    today: datetime.date,
) -> Fact | None:
    """The one of `facts` that a row with these days is about: the latest that shares a day with them.

    A row that goes on today is about one that does, if there is any; among several it is about the
    one that began on its day.
    """
    shared = [fact for fact in facts if _share_a_day(fact, starts_on, ends_on)]
    if ends_on is None or ends_on >= today:
        shared = [fact for fact in shared if not has_ended(fact, today)] or shared
    shared = [fact for fact in shared if fact.starts_on == starts_on] or shared
    return shared[-1] if shared else None


def has_ended(fact: Period, today: datetime.date) -> bool:
    """Whether its last day is over."""
    return fact.ends_on is not None and fact.ends_on < today


def seat_of_those_days(
    seats: Sequence[Seat],
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    today: datetime.date,
) -> Seat | None:
    """The seat that a row is about: the one that began on its day, or else as `of_those_days`."""
    same = [seat for seat in seats if seat.starts_on == starts_on]
    return same[0] if same else of_those_days(seats, starts_on, ends_on, today)


def _share_a_day(fact: Period, starts_on: datetime.date, ends_on: datetime.date | None) -> bool:
    begun = ends_on is None or fact.starts_on <= ends_on
    return begun and (fact.ends_on is None or fact.ends_on >= starts_on)


def _by_person(facts: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for fact in sorted(facts, key=lambda fact: fact.starts_on):
        found[fact.person_id].append(fact)
    return found


def _seats(records: Sequence[Membership]) -> list[Seat]:
    seats: list[Seat] = []
    for record in records:
        before = seats[-1].last if seats else None
        if (
            before is not None
            and before.end_reason == EndReason.VOTE_CHANGED
            and before.ends_on is not None
            and before.ends_on + ONE_DAY == record.starts_on
        ):
            seats[-1] = Seat((*seats[-1].records, record))
        else:
            seats.append(Seat((record,)))
    return seats
