"""What was changed in an area's register, by whom, newest first."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from biglocal.access.permissions import Permission
from biglocal.audit.models import AuditEvent
from partnerships.presenters.history import entries
from partnerships.views.base import AreaPage

A_PAGE = 50


class History(AreaPage):
    """Every change, in words, a page at a time."""

    permission = Permission.VIEW_HISTORY
    tab = "history"
    template_name = "partnerships/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = AuditEvent.objects.filter(area=self.area).select_related("by")
        page = Paginator(events, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, entries=entries(list(page)), **kwargs)
