"""The small pieces of plain English that messages are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from partnerships.rules.facts import InterestKind, Person, RelationshipKind
from partnerships.rules.kinship import Tie
from partnerships.rules.roster import Roster

_RELATED_AS = {
    RelationshipKind.SPOUSE: "{first} and {second} are married",
    RelationshipKind.CIVIL_PARTNER: "{first} and {second} are civil partners",
    RelationshipKind.UNMARRIED_PARTNER: "{first} and {second} are partners",
    RelationshipKind.SIBLING: "{first} and {second} are siblings",
    RelationshipKind.PARENT: "{first} is a parent of {second}",
    RelationshipKind.GRANDPARENT: "{first} is a grandparent of {second}",
}

_MONTHS = (
    "January February March April May June July August September October November December"
).split()

INTEREST_IN = {
    InterestKind.DIRECT_FINANCIAL: "a direct financial interest in",
    InterestKind.INDIRECT_FINANCIAL: "an indirect financial interest in",
    InterestKind.LOYALTY: "a loyalty to",
}


def ids(people: Iterable[Person]) -> tuple[str, ...]:
    """The ids of people in sorted order, as a finding gives them."""
    return tuple(sorted([person.id for person in people]))


def by_id(people: Iterable[Person]) -> list[Person]:
    """People in the order of their ids, so that a message does not turn on the roster's order."""
    return sorted(people, key=lambda person: person.id)


def listed(words: Sequence[str]) -> str:
    """Words as a sentence lists them: "A", "A and B", "A, B and C"."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def names(people: Iterable[Person]) -> str:
    """The names of people, all of them."""
    return listed([name(person) for person in by_id(people)])


def name(person: Person) -> str:
    """A person's name, or their id when the name is blank."""
    return person.name.strip() or person.id


def organisation(roster: Roster, organisation_id: str) -> str:
    """The name of an organisation, or its id where the roster has no name for it."""
    return roster.organisation_names.get(organisation_id, organisation_id)


def names_in_short(people: Iterable[Person]) -> str:
    """The names of one or two people; of more, the first and how many others."""
    first, *others = by_id(people)
    if len(others) < 2:
        return names([first, *others])
    return f"{name(first)} and {len(others)} others"


def counted(number: int, noun: str) -> str:
    """A number with its noun: "1 member", "4 members"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def one_or_figure(number: int) -> str:
    """A number as it reads within a sentence: "one", then figures."""
    return "one" if number == 1 else str(number)


def in_words(day: date) -> str:
    """A day as people write it: "1 October 2026"."""
    return f"{day.day} {month(day)} {day.year}"


def month(day: date) -> str:
    """The month of a day in English, whatever language the machine is set to."""
    return _MONTHS[day.month - 1]


def offices(person: Person) -> str:
    """The offices somebody holds, each once: "chair and treasurer"."""
    return listed(sorted(set(person.offices)))


def with_role(person: Person) -> str:
    """Somebody with what they are to the partnership: "Asha Patel (chair)"."""
    roles = sorted(set(person.offices))
    if person.paid_worker:
        roles.append("paid worker")
    if not roles and person.is_member:
        roles.append("member")
    return f"{name(person)} ({listed(roles)})" if roles else name(person)


def related(roster: Roster, tie: Tie, *, roles: bool = True) -> str:
    """How two people are directly related, with their roles, and what that follows from."""
    first, second = roster.who.by_id[tie.first], roster.who.by_id[tie.second]
    label = with_role if roles else name
    sentence = _RELATED_AS[tie.kind].format(first=label(first), second=label(second))
    if tie.through is None:
        return sentence
    through = name(roster.who.by_id[tie.through])
    if tie.kind is RelationshipKind.SIBLING:
        return f"{sentence} (both are children of {through})"
    return f"{sentence} ({name(first)} is a parent of {through}, a parent of {name(second)})"


def related_in_turn(roster: Roster, chain: Iterable[Tie]) -> str:
    """A chain of relationships, each in words: "A and B are married, and B is a parent of C"."""
    return ", and ".join([related(roster, tie, roles=False) for tie in chain])
