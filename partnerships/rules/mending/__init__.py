"""Ways to mend: the smallest sets of changes after which a partnership meets the guidance.

A change is one that the remedy of a finding names: somebody joins, steps down, gives up the vote, an
office or the paid work, sits in their own right, or something is found out that is not known. Of
all sets of them those count that affect the fewest people, and of these those that change the
fewest records. The search is exact: it goes through every choice that could matter, knot by knot,
with choices that come to the same taken together (a decision diagram), and never through people
whom nothing is found about.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from partnerships.rules.criteria import BIG_LOCAL, Criteria
from partnerships.rules.mending.knots import TooTangledError
from partnerships.rules.mending.search import Search
from partnerships.rules.mending.sums import Cost
from partnerships.rules.mending.trying import Way, is_mendable, tried
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Finding, Level
from partnerships.rules.summary import assess

__all__ = ["MOST_WAYS", "Mending", "Way", "ways_to_mend"]

MOST_WAYS = 5


@dataclass(frozen=True, slots=True)
class Mending:
    """What `ways_to_mend` found: nothing, when there is nothing to mend.

    All `ways` cost the same, `cost`. `found` is what they mend, and `past` what nobody can: a
    decision stays what it was. `is_tangled` when there were too many choices to go through, so that
    no ways are told.
    """

    ways: tuple[Way, ...]
    cost: Cost
    found: tuple[Finding, ...]
    past: tuple[Finding, ...]
    is_tangled: bool = False


def ways_to_mend(
    roster: Roster, criteria: Criteria = BIG_LOCAL, *, at_most: int = MOST_WAYS
) -> Mending:
    """The smallest ways to mend, the same ones in the same order for the same facts.

    Each is tried through `assess` before it is given.
    """
    found = [one for one in assess(roster, criteria).findings if one.level is not Level.CAUTION]
    to_mend = tuple(one for one in found if is_mendable(one))
    past = tuple(one for one in found if not is_mendable(one))
    if not to_mend:
        return Mending((), Cost(), (), past)
    try:
        search = Search(roster, criteria, to_mend)
    except TooTangledError:
        return Mending((), Cost(), to_mend, past, is_tangled=True)
    ways = (tried(roster, criteria, way) for way in search.ways())
    return Mending(tuple(islice(filter(None, ways), at_most)), search.cost, to_mend, past)
