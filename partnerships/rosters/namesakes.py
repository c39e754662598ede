"""Finds who looks like one person recorded twice: for a new name, on a register, in the programme.

A fixed number of queries each. Whoever was told apart (`Distinct`), and records that were merged
into another, never come up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower

from partnerships.models import Area, Distinct, Person
from partnerships.models.person import facts_of_people
from partnerships.rosters.likeness import Face, Likeness, Pair, alike, face, face_of, pairs

# More than anybody answers in a week: the rest come up when these are answered.
MOST_PAIRS = 500
SUREST_FIRST = list(Likeness)
_COMPARED = ("pk", "name_words", "email", "birth_year")


def like(typed: Face, areas: Iterable[Area], *, besides: Collection[int] = ()) -> list[Person]:
    """Who looks like somebody whose name was typed, by name, on the registers of these areas.

    `besides` are primary keys of people to leave out.
    """
    ids = [area.pk for area in areas]
    if not ids:
        return []
    condition = Q(name_words=" ".join(typed.words))
    if typed.email:
        condition |= Q(email__iexact=typed.email)
    if typed.birth_year is not None:
        condition |= Q(birth_year=typed.birth_year)
    # A longer or shorter name counts with one of the last two alone, so nobody is missed.
    near = Person.objects.on_registers_of(ids).filter(condition).exclude(pk__in=besides)
    return [person for person in near if alike(typed, face_of(person))]


def pairs_on(area: Area, reach: Collection[int]) -> list[Pair]:
    """The pairs who look alike on the registers of `reach` (primary keys of areas), at least one of
    each on that of `area`, the surest first."""
    here = set(Person.objects.on_register_of(area).values_list("pk", flat=True))
    known = Person.objects.on_registers_of({*reach, area.pk}).order_by("pk")
    found = [pair for pair in pairs(_faces(known)) if pair.a in here or pair.b in here]
    if not found:
        return []
    told_apart = _told_apart({pk for pair in found for pk in pair[:2]})
    return _surest_first(pair for pair in found if pair[:2] not in told_apart)


def pairs_in_programme() -> list[Pair]:
    """The pairs who look alike in the whole programme, the surest first, at most MOST_PAIRS.

    People are read a group at a time (of one address, one year of birth, one name), so that no more
    than a group is in memory.
    """
    people = Person.objects.unmerged()
    told_apart = _told_apart()
    found: dict[tuple[int, int], Pair] = {}
    for grouped in (_by_address(people), _by_year(people), _by_name(people)):
        new = (
            pair
            for group in grouped
            for pair in pairs(group)
            if pair[:2] not in told_apart and pair[:2] not in found
        )
        for pair in islice(new, MOST_PAIRS - len(found)):
            found[pair[:2]] = pair
    return _surest_first(found.values())


def areas_of(people: Collection[int], areas: Iterable[Area]) -> dict[int, list[Area]]:
    """The areas, among those given, that have a fact of each person (by primary key), in order."""
    by_id = {area.pk: area for area in areas}
    where: set[tuple[int, int]] = set()
    for facts, column in facts_of_people():
        of_these = facts.filter(**{f"{column}__in": people, "area__in": by_id})
        where.update(of_these.order_by().values_list(column, "area").distinct())
    return {
        pk: [area for area_id, area in by_id.items() if (pk, area_id) in where] for pk in people
    }


def _surest_first(found: Iterable[Pair]) -> list[Pair]:
    return sorted(found, key=lambda pair: (SUREST_FIRST.index(pair.why), pair.a, pair.b))


def _told_apart(people: Collection[int] | None = None) -> set[tuple[int, int]]:
    """The pairs who were said to be two people, the lower primary key first."""
    told = Distinct.objects.all()
    if people is not None:
        told = told.filter(a__in=people, b__in=people)
    return {(min(a, b), max(a, b)) for a, b in told.values_list("a", "b")}


def _faces(people: QuerySet[Person]) -> Iterator[Face]:
    for pk, words, email, birth_year in people.values_list(*_COMPARED).iterator():
        yield face(pk, words, email, birth_year)


def _by_address(people: QuerySet[Person]) -> Iterator[list[Face]]:
    with_one = people.exclude(email="").annotate(address=Lower("email"))
    return _groups(with_one.filter(address__in=_shared(with_one, "address")), "address")


def _by_year(people: QuerySet[Person]) -> Iterator[list[Face]]:
    return _groups(people.exclude(birth_year=None), "birth_year")


def _by_name(people: QuerySet[Person]) -> Iterator[list[Face]]:
    named = people.exclude(name_words="")
    return _groups(named.filter(name_words__in=_shared(named, "name_words")), "name_words")


def _shared(people: QuerySet[Person], name: str) -> QuerySet[Any]:
    """The values that more than one person has."""
    counted: QuerySet[Any] = people.order_by().values(name).annotate(people=Count("pk"))
    return counted.filter(people__gt=1).values(name)


def _groups(people: QuerySet[Person], name: str) -> Iterator[list[Face]]:
    read = people.order_by(name, "pk").values_list(name, *_COMPARED).iterator()
    for _, rows in groupby(read, key=itemgetter(0)):
        yield [face(*row[1:]) for row in rows]
