"""Which counts are withheld, so that nobody can work out the answer of a few, or of one.

A count under 5 is withheld, zero as well. One more is withheld with it, or it would be the total less
the others: the first that is large enough in the order of the list, whatever its size. (Were it the
smallest of them, whoever knows how it is chosen could learn from the choice.) Where the two and all
that is small come to fewer than 9, everything is withheld.

Then every count withheld may be any of at least five, also for a reader who knows this rule and every
total. Proof, for a list with a known total of 5 or more: say that beside the small ones `second` is
withheld, and they come to 9 or more. Let any one of the small ones be 0, 1, 2, 3 or 4 and the others
0; `second` makes up the rest, which is 5 or more, and so the same are small, the same is second, and
the same is published. With everything withheld, let any one count be 0 to 4, any other the rest, and
all others 0: that too is published as nothing at all. `tests/partnerships/rules/test_withholding.py`
tries it by brute force.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# Counts under it are withheld, and nothing is published of fewer people.
FEWEST = 5
# What is withheld of a list must come to so many, unless it is the whole list.
ENOUGH = 2 * FEWEST - 1

# A count as it is published; None where it is withheld.
Published = int | None


@dataclass(frozen=True, slots=True)
class Group:
    """What is published of a group: its total, and each of its parts."""

    total: Published
    parts: tuple[Published, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """What is published of a question: how many did not answer it, and its groups."""

    not_answered: Published
    groups: tuple[Group, ...]


def publish(counts: Sequence[int]) -> tuple[Published, ...]:
    """A list of counts whose total is known: each as it is published."""
    withheld = _withheld(counts)
    return tuple(None if place in withheld else count for place, count in enumerate(counts))


def publish_in_groups(not_answered: int, groups: Sequence[Sequence[int]]) -> Answers:
    """Counts in groups, all of which come to a total that is known.

    The parts of a group are published where its total is; a group of one part is that part. How
    many did not answer is the first to be withheld beside what is small, since it tells least.
    """
    first, *totals = publish([not_answered, *(sum(group) for group in groups)])
    return Answers(
        first,
        tuple(
            Group(total, (None,) * len(group) if total is None else publish(group))
            for total, group in zip(totals, groups, strict=True)
        ),
    )


def _withheld(counts: Sequence[int]) -> set[int]:
    """The places of the counts that are withheld."""
    small = {place for place, count in enumerate(counts) if count < FEWEST}
    if not small:
        return small
    second = next((place for place in range(len(counts)) if place not in small), None)
    if second is not None and sum(counts[place] for place in (*small, second)) >= ENOUGH:
        return small | {second}
    return set(range(len(counts)))
