"""What cannot be so, whatever the guidance says: facts that contradict each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from partnerships.rules.facts import Decision, Interest, Person, Relationship


class ImpossibleRosterError(Exception):
    """Facts that cannot all be so: `place` is a path like `people[3].id`, `problem` says why."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


def check_consistent(
    by_id: Mapping[str, Person],
    people: Sequence[Person],
    relationships: Iterable[Relationship],
    interests: Iterable[Interest],
    decisions: Sequence[Decision],
) -> None:
    """Raise `ImpossibleRosterError` for the first contradiction among the facts of a roster.

    `by_id` are the people by their ids, of which there are fewer when an id was given twice.
    """
    known = set(by_id)
    if len(known) != len(people):
        _refuse_repeated_id("people", [person.id for person in people])
    _check_relationships(relationships, known)
    _check_interests(interests, known)
    _check_decisions(decisions, known)


def shown(text: str) -> str:
    """A text from outside as it may stand in a message: one line, and not endless."""
    if text and text.isprintable() and len(text) <= 60:
        return text
    return ascii(text if len(text) <= 60 else text[:60] + "…")


def _refuse_repeated_id(name: str, ids: Iterable[str]) -> None:
    first_at: dict[str, int] = {}
    for index, repeated in enumerate(ids):
        first = first_at.setdefault(repeated, index)
        if first != index:
            raise ImpossibleRosterError(
                f"{name}[{index}].id", f"{shown(repeated)} is already the id of {name}[{first}]"
            )


def _check_relationships(relationships: Iterable[Relationship], known: set[str]) -> None:
    first_at: dict[tuple[str, str], int] = {}
    for index, relationship in enumerate(relationships):
        a, b = relationship.a, relationship.b
        if a not in known or b not in known:
            missing = b if a in known else a
            raise ImpossibleRosterError(f"relationships[{index}]", _no_person(missing))
        if a == b:
            raise ImpossibleRosterError(
                f"relationships[{index}]", f"{shown(a)} cannot be related to themselves"
            )
        first = first_at.setdefault(relationship.pair, index)
        if first != index:
            raise ImpossibleRosterError(
                f"relationships[{index}]",
                f"{shown(a)} and {shown(b)} already have a relationship, relationships[{first}]",
            )


def _check_interests(interests: Iterable[Interest], known: set[str]) -> None:
    for index, interest in enumerate(interests):
        if interest.person not in known:
            raise ImpossibleRosterError(f"interests[{index}].person", _no_person(interest.person))
        starts_on, ends_on = interest.starts_on, interest.ends_on
        if starts_on is not None and ends_on is not None and ends_on < starts_on:
            raise ImpossibleRosterError(
                f"interests[{index}].until",
                f"it ends on {ends_on}, before it starts on {starts_on}",
            )


def _check_decisions(decisions: Sequence[Decision], known: set[str]) -> None:
    if len({decision.id for decision in decisions}) != len(decisions):
        _refuse_repeated_id("decisions", [decision.id for decision in decisions])
    for index, decision in enumerate(decisions):
        took_part, withdrew = decision.took_part, decision.withdrew
        if not known.issuperset(took_part):
            _refuse_unknown_among(took_part, known, f"decisions[{index}].took_part")
        if not withdrew:
            continue
        if not known.issuperset(withdrew):
            _refuse_unknown_among(withdrew, known, f"decisions[{index}].withdrew")
        both = set(took_part).intersection(withdrew)
        if both:
            position, person = next((at, p) for at, p in enumerate(withdrew) if p in both)
            raise ImpossibleRosterError(
                f"decisions[{index}].withdrew[{position}]",
                f"{shown(person)} cannot have both taken part and withdrawn",
            )


def _refuse_unknown_among(people: Sequence[str], known: set[str], place: str) -> None:
    for position, person in enumerate(people):
        if person not in known:
            raise ImpossibleRosterError(f"{place}[{position}]", _no_person(person))


def _no_person(person_id: str) -> str:
    return f"no person {shown(person_id)} on the roster"
