"""Since when a partnership has not met the criteria, or the guidance on conflicts: the run of days up
to one on which it did not, by the facts as they are recorded now and the edition of each day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import replace
from functools import cache

from partnerships.rosters.editions import Editions
from partnerships.rosters.registers import KINDS, Register
from partnerships.rosters.timeline import verdict_of
from partnerships.rules import RULES, Criteria, Group, assess

# The kinds of facts that the rules of a group look at: on other days its verdict cannot change.
LOOKED_AT: Mapping[Group, tuple[str, ...]] = {
    Group.CRITERIA: ("memberships", "residences"),
    Group.CONFLICTS: KINDS,
}


def not_met_since(
    register: Register, day: datetime.date, group: Group, editions: Editions
) -> datetime.date | None:
    """The first of the days in a row up to `day` on which the verdict for a group was "not met".

    None when it is anything else on the day, and before the first membership, where nothing begins.
    """
    begins_on = register.begins_on()
    if begins_on is None or begins_on > day:
        return None
    kinds = LOOKED_AT[group]
    days = {begins_on, *register.days(kinds), *editions.days}
    since = None
    for first in sorted([one for one in days if begins_on <= one <= day], reverse=True):
        criteria = _of_group(editions.on(first), group)
        if verdict_of(assess(register.roster_on(first, kinds), criteria), group) is not False:
            break
        since = first
    return since


@cache
def _of_group(criteria: Criteria, group: Group) -> Criteria:
    """The same criteria without the rules of other groups, which only take time."""
    others = frozenset([rule.id for rule in RULES if rule.group is not group])
    return replace(criteria, left_out=criteria.left_out | others)
