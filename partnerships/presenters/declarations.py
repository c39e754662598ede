"""Declarations in words: who has made this year's, whose is out of date, and who never made one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from biglocal.design.words import day_in_words
from partnerships.models import Area, Declaration, Person, declaration_year_of
from partnerships.rosters.upkeep import Declared, declarations_of_members


@dataclass(frozen=True, slots=True)
class State:
    """Where somebody is with this year's declaration: the word of a tag, its colour, a sentence."""

    word: str
    colour: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Declarer:
    """A member on the page of all declarations."""

    person: Person
    last: Declaration | None
    is_done: bool
    state: State


@dataclass(frozen=True, slots=True)
class OfPerson:
    """What one person declared, the latest first; the state only of those who are asked to."""

    made: list[Declaration]
    state: State | None


def what_was_declared(declaration: Declaration) -> str:
    """What somebody said, as it stands in a table."""
    return "Nothing to declare" if declaration.nothing_to_declare else "Interests as recorded"


def declarers_of(area: Area, day: datetime.date) -> list[Declarer]:
    """Every member of a day with what they last declared: first those who have not this year, by name."""
    declared = sorted(declarations_of_members(area, day), key=lambda one: one.is_of_this_year)
    return [
        Declarer(one.person, one.last, one.is_of_this_year, state_of(one, day)) for one in declared
    ]


def declarations_of(area: Area, person: Person, day: datetime.date) -> OfPerson:
    """All that somebody declared up to a day, in two queries."""
    made = list(area.declarations.filter(person=person, made_on__lte=day))
    if not area.memberships.current_on(day).filter(person=person).exists():
        return OfPerson(made, None)
    return OfPerson(made, state_of(Declared.by(person, made[0] if made else None, day), day))


def state_of(declared: Declared, day: datetime.date) -> State:
    """Whether this year's declaration is there, on a day."""
    due = f"This year’s has been due since {day_in_words(declaration_year_of(day))}."
    if declared.last is None:
        return State("Never declared", "grey", due)
    made = f"The last declaration was made on {day_in_words(declared.last.made_on)}."
    if declared.is_of_this_year:
        return State("Declared", "green", made)
    return State("Out of date", "yellow", f"{made} {due}")
