"""The position of an area: does it meet the guidance, why not, and what there is to do."""

from __future__ import annotations

from typing import Any

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.policy import can
from partnerships.presenters.position import position_of
from partnerships.presenters.todo import todo_of
from partnerships.rosters.database import roster_of
from partnerships.rosters.upkeep import upkeep_of
from partnerships.rules import assess
from partnerships.views.base import AreaPage


class AreaDetail(AreaPage):
    """The verdict with its findings; the same page for the secretary, the rep and staff."""

    template_name = "partnerships/area_detail.html"
    tab = "position"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        roster = roster_of(self.area, day)
        assessment = assess(roster)
        todo = todo_of(
            self.area,
            roster,
            assessment,
            upkeep_of(self.area, day),
            may_change=can(self.user, Permission.CHANGE_REGISTER, self.area),
        )
        position = position_of(self.area, roster, assessment)
        return super().get_context_data(day=day, position=position, todo=todo, **kwargs)
