"""Screening a decision before the meeting: what is to be decided, and then who must withdraw.

The answers are kept in a row of whoever asks, so that no address tells what they are.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.actions import screenings
from partnerships.forms.screening import MORE, ScreeningForm
from partnerships.models import DecisionKind
from partnerships.presenters.rooms import before_said, quorum_said
from partnerships.presenters.screening import not_declared_said, on_page
from partnerships.rosters.screening import Asked, answer_to, asked_by, opened
from partnerships.views.base import AreaFormPage, AreaPage


class Screen(AreaFormPage):
    """Asks what is to be decided, the money, and every organisation that is considered."""

    tab = "decisions"
    title = "Screen a decision"
    template_name = "partnerships/decision_screen.html"
    form_class = ScreeningForm

    def get_back_url(self) -> str:
        return reverse("decision-list", args=[self.area.slug])

    @cached_property
    def asked(self) -> Asked | None:
        """What was asked last."""
        return asked_by(self.user, self.area)

    def get_initial(self) -> dict[str, Any]:
        if self.request.method == "POST" or self.asked is None:
            return {}
        return {
            name: getattr(self.asked, name) for name in ("decided_on", "kind", "title", "amount")
        }

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        if self.request.method == "POST":
            return kwargs | {"more": self.request.POST.get("step") == MORE}
        return kwargs | {"typed": self.asked.organisations if self.asked else ()}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        if request.POST.get("step") == MORE:
            # Nothing is said to be finished yet.
            form.errors.clear()
            return self.render_to_response(self.get_context_data(form=form))
        return self.form_valid(form) if form.is_valid() else self.form_invalid(form)

    def answer(self, form: ScreeningForm) -> HttpResponse:
        cleaned = form.cleaned_data
        asked = Asked(
            decided_on=cleaned["decided_on"],
            kind=cleaned["kind"],
            title=cleaned["title"],
            amount=cleaned["amount"],
            organisations=form.organisations,
        )
        screenings.keep(area=self.area, by=self.user, asked=asked.as_json())
        return redirect("decision-screened", self.area.slug)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = clock.today()
        scene = opened(self.area, today)
        return super().get_context_data(
            room=before_said(scene.everybody),
            quorum=quorum_said(scene.quorum) if scene.quorum else "",
            not_declared=not_declared_said(scene),
            more=MORE,
            **kwargs,
        )


class Screened(AreaPage):
    """Who must withdraw and why, who is left, and what to minute."""

    permission = Permission.CHANGE_REGISTER
    tab = "decisions"
    template_name = "partnerships/decision_screened.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asked = asked_by(self.user, self.area)
        if asked is None:
            return redirect("decision-screen", self.area.slug)
        answer = answer_to(self.area, asked)
        context = self.get_context_data(
            asked=asked,
            kind=DecisionKind(asked.kind).label,
            screened=on_page(self.area, answer),
            has_come=asked.decided_on <= clock.today(),
            is_of_those_present=answer.is_of_those_present,
            **kwargs,
        )
        return self.render_to_response(context)
