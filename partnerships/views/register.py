"""The register: everybody the partnership has to do with, and since when."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Paginator

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.forms.register import AsAtForm
from partnerships.presenters.position import verdicts_of
from partnerships.presenters.register import register_on
from partnerships.rosters.database import roster_of
from partnerships.rules import assess
from partnerships.views.base import AreaPage

LEAVERS_A_PAGE = 25


class Register(AreaPage):
    """The members of a day, then workers, the LTO's people, and who left or will join."""

    template_name = "partnerships/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        form = AsAtForm(self.request.GET if self._is_asked() else None)
        asked: datetime.date | None = form.cleaned_data["day"] if form.is_valid() else None
        day = asked or today
        register = register_on(self.area, day)
        return super().get_context_data(
            form=form,
            day=day,
            is_today=day == today,
            members_caption=f"Members {'today' if day == today else f'on {day_in_words(day)}'}",
            register=register,
            verdicts=verdicts_of(assess(roster_of(self.area, day))),
            leavers=Paginator(register.leavers, LEAVERS_A_PAGE).get_page(
                self.request.GET.get("page")
            ),
            **kwargs,
        )

    def _is_asked(self) -> bool:
        return any(name.startswith("day") for name in self.request.GET)
