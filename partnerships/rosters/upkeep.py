"""What keeps a register true: terms that end, homes last confirmed long ago, declarations to be made."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

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
    memberships = list(
        area.memberships.current_on(day).select_related("person").order_by("person__name", "pk")
    )
    terms = [
        one
        for one in memberships
        if one.ends_on is None and one.term_ends_on and one.term_ends_on <= day + NOTICE
    ]
    return Upkeep(
        terms=sorted(terms, key=lambda one: one.term_ends_on or day),
        homes=[home for home in homes_of_members(area, day) if needs_confirming(home, day)],
        declarations=_declarations(area, [one.person for one in memberships], day),
        proposals=list(
            area.proposals.waiting().filter(made_on__lt=day - NOTICE).select_related("person")
        ),
        corrections=list(
            area.corrections.waiting().filter(asked_on__lte=day).select_related("person")
        ),
    )


def homes_of_members(area: Area, day: datetime.date) -> list[Residence]:
    """Where the members of a day live then, by name, with the address where one is recorded."""
    members = area.memberships.current_on(day).values("person")
    homes = area.residences.current_on(day).filter(person__in=members)
    return list(homes.select_related("person", "household").order_by("person__name", "pk"))


def confirmed_on(home: Residence) -> datetime.date:
    """The day on which somebody last knew that this is so: the check, else the first day there."""
    return home.checked_on or home.starts_on


def needs_confirming(home: Residence, day: datetime.date) -> bool:
    """Whether what is known of a home was last confirmed more than a year before a day."""
    return home.in_area != InArea.UNKNOWN and confirmed_on(home) < _a_year_before(day)


def declarations_of_members(area: Area, day: datetime.date) -> list[Declared]:
    """Every member of a day with their last declaration, by name, in two queries."""
    members = area.memberships.current_on(day).select_related("person")
    return _declarations(area, [one.person for one in members.order_by("person__name", "pk")], day)


def _declarations(area: Area, people: list[Person], day: datetime.date) -> list[Declared]:
    made = area.declarations.filter(person__in=people, made_on__lte=day).order_by("made_on", "pk")
    last = {declaration.person_id: declaration for declaration in made}
    return [Declared.by(person, last.get(person.pk), day) for person in people]


def _a_year_before(day: datetime.date) -> datetime.date:
    """The same day of the year before; of 29 February, the 28th."""
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return day.replace(year=day.year - 1, day=28)
