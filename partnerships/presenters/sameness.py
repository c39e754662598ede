"""Two records that look like one person, side by side, and what putting them together would do."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from biglocal.design.words import day_in_words
from partnerships.models import Area, Membership, Person
from partnerships.presenters.periods import period_said, runs_of
from partnerships.rosters.likeness import Pair, alike, face_of
from partnerships.rosters.merging import MergePlan
from partnerships.rosters.namesakes import areas_of
from partnerships.rosters.references import Reference


@dataclass(frozen=True, slots=True)
class Place:
    """An area that knows somebody, and since when they are, were or will be a member of it."""

    area: Area
    memberships: list[str]


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the record, and the areas that know it, of those one may look into."""

    person: Person
    places: list[Place]


@dataclass(frozen=True, slots=True)
class Beside:
    """Two records beside each other, why they look alike ("" when they do not), and their mark."""

    a: Side
    b: Side
    why: str

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.a, self.b

    @property
    def names(self) -> str:
        return f"{self.a.person} and {self.b.person}"

    @property
    def mark(self) -> str:
        """Another as soon as one of the two records is."""
        return mark_of(self.a.person, self.b.person)


@dataclass(frozen=True, slots=True)
class Blocked:
    """What is in the way of putting two records together: what, where, and what to do first."""

    sentence: str
    first: str
    area: Area | None


@dataclass(frozen=True, slots=True)
class Moving:
    """What moves to the one record in an area, a line for each."""

    area: Area
    lines: list[str]


def mark_of(a: Person, b: Person) -> str:
    """What tells two records as they were shown from what they became."""
    return f"{a.pk}.{a.version}-{b.pk}.{b.version}"


def beside(pairs: Sequence[Pair], areas: Sequence[Area], day: datetime.date) -> list[Beside]:
    """Pairs with what these areas know of them, in a fixed number of queries."""
    ids = {pk for pair in pairs for pk in (pair.a, pair.b)}
    people = Person.objects.in_bulk(ids)
    sides = _sides(people, areas, day)
    return [
        Beside(sides[pair.a], sides[pair.b], pair.why)
        for pair in pairs
        if pair.a in sides and pair.b in sides
    ]


def two_beside(a: Person, b: Person, areas: Sequence[Area], day: datetime.date) -> Beside:
    """Two records beside each other, whether or not they look alike."""
    sides = _sides({a.pk: a, b.pk: b}, areas, day)
    return Beside(sides[a.pk], sides[b.pk], alike(face_of(a), face_of(b)) or "")


def blocked(plan: MergePlan, areas: Iterable[Area]) -> list[Blocked]:
    """What is in the way, of what lies in these areas or in none."""
    by_id = {area.pk: area for area in areas}
    return [
        Blocked(one.sentence, one.first, by_id.get(one.area_id or 0))
        for one in plan.obstacles
        if one.area_id is None or one.area_id in by_id
    ]


def moving(
    references: Iterable[Reference], areas: Iterable[Area], day: datetime.date
) -> list[Moving]:
    """Rows in words, by area, of those in these areas."""
    lines: dict[int, list[str]] = defaultdict(list)
    for reference in references:
        if reference.area_id is not None:
            lines[reference.area_id].append(in_words(reference, day))
    return [Moving(area, lines[area.pk]) for area in areas if area.pk in lines]


def in_words(reference: Reference, day: datetime.date) -> str:
    """One row: "Member since 1 May 2024"."""
    row: Any = reference.row
    say = WORDS.get(reference.kind)
    if say is None:
        name = str(row._meta.verbose_name)
        return name[:1].upper() + name[1:]
    return say(row, day)


Say = Callable[[Any, datetime.date], str]
WORDS: Mapping[str, Say] = {
    "membership": lambda row, day: f"Member {period_said(row, day)}",
    "office": lambda row, day: f"{row.title[:1].upper()}{row.title[1:]} {period_said(row, day)}",
    "paidwork": lambda row, day: f"Paid work {period_said(row, day)}",
    "ltorole": lambda row, day: f"LTO representative {period_said(row, day)}",
    "residence": lambda row, day: f"Home {period_said(row, day)}",
    "interest": lambda row, day: f"Interest in {row.organisation}",
    "declaration": lambda row, day: f"Declaration of {day_in_words(row.made_on)}",
    "participation": lambda row, day: f"Part in the decision “{row.decision}”",
    "proposal": lambda row, day: f"Invited or proposed on {day_in_words(row.made_on)}",
    "relationship": lambda row, day: str(row),
}


def _sides(
    people: Mapping[int, Person], areas: Sequence[Area], day: datetime.date
) -> dict[int, Side]:
    where = areas_of(people, areas)
    said = _memberships(people, areas, day)
    return {
        pk: Side(person, [Place(area, said[pk, area.pk]) for area in where[pk]])
        for pk, person in people.items()
    }


def _memberships(
    people: Collection[int], areas: Sequence[Area], day: datetime.date
) -> dict[tuple[int, int], list[str]]:
    ids = [area.pk for area in areas]
    found = Membership.objects.filter(person__in=people, area__in=ids)
    said: dict[tuple[int, int], list[str]] = defaultdict(list)
    ordered = found.order_by("person", "area", "starts_on")
    for key, rows in groupby(ordered, key=lambda row: (row.person_id, row.area_id)):
        said[key] = [f"member {period_said(run, day)}" for run in runs_of(rows)]
    return said
