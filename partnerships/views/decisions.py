"""The decisions of a partnership: the list, one of them, and how they are recorded."""

from __future__ import annotations

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaPage


class DecisionList(AreaPage):
    """Every decision, newest first."""

    tab = "decisions"
    template_name = "partnerships/area_base.html"


class DecisionDetail(DecisionList):
    """One decision, who took part, and what the rules find in it."""


class DecisionAdd(DecisionList):
    """Record a decision."""

    permission = Permission.CHANGE_REGISTER


class DecisionChange(DecisionAdd):
    """Put a recorded decision right."""


class DecisionMistake(DecisionAdd):
    """Take back a decision that was recorded by mistake."""
