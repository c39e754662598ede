"""One knot: people whose ways to mend hang together, and what each choice costs and leads to.

What happens in one knot is no matter to another but for a few sums, so each is worked out by itself
and only the sums are put together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import add

from partnerships.rules.mending.kinds import Alike, Choice, Counts, Done, Group, all_done
from partnerships.rules.mending.sums import Cost, Sums, added

# As many states as a search may come by: some seconds' worth, and far more than any but a partnership
# in which nearly everybody is tied to everybody takes.
MOST_STATES = 60_000


class TooTangledError(Exception):
    """There are more choices than can be gone through while somebody waits."""


@dataclass
class Prices:
    """What keeping each rule is worth, in people: `weights` by the sums but for the last, then the
    groups, and the pairs of kinds, of each knot. `bound` is what no set of changes is less than."""

    weights: tuple[float, ...]
    constant: float
    groups: list[list[float]]
    pairs: list[dict[tuple[int, int], float]]
    bound: float = 0.0


# How things stand once the kinds up to here have chosen: the sums; of each group how many more must
# leave, or, of a home, how many are there; and a bit for each kind in which somebody is in power.
_State = tuple[tuple[int, ...], tuple[int, ...], int]
# The least that a state costs, from which states by which counts it is reached at that, and how far
# above the bound it is at least.
_Layer = dict[_State, tuple[Cost, list[tuple[_State, Counts]], float]]


class Knot:
    """The people of one knot by kind, and by what it leads to the least that it costs.

    `kinds` are in the order of the names, `groups` those that count anybody here, and `pairs` those
    of whom one at most may hold power in the end.
    """

    def __init__(
        self,
        kinds: Sequence[Alike],
        groups: Sequence[Group],
        pairs: frozenset[frozenset[str]],
    ) -> None:
        self.kinds = tuple(kinds)
        self._groups = tuple(groups)
        self._counted_in = [
            [at for at, group in enumerate(groups) if kind.people[0].id in group.people]
            for kind in kinds
        ]
        self._beside = [
            frozenset(
                at
                for at, other in enumerate(kinds)
                if other is not kind and frozenset([kind.people[0].id, other.people[0].id]) in pairs
            )
            for kind in kinds
        ]
        self._beside_bits = [sum(1 << other for other in beside) for beside in self._beside]
        # The kinds that stand beside one that comes after each.
        self._open_after = [
            sum(1 << one for one in range(at + 1) if self._beside_bits[one] >> (at + 1))
            for at in range(len(kinds))
        ]
        # How many of each group are of the kinds after each.
        self._to_come = [
            [
                sum(
                    len(kind.people)
                    for kind in kinds[at + 1 :]
                    if kind.people[0].id in group.people
                )
                for group in groups
            ]
            for at in range(len(kinds))
        ]
        self._is_tied = [
            frozenset(person.id for person in kind.people[:2]) in pairs for kind in kinds
        ]
        self._done = [
            list(all_done(kind, is_tied=tied))
            for kind, tied in zip(kinds, self._is_tied, strict=True)
        ]
        # How many must leave each group, 0 for homes of which it is only asked how many stay.
        self.needs = [
            0 if group.most is None else len(group.people) - group.most for group in groups
        ]
        # Of which kinds nobody may hold power beside somebody of which others, or of their own.
        self.pairs = [
            (at, other) for at, beside in enumerate(self._beside) for other in beside if other > at
        ] + [(at, at) for at, is_tied in enumerate(self._is_tied) if is_tied]
        # For the prices: what one person of each kind may do.
        self._alone = [
            list(all_done(Alike(kind.people[:1], kind.options), is_tied=False)) for kind in kinds
        ]
        self.outcomes: dict[Sums, Cost] = {}
        self._ends: dict[Sums, list[_State]] = {}
        self._layers: list[_Layer] = []
        # How many states were ever come by.
        self.states = 0

    def work_out(self, prices: Prices, at: int, gap: float) -> None:
        """Fill `outcomes` with all that can be part of what is at most `gap` above the bound; the
        knot is that at this place among the prices."""
        self.outcomes, self._ends = {}, {}
        self._layers = list(self._worked_out(prices, at, gap))
        for state, (cost, _, _) in self._layers[-1].items():
            self._end(state, cost)

    def cheapest(
        self, prices: Prices, at: int
    ) -> tuple[float, list[int], list[float], dict[tuple[int, int], float]]:
        """What everybody choosing by themselves costs at these prices, the sums they come to, and by
        group and pair how much more was asked of them than they do."""
        groups, pairs = prices.groups[at], prices.pairs[at]
        whole = sum(need * worth for need, worth in zip(self.needs, groups, strict=True))
        short_groups: list[float] = list(self.needs)
        sums = [0] * 8
        gave_up = []
        worth_up = self._worth_of_power(pairs)
        for kind, alone in enumerate(self._alone):
            size = len(self.kinds[kind].people)
            worth_leaving = sum([groups[group] for group in self._counted_in[kind]])
            least, best = min(
                [
                    (
                        one.at(prices.weights)
                        - one.left * worth_leaving
                        - one.gave_up * worth_up[kind],
                        place,
                    )
                    for place, one in enumerate(alone)
                ]
            )
            chosen = alone[best]
            whole += size * least
            gave_up.append(chosen.gave_up)
            for place, number in enumerate(chosen.sums[:8]):
                sums[place] += size * number
            if chosen.left:
                for group in self._counted_in[kind]:
                    short_groups[group] -= size
        for group, counted in enumerate(self._groups):
            if counted.most is None:
                short_groups[group] = 0.0
        short_pairs: dict[tuple[int, int], float] = {}
        for (one, other), worth in pairs.items():
            whole += worth * self._how_many_pairs(one, other)
            short_pairs[one, other] = 1.0 - gave_up[one] - gave_up[other]
        return whole, sums, short_groups, short_pairs

    def _how_many_pairs(self, one: int, other: int) -> int:
        size = len(self.kinds[one].people)
        return size * (size - 1) // 2 if one == other else size * len(self.kinds[other].people)

    def _worth_of_power(self, pairs: Mapping[tuple[int, int], float]) -> list[float]:
        """What giving up power is worth to one person of each kind."""
        worth = [0.0] * len(self.kinds)
        for (one, other), each in pairs.items():
            if one == other:
                worth[one] += each * (len(self.kinds[one].people) - 1)
            else:
                worth[one] += each * len(self.kinds[other].people)
                worth[other] += each * len(self.kinds[one].people)
        return worth

    def choices(self, outcomes: Iterable[Sums]) -> Iterator[Choice]:
        """What the kinds may choose to come to any of these outcomes at the least cost."""
        for sums in sorted(outcomes):
            for state in sorted(self._ends[sums]):
                yield from self._ways_to(len(self.kinds), state)

    def _worked_out(self, prices: Prices, place: int, gap: float) -> Iterator[_Layer]:
        # Of each group: how many more must leave than have, or, of a home, how many are there.
        start = tuple(
            [
                len(group.people) if group.most is None else need
                for group, need in zip(self._groups, self.needs, strict=True)
            ]
        )
        groups, pairs = prices.groups[place], prices.pairs[place]
        worth_up = self._worth_of_power(pairs)
        layer: _Layer = {(Sums(), start, 0): (Cost(), [], 0.0)}
        yield layer
        for at, done in enumerate(self._done):
            worth_leaving = sum([groups[group] for group in self._counted_in[at]])
            at_prices = [
                one.at(prices.weights) - one.left * worth_leaving - one.gave_up * worth_up[at]
                for one in done
            ]
            least = min(at_prices)
            following: _Layer = {}
            for state, (cost, _, above) in layer.items():
                for one, priced in zip(done, at_prices, strict=True):
                    now = above + priced - least
                    if now > gap:
                        continue
                    for group in self._counted_in[at]:
                        # Whoever leaves beyond what is asked earned a price for nothing.
                        if groups[group] and one.left > state[1][group]:
                            now += groups[group] * (one.left - state[1][group])
                    if now > gap:
                        continue
                    new = self._after(at, state, one)
                    if new is not None:
                        _keep(following, new, added(cost, one.cost), (state, one.counts), now)
            layer = following
            self.states += len(layer)
            if self.states > MOST_STATES:
                raise TooTangledError
            yield layer

    def _after(self, at: int, state: _State, done: Done) -> _State | None:
        """The state once the kind has chosen, or None where that breaks a rule for good.

        What no kind to come turns on is left out of it, so that what is alike from here on is one.
        """
        sums, groups, in_power = state
        if done.in_power:
            if self._beside_bits[at] & in_power:
                return None
            in_power |= 1 << at
        in_power &= self._open_after[at]
        if any(done.sums):
            sums = tuple(map(add, sums, done.sums))
        if not self._counted_in[at]:
            return sums, groups, in_power
        now = list(groups)
        for group in self._counted_in[at]:
            now[group] -= done.left
            to_come = self._to_come[at][group]
            if self._groups[group].most is None:
                if not to_come:
                    sums = (*sums[:8], max(sums[8], now[group]))
                    now[group] = 0
            elif now[group] > to_come:
                return None
            elif now[group] < 0:
                now[group] = 0
        return sums, tuple(now), in_power

    def _end(self, state: _State, cost: Cost) -> None:
        sums = Sums(*state[0])
        known = self.outcomes.get(sums)
        if known is None or cost < known:
            self.outcomes[sums], self._ends[sums] = cost, [state]
        elif cost == known:
            self._ends[sums].append(state)

    def _ways_to(self, layer: int, state: _State) -> Iterator[Choice]:
        if not layer:
            yield ()
            return
        for before, counts in self._layers[layer][state][1]:
            for choice in self._ways_to(layer - 1, before):
                yield (*choice, counts)


def _keep(
    layer: _Layer, state: _State, cost: Cost, came_from: tuple[_State, Counts], above: float
) -> None:
    known = layer.get(state)
    if known is None or cost < known[0]:
        layer[state] = (cost, [came_from], above if known is None else min(above, known[2]))
    elif cost == known[0]:
        known[1].append(came_from)
        if above < known[2]:
            layer[state] = (cost, known[1], above)
