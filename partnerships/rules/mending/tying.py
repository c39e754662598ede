"""Which people hang together: those of one knot.

Two people are of one knot when a limit counts both, when they must not both hold power, or when
they share a home.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from partnerships.rules.facts import Person
from partnerships.rules.mending.kinds import Group, kinds_of
from partnerships.rules.mending.knots import Knot
from partnerships.rules.mending.moves import Moves


def knots(
    people: Iterable[Person],
    options: Mapping[str, tuple[Moves, ...]],
    groups: Sequence[Group],
    pairs: frozenset[frozenset[str]],
) -> list[Knot]:
    """The knots among those who may do something, in the order of their names.

    `options` are what each of them, by id, may do, `()` for nothing among it where that will do.
    """
    movable = sorted(
        [person for person in people if person.id in options], key=lambda one: (one.name, one.id)
    )
    together: dict[str, list[Person]] = {person.id: [person] for person in movable}
    for tied in [*(group.people for group in groups), *pairs]:
        lists = {id(together[one]): together[one] for one in tied if one in together}
        merged = [person for each in lists.values() for person in each]
        for person in merged:
            together[person.id] = merged
    found = []
    seen: set[int] = set()
    for person in movable:
        knot = together[person.id]
        if id(knot) not in seen:
            seen.add(id(knot))
            ids = {one.id for one in knot}
            found.append(
                Knot(
                    kinds_of(sorted(knot, key=movable.index), options, groups, pairs),
                    [group for group in groups if group.people & ids],
                    pairs,
                )
            )
    return found
