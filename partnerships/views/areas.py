"""The position of an area: does it meet the guidance, why not, and what would mend it."""

from __future__ import annotations

from typing import Any

from biglocal import clock
from partnerships.rosters.database import roster_of
from partnerships.rules import assess
from partnerships.views.base import AreaPage


class AreaDetail(AreaPage):
    """The verdict with its findings; the same page for the secretary, the rep and staff."""

    template_name = "partnerships/area_detail.html"
    tab = "position"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        assessment = assess(roster_of(self.area, clock.today()))
        return super().get_context_data(assessment=assessment, **kwargs)
