"""Tries a way through the rules before it is told, whoever makes its moves."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from partnerships.rules.criteria import Criteria
from partnerships.rules.mending.moves import REMEDIES, with_moves
from partnerships.rules.mending.settling import ON_NUMBERS
from partnerships.rules.mending.steps import Part, some_sets
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Finding, Level
from partnerships.rules.summary import assess


@dataclass(frozen=True, slots=True)
class Way:
    """Changes that together mend all that can be mended.

    Every part is taken, each by people who are in no other; `joining` people join, at least
    `of_them_resident` of whom live in the area.
    """

    parts: tuple[Part, ...]
    joining: int = 0
    of_them_resident: int = 0


def is_mendable(finding: Finding) -> bool:
    """Whether a change today can mend it."""
    return finding.rule in REMEDIES or finding.rule in ON_NUMBERS


def tried(roster: Roster, criteria: Criteria, way: Way) -> Way | None:
    """The way once the rules have said that it mends, whoever makes its moves; else None.

    It then says how many of those who join must live in the area.
    """
    residents = [member.id for member in roster.who.residents]
    sets = list(some_sets(way.parts, residents))

    def mends(of_them_resident: int) -> bool:
        return all(
            _is_mended(
                with_moves(roster, moves, joining=way.joining, of_them_resident=of_them_resident),
                criteria,
            )
            for moves in sets
        )

    fewest = bisect_left(range(way.joining), True, key=mends)
    return Way(way.parts, way.joining, fewest) if mends(fewest) else None


def _is_mended(roster: Roster, criteria: Criteria) -> bool:
    found = assess(roster, criteria).findings
    return not any(one.level is not Level.CAUTION and is_mendable(one) for one in found)
