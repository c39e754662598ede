"""What pages share that ask something of everybody on the register of a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection
from functools import cached_property
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest, HttpResponse

from biglocal import clock
from partnerships.forms.decisions import DayOfMeetingForm
from partnerships.models import Area, Person
from partnerships.views.base import AreaFormPage

# What the button sends as `step` that gives one answer for all members who have none yet.
REST = "rest"


class AsksAboutEverybody(AreaFormPage):
    """Gives the people for the rows of a form, as `partnerships.forms.everybody` asks for them.

    `answer_name` is the question of a row that says whether somebody is concerned at all, which is
    so with one of `answers`. A button gives the answer `rest_answer` for every member without one,
    of those that `rest_among` asks for; nobody's is given unasked, and nothing is saved by it.
    """

    answer_name: ClassVar[str]
    answers: ClassVar[Collection[str]]
    rest_answer: ClassVar[str]
    rest_among: ClassVar[dict[str, Any]] = {}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.POST.get("step") != REST:
            return super().post(request, *args, **kwargs)
        day = self.get_form().typed_day or self.day_of_meeting()
        members = self.area.memberships.current_on(day).filter(**self.rest_among)
        said = request.POST.copy()
        for pk in members.values_list("person", flat=True):
            name = f"person-{pk}-{self.answer_name}"
            if not said.get(name):
                said[name] = self.rest_answer
        request.POST = said  # type: ignore[assignment]
        form = self.get_form()
        # Nothing is said to be finished yet.
        for one in (form, *form.row_forms):
            one.errors.clear()
        return self.render_to_response(self.get_context_data(form=form))

    def day_of_meeting(self) -> datetime.date:
        """The day of which the register is asked, until another is typed."""
        raise NotImplementedError

    def recorded_now(self) -> Collection[int]:
        """Of whom something is recorded already (primary keys)."""
        return ()

    def people_on(self, typed: datetime.date | None) -> list[Person]:
        """Who was on the register that day, and whoever else is or was said to have been there."""
        known = Person.objects.on_register_of(self.area).filter(pk__in=self._said())
        area: Area = self.area
        return list(
            Person.objects.filter(
                Q(pk__in=Person.objects.serving(area, typed or self.day_of_meeting()))
                | Q(pk__in=known)
                | Q(pk__in=list(self.recorded_now()))
            )
        )

    def _said(self) -> list[int]:
        """Of whom the form says so, whoever they are."""
        row = re.compile(rf"person-(\d{{1,15}})-{self.answer_name}", re.ASCII)
        posted = [row.fullmatch(name) for name in self.request.POST]
        return [
            int(match[1])
            for match in posted
            if match and self.request.POST[match[0]] in self.answers
        ]


class AsksTheDayFirst(AreaFormPage):
    """The first step of recording what was done at a meeting: its day, sent by GET, on which turns who
    was on the register."""

    @cached_property
    def day_form(self) -> DayOfMeetingForm:
        asked = any(name.startswith("decided_on") for name in self.request.GET)
        return DayOfMeetingForm(self.request.GET if asked else None)

    def day_of_meeting(self) -> datetime.date:
        if self.day_form.is_valid():
            day: datetime.date = self.day_form.cleaned_data["decided_on"]
            return day
        return clock.today()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.day_form.is_valid():
            self.template_name = "partnerships/form.html"
            return self.render_to_response(AreaFormPage.get_context_data(self, form=self.day_form))
        return super().get(request, *args, **kwargs)
