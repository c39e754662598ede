"""How people on a register are related, told from one person's side."""

from __future__ import annotations

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaPage


class RelationshipAdd(AreaPage):
    """Record how somebody is related to another person."""

    permission = Permission.CHANGE_REGISTER
    template_name = "partnerships/area_base.html"


class RelationshipChange(RelationshipAdd):
    """Put a relationship right, or give it a last day."""


class RelationshipMistake(RelationshipAdd):
    """Take back a relationship that was recorded by mistake."""
