"""Finding people and areas by a part of a name or of a postcode, within somebody's reach alone."""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import merge
from typing import Any

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Replace, Upper
from django.urls import reverse

from biglocal.accounts.models import User
from partnerships.models import (
    Area,
    Household,
    LtoRole,
    Membership,
    Office,
    PaidWork,
    Person,
)
from partnerships.models.names import holds, patterns
from partnerships.models.person import FACTS, facts_of_people
from partnerships.rules.wording import listed

# More than anybody reads: whoever gets so many adds more of the name.
MOST = 100
# A postcode from its start, with its space taken out: "AB1", "AB12C", "AB12CD".
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?([0-9][A-Z]{0,2})?")

# The questions are written out, since putting them together by way of the models takes several times
# as long as two million people take to answer them. Values are always sent beside them.
PEOPLE = "SELECT folded_name, id FROM partnerships_person WHERE merged_into_id IS NULL"
IN_ORDER = f"ORDER BY folded_name, id LIMIT {MOST + 1}"
LIVING = """
    SELECT person_id FROM partnerships_residence
    WHERE household_id IN (
        SELECT id FROM partnerships_household WHERE upper(replace(postcode, ' ', '')) LIKE %s
    ) AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)
"""

# The name by which somebody is put in order, and their primary key.
Match = tuple[str, int]


@dataclass(frozen=True, slots=True)
class FoundPlace:
    """What a person is in one area; without an address for somebody on no register."""

    person_id: int
    name: str
    area: str
    href: str
    what: str


def reach_of(user: User) -> list[int] | None:
    """The primary keys of the areas that somebody may look into today; None for all there are."""
    if user.is_active and user.programme_role:
        return None
    return list(Area.objects.within_reach_of(user).values_list("pk", flat=True))


def find_areas(text: str, reach: Collection[int] | None) -> list[Area]:
    """The areas with `text` in their name, or with a home at that postcode; at most `MOST` and one."""
    condition = holds(text)
    homes = _homes(text, reach)
    if homes is not None:
        condition |= Q(pk__in=homes.values("area"))
    return list(_within(Area.objects.filter(condition), "pk", reach)[: MOST + 1])


def find_people(text: str, reach: Collection[int] | None, day: datetime.date) -> list[int]:
    """The primary keys of those with `text` in their name, or who live at that postcode on `day`.

    At most `MOST` and one more, which says that there are others, in the order of their names. With
    a reach, people are looked for among those of its registers alone.
    """
    found = []
    if words := patterns(text):
        either = (" OR ".join(["folded_name LIKE %s"] * len(fitting)) for fitting in words)
        named = " AND ".join(f"({condition})" for condition in either)
        found.append(_matches(named, [pattern for fitting in words for pattern in fitting], reach))
    if compact := _as_postcode(text):
        where = f" AND area_id IN ({_marks(reach)})" if reach else ""
        on_day = day.isoformat()
        found.append(
            _matches(
                f"id IN ({LIVING}{where})", [f"{compact}%", on_day, on_day, *(reach or ())], reach
            )
        )
    # Somebody may be called as they live, and is found once.
    return list(dict.fromkeys(pk for _, pk in merge(*found)))[: MOST + 1]


def places_of(
    people: Sequence[int], reach: Collection[int] | None, day: datetime.date
) -> list[FoundPlace]:
    """Where each of these people is known, area by area within reach, and what they are there."""
    names = dict(Person.objects.filter(pk__in=people).values_list("pk", "name"))
    known = _known(people, reach)
    areas = Area.objects.in_bulk({area for found in known.values() for area in found})
    standing = _Standing(people, reach, day)
    places = []
    for pk in people:
        for area in sorted((areas[one] for one in known[pk]), key=lambda one: one.name):
            href = reverse("person-detail", args=[area.slug, pk])
            what = standing.what(pk, area.pk)
            places.append(FoundPlace(pk, names[pk], area.name, href, what))
        if not known[pk]:
            places.append(FoundPlace(pk, names[pk], "On no register", "", ""))
    return places


