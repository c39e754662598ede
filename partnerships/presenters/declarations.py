"""Declarations in words: who has made this year's, whose is out of date, and who never made one."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from biglocal.design.words import day_in_words
from partnerships.models import Area, Declaration, Interest, Person, declaration_year_of
from partnerships.rosters.upkeep import Declared, declarations_of_members


@dataclass(frozen=True, slots=True)
class State:
    """Where somebody is with this year's declaration: a word, its colour, a sentence; and the verdict
    that gives it a shape, so that nobody needs to see the colour."""

    word: str
    colour: str
    sentence: str
    verdict: bool | str | None


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


@dataclass(frozen=True, slots=True)
class InterestLine:
    """One interest on the page of all of an area: whether it has ended, and since when or until when."""

    interest: Interest
    is_ended: bool
    when: str


def interests_of(area: Area, day: datetime.date) -> list[InterestLine]:
    """The interests that an area's register has, by person: those of a day first, then those that have
    ended; one query."""
    interests = area.interests.select_related("person", "organisation")
    lines = [
        InterestLine(one, one.ends_on is not None and one.ends_on < day, _when(one))
        for one in interests.order_by("person__name", "person", "organisation__name", "pk")
    ]
    return sorted(lines, key=lambda line: line.is_ended)


def _when(interest: Interest) -> str:
    first, last = day_in_words(interest.starts_on), day_in_words(interest.ends_on)
    said = f"{f'From {first}' if first else ''}{f' until {last}' if last else ''}".strip()
    return said[:1].upper() + said[1:] if said else "Since when is not known"


def state_of(declared: Declared, day: datetime.date) -> State:
    """Whether this year's declaration is there, on a day."""
    due = f"This year’s has been due since {day_in_words(declaration_year_of(day))}."
    if declared.last is None:
        return State("Never declared", "grey", due, None)
    made = f"The last declaration was made on {day_in_words(declared.last.made_on)}."
    if declared.is_of_this_year:
        return State("Declared", "green", made, True)
    return State("Out of date", "yellow", f"{made} {due}", "caution")
