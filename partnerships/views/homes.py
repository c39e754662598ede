"""The home of somebody on a register: recorded, put right, and moved."""

from __future__ import annotations

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaPage


class ResidenceChange(AreaPage):
    """Record a home, or put right what was recorded of one."""

    permission = Permission.CHANGE_REGISTER
    template_name = "partnerships/area_base.html"


class ResidenceMove(ResidenceChange):
    """Move somebody to another home from a day."""


class ResidenceMistake(ResidenceChange):
    """Take back a home that was recorded by mistake."""