def _matches(condition: str, values: list[Any], reach: Collection[int] | None) -> list[Match]:
    """People by a condition of SQL with its values, in the order of their names."""
    if reach is not None:
        if not reach:
            return []
        condition += f" AND id IN ({_on_registers(_marks(reach))})"
        values = [*values, *(area for _ in FACTS for area in reach)]
    with connection.cursor() as cursor:
        cursor.execute(f"{PEOPLE} AND {condition} {IN_ORDER}", values)
        found: list[Match] = cursor.fetchall()
    return found


@lru_cache(maxsize=32)
def _on_registers(marks: str) -> str:
    """Everybody of whom a register of so many areas holds a fact: begun with, as these are few."""
    columns = [(facts.model._meta, column) for facts, column in facts_of_people()]
    return " UNION ".join(
        f"SELECT {meta.get_field(column).column} FROM {meta.db_table} WHERE area_id IN ({marks})"
        for meta, column in columns
    )


def _marks(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values))


def _as_postcode(text: str) -> str:
    """The postcode that a text begins to spell, without its space; "" when it is none."""
    compact = "".join(text.split()).upper()
    return compact if POSTCODE.fullmatch(compact) else ""


def _homes(text: str, reach: Collection[int] | None) -> QuerySet[Household] | None:
    """The homes at the postcode that a text begins to spell; None when it is no postcode."""
    if not (compact := _as_postcode(text)):
        return None
    without_space = Upper(Replace("postcode", Value(" "), Value("")))
    homes = Household.objects.annotate(compact=without_space).filter(compact__startswith=compact)
    found: QuerySet[Household] = _within(homes, "area", reach).order_by()
    return found


def _within(facts: Any, column: str, reach: Collection[int] | None) -> Any:
    return facts if reach is None else facts.filter(**{f"{column}__in": reach})


def _known(people: Sequence[int], reach: Collection[int] | None) -> dict[int, set[int]]:
    """The areas within reach that hold a fact of each person, as primary keys."""
    first, *others = (
        _within(facts.filter(**{f"{column}__in": people}), "area", reach)
        .order_by()
        .values_list(F(column), F("area"))
        for facts, column in facts_of_people()
    )
    known: dict[int, set[int]] = defaultdict(set)
    for person, area in first.union(*others):
        known[person].add(area)
    return known


class _Standing:
    """What people are to partnerships, read at once for all of them."""

    def __init__(
        self, people: Sequence[int], reach: Collection[int] | None, day: datetime.date
    ) -> None:
        self._day = day

        def read(model: Any) -> dict[tuple[int, int], list[Any]]:
            facts: dict[tuple[int, int], list[Any]] = defaultdict(list)
            for fact in _within(model.objects.filter(person__in=people), "area", reach):
                facts[fact.person_id, fact.area_id].append(fact)
            return facts

        self._memberships = read(Membership)
        self._offices = read(Office)
        self._paid_work = read(PaidWork)
        self._lto_roles = read(LtoRole)

    def what(self, person: int, area: int) -> str:
        """ "Chair and voting member", "Left 2024", "Paid worker", "On the register, not a member"."""
        key = person, area
        words = [office.title for office in self._current(self._offices[key])]
        words += self._as_member(self._memberships[key])
        if any(self._current(self._paid_work[key])):
            words.append("paid worker")
        if any(self._current(self._lto_roles[key])):
            words.append("LTO representative")
        said = listed(words or ["on the register, not a member"])
        return said[:1].upper() + said[1:]

    def _as_member(self, memberships: list[Membership]) -> list[str]:
        for one in self._current(memberships):
            return ["voting member" if one.is_voting else "member without a vote"]
        if coming := [one.starts_on for one in memberships if one.starts_on > self._day]:
            return [f"joins {min(coming).year}"]
        ended = [one.ends_on for one in memberships if one.ends_on is not None]
        return [f"left {max(ended).year}"] if ended else []

    def _current(self, facts: Iterable[Any]) -> Iterator[Any]:
        return (fact for fact in facts if fact.is_current_on(self._day))
