"""The search itself: what the knots come to put together, and told as ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import chain, combinations, product
from math import floor, inf
from operator import mul

from partnerships.rules.criteria import Criteria
from partnerships.rules.facts import Person
from partnerships.rules.mending.kinds import Group
from partnerships.rules.mending.knots import MOST_STATES, Prices, TooTangledError
from partnerships.rules.mending.moves import REMEDIES, Move, Moves, options_of
from partnerships.rules.mending.prices import best_prices
from partnerships.rules.mending.settling import Settlement, Settling
from partnerships.rules.mending.steps import (
    Part,
    Step,
    each_set,
    in_order_of_names,
    parts_of,
)
from partnerships.rules.mending.sums import Cost, Sums, added, price, summed, unknown_of
from partnerships.rules.mending.trying import Way
from partnerships.rules.mending.tying import knots
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Finding

# The price of so many changes is far less than that of another person.
SOME_CHANGES = 0.00795


@dataclass(frozen=True, slots=True, eq=False)
class _Node:
    """What is best from some knot on: which outcomes of it lead to what; at the end, settlements."""

    ways_on: tuple[tuple[tuple[Sums, ...], _Node], ...]
    settlements: tuple[Settlement, ...]


class Search:
    """Everything there is to choose from for one roster."""

    def __init__(self, roster: Roster, criteria: Criteria, found: Iterable[Finding]) -> None:
        self._roster, self._criteria = roster, criteria
        by_rule: dict[str, list[frozenset[str]]] = {}
        rules_of: dict[str, set[str]] = {}
        for finding in found:
            by_rule.setdefault(finding.rule, []).append(frozenset(finding.people))
            if finding.rule in REMEDIES:
                for one in finding.people:
                    rules_of.setdefault(one, set()).add(finding.rule)
        limits = [
            Group(people, most.figure)
            for rule, most in (
                ("family-limit", criteria.of_family),
                ("household-limit", criteria.of_household),
            )
            for people in by_rule.get(rule, ())
        ]
        homes, staying = self._homes(rules_of.keys())
        self._knots = knots(
            roster.people,
            {one: options_of(roster.who.by_id[one], rules) for one, rules in rules_of.items()},
            [*limits, *homes],
            frozenset(by_rule.get("related-positions", ())),
        )
        self._settling = Settling(roster, criteria, staying)
        self._best: dict[tuple[int, Sums], Cost | None] = {}
        self._nodes: dict[tuple[int, Sums], _Node] = {}
        self._said: dict[object, _Node] = {}
        self._reachable: list[dict[Sums, float]] = []
        self.cost, self._root = self._searched()

    def _searched(self) -> tuple[Cost, _Node]:
        """The least cost, and all that costs it: sought near the bound, then farther from it."""
        prices = best_prices(self._knots, self._settling.numbers)
        people = floor(prices.bound)
        while True:
            gap = people + SOME_CHANGES - prices.bound
            people += 1
            if gap < 0:
                continue
            for at, knot in enumerate(self._knots):
                knot.work_out(prices, at, gap)
            self._reachable = list(self._reached(prices, gap))
            if self._reachable[-1]:
                self._best = {}
                best = self._from(0, Sums())
                if best and price(best) <= prices.bound + gap:
                    return best, self._node(0, Sums())

    def _reached(self, prices: Prices, gap: float) -> Iterator[dict[Sums, float]]:
        """For each number of knots, the sums they may come to without being too far from the bound."""
        priced = [
            {
                sums: price(cost) + sum(map(mul, prices.weights, sums))
                for sums, cost in knot.outcomes.items()
            }
            for knot in self._knots
        ]
        to_come = sum(min(each.values(), default=0.0) for each in priced)
        layer = {Sums(): prices.constant}
        states = 0
        yield layer
        for each in priced:
            to_come -= min(each.values(), default=0.0)
            following: dict[Sums, float] = {}
            for before, so_far in layer.items():
                for sums, more in each.items():
                    now = so_far + more
                    if now + to_come <= prices.bound + gap:
                        new = summed(before, sums)
                        if now < following.get(new, inf):
                            following[new] = now
            layer = following
            states += len(layer)
            if states > MOST_STATES:
                raise TooTangledError
            yield layer

    def _homes(self, movable: Set[str]) -> tuple[list[Group], int]:
        """The homes of which it matters how many stay, while it is not known where others live; and
        how many stay at least in one of all homes."""
        if not self._roster.who.no_household:
            return [], 0
        shared = [
            frozenset(person.id for person in people if person.is_member)
            for people in self._roster.who.shared_homes
        ]
        alone = any(
            member.household and member.id not in movable for member in self._roster.who.members
        )
        staying = max([len(people - movable) for people in shared], default=0) or int(alone)
        most = len(self._roster.people)
        if "household-limit" not in self._criteria.left_out:
            most = self._criteria.of_household.figure
        return [
            Group(people, None) for people in shared if min(len(people), most) > staying
        ], staying

    def _from(self, level: int, sums: Sums) -> Cost | None:
        """The least that it takes from one knot on, once those before have come to `sums`; None when
        that is surely too much."""
        if sums not in self._reachable[level]:
            return None
        if (level, sums) in self._best:
            return self._best[level, sums]
        least = self._settling.cost_of(sums) if level == len(self._knots) else None
        for _, _, whole in self._following(level, sums):
            if least is None or whole < least:
                least = whole
        self._best[level, sums] = least
        return least

    def _following(self, level: int, sums: Sums) -> Iterator[tuple[Sums, Sums, Cost]]:
        """What the next knot may come to: the sums then, its own, and the least of it and the rest."""
        if level < len(self._knots):
            for outcome, cost in self._knots[level].outcomes.items():
                after = summed(sums, outcome)
                rest = self._from(level + 1, after)
                if rest is not None:
                    yield after, outcome, added(cost, rest)

    def _node(self, level: int, sums: Sums) -> _Node:
        """All that is best from one knot on; the same node for all that goes on in the same ways."""
        known = self._nodes.get((level, sums))
        if known is not None:
            return known
        least = self._from(level, sums)
        leading_to: dict[int, tuple[list[Sums], _Node]] = {}
        for after, outcome, whole in self._following(level, sums):
            if whole == least:
                node = self._node(level + 1, after)
                leading_to.setdefault(id(node), ([], node))[0].append(outcome)
        ways_on = tuple(
            sorted(
                [(tuple(sorted(outcomes)), node) for outcomes, node in leading_to.values()],
                key=lambda way: way[0],
            )
        )
        settlements = self._settling.of(sums) if level == len(self._knots) else ()
        said = (tuple((outcomes, id(after)) for outcomes, after in ways_on), settlements)
        node = self._said.setdefault(said, _Node(ways_on, settlements))
        self._nodes[level, sums] = node
        return node

    def ways(self) -> Iterator[Way]:
        """Every smallest way, but for how many of those who join must live in the area."""
        for outcomes, settlements in self._paths(self._root, 0):
            by_knot = [
                parts_of(knot.kinds, knot.choices(each))
                for knot, each in zip(self._knots, outcomes, strict=True)
            ]
            for chosen in product(*by_knot):
                parts = tuple(chain.from_iterable(chosen))
                for settlement in settlements:
                    yield from self._settled(parts, settlement)

    def _paths(
        self, node: _Node, level: int
    ) -> Iterator[tuple[tuple[tuple[Sums, ...], ...], tuple[Settlement, ...]]]:
        if level == len(self._knots):
            yield (), node.settlements
        for outcomes, following in node.ways_on:
            for rest, settlements in self._paths(following, level + 1):
                yield (outcomes, *rest), settlements

    def _settled(self, parts: tuple[Part, ...], settlement: Settlement) -> Iterator[Way]:
        """The ways that make these moves and settle the numbers so."""
        if not any(settlement.moved):
            yield Way((*parts, *self._asked(parts, settlement)), settlement.joining)
            return
        # Of some who move something is found out besides, so it must be said who they are.
        for moves in each_set(parts):
            stay = [
                self._roster.who.by_id[one] for one in moves if Move.STEP_DOWN not in moves[one]
            ]
            for where in combinations(_unknown(stay, 0), settlement.moved[0]):
                for whom in combinations(_unknown(stay, 1), settlement.moved[1]):
                    named = self._named(
                        {
                            one: (
                                *made,
                                *[Move.ASK_RESIDENCE] * (one in where),
                                *[Move.ASK_HOUSEHOLD] * (one in whom),
                            )
                            for one, made in moves.items()
                        }
                    )
                    yield Way((*named, *self._asked(named, settlement)), settlement.joining)

    def _named(self, moves: Mapping[str, Moves]) -> tuple[Part, ...]:
        alike: dict[Moves, list[Person]] = {}
        for one, made in moves.items():
            alike.setdefault(made, []).append(self._roster.who.by_id[one])
        return tuple(
            (Step(made, len(people), in_order_of_names(people)),) for made, people in alike.items()
        )

    def _asked(self, parts: Sequence[Part], settlement: Settlement) -> Iterator[Part]:
        """The parts in which something is found out of people who do nothing else."""
        busy = {
            one
            for part in parts
            if len(part) == 1 and part[0].number == len(part[0].people)
            for one in part[0].people
        }
        free = [member for member in self._roster.who.members if member.id not in busy]
        both = [one for one in free if unknown_of(one) == 2]
        spare = both if settlement.spares_both else []
        others = settlement.others
        for number, moves, people in (
            (others.both, (Move.ASK_RESIDENCE, Move.ASK_HOUSEHOLD), both),
            (others.residence, (Move.ASK_RESIDENCE,), spare + _only(free, 0)),
            (others.household, (Move.ASK_HOUSEHOLD,), spare + _only(free, 1)),
        ):
            if number:
                yield (Step(moves, number, in_order_of_names(people)),)


def _unknown(people: Iterable[Person], which: int) -> list[str]:
    """Of whom it is not known where they live (0), or with whom (1), whatever else is not."""
    return [one.id for one in people if unknown_of(one) in (which, 2)]


def _only(people: Iterable[Person], which: int) -> list[Person]:
    """Of whom nothing but that is unknown."""
    return [one for one in people if unknown_of(one) == which]
