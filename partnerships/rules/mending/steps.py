"""Choices among people told in as few steps as say the same: "one of these hands over the office"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice

from partnerships.rules.facts import Person
from partnerships.rules.mending.kinds import Alike, Choice
from partnerships.rules.mending.moves import Moves, in_order

# Of one knot. Beyond them nothing is wrong but that less is told together.
MOST_CHOICES = 400


@dataclass(frozen=True, slots=True)
class Step:
    """So many of some people, any of them, make the same moves; `people` are ids in the order of
    the names."""

    moves: Moves
    number: int
    people: tuple[str, ...]


# Steps of which one is taken.
Part = tuple[Step, ...]


def parts_of(kinds: Sequence[Alike], choices: Iterable[Choice]) -> list[tuple[Part, ...]]:
    """The choices among the people of one knot, as parts that are all taken; mostly there is one
    such list of parts, and where there are several each says choices that the others do not."""
    known = [
        tuple(tuple(sorted(counts)) for counts in choice)
        for choice in islice(choices, MOST_CHOICES)
    ]
    orbits = _orbits(kinds, known)
    shared = [step for step in orbits[0] if all(step in orbit for orbit in orbits)]
    certain = tuple((step,) for step in shared)
    rests = [[step for step in orbit if step not in shared] for orbit in orbits]
    if not any(rests):
        return [certain]
    if all(len(rest) == 1 for rest in rests):
        return [(*certain, tuple(_joined(kinds, [rest[0] for rest in rests])))]
    return [tuple((step,) for step in orbit) for orbit in orbits]


def each_set(
    parts: Sequence[Part], so_far: Mapping[str, Moves] | None = None
) -> Iterator[dict[str, Moves]]:
    """Every set of moves that the parts allow, by the ids of those who make them: in one part and
    another it is never the same person."""
    taken = dict(so_far or {})
    if not parts:
        yield taken
        return
    for step in parts[0]:
        free = [one for one in step.people if one not in taken]
        for chosen in combinations(free, step.number):
            yield from each_set(parts[1:], {**taken, **dict.fromkeys(chosen, step.moves)})


def some_sets(parts: Sequence[Part], first: Iterable[str]) -> Iterator[dict[str, Moves]]:
    """A few of those sets, so that everybody is in one of them, and in one those of `first`."""
    rounds = max([sum(len(step.people) for step in part) for part in parts], default=1)
    favoured = set(first)
    for shift in range(-1, rounds):
        taken: dict[str, Moves] = {}
        for part in parts:
            step = part[shift % len(part)]
            if shift < 0:
                turned = sorted(step.people, key=lambda one: one not in favoured)
            else:
                at = shift // len(part) % len(step.people)
                turned = [*step.people[at:], *step.people[:at]]
            free = [one for one in turned if one not in taken]
            taken |= dict.fromkeys(free[: step.number], step.moves)
        yield taken


def in_order_of_names(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(one.id for one in sorted(people, key=lambda one: (one.name, one.id)))


def _orbits(kinds: Sequence[Alike], choices: Sequence[Choice]) -> list[tuple[Step, ...]]:
    """The choices with those told once that only differ in who of some people makes a move.

    Two kinds are as good as one here when in any choice one of each may change places.
    """
    sizes = [len(kind.people) for kind in kinds]
    known = set(choices)
    stands_for = list(range(len(kinds)))
    for one, other in combinations(range(len(kinds)), 2):
        if stands_for[other] == other and _may_swap(known, sizes, stands_for[one], other):
            stands_for[other] = stands_for[one]
    orbits: dict[tuple[Step, ...], None] = {}
    for choice in choices:
        totals: Counter[tuple[int, Moves]] = Counter()
        for at, counts in enumerate(choice):
            for moves, number in counts:
                totals[stands_for[at], moves] += number
        steps = [
            Step(moves, number, _all_of(kinds, stands_for, at))
            for (at, moves), number in sorted(
                totals.items(), key=lambda one: (one[0][0], in_order(one[0][1]))
            )
        ]
        orbits[tuple(steps)] = None
    return list(orbits)


def _may_swap(known: set[Choice], sizes: Sequence[int], one: int, other: int) -> bool:
    for choice in known:
        here, there = _with_idle(choice, sizes, one), _with_idle(choice, sizes, other)
        for a in here:
            for b in there:
                if a != b:
                    swapped = list(choice)
                    swapped[one] = _swapped(here, a, b)
                    swapped[other] = _swapped(there, b, a)
                    if tuple(swapped) not in known:
                        return False
    return True


def _with_idle(choice: Choice, sizes: Sequence[int], at: int) -> Counter[Moves]:
    counts = Counter(dict(choice[at]))
    idle = sizes[at] - counts.total()
    return counts + Counter({(): idle})


def _swapped(counts: Counter[Moves], away: Moves, instead: Moves) -> tuple[tuple[Moves, int], ...]:
    new = counts + Counter([instead])
    new.subtract([away])
    return tuple(sorted((moves, number) for moves, number in new.items() if moves and number))


def _all_of(kinds: Sequence[Alike], stands_for: Sequence[int], at: int) -> tuple[str, ...]:
    return in_order_of_names(
        person
        for kind, stands in zip(kinds, stands_for, strict=True)
        if stands == at
        for person in kind.people
    )


def _joined(kinds: Sequence[Alike], steps: Iterable[Step]) -> Iterator[Step]:
    """Alternatives, those told as one in which one person makes the same moves."""
    by_id = {person.id: person for kind in kinds for person in kind.people}
    single: dict[Moves, set[str]] = {}
    for step in steps:
        if step.number == 1:
            single.setdefault(step.moves, set()).update(step.people)
        else:
            yield step
    for moves, people in sorted(single.items(), key=lambda one: in_order(one[0])):
        yield Step(moves, 1, in_order_of_names(by_id[one] for one in people))
