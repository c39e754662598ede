"""From the database to rosters: any number of areas in a fixed number of queries, one at a time.

Every kind of fact is one query over all the areas, in the order of the areas; the queries are read
side by side, so that memory holds one area's facts at a time, whatever the number of areas.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import Q, QuerySet

from biglocal.prepared import ANY_DAY, ANY_NUMBER, Asked, Prepared
from partnerships.models import (
    Area,
    Decision,
    InArea,
    Interest,
    Lto,
    LtoRole,
    Membership,
    Office,
    PaidWork,
    Part,
    Participation,
    Relationship,
    Residence,
)
from partnerships.models.periods import current_q
from partnerships.rules import facts
from partnerships.rules.roster import Roster

# A decision counts for a year from its day: the review is yearly, and a conflict of long ago would
# otherwise be held against a partnership for ever. It stays in the record of decisions.
DECISIONS_COUNT_FOR = datetime.timedelta(days=365)

RESIDENT = {InArea.YES: True, InArea.NO: False, InArea.UNKNOWN: None}

Row = tuple[Any, ...]

PERSON = ("person_id", "person__name")
# The facts that hold from a day to a day: of each kind, what is read after the area it is of.
DATED_FACTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "memberships": (Membership, (*PERSON, "is_voting", "represents")),
    "offices": (Office, (*PERSON, "title")),
    "paid_work": (PaidWork, PERSON),
    "lto_roles": (LtoRole, PERSON),
    "residences": (Residence, ("person_id", "household_id", "in_area")),
    "relationships": (Relationship, ("a_id", "a__name", "b_id", "b__name", "kind")),
    "ltos": (Lto, ("organisation_id", "is_own")),
}
# A row for each organisation considered, or one with none.
DECISION = ("area_id", "pk", "decided_on", "kind", "organisations__pk")
# How the facts of several areas are ordered, before their own order.
BY_AREA = ("area__name", "area__pk")


def rosters(areas: QuerySet[Area], as_at: datetime.date) -> Iterator[Roster]:
    """The rosters of `areas` on a day, in the order of their names; ids are primary keys as text.

    On a roster are the members of the day, whoever holds an office, is paid or represents the LTO,
    everybody in a recorded relationship, and whoever had a part in a decision of the past year.
    """
    ids = areas.order_by().values("pk")
    streams = {name: _ByArea(query) for name, query in _queries(ids, as_at, BY_AREA).items()}
    for pk, name in areas.order_by("name", "pk").values_list("pk", "name").iterator():
        yield roster_from(name, as_at, {key: stream.of(pk) for key, stream in streams.items()})


def rosters_by_area(areas: QuerySet[Area], as_at: datetime.date) -> dict[int, Roster]:
    """The rosters of a few areas on a day, by the area's primary key."""
    pks = list(areas.order_by("name", "pk").values_list("pk", flat=True))
    return dict(zip(pks, rosters(areas, as_at), strict=True))


def roster_of(area: Area, as_at: datetime.date) -> Roster:
    """The roster of one area on a day, which nearly every page asks for.

    One area's facts need no areas joined to order them by, and no reading by and by, for which
    PostgreSQL takes three statements instead of one.
    """
    places: dict[Asked, Asked] = {
        ANY_NUMBER: area.pk,
        ANY_DAY: as_at,
        ANY_DAY - DECISIONS_COUNT_FOR: as_at - DECISIONS_COUNT_FOR,
    }
    return roster_from(
        area.name, as_at, {kind: query.rows(places) for kind, query in _OF_ONE_AREA.items()}
    )


class _ByArea:
    """A query's rows, handed out area by area; areas must be asked for in the query's order."""

    def __init__(self, query: QuerySet[Any, Row]) -> None:
        self._groups = groupby(query.iterator(), key=itemgetter(0))
        self._next: tuple[int, list[Row]] | None = None

    def of(self, area_id: int) -> list[Row]:
        if self._next is None:
            group = next(self._groups, None)
            if group is None:
                return []
            self._next = (group[0], list(group[1]))
        if self._next[0] != area_id:
            return []
        rows, self._next = self._next[1], None
        return rows


def _queries(
    ids: Any, day: datetime.date, areas_by: Sequence[str]
) -> dict[str, QuerySet[Any, Row]]:
    """One query for each kind of fact; the first column is always the area.

    `ids` are the areas' primary keys, or a query of them; `areas_by` is `BY_AREA`, or nothing where
    there is one area.
    """
    recent = Q(decided_on__lte=day, decided_on__gt=day - DECISIONS_COUNT_FOR)
    current = {
        kind: model.objects.filter(current_q(day), area__in=ids)
        .order_by(*areas_by, "pk")
        .values_list("area_id", *columns)
        for kind, (model, columns) in DATED_FACTS.items()
    }
    return current | undated(ids, Decision.objects.filter(recent, area__in=ids), areas_by)


