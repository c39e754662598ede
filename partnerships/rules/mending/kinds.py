"""People whom no rule tells apart, counted instead of named: to choose eight of ten costs no more than
one of two."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from partnerships.rules.facts import Person
from partnerships.rules.mending.moves import Move, Moves, changes_in, is_in_power_after
from partnerships.rules.mending.sums import Cost, Sums, price, unknown_of


class Group(NamedTuple):
    """Members who are counted together: at most so many may stay, or, of a home, as many as do."""

    people: frozenset[str]
    most: int | None


class Alike(NamedTuple):
    """People whom no rule tells apart, in the order of their names, and what each may do."""

    people: tuple[Person, ...]
    options: tuple[Moves, ...]


# How many people of a kind make which moves, those who make none left out; and that for each kind.
Counts = tuple[tuple[Moves, int], ...]
Choice = tuple[Counts, ...]


class Done(NamedTuple):
    """What some people of one kind doing this or that comes to."""

    counts: Counts
    cost: Cost
    sums: Sums
    left: int
    in_power: int
    gave_up: int

    def at(self, weights: Sequence[float]) -> float:
        """What it costs and comes to, at what the sums but for the last are worth."""
        worth = [weight * number for weight, number in zip(weights, self.sums[:8], strict=True)]
        return price(self.cost) + sum(worth)


def all_done(kind: Alike, *, is_tied: bool) -> Iterator[Done]:
    """All that people of one kind can do; where they are tied, one at most keeps power."""
    one = kind.people[0]
    unknown = unknown_of(one)
    for numbers in _shared_out(len(kind.people), len(kind.options)):
        counts = [(moves, n) for moves, n in zip(kind.options, numbers, strict=True) if n]
        in_power = sum(n for moves, n in counts if is_in_power_after(one, moves))
        if is_tied and in_power > 1:
            continue
        left = sum(n for moves, n in counts if Move.STEP_DOWN in moves)
        moved = sum(n for moves, n in counts if moves and Move.STEP_DOWN not in moves)
        sums = [left, left if one.is_member and one.resident else 0, 0, 0, 0, 0, 0, 0, 0]
        if unknown is not None:
            sums[2 + unknown], sums[5 + unknown] = left, moved
        changes = sum(n * changes_in(one, moves) for moves, n in counts)
        yield Done(
            counts=tuple((moves, n) for moves, n in counts if moves),
            cost=Cost(left + moved, changes, left),
            sums=Sums(*sums),
            left=left,
            in_power=in_power,
            gave_up=(len(kind.people) - in_power) if one.is_in_power else 0,
        )


def _shared_out(number: int, places: int) -> Iterator[tuple[int, ...]]:
    """Every way to share so many out over so many places."""
    if places == 1:
        yield (number,)
        return
    for first in range(number, -1, -1):
        for rest in _shared_out(number - first, places - 1):
            yield (first, *rest)


def kinds_of(
    people: Sequence[Person],
    options: Mapping[str, tuple[Moves, ...]],
    groups: Sequence[Group],
    pairs: frozenset[frozenset[str]],
) -> list[Alike]:
    """The kinds among some people, by what they may do, what counts them, and whom they stand beside."""
    kinds: dict[tuple[object, ...], list[list[Person]]] = {}
    in_order: list[list[Person]] = []
    beside = {
        person.id: frozenset(one for pair in pairs if person.id in pair for one in pair)
        for person in people
    }
    for person in people:
        key = (
            options[person.id],
            len(set(person.offices)),
            person.paid_worker,
            person.is_member,
            person.resident,
            bool(person.household),
            tuple([person.id in group.people for group in groups]),
        )
        same = kinds.setdefault(key, [])
        for kind in same:
            other = kind[0].id
            if beside[person.id] - {person.id, other} == beside[other] - {person.id, other}:
                kind.append(person)
                break
        else:
            same.append([person])
            in_order.append(same[-1])
    return _near_each_other([Alike(tuple(kind), options[kind[0].id]) for kind in in_order], groups)


def _near_each_other(kinds: list[Alike], groups: Sequence[Group]) -> list[Alike]:
    """The kinds, those of one group as near to each other as may be: fewer groups are open at once."""
    left = [
        (kind, {at for at, group in enumerate(groups) if kind.people[0].id in group.people})
        for kind in kinds
    ]
    ordered: list[Alike] = []
    seen: set[int] = set()
    while left:
        new = [(len(its - seen), -len(its & seen)) for _, its in left]
        kind, its = left.pop(new.index(min(new)))
        ordered.append(kind)
        seen = {at for at in seen | its if any(at in others for _, others in left)}
    return ordered
