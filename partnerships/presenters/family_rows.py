"""Where everybody of a family stands: a row for each generation, relatives near each other.

After Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical system
structures" (1981): rows first, then an order in each row by what stands above and below, then
places. Partners and siblings are kept together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from partnerships.rules.facts import RelationshipKind
from partnerships.rules.kinship import Tie

STEPS = {RelationshipKind.PARENT: 1, RelationshipKind.GRANDPARENT: 2}
SWEEPS = 8


@dataclass(frozen=True)
class Unit:
    """Those in one row from whom those in the next descend; either may be a line on its way."""

    above: tuple[str, ...]
    below: list[str]
    row: int
    kind: str


@dataclass
class Rows:
    """Everybody by row, in order; `x` is where the middle of each stands.

    An id that is in `ways` is nobody, but a line that passes through a row.
    """

    rows: list[list[str]]
    units: list[Unit]
    ways: set[str]
    x: dict[str, float] = field(default_factory=dict)


def stand(
    people: Sequence[str], ties: Sequence[Tie], *, width: Callable[[str], float], gap: float
) -> Rows:
    """Place a family: `people` in the order they take by themselves, and how they are related."""
    level = _levels(people, ties)
    rows = _with_ways(people, ties, level)
    beside = [
        (tie.first, tie.second)
        for tie in ties
        if tie.kind not in STEPS and level[tie.first] == level[tie.second]
    ]
    partners = {frozenset((tie.first, tie.second)) for tie in ties if tie.kind in _PARTNERS}
    _order(rows, beside, partners)
    _place(rows, partners, width, gap)
    return rows


_PARTNERS = {
    RelationshipKind.SPOUSE,
    RelationshipKind.CIVIL_PARTNER,
    RelationshipKind.UNMARRIED_PARTNER,
}


def _levels(people: Sequence[str], ties: Sequence[Tie]) -> dict[str, int]:
    """The generation of each: partners and siblings share one, as far as descent allows."""
    near: dict[str, list[tuple[str, int]]] = {one: [] for one in people}
    for tie in ties:
        down = STEPS.get(tie.kind, 0)
        near[tie.first].append((tie.second, down))
        near[tie.second].append((tie.first, -down))
    level: dict[str, int] = {}
    for start in people:
        if start in level:
            continue
        level[start] = 0
        waiting = [start]
        for here in waiting:
            for other, down in near[here]:
                if other not in level:
                    level[other] = level[here] + down
                    waiting.append(other)
    # Where what is recorded puts somebody in two generations, descent decides. As often as there
    # are people is enough, and ends even where somebody descends from themselves.
    for _ in people:
        lower = {
            tie.second: level[tie.first] + STEPS[tie.kind]
            for tie in ties
            if tie.kind in STEPS and level[tie.second] < level[tie.first] + STEPS[tie.kind]
        }
        if not lower:
            break
        level |= lower
    # No row stays empty, however that came out.
    numbers = {one: at for at, one in enumerate(sorted(set(level.values())))}
    top = min(level.values(), default=0)
    is_long = max(level.values(), default=0) - top > len(people) * 2
    return {one: numbers[at] if is_long else at - top for one, at in level.items()}


def _with_ways(people: Sequence[str], ties: Sequence[Tie], level: Mapping[str, int]) -> Rows:
    """The rows, with a way through each row that a line of descent has to pass."""
    rows: list[list[str]] = [[] for _ in range(max(level.values(), default=-1) + 1)]
    for one in people:
        rows[level[one]].append(one)
    elders: dict[tuple[str, int, str], list[str]] = {}
    for tie in sorted(ties):
        if tie.kind in STEPS and level[tie.first] < level[tie.second]:
            key = (tie.second, level[tie.first], tie.kind)
            elders.setdefault(key, []).append(tie.first)
    units: dict[tuple[tuple[str, ...], str], Unit] = {}
    ways: set[str] = set()
    for (younger, row, kind), above in elders.items():
        group = tuple(above)
        for lower in range(row + 1, level[younger]):
            way = f"{kind} of {' '.join(above)} in {lower}"
            unit = units.setdefault(
                (group, f"{kind} by {lower}"), Unit(group, [way], lower - 1, kind)
            )
            if way not in ways:
                ways.add(way)
                rows[lower].append(way)
            group = (unit.below[0],)
        last = level[younger]
        unit = units.setdefault((group, f"{kind} in {last}"), Unit(group, [], last - 1, kind))
        unit.below.append(younger)
    return Rows(rows, list(units.values()), ways)


def _order(rows: Rows, beside: Sequence[tuple[str, str]], partners: set[frozenset[str]]) -> None:
    """Put each row in order by what stands above and below it, in turns."""
    above, below = _links(rows)
    for sweep in range(SWEEPS):
        near = below if sweep % 2 == 0 else above
        at = {one: _middle(row, place) for row in rows.rows for place, one in enumerate(row)}
        numbers = range(len(rows.rows))
        for number in numbers if sweep % 2 else reversed(numbers):
            row = rows.rows[number]
            row[:] = _ordered(row, at, near, beside, partners)
            at |= {one: _middle(row, place) for place, one in enumerate(row)}


def _middle(row: Sequence[str], place: int) -> float:
    return place - (len(row) - 1) / 2


def _links(rows: Rows) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for unit in rows.units:
        for upper in unit.above:
            below.setdefault(upper, []).extend(unit.below)
        for lower in unit.below:
            above.setdefault(lower, []).extend(unit.above)
    return above, below


def _ordered(
    row: Sequence[str],
    at: Mapping[str, float],
    near: Mapping[str, Sequence[str]],
    beside: Sequence[tuple[str, str]],
    partners: set[frozenset[str]],
) -> list[str]:
    """A row by the middle of what each is tied to; kin of the row, then couples, stay together."""

    def pull(one: str) -> float:
        tied = [at[other] for other in near.get(one, ())]
        return sum(tied) / len(tied) if tied else at[one]

    kin = _groups(row, beside)
    couples = _groups(row, _as_pairs(partners))

    def of_group(groups: Mapping[str, list[str]], one: str) -> tuple[float, str]:
        group = groups[one]
        return sum(map(pull, group)) / len(group), group[0]

    in_turn = sorted(row, key=lambda one: (of_group(kin, one), of_group(couples, one), pull(one)))
    ordered: list[str] = []
    for one in in_turn:
        if one not in ordered:
            ordered += _in_a_chain(
                [each for each in in_turn if couples[each] is couples[one]], partners
            )
    return ordered


def _as_pairs(partners: Iterable[frozenset[str]]) -> list[tuple[str, str]]:
    """The same pairs in an order, so that a family is drawn alike every time."""
    return sorted((min(pair), max(pair)) for pair in partners)


def _in_a_chain(couple: list[str], partners: set[frozenset[str]]) -> list[str]:
    """Partners next to each other: somebody who has had two stands between them."""
    if len(couple) < 3:
        return couple
    number = {one: sum(one in pair for pair in partners) for one in couple}
    chain = [min(couple, key=lambda one: (number[one], couple.index(one)))]
    while len(chain) < len(couple):
        left = [one for one in couple if one not in chain]
        tied = [one for one in left if frozenset((one, chain[-1])) in partners]
        chain.append((tied or left)[0])
    return chain


def _groups(row: Iterable[str], pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Those of a row who are tied to each other, in one step or several: one list, shared by all."""
    group_of = {one: [one] for one in row}
    for one, other in pairs:
        mine, theirs = group_of.get(one), group_of.get(other)
        if mine is None or theirs is None or mine is theirs:
            continue
        mine += theirs
        for each in theirs:
            group_of[each] = mine
    return group_of


