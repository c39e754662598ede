"""What was changed in an area's register, by whom, newest first."""

from __future__ import annotations

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaPage


class History(AreaPage):
    """Every change, in words."""

    permission = Permission.VIEW_HISTORY
    tab = "history"
    template_name = "partnerships/area_base.html"
