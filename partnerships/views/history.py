"""The years of a partnership, and what was changed in its register, by whom, newest first."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.policy import can
from biglocal.audit.models import AuditEvent
from partnerships.presenters.history import entries
from partnerships.presenters.years import years_of
from partnerships.views.base import AreaPage

A_PAGE = 50


class History(AreaPage):
    """The years, then every change in words, a page at a time; further pages are of changes alone."""

    permission = Permission.VIEW_HISTORY
    tab = "history"
    template_name = "partnerships/history.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        events = AuditEvent.objects.filter(area=self.area).select_related("by")
        page = Paginator(events, A_PAGE).get_page(self.request.GET.get("page"))
        # They name people of the register.
        has_years = page.number == 1 and can(self.user, Permission.VIEW_REGISTER, self.area)
        return super().get_context_data(
            page=page,
            entries=entries(list(page)),
            years=years_of(self.area, clock.today()) if has_years else None,
            **kwargs,
        )
