"""What keeps a register true: terms that end, homes last confirmed long ago, declarations to be made."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from partnerships.models import (
    Area,
    Correction,
    Declaration,
    InArea,
    Membership,
    Person,
    Proposal,
    Residence,
    declaration_year_of,
)
from partnerships.models.periods import current_q

# How long before the end of a term, and after a proposal, people begin to hear of it.
NOTICE = datetime.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Declared:
    """A member of today and their last declaration, if they ever made one.

    `is_of_this_year` says whether it was made since the last 1 September.
    """

    person: Person
    last: Declaration | None
    is_of_this_year: bool

    @classmethod
    def by(cls, person: Person, last: Declaration | None, day: datetime.date) -> Declared:
        """What somebody's last declaration amounts to on a day."""
        return cls(person, last, last is not None and last.made_on >= declaration_year_of(day))


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What needs looking at on a register, each list in the order of the people's names.

    `terms` are memberships without a last day whose term has ended or soon will, the first to end
    first; `homes` those that need confirming, `declarations` what every member has declared,
    `proposals` those of which nothing has come for long, and `corrections` what members say is
    wrong and nobody has settled, both the oldest first.
    """

    terms: list[Membership]
    homes: list[Residence]
    declarations: list[Declared]
    proposals: list[Proposal]
    corrections: list[Correction]

    @property
    def undeclared(self) -> list[Declared]:
        """The members who have not declared this year."""
        return [one for one in self.declarations if not one.is_of_this_year]


def upkeep_of(area: Area, day: datetime.date) -> Upkeep:
    """Look through an area's register as on a day, in five queries."""
    return upkeep_by_area([area.pk], day)[area.pk]


def upkeep_by_area(areas: Collection[int], day: datetime.date) -> dict[int, Upkeep]:
    """Look through the registers of areas (primary keys) as on a day, in five queries in all."""
    by_area: dict[int, Upkeep] = {pk: Upkeep([], [], [], [], []) for pk in areas}
    sitting = Membership.objects.filter(current_q(day), area__in=areas).select_related("person")
    for membership in sitting.order_by("person__name", "pk"):
        upkeep = by_area[membership.area_id]
        upkeep.declarations.append(Declared(membership.person, None, False))
        ends_on = membership.term_ends_on
        if membership.ends_on is None and ends_on and ends_on <= day + NOTICE:
            upkeep.terms.append(membership)
    for upkeep in by_area.values():
        upkeep.terms.sort(key=lambda one: one.term_ends_on or day)
    for home in _homes(areas, day):
        if needs_confirming(home, day):
            by_area[home.area_id].homes.append(home)
    last = _last_declarations(areas, day, day)
    for pk, upkeep in by_area.items():
        upkeep.declarations[:] = [
            Declared.by(one.person, last.get((pk, one.person.pk)), day)
            for one in upkeep.declarations
        ]
    waiting = Proposal.objects.waiting().filter(made_on__lt=day - NOTICE, area__in=areas)
    for proposal in waiting.select_related("person"):
        by_area[proposal.area_id].proposals.append(proposal)
    asked = Correction.objects.waiting().filter(asked_on__lte=day, area__in=areas)
    for correction in asked.select_related("person"):
        by_area[correction.area_id].corrections.append(correction)
    return by_area


def homes_of_members(area: Area, day: datetime.date) -> list[Residence]:
    """Where the members of a day live then, by name, with the address where one is recorded."""
    return list(_homes([area.pk], day))


def _homes(areas: Collection[int], day: datetime.date) -> QuerySet[Residence]:
    homes = Residence.objects.filter(current_q(day), _of_a_member(day), area__in=areas)
    return homes.select_related("person", "household").order_by("person__name", "pk")


def _of_a_member(day: datetime.date) -> Exists:
    """The condition on facts that they are about a member, on a day, of the area they are of."""
    same = {"area": OuterRef("area"), "person": OuterRef("person")}
    return Exists(Membership.objects.filter(current_q(day), **same))


def confirmed_on(home: Residence) -> datetime.date:
    """The day on which somebody last knew that this is so: the check, else the first day there."""
    return home.checked_on or home.starts_on


def needs_confirming(home: Residence, day: datetime.date) -> bool:
    """Whether what is known of a home was last confirmed more than a year before a day."""
    return home.in_area != InArea.UNKNOWN and confirmed_on(home) < _a_year_before(day)


def declarations_of_members(
    area: Area, day: datetime.date, *, by: datetime.date | None = None
) -> list[Declared]:
    """Every member of a day with their last declaration, by name, in two queries.

    `by` is the day up to which declarations are looked at, where it is another: nobody has declared
    yet for a day to come.
    """
    by = by or day
    members = area.memberships.current_on(day).select_related("person")
    last = _last_declarations([area.pk], day, by)
    return [
        Declared.by(one.person, last.get((area.pk, one.person_id)), by)
        for one in members.order_by("person__name", "pk")
    ]


def _last_declarations(
    areas: Collection[int], day: datetime.date, by: datetime.date
) -> dict[tuple[int, int], Declaration]:
    """The last declaration up to `by` of each member of a day, by area and person."""
    made = Declaration.objects.filter(_of_a_member(day), area__in=areas, made_on__lte=by)
    return {(one.area_id, one.person_id): one for one in made.order_by("made_on", "pk")}


def _a_year_before(day: datetime.date) -> datetime.date:
    """The same day of the year before; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
