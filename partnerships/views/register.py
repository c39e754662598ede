"""The register: everybody the partnership has to do with, and since when."""

from __future__ import annotations

from typing import Any

from biglocal import clock
from partnerships.views.base import AreaPage


class Register(AreaPage):
    """The members of a day, then workers, the LTO's people, and who left or will join."""

    template_name = "partnerships/register.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        members = self.area.memberships.current_on(clock.today()).select_related("person")
        return super().get_context_data(members=members, **kwargs)
