"""What somebody on a register has to do with an organisation."""

from __future__ import annotations

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaPage


class InterestAdd(AreaPage):
    """Record an interest."""

    permission = Permission.CHANGE_REGISTER
    template_name = "partnerships/area_base.html"


class InterestChange(InterestAdd):
    """Put an interest right, or give it a last day."""


class InterestMistake(InterestAdd):
    """Take back an interest that was recorded by mistake."""