def undated(
    ids: Any, decisions: QuerySet[Decision], areas_by: Sequence[str]
) -> dict[str, QuerySet[Any, Row]]:
    """The queries of facts that are no matter of the day: interests, and what `decisions` say.

    `ids` and `areas_by` as for `_queries`.
    """
    parts = Participation.objects.filter(decision__in=decisions.order_by().values("pk"))
    interests = Interest.objects.filter(area__in=ids).order_by(*areas_by, "pk")
    considered = decisions.order_by(*areas_by, "pk", "organisations__pk")
    taken = parts.order_by(*(f"decision__{column}" for column in areas_by), "pk")
    return {
        "interests": interests.values_list(
            *("area_id", "person_id", "organisation_id", "organisation__name"),
            *("nature", "starts_on", "ends_on"),
        ),
        "decisions": considered.values_list(*DECISION),
        "parts": taken.values_list("decision__area_id", "decision_id", *PERSON, "part"),
    }


_OF_ONE_AREA = {
    kind: Prepared(partial(lambda kind: _queries([ANY_NUMBER], ANY_DAY, ())[kind], kind))
    for kind in (*DATED_FACTS, "interests", "decisions", "parts")
}


@dataclass
class _Sketch:
    """A person while their facts are being gathered."""

    name: str
    membership: facts.Membership | None = None
    resident: bool | None = None
    household: str | None = None
    offices: list[str] = field(default_factory=list)
    paid_worker: bool = False
    lto_representative: bool = False
    represents: str | None = None

    def finished(self, person_id: int) -> facts.Person:
        return facts.Person(
            id=str(person_id),
            name=self.name,
            membership=self.membership,
            resident=self.resident,
            household=self.household,
            offices=tuple(sorted(self.offices)),
            paid_worker=self.paid_worker,
            lto_representative=self.lto_representative,
            represents=self.represents,
        )


def roster_from(area_name: str, as_at: datetime.date, found: dict[str, list[Row]]) -> Roster:
    """A roster from rows by kind of fact: those that hold on the day, and those of `undated`."""
    people = _people(found)
    lto = found["ltos"][0] if found["ltos"] else None
    return Roster(
        area=area_name,
        as_at=as_at,
        lto=str(lto[1]) if lto else None,
        own_lto=bool(lto and lto[2]),
        people=tuple(sketch.finished(person_id) for person_id, sketch in people.items()),
        relationships=tuple(
            facts.Relationship(str(a), str(b), facts.RelationshipKind(kind))
            for _, a, _, b, _, kind in found["relationships"]
        ),
        interests=tuple(
            facts.Interest(
                str(person_id), str(organisation_id), facts.InterestKind(nature), starts_on, ends_on
            )
            for _, person_id, organisation_id, _, nature, starts_on, ends_on in found["interests"]
            if person_id in people
        ),
        decisions=tuple(decisions_from(found)),
        organisation_names={
            str(organisation_id): name for _, _, organisation_id, name, *_ in found["interests"]
        },
    )


def _people(found: dict[str, list[Row]]) -> dict[int, _Sketch]:
    people: dict[int, _Sketch] = {}

    def sketch(person_id: int, name: str) -> _Sketch:
        return people.setdefault(person_id, _Sketch(name))

    for _, person_id, name, is_voting, represents in found["memberships"]:
        member = sketch(person_id, name)
        member.membership = facts.Membership.VOTING if is_voting else facts.Membership.NON_VOTING
        member.represents = represents or None
    for _, person_id, name, title in found["offices"]:
        sketch(person_id, name).offices.append(title)
    for _, person_id, name in found["paid_work"]:
        sketch(person_id, name).paid_worker = True
    for _, person_id, name in found["lto_roles"]:
        sketch(person_id, name).lto_representative = True
    for _, a, a_name, b, b_name, _ in found["relationships"]:
        sketch(a, a_name)
        sketch(b, b_name)
    for _, _, person_id, name, _ in found["parts"]:
        sketch(person_id, name)
    for _, person_id, household_id, in_area in found["residences"]:
        if person_id in people:
            people[person_id].resident = RESIDENT[InArea(in_area)]
            people[person_id].household = None if household_id is None else str(household_id)
    return people


def decisions_from(found: Mapping[str, list[Row]]) -> Iterator[facts.Decision]:
    """The decisions of a roster from the rows of `roster_from`."""
    # One row for each organisation of a decision, or one with none.
    organisations: dict[tuple[int, datetime.date, str], list[str]] = {}
    for _, pk, decided_on, kind, organisation_id in found["decisions"]:
        considered = organisations.setdefault((pk, decided_on, kind), [])
        if organisation_id is not None:
            considered.append(str(organisation_id))
    parts: dict[tuple[int, str], list[str]] = {}
    for _, pk, person_id, _, part in found["parts"]:
        parts.setdefault((pk, part), []).append(str(person_id))
    for (pk, decided_on, kind), considered in organisations.items():
        yield facts.Decision(
            id=str(pk),
            date=decided_on,
            kind=facts.DecisionKind(kind),
            organisations=tuple(considered),
            took_part=tuple(parts.get((pk, Part.TOOK_PART), ())),
            withdrew=tuple(parts.get((pk, Part.WITHDREW), ())),
        )
