"""What somebody screens: read back from their draft, and put to the rules with the roster of its day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from biglocal import clock
from partnerships.models import (
    Area,
    Attendance,
    Organisation,
    Person,
    ScreeningDraft,
    There,
    Whose,
)
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.organisations import known_as
from partnerships.rosters.rooms import Headcount, quorum_on
from partnerships.rosters.upkeep import declarations_of_members
from partnerships.rules import facts
from partnerships.rules.roster import Roster
from partnerships.rules.screening import (
    Quorum,
    Screened,
    Screening,
    Told,
    resident_percent,
    screen,
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be decided: organisations by name, as they were typed. Kept as `as_json` gives it::

    {"decided_on": "2026-10-07", "kind": "grant", "title": "…", "amount": "1200.50" or null,
     "organisations": ["…", "…"]}
    """

    decided_on: datetime.date
    kind: str
    title: str
    amount: Decimal | None
    organisations: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        return {
            "decided_on": self.decided_on.isoformat(),
            "kind": self.kind,
            "title": self.title,
            "amount": None if self.amount is None else str(self.amount),
            "organisations": list(self.organisations),
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Asked:
        return cls(
            decided_on=datetime.date.fromisoformat(kept["decided_on"]),
            kind=kept["kind"],
            title=kept["title"],
            amount=None if kept["amount"] is None else Decimal(kept["amount"]),
            organisations=tuple(kept["organisations"]),
        )


def asked_by(user: Any, area: Area) -> Asked | None:
    """What somebody is screening in an area; None while that is nothing."""
    draft = ScreeningDraft.objects.filter(by=user, area=area).first()
    return Asked.from_json(draft.asked) if draft else None


@dataclass(frozen=True, slots=True)
class Opened:
    """What every page about screening begins with: the roster of a day, what is asked for then, and the
    members of the day who had not declared their interests for the year by `declared_by`.

    `employers` are those of the paid workers of the day, by the worker's id, as primary keys.
    """

    roster: Roster
    quorum: Quorum | None
    percent: int | None
    undeclared: tuple[Person, ...]
    declared_by: datetime.date
    employers: Mapping[str, int]

    @property
    def everybody(self) -> Headcount:
        """The members of the day, all of them, as if all were there."""
        people = self.roster.people
        return Headcount.of(people, people, quorum=self.quorum, percent=self.percent)


@dataclass(frozen=True, slots=True)
class Considered:
    """An organisation as it was typed: the one of that name on the programme's list, if there is."""

    name: str
    organisation: Organisation | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What screening comes to, of everybody and of those who are `there`.

    `is_of_those_present` says that a meeting with attendance is recorded for that day, so that those
    who came are counted; until then everybody is taken to be there.
    """

    asked: Asked
    opened: Opened
    considered: list[Considered]
    screening: Screening
    there: list[Screened]
    count: Headcount
    is_of_those_present: bool

    def paying(self, person: facts.Person) -> Organisation | None:
        """The organisation considered that pays somebody for Big Local work, unless that is the
        partnership itself. No rule says that a worker withdraws for it, so it is only pointed out."""
        roster, employer = self.opened.roster, self.opened.employers.get(person.id)
        if roster.own_lto and str(employer) == roster.lto:
            return None
        named = (one.organisation for one in self.considered if one.organisation)
        return next((one for one in named if one.pk == employer), None)

    @property
    def withdrawing(self) -> list[Screened]:
        """Who must withdraw, of those who are there."""
        return [one for one in self.there if one.must_withdraw]


def opened(area: Area, day: datetime.date) -> Opened:
    """A day's roster with the quorum and criteria of the day."""
    # Of a year that is still to come nobody can have declared.
    by = min(day, clock.today())
    declared = declarations_of_members(area, day, by=by)
    return Opened(
        roster=roster_of(area, day),
        quorum=quorum_on(area, day),
        percent=resident_percent(criteria_on(day)),
        undeclared=tuple(one.person for one in declared if not one.is_of_this_year),
        declared_by=by,
        employers={
            str(person): employer
            for person, employer in area.paid_work.current_on(day)
            .exclude(employer=None)
            .values_list("person", "employer")
        },
    )


def answer_to(area: Area, asked: Asked) -> Answer:
    """Screen what is asked; three queries more than `opened`."""
    scene = opened(area, asked.decided_on)
    considered = _considered(asked.organisations)
    known = [one.organisation for one in considered if one.organisation is not None]
    names = {str(one.pk): one.name for one in known}
    roster = replace(scene.roster, organisation_names={**scene.roster.organisation_names, **names})
    screening = screen(
        roster, facts.DecisionKind(asked.kind), list(names), _told(area, known, asked.decided_on)
    )
    present = set(
        Attendance.objects.filter(
            meeting__area=area, meeting__held_on=asked.decided_on, there=There.PRESENT
        ).values_list("person", flat=True)
    )
    there = [one for one in screening.people if not present or int(one.person.id) in present]
    return Answer(
        asked=asked,
        opened=scene,
        considered=considered,
        screening=screening,
        there=there,
        count=Headcount.of(
            [one.person for one in there],
            [one.person for one in there if not one.must_withdraw],
            quorum=scene.quorum,
            percent=scene.percent,
        ),
        is_of_those_present=bool(present),
    )


def withdrawing(area: Area, asked: Asked) -> list[int]:
    """Who of those who are there must withdraw, by primary key."""
    return [int(one.person.id) for one in answer_to(area, asked).withdrawing]


def _considered(names: Sequence[str]) -> list[Considered]:
    """Each name with the organisation that goes by it; no organisation twice."""
    known = known_as(names)
    found: dict[object, Considered] = {}
    for name in names:
        organisation = known.get(name)
        key = organisation.pk if organisation else name.casefold()
        found.setdefault(key, Considered(name, organisation))
    return list(found.values())


def _told(area: Area, known: Sequence[Organisation], day: datetime.date) -> set[Told]:
    """The interests of that day that are a relative's or a friend's, and nobody's own as well."""
    held = area.interests.current_on(day).filter(organisation__in=known)
    told: set[Told] = set()
    own: set[Told] = set()
    for person, organisation, nature, whose in held.values_list(
        "person", "organisation", "nature", "whose"
    ):
        interest = (str(person), str(organisation), facts.InterestKind(nature))
        (own if whose == Whose.OWN else told).add(interest)
    return told - own
