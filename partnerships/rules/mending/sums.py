"""How a set of changes is measured: what it costs, and what it comes to in numbers."""

from __future__ import annotations

from typing import NamedTuple

from partnerships.rules.facts import Person


class Cost(NamedTuple):
    """How small a set of changes is; the smaller comes first.

    The people it affects, then the records it changes, then those who step down: of sets that are
    equally small, none asks somebody to leave where less would do.
    """

    people: int = 0
    changes: int = 0
    leavers: int = 0


class Sums(NamedTuple):
    """What the rules on numbers need to know of what happened in knots.

    Members who left: all, the residents, and those of whom it is not known whether they live in
    the area, with whom they live, or either. Then, likewise, members who moved and stayed. Last,
    how many stay in the fullest of the homes that several members share.
    """

    left: int = 0
    left_residents: int = 0
    left_residence: int = 0
    left_household: int = 0
    left_both: int = 0
    moved_residence: int = 0
    moved_household: int = 0
    moved_both: int = 0
    largest_home: int = 0


def added(one: Cost, other: Cost) -> Cost:
    return Cost(one[0] + other[0], one[1] + other[1], one[2] + other[2])


def summed(one: Sums, other: Sums) -> Sums:
    # Written out: this is done more often than anything else in a search.
    return Sums(
        one[0] + other[0],
        one[1] + other[1],
        one[2] + other[2],
        one[3] + other[3],
        one[4] + other[4],
        one[5] + other[5],
        one[6] + other[6],
        one[7] + other[7],
        max(one[8], other[8]),
    )


def unknown_of(person: Person) -> int | None:
    """What is not known of a member: 0 residence, 1 household, 2 both; None when all is known."""
    if not person.is_member:
        return None
    if person.resident is None:
        return 0 if person.household else 2
    return None if person.household else 1


def price(cost: Cost) -> float:
    """A cost as one number, in people, which puts sets of changes in the same order."""
    return cost.people + 1e-4 * cost.changes + 1e-8 * cost.leavers
