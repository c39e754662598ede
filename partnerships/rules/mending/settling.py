"""The numbers, once it is chosen who moves: how many must join, and what must be found out of others.

Only numbers are looked at, so that whoever moves, the same few answers are worked out once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from partnerships.rules import numbers
from partnerships.rules.criteria import Criteria
from partnerships.rules.mending.prices import Numbers
from partnerships.rules.mending.sums import Cost, Sums, unknown_of
from partnerships.rules.roster import Roster

# The rules that name nobody to mend what they find.
ON_NUMBERS = frozenset(
    {
        "minimum-members",
        "resident-majority",
        "resident-majority-unconfirmed",
        "household-limit-unconfirmed",
    }
)


class Asking(NamedTuple):
    """Of how many to find out where they live, with whom, and both."""

    residence: int
    household: int
    both: int

    @property
    def people(self) -> int:
        return sum(self)

    @property
    def changes(self) -> int:
        return sum(self) + self.both


class Settlement(NamedTuple):
    """How many residents join; of how many who move anyway what is found out besides, `moved`, as
    (residence, household), who may be the same people; and of how many others.

    `spares_both` says that among the others those of whom neither is known are more than are asked
    both, so that they may be asked one of the two as well.
    """

    joining: int
    moved: tuple[int, int]
    others: Asking
    spares_both: bool

    @property
    def cost(self) -> Cost:
        asked = sum(self.moved)
        return Cost(self.joining + self.others.people, self.joining + asked + self.others.changes)


class Settling:
    """Answers what numbers some sums need; `staying` is how many members of the fullest home stay
    whatever others do."""

    def __init__(self, roster: Roster, criteria: Criteria, staying: int) -> None:
        self._criteria = criteria
        self._rules = ON_NUMBERS - criteria.left_out
        self._members = len(roster.who.members)
        self._residents = len(roster.who.residents)
        unknown = [unknown_of(member) for member in roster.who.members]
        self._unknown = unknown.count(0), unknown.count(1), unknown.count(2)
        self._staying = staying
        self.of = cache(self._of)
        self.cost_of = cache(self._cost_of)
        self.numbers = Numbers(
            least=criteria.members.figure if "minimum-members" in self._rules else 0,
            members=self._members,
            residents=self._residents,
            unknown=self._unknown,
            per_cent=(
                criteria.resident_percent.figure
                if {"resident-majority", "resident-majority-unconfirmed"} <= self._rules
                else None
            ),
            unasked=(
                criteria.of_household.figure - staying
                if "household-limit-unconfirmed" in self._rules
                else None
            ),
        )

    def _of(self, sums: Sums) -> tuple[Settlement, ...]:
        """Every smallest settlement that goes with these sums, fewest who join first."""
        moved = sums.moved_residence, sums.moved_household, sums.moved_both
        others = self._others(sums)
        least = self.cost_of(sums)
        return tuple(
            sorted(
                end
                for joining, residence, household in self._possible(sums, others, moved)
                if joining + residence + household == least.changes
                for end in _ends(joining, residence, household, others, moved)
                if end.cost == least
            )
        )

    def _cost_of(self, sums: Sums) -> Cost:
        """What the smallest settlement costs: whoever moves anyway is asked first, which is free."""
        moved = sums.moved_residence, sums.moved_household, sums.moved_both
        others = self._others(sums)
        by_moved, by_moved_too = moved[0] + moved[2], moved[1] + moved[2]
        return Cost(
            *min(
                [
                    (
                        joining
                        + max(0, residence - by_moved)
                        + max(0, household - by_moved_too)
                        - max(0, min(residence - by_moved, household - by_moved_too, others[2])),
                        joining + residence + household,
                    )
                    for joining, residence, household in self._possible(sums, others, moved)
                ]
            )
        )

    def _others(self, sums: Sums) -> list[int]:
        """Of how many who do nothing else it is not known where they live, with whom, or both."""
        gone = sums.left_residence, sums.left_household, sums.left_both
        busy = sums.moved_residence, sums.moved_household, sums.moved_both
        return [
            all_ - left - moved for all_, left, moved in zip(self._unknown, gone, busy, strict=True)
        ]

    def _possible(
        self, sums: Sums, others: Sequence[int], moved: Sequence[int]
    ) -> Iterator[tuple[int, int, int]]:
        """Of how many it might be found out where they live: how many must then join, of how many
        that is, and of how many it must be found out with whom they live."""
        last = -1
        for residence in range(others[0] + others[2] + moved[0] + moved[2] + 1):
            joining = self._joining(sums, residence)
            # To ask one more of whom nothing comes is never smallest.
            if joining != last:
                yield joining, residence, self._households(sums, joining)
            last = joining

    def _joining(self, sums: Sums, found_out: int) -> int:
        """The fewest residents who must join, when so many are found out to live in the area."""
        members = self._members - sums.left
        residents = self._residents - sums.left_residents + found_out
        gone = sums.left_residence + sums.left_both
        unknown = self._unknown[0] + self._unknown[2] - gone - found_out
        joining = 0
        if "minimum-members" in self._rules:
            joining = numbers.members_needed(members, self._criteria.members.figure)
        percent = self._criteria.resident_percent.figure
        if {"resident-majority", "resident-majority-unconfirmed"} <= self._rules:
            return max(joining, numbers.residents_needed(residents, members, percent))
        while not self._is_settled(members + joining, residents + joining, unknown):
            joining += 1
        return joining

    def _is_settled(self, members: int, residents: int, unknown: int) -> bool:
        """Whether neither of the rules on residents finds anything, where one may not apply."""
        percent = self._criteria.resident_percent.figure
        if numbers.is_resident_majority(residents, members, percent):
            return True
        if numbers.is_resident_majority(residents + unknown, members, percent):
            return "resident-majority-unconfirmed" not in self._rules
        return "resident-majority" not in self._rules

    def _households(self, sums: Sums, joining: int) -> int:
        """Of how many it must be found out with whom they live."""
        if "household-limit-unconfirmed" not in self._rules:
            return 0
        unknown = self._unknown[1] + self._unknown[2] - sums.left_household - sums.left_both
        known = self._members - sums.left - unknown + joining
        fullest = max(sums.largest_home, self._staying)
        most = self._criteria.of_household.figure
        return next(
            asked
            for asked in range(unknown + 1)
            if asked == unknown or max(fullest, min(known + asked, 1)) + unknown - asked <= most
        )


def _ends(
    joining: int, residence: int, household: int, others: Sequence[int], moved: Sequence[int]
) -> Iterator[Settlement]:
    for by_moved in range(min(residence, moved[0] + moved[2]) + 1):
        for by_moved_too in range(min(household, moved[1] + moved[2]) + 1):
            asking = _asking(others, residence - by_moved, household - by_moved_too)
            if asking is not None:
                yield Settlement(joining, (by_moved, by_moved_too), asking, others[2] > asking.both)


def _asking(others: Sequence[int], residence: int, household: int) -> Asking | None:
    """The fewest others to ask, so that so many are asked each; None where there are not as many.

    `others` are those of whom it is not known where they live, with whom, and neither.
    """
    if residence > others[0] + others[2] or household > others[1] + others[2]:
        return None
    both = min(residence, household, others[2])
    return Asking(residence - both, household - both, both)
