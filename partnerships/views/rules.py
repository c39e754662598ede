"""The page that explains every rule, read from the book of rules, by the edition of a day."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.views.generic import TemplateView

from biglocal import clock
from partnerships.forms.register import AsAtForm
from partnerships.models import Edition
from partnerships.presenters.editions import line_on, published_lines
from partnerships.presenters.rules import chapters
from partnerships.rosters.editions import Editions
from partnerships.views.as_at import day_asked


class Rules(TemplateView):
    """Every rule in plain words, for anybody who is signed in; `?on=` asks for another day."""

    template_name = "partnerships/rules.html"

    @cached_property
    def as_at_form(self) -> AsAtForm:
        return day_asked(self.request)

    @cached_property
    def day(self) -> datetime.date:
        form = self.as_at_form
        asked: datetime.date | None = form.cleaned_data["on"] if form.is_valid() else None
        return asked or clock.today()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = list(Edition.objects.published())
        criteria = Editions.of(published).on(self.day)
        editions, today = published_lines(published, clock.today()), clock.today()
        holding = line_on(editions, self.day)
        return super().get_context_data(
            criteria=criteria,
            chapters=chapters(criteria),
            day=self.day,
            is_today=self.day == today,
            form=self.as_at_form,
            holding=holding,
            note=next((one.note for one in published if one.title == criteria.edition), ""),
            editions=editions,
            **kwargs,
        )
