"""The position of an area: does it meet the guidance, why not, and what there is to do."""

from __future__ import annotations

from typing import Any

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.policy import can
from partnerships.presenters.position import position_of
from partnerships.presenters.sources import from_elsewhere
from partnerships.presenters.support import guidance_by_rule
from partnerships.presenters.todo import Item, todo_of
from partnerships.presenters.waivers import waived_on
from partnerships.presenters.years import lasting
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.later import open_flags
from partnerships.rosters.upkeep import upkeep_of
from partnerships.rules import Assessment, Criteria, Roster, assess
from partnerships.views.as_at import DayPage


class AreaDetail(DayPage):
    """The verdict with its findings; the same page for the secretary, the rep and staff."""

    template_name = "partnerships/area_detail.html"
    tab = "position"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        judged_on = self.judged_on
        roster = roster_of(self.area, judged_on)
        criteria = criteria_on(judged_on)
        assessment = assess(roster, criteria)
        is_today = self.day == clock.today()
        is_now = judged_on == clock.today()
        on = "" if is_now else f"?on={judged_on.isoformat()}"
        position = position_of(
            self.area,
            roster,
            assessment,
            on=on,
            waived=waived_on(self.area, judged_on),
            guidance=guidance_by_rule(self.day) if assessment.findings else {},
            criteria=criteria,
        )
        return super().get_context_data(
            position=position,
            judged_on=judged_on,
            on_judged=on,
            has_closed=self.has_closed,
            todo=self.todo(roster, assessment, criteria) if is_today else [],
            lasting=lasting(self.area, assessment) if is_now else [],
            **kwargs,
        )

    def todo(self, roster: Roster, assessment: Assessment, criteria: Criteria) -> list[Item]:
        """What there is to do today; of an area that has closed, what is still open of its reviews."""
        more = from_elsewhere(self.area, self.day, self.user)
        if self.has_closed:
            return more
        return todo_of(
            self.area,
            roster,
            assessment,
            upkeep_of(self.area, self.day),
            criteria=criteria,
            may_change=can(self.user, Permission.CHANGE_REGISTER, self.area),
            flags=open_flags(self.area, roster, assessment.findings, self.day),
            more=more,
        )
