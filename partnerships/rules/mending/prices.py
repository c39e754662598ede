"""A bound below which no set of changes can be, so that what is surely not smallest is never tried.

Every rule that must be kept gets a price (a Lagrange multiplier), to be paid by whoever breaks it and
earned by whoever helps to keep it. At fixed prices everybody may choose by themselves, and what the
cheapest choices cost is a lower bound of the whole; prices that make the bound high are sought by
subgradient steps. The method is Held and Karp's; that a bound holds does not turn on the search.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from partnerships.rules.mending.knots import Knot, Prices
from partnerships.rules.mending.sums import Cost, price

STEPS = 160


class Numbers(NamedTuple):
    """What the rules on numbers ask of all: members, residents, and of how many who are members now
    nothing is known (residence, household, both). `per_cent` is None where no share is asked, and
    `unasked` how many at most need not be asked with whom they live; None where nobody need be."""

    least: int
    members: int
    residents: int
    unknown: tuple[int, int, int]
    per_cent: int | None
    unasked: int | None


ONE = price(Cost(1, 1))
MORE = price(Cost(0, 1))


@dataclass
class _Multipliers:
    least: float = 0.0
    share: float = 0.0
    home: float = 0.0
    groups: list[list[float]] = field(default_factory=list)
    pairs: list[dict[tuple[int, int], float]] = field(default_factory=list)


def best_prices(knots: Sequence[Knot], numbers: Numbers) -> Prices:
    """Prices at which the bound is as high as a fixed number of steps makes it."""
    now = _Multipliers(
        groups=[[0.0] * len(knot.needs) for knot in knots],
        pairs=[dict.fromkeys(knot.pairs, 0.0) for knot in knots],
    )
    best: Prices | None = None
    stride, since = 1.0, 0
    for _ in range(STEPS):
        prices, slopes, most = _at(now, knots, numbers)
        if best is None or prices.bound > best.bound + 1e-9:
            best, since = prices, 0
        else:
            since += 1
            if since == 6:
                stride, since = stride / 2, 0
        if not most:
            break
        step = stride * max(0.3, best.bound + 1 - prices.bound) / most
        _moved(now, slopes, step, numbers)
    assert best is not None
    return best


def _at(
    now: _Multipliers, knots: Sequence[Knot], numbers: Numbers
) -> tuple[Prices, _Multipliers, float]:
    """The prices with their bound, and for each of them whether more was asked than was chosen."""
    residence, household = max(0.0, now.share - MORE), max(0.0, now.home - MORE)
    asked = (
        max(0.0, now.share - ONE),
        max(0.0, now.home - ONE),
        max(0.0, now.share - ONE, now.home - ONE, now.share + now.home - ONE - MORE),
    )
    per_cent = (numbers.per_cent or 0) / 100
    weights = (
        *(now.least - per_cent * now.share, now.share),
        *(asked[0], asked[1] - now.home, asked[2] - now.home),
        *(asked[0] - residence, asked[1] - household, asked[2] - residence - household),
    )
    short = [
        numbers.least - numbers.members,
        per_cent * numbers.members - numbers.residents,
        numbers.unknown[1] + numbers.unknown[2] - (numbers.unasked or 0),
    ]
    constant = (
        now.least * short[0]
        + now.share * short[1]
        + now.home * short[2]
        - sum(worth * there for worth, there in zip(asked, numbers.unknown, strict=True))
    )
    prices = Prices(
        weights, constant, [list(of) for of in now.groups], [dict(of) for of in now.pairs]
    )
    slopes = _Multipliers()
    totals = [0] * 8
    bound = constant
    for at, knot in enumerate(knots):
        cheapest, sums, groups, pairs = knot.cheapest(prices, at)
        bound += cheapest
        totals = [one + other for one, other in zip(totals, sums, strict=True)]
        slopes.groups.append(groups)
        slopes.pairs.append(pairs)
    prices.bound = bound
    left, left_residents, *rest = totals
    free = [there - rest[i] - rest[3 + i] for i, there in enumerate(numbers.unknown)]
    both = now.share + now.home - ONE - MORE
    with_both = both >= max(now.share, now.home) - ONE
    found = (free[0] if now.share > ONE else 0) + (
        free[2] if asked[2] and (with_both or now.share >= now.home) else 0
    )
    found += rest[3] + rest[5] if now.share > MORE else 0
    housed = (free[1] if now.home > ONE else 0) + (
        free[2] if asked[2] and (with_both or now.home > now.share) else 0
    )
    housed += rest[4] + rest[5] if now.home > MORE else 0
    slopes.least = short[0] + left
    slopes.share = short[1] - per_cent * left + left_residents - found
    slopes.home = short[2] - rest[1] - rest[2] - housed
    if numbers.per_cent is None:
        slopes.share = 0.0
    if numbers.unasked is None:
        slopes.home = 0.0
    return prices, slopes, _length(now, slopes)


def _length(now: _Multipliers, slopes: _Multipliers) -> float:
    """The square of how steep it is, but for prices that are nothing and would become less."""
    pairs = [(now.least, slopes.least), (now.share, slopes.share), (now.home, slopes.home)]
    for at, of in enumerate(now.groups):
        pairs += zip(of, slopes.groups[at], strict=True)
    for at, priced in enumerate(now.pairs):
        pairs += [(value, slopes.pairs[at][key]) for key, value in priced.items()]
    return sum(slope * slope for value, slope in pairs if value > 0 or slope > 0)


def _moved(now: _Multipliers, slopes: _Multipliers, step: float, numbers: Numbers) -> None:
    now.least = max(0.0, now.least + step * slopes.least)
    now.share = max(0.0, now.share + step * slopes.share)
    now.home = max(0.0, now.home + step * slopes.home)
    # Whoever joins must not earn more than it costs.
    worth = now.least + (1 - (numbers.per_cent or 100) / 100) * now.share
    if worth > ONE:
        now.least *= ONE / worth
        now.share *= ONE / worth
    for at, of in enumerate(now.groups):
        now.groups[at] = [
            max(0.0, value + step * slope)
            for value, slope in zip(of, slopes.groups[at], strict=True)
        ]
    for at, priced in enumerate(now.pairs):
        for key in priced:
            priced[key] = max(0.0, priced[key] + step * slopes.pairs[at][key])
