"""What would mend a register: the smallest sets of changes after which it meets the guidance."""

from __future__ import annotations

from typing import Any

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.policy import can
from partnerships.presenters.mending import Tries, ways_on_page
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rules.mending import ways_to_mend
from partnerships.views.as_at import DayPage

NO_NAMES = "no"


class WaysToMend(DayPage):
    """The ways to mend on a day; with `?names=no` they name nobody, to be shown to others.

    Whoever sees this page sees the register, and so all that a sentence with names rests on.
    """

    template_name = "partnerships/ways_to_mend.html"
    tab = "position"

    @property
    def is_named(self) -> bool:
        return self.request.GET.get("names") != NO_NAMES

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        roster = roster_of(self.area, self.judged_on)
        may_try = (
            self.is_named
            and self.judged_on == clock.today()
            and can(self.user, Permission.CHANGE_REGISTER, self.area)
        )
        page = ways_on_page(
            self.area,
            roster,
            ways_to_mend(roster, criteria_on(self.judged_on)),
            is_named=self.is_named,
            tries=Tries(self.area, self.judged_on) if may_try else None,
        )
        return super().get_context_data(
            mending=page, is_named=self.is_named, may_try=may_try, **kwargs
        )
