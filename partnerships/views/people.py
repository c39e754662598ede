"""One person, as one area knows them."""

from __future__ import annotations

from typing import Any

from partnerships.models import Person
from partnerships.views.base import AreaPage, record_or_404


class PersonDetail(AreaPage):
    """All that the area's register holds about somebody; nothing of what another area knows."""

    template_name = "partnerships/person_detail.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        known = Person.objects.on_register_of(self.area)
        return super().get_context_data(person=record_or_404(known, self.kwargs["pk"]), **kwargs)