def _place(
    rows: Rows, partners: set[frozenset[str]], width: Callable[[str], float], gap: float
) -> None:
    """Give everybody their place from the left: near what they descend from, none over another."""
    above, below = _links(rows)
    couples = [_groups(row, _as_pairs(partners)) for row in rows.rows]
    for row in rows.rows:
        rows.x |= _apart(row, [0.0] * len(row), width, gap)
    for sweep in range(SWEEPS):
        near = below if sweep % 2 == 0 else above
        numbers = range(len(rows.rows))
        for number in numbers if sweep % 2 else reversed(numbers):
            row = rows.rows[number]
            wanted = _wanted(row, rows.x, near, couples[number])
            rows.x |= _apart(row, wanted, width, gap)
    left = min((rows.x[one] - width(one) / 2 for one in rows.x), default=0.0)
    rows.x = {one: place - left for one, place in rows.x.items()}


def _wanted(
    row: Sequence[str],
    x: Mapping[str, float],
    near: Mapping[str, Sequence[str]],
    couple: Mapping[str, list[str]],
) -> list[float]:
    """Where each of a row would stand: in the middle of what they are tied to above or below.

    Who is tied to nobody there goes along with their partner, or else with whoever is next.
    """
    middle = {
        at: sum(x[other] for other in near[one]) / len(near[one])
        for at, one in enumerate(row)
        if near.get(one)
    }
    if not middle:
        return [x[one] for one in row]

    def guide(at: int) -> int:
        return min(
            middle, key=lambda other: (couple[row[at]] is not couple[row[other]], abs(at - other))
        )

    return [
        middle[at] if at in middle else middle[guide(at)] + x[one] - x[row[guide(at)]]
        for at, one in enumerate(row)
    ]


def _apart(
    row: Sequence[str], wanted: Sequence[float], width: Callable[[str], float], gap: float
) -> dict[str, float]:
    """Places as near as can be to those wanted, in the order of the row, and `gap` apart."""
    apart = [(width(one) + width(other)) / 2 + gap for one, other in pairwise(row)]
    right, left = list(wanted), list(wanted)
    for at, least in enumerate(apart):
        right[at + 1] = max(right[at + 1], right[at] + least)
    for at, least in reversed(list(enumerate(apart))):
        left[at] = min(left[at], left[at + 1] - least)
    # Between two sets of places that each keep everybody apart, all do.
    return {one: (first + last) / 2 for one, first, last in zip(row, left, right, strict=True)}
