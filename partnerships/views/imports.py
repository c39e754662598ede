"""Bringing in members from a spreadsheet: choose a file, see what it would do, confirm."""

from __future__ import annotations

from biglocal.access.permissions import Permission
from partnerships.views.base import AreaPage


class ImportStart(AreaPage):
    """Choose a file of members."""

    permission = Permission.CHANGE_REGISTER
    template_name = "partnerships/area_base.html"


class ImportBlank(ImportStart):
    """A blank spreadsheet in the documented layout."""


class ImportCheck(ImportStart):
    """What the file would do, before anything is written."""
