"""Finding people and areas, for everybody who is signed in, each within their own reach."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.views.generic import TemplateView

from biglocal import clock
from partnerships.forms.find import FindForm
from partnerships.presenters.find import MOST, find_areas, find_people, places_of, reach_of

PEOPLE_A_PAGE = 25


class Find(TemplateView):
    """The people and areas that have what was typed in their name, or live at that postcode."""

    template_name = "partnerships/find.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FindForm(self.request.GET if "q" in self.request.GET else None)
        found = self._find(form.cleaned_data["q"]) if form.is_valid() else {}
        return super().get_context_data(form=form, **found, **kwargs)

    def _find(self, text: str) -> dict[str, Any]:
        user: Any = self.request.user
        day, reach = clock.today(), reach_of(user)
        areas, people = find_areas(text, reach), find_people(text, reach, day)
        page = Paginator(people[:MOST], PEOPLE_A_PAGE).get_page(self.request.GET.get("page"))
        return {
            "text": text,
            "areas": areas[:MOST],
            "people": page,
            "places": places_of(list(page), reach, day) if people else [],
            "most": MOST,
            "more_areas": len(areas) > MOST,
            "more_people": len(people) > MOST,
        }
