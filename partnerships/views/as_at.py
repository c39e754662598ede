"""Pages of an area that can be asked for as at any day, by `?on=2024-03-03`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from django.db.models import Min
from django.http import HttpRequest
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.forms.register import AsAtForm
from partnerships.views.base import AreaPage


def day_asked(request: HttpRequest) -> AsAtForm:
    """The form that asks for a day, filled in by the address where that names one."""
    is_asked = any(name == "on" or name.startswith("on_") for name in request.GET)
    return AsAtForm(request.GET if is_asked else None)


class DayPage(AreaPage):
    """A page of today, or of the day asked for; what cannot be read as a day leaves it at today.

    What it shows of another day is what the register says of it now: whatever was put right since
    counts. Nothing is changed from the page of another day.
    """

    @cached_property
    def as_at_form(self) -> AsAtForm:
        """The form that asks for a day, with what was typed if anything was."""
        return day_asked(self.request)

    @cached_property
    def day(self) -> datetime.date:
        form = self.as_at_form
        asked: datetime.date | None = form.cleaned_data["on"] if form.is_valid() else None
        return asked or clock.today()

    @cached_property
    def first_day(self) -> datetime.date | None:
        """The first day of the first membership; None while nobody ever was a member."""
        first: datetime.date | None = self.area.memberships.aggregate(day=Min("starts_on"))["day"]
        return first

    @property
    def judged_on(self) -> datetime.date:
        """The day whose register says how the partnership stands on that of the page."""
        return self.area.judged_on(self.day)

    @property
    def has_closed(self) -> bool:
        """Whether the area had closed before the day of the page."""
        return self.area.has_closed_by(self.day)

    @property
    def has_begun(self) -> bool:
        """Whether there is a register to judge: there was a member by the day, or it is today."""
        if self.day == clock.today():
            return True
        return self.first_day is not None and self.first_day <= self.day

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            day=self.day,
            is_today=self.day == clock.today(),
            has_begun=self.has_begun,
            as_at=list(self.as_at_said()),
            form=self.as_at_form,
            **kwargs,
        )

    def as_at_said(self) -> Iterator[str]:
        """Sentences on what the page of another day shows; none on the page of today."""
        day, today = self.day, clock.today()
        said = day_in_words(day)
        if day < today:
            yield f"This is the register as at {said}, as it is recorded today."
        if day > today:
            yield f"This is the register as at {said}, as it is planned today."
        if not self.has_begun:
            first = self.first_day
            if first is None:
                yield "Nobody is recorded as a member."
            else:
                yield f"It begins on {day_in_words(first)}: nobody is a member before that."
        elif day < today:
            yield "What was put right since then is counted."
        elif day > today:
            yield "It counts what is recorded by now, as if nothing else happened until then."
