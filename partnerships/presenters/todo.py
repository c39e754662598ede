"""What there is to do for a register today, worst first: what, who, why, and the next step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from types import MappingProxyType

from partnerships.models import Area
from partnerships.presenters.todo_items import Item, Pages, Who
from partnerships.presenters.todo_later import open_again
from partnerships.presenters.todo_roster import RosterItems
from partnerships.presenters.todo_upkeep import UpkeepItems
from partnerships.rosters.later import Flag
from partnerships.rosters.upkeep import Upkeep
from partnerships.rules import BIG_LOCAL, Assessment, Criteria, Roster

__all__ = ["Item", "Who", "todo_of"]


def todo_of(
    area: Area,
    roster: Roster,
    assessment: Assessment,
    upkeep: Upkeep,
    *,
    may_change: bool,
    criteria: Criteria = BIG_LOCAL,
    flags: Mapping[int, Sequence[Flag]] = MappingProxyType({}),
    more: Sequence[Item] = (),
) -> list[Item]:
    """Everything to do for an area on the day of its roster; `more` comes after what was found, and
    so do the `flags` of decisions that are open again.

    `criteria` are those of the day. Who may not change the register gets no link to where it is
    changed.
    """
    pages = Pages(area, may_change=may_change)
    found = RosterItems(pages, roster, assessment, criteria)
    kept = UpkeepItems(pages, upkeep, roster.as_at)
    return list(
        chain(
            found.findings(assessment.breaches),
            found.findings(assessment.incomplete),
            open_again(area, flags),
            more,
            kept.corrections(),
            found.one_step_away(),
            kept.terms(),
            found.not_known(),
            kept.homes(),
            kept.declarations(),
            kept.proposals(),
        )
    )
