"""The position of an area: does it meet the guidance, why not, and what would mend it."""

from __future__ import annotations

import datetime
from typing import Any

from biglocal import clock
from partnerships.presenters.position import position_of
from partnerships.rosters.database import roster_of
from partnerships.rules import assess
from partnerships.views.base import AreaPage

# How long before the end of a term the page begins to speak of it.
NOTICE = datetime.timedelta(days=90)


class AreaDetail(AreaPage):
    """The verdict with its findings; the same page for the secretary, the rep and staff."""

    template_name = "partnerships/area_detail.html"
    tab = "position"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        roster = roster_of(self.area, day)
        ending = (
            self.area.memberships.current_on(day)
            .filter(term_ends_on__lte=day + NOTICE, ends_on__isnull=True)
            .select_related("person")
        )
        position = position_of(self.area, roster, assess(roster), ending)
        return super().get_context_data(day=day, position=position, **kwargs)
