"""Who may look into a concern as its impartial person, as far as a register can tell.

A pure judgement over a roster. It refuses whom it knows not to be impartial, and says of the others
what it cannot tell; a reason never names anybody else, since it is shown beside the one it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from partnerships.rules.facts import Person
from partnerships.rules.roster import Roster


class Tie(StrEnum):
    """Why somebody is not impartial."""

    NAMED = "named"
    RAISED = "raised"
    FAMILY = "family"
    HOUSEHOLD = "household"
    INTEREST = "interest"
    PAID = "paid"


class Doubt(StrEnum):
    """What the register cannot tell, so that somebody asks."""

    PERHAPS_NAMED = "perhaps-named"
    HOUSEHOLD_UNKNOWN = "household-unknown"
    NOT_ON_REGISTER = "not-on-register"


@dataclass(frozen=True)
class Sides:
    """Those on either side of a concern, by id: whom it is about, and who raised it.

    `perhaps` are those of whom part of the name was written down. Whoever is not on the roster is
    somebody of whom nothing is known.
    """

    named: frozenset[str] = frozenset()
    raised: frozenset[str] = frozenset()
    perhaps: frozenset[str] = frozenset()

    @property
    def all(self) -> frozenset[str]:
        return self.named | self.raised


@dataclass(frozen=True)
class Judged:
    """One person, what speaks against them, and what cannot be told of them."""

    person: Person
    ties: tuple[Tie, ...]
    doubts: tuple[Doubt, ...]

    @property
    def may_be(self) -> bool:
        return not self.ties


def judged(roster: Roster, sides: Sides, people: Iterable[str]) -> list[Judged]:
    """Each of `people` (ids of the roster), in the order given."""
    by_id = roster.who.by_id
    return [
        Judged(by_id[one], _ties(roster, sides, by_id[one]), _doubts(roster, sides, by_id[one]))
        for one in people
    ]


def _ties(roster: Roster, sides: Sides, person: Person) -> tuple[Tie, ...]:
    others = sides.all - {person.id}
    held = organisations_of(roster, {person.id})
    found = {
        Tie.NAMED: person.id in sides.named,
        Tie.RAISED: person.id in sides.raised,
        Tie.FAMILY: any(roster.kinship.are_family(person.id, other) for other in others),
        Tie.HOUSEHOLD: bool(person.household)
        and any(_household(roster, other) == person.household for other in others),
        Tie.INTEREST: bool(held & organisations_of(roster, others)),
        # What is about one who is paid, or sits for the LTO, is not for another.
        Tie.PAID: _is_paid(person)
        and any(_is_paid(roster.who.by_id[one]) for one in sides.named if one in roster.who.by_id),
    }
    return tuple(tie for tie, is_so in found.items() if is_so)


def _doubts(roster: Roster, sides: Sides, person: Person) -> tuple[Doubt, ...]:
    others = sides.all - {person.id}
    on_roster = {other for other in others if other in roster.who.by_id}
    found = {
        Doubt.PERHAPS_NAMED: person.id in sides.perhaps - sides.named,
        Doubt.HOUSEHOLD_UNKNOWN: bool(others)
        and not (person.household and all(_household(roster, other) for other in on_roster)),
        Doubt.NOT_ON_REGISTER: others != on_roster,
    }
    return tuple(doubt for doubt, is_so in found.items() if is_so)


def organisations_of(roster: Roster, people: Iterable[str]) -> set[str]:
    """The organisations that any of `people` has an interest in on the day of the roster."""
    theirs = set(people)
    return {
        interest.organisation
        for interest in roster.interests
        if interest.person in theirs and interest.is_held_on(roster.as_at)
    }


def _household(roster: Roster, person_id: str) -> str | None:
    person = roster.who.by_id.get(person_id)
    return person.household if person else None


def _is_paid(person: Person) -> bool:
    return person.paid_worker or person.lto_representative
