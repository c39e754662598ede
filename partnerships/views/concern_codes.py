"""What a code opens: how far a concern is, for whoever raised it.

The code goes from page to page with the form, and is never in an address.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from biglocal import clock
from biglocal.access.limits import TooMany, count
from partnerships.actions import concerns
from partnerships.concern_states import read_anew_by
from partnerships.forms.concerns import AddForm, CodeForm
from partnerships.models import Concern
from partnerships.presenters.concerns import next_for_raiser, told_of
from partnerships.views.base import add_refusal
from partnerships.views.raising import ConcernPage, said_of_too_many

# Within an hour, from one network or browser.
MOST_CODES, MOST_WITH_FILES = 30, 10


class CodePage(ConcernPage):
    """Asks for a code, so many times an hour, and opens what it belongs to."""

    form_class: ClassVar[type[CodeForm]] = CodeForm
    template_name: ClassVar[str]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return self.ask(self.form_class())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.form_class(request.POST)
        if not form.is_valid():
            return self.ask(form)
        try:
            count(request, "concern-code", most=MOST_CODES)
        except TooMany as too_many:
            form.add_error(None, said_of_too_many(too_many))
            return self.ask(form, status=429)
        concern = self.find(form.cleaned_data)
        if concern is None:
            form.refuse()
            return self.ask(form)
        return self.opened(concern, form.cleaned_data)

    def ask(self, form: CodeForm, status: int = 200) -> HttpResponse:
        """The page that asks for the code."""
        return render(self.request, self.template_name, {"form": form}, status=status)

    def find(self, typed: dict[str, Any]) -> Concern | None:
        """The concern that what was typed opens."""
        raise NotImplementedError

    def opened(self, concern: Concern, typed: dict[str, Any]) -> HttpResponse:
        """What it opens; what else was sent is done."""
        raise NotImplementedError


class ConcernFollow(CodePage):
    """How far a concern is, for whoever has its code; and a box for what they would like to add."""

    template_name = "partnerships/concern_code.html"

    def find(self, typed: dict[str, Any]) -> Concern | None:
        return concerns.concern_of(typed["code"])

    def opened(self, concern: Concern, typed: dict[str, Any]) -> HttpResponse:
        request = self.request
        is_closed = concern.closed_at is not None
        if "words" not in request.POST:
            return self.show(concern, AddForm(is_closed=is_closed))
        more = AddForm(request.POST, request.FILES, is_closed=is_closed)
        if not more.is_valid():
            return self.show(concern, more)
        try:
            if more.attached:
                count(request, "concern-files", most=MOST_WITH_FILES)
            concerns.add(concern=concern, words=more.cleaned_data["words"], files=more.attached)
        except TooMany as too_many:
            more.add_error(None, said_of_too_many(too_many))
            return self.show(concern, more, status=429)
        except ValidationError as refusal:
            add_refusal(more, refusal)
            return self.show(concern, more)
        saved = Concern.objects.select_related("area").get(pk=concern.pk)
        return self.show(saved, AddForm(is_closed=False), was_added=True)

    def show(
        self, concern: Concern, form: AddForm, was_added: bool = False, status: int = 200
    ) -> HttpResponse:
        """What its raiser may read, and the box."""
        context = {
            "concern": concern,
            "code": self.request.POST["code"],
            "told": told_of(concern.steps.prefetch_related("files")),
            "next": next_for_raiser(concern),
            "form": None if concern.erased_at else form,
            "read_by": read_anew_by(concern, clock.today()),
            "was_added": was_added,
        }
        return render(self.request, "partnerships/concern_follow.html", context, status=status)
