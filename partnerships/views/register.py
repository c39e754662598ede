"""The register: everybody the partnership has to do with, and since when."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from partnerships.presenters.position import verdicts_of
from partnerships.presenters.register import register_on
from partnerships.presenters.waivers import waived_on
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from partnerships.views.as_at import DayPage
from partnerships.views.floors import OnRegister

LEAVERS_A_PAGE = 25


class Register(DayPage):
    """The members of a day, then workers, the LTO's people, and who left or will join."""

    template_name = "partnerships/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = self.day
        register = register_on(self.area, day)
        is_today = day == clock.today()
        may_change = policy.can(self.user, Permission.CHANGE_REGISTER, self.area)
        return super().get_context_data(
            members_caption=f"Members {'today' if is_today else f'on {day_in_words(day)}'}",
            register=register,
            look_alikes=len(OnRegister(self.area, self.user).pairs()) if may_change else 0,
            verdicts=verdicts_of(assessed(roster_of(self.area, day)), waived_on(self.area, day)),
            leavers=Paginator(register.leavers, LEAVERS_A_PAGE).get_page(
                self.request.GET.get("page")
            ),
            **kwargs,
        )
