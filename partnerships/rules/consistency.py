"""What cannot be so, whatever the guidance says: facts that contradict each other."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from .facts import Decision, Interest, Person, Relationship


class ImpossibleRoster(ValueError):
    """Facts that cannot all be so. `place` is a path like `relationships[0]`, `problem` says why."""

    def __init__(self, place: str, problem: str) -> None:
        super().__init__(f"{place}: {problem}")
        self.place = place
        self.problem = problem


def check_consistent(
    people: Sequence[Person],
    relationships: Iterable[Relationship],
    interests: Iterable[Interest],
    decisions: Sequence[Decision],
) -> None:
    """Raise `ImpossibleRoster` for the first contradiction among the facts of a roster."""
    known = {person.id for person in people}
    if len(known) != len(people):
        _refuse_repeated_id("people", people)
    _check_relationships(relationships, known)
    _check_interests(interests, known)
    _check_decisions(decisions, known)


def shown(text: str) -> str:
    """A text from outside as it may stand in a message: one line, and not endless."""
    if text and text.isprintable() and len(text) <= 60:
        return text
    return ascii(text if len(text) <= 60 else text[:60] + "…")


def _refuse_repeated_id(name: str, records: Sequence[Person] | Sequence[Decision]) -> None:
    first_at: dict[str, int] = {}
    for index, record in enumerate(records):
        first = first_at.setdefault(record.id, index)
        if first != index:
            raise ImpossibleRoster(
                f"{name}[{index}].id", f"{shown(record.id)} is already the id of {name}[{first}]"
            )


def _check_relationships(relationships: Iterable[Relationship], known: Collection[str]) -> None:
    first_at: dict[tuple[str, str], int] = {}
    for index, relationship in enumerate(relationships):
        a, b = relationship.a, relationship.b
        if a not in known or b not in known:
            missing = b if a in known else a
            raise ImpossibleRoster(f"relationships[{index}]", _no_person(missing))
        if a == b:
            raise ImpossibleRoster(
                f"relationships[{index}]", f"{shown(a)} cannot be related to themselves"
            )
        first = first_at.setdefault(relationship.pair, index)
        if first != index:
            raise ImpossibleRoster(
                f"relationships[{index}]",
                f"{shown(a)} and {shown(b)} already have a relationship, relationships[{first}]",
            )


def _check_interests(interests: Iterable[Interest], known: Collection[str]) -> None:
    for index, interest in enumerate(interests):
        if interest.person not in known:
            raise ImpossibleRoster(f"interests[{index}].person", _no_person(interest.person))
        starts_on, ends_on = interest.starts_on, interest.ends_on
        if starts_on is not None and ends_on is not None and ends_on < starts_on:
            raise ImpossibleRoster(
                f"interests[{index}].until", f"it ends on {ends_on}, before it starts on {starts_on}"
            )


def _check_decisions(decisions: Sequence[Decision], known: Collection[str]) -> None:
    if len({decision.id for decision in decisions}) != len(decisions):
        _refuse_repeated_id("decisions", decisions)
    for index, decision in enumerate(decisions):
        for name, people in (("took_part", decision.took_part), ("withdrew", decision.withdrew)):
            for position, person in enumerate(people):
                if person not in known:
                    place = f"decisions[{index}].{name}[{position}]"
                    raise ImpossibleRoster(place, _no_person(person))
        for position, person in enumerate(decision.withdrew):
            if person in decision.took_part:
                raise ImpossibleRoster(
                    f"decisions[{index}].withdrew[{position}]",
                    f"{shown(person)} cannot have both taken part and withdrawn",
                )


def _no_person(person_id: str) -> str:
    return f"no person {shown(person_id)} on the roster"
