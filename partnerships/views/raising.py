"""Raising a concern: public pages, from the first that says whom to call, to the code at the end, which
`concern_codes` opens.

What was answered goes from page to page with the form, so that nothing is kept before it is sent; and
neither the area nor the code is ever in the address of what is sent, which logs and browsers remember.
"""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access import policy
from biglocal.access.discreet import Discreet, nothing_quoted
from biglocal.access.limits import TooMany, count
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.design.forms import DesignForm
from partnerships.actions import concerns
from partnerships.actions.concerns import Said, concern_of, in_fours, new_code, plain_code
from partnerships.forms.concerns import (
    FRAUD,
    SAFETY,
    WITH_NAME,
    AboutForm,
    WhatForm,
    WhichAreaForm,
    YouForm,
)
from partnerships.models import Area, Concern, Person
from partnerships.models.concern import has_part_in_concerns
from partnerships.presenters.concerns import next_for_raiser
from partnerships.views.base import add_refusal

# Within an hour, from one network or browser: a library's computer has many users, but not so many.
MOST_RAISED = 5
STEPS = ("area", "about", "what", "you")


@method_decorator(sensitive_post_parameters(), name="dispatch")
class ConcernPage(Discreet):
    """A public page about concerns: no error that it comes to repeats what was typed."""

    def open(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with nothing_quoted():
            return super().open(request, *args, **kwargs)


class ConcernStart(ConcernPage, TemplateView):
    """Whom to call first; then what happens with what somebody says."""

    template_name = "partnerships/concern_start.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        return super().get_context_data(
            area=_area_asked_for(self.request),
            has_list=isinstance(user, User) and has_part_in_concerns(user),
            **kwargs,
        )


class ConcernTell(ConcernPage):
    """The questions, one page after another, then all of it to be checked and sent."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        area = _area_asked_for(request)
        if area is None:
            return self.ask("area", {"area": WhichAreaForm()}, None)
        return self.ask("about", {"about": AboutForm()}, area)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        step = request.POST.get("step", "")
        which = WhichAreaForm(request.POST)
        if step == "show-area" or not which.is_valid():
            return self.ask("area", self.forms(None) | {"area": which}, None)
        area = which.chosen
        forms = self.forms(area)
        shown = step.removeprefix("show-")
        if step.startswith("show-") and shown in STEPS:
            return self.ask(shown, forms, area)
        for name in STEPS[1:]:
            if not forms[name].is_bound or not forms[name].is_valid():
                return self.ask(name, forms, area)
        if step == "send":
            return self.send(forms, area)
        return self.check(forms, area)

    def forms(self, area: Area | None) -> dict[str, DesignForm]:
        """The forms of what comes after the area; those that were not asked yet are empty."""
        user = self.request.user
        made: dict[str, tuple[type[DesignForm], dict[str, Any]]] = {
            "about": (AboutForm, {}),
            "what": (WhatForm, {"people": self.people_of(area)}),
            "you": (YouForm, {"user": user if isinstance(user, User) else None}),
        }
        return {
            name: form(self.request.POST, **kwargs)
            if self.was_asked(name, form)
            else form(**kwargs)
            for name, (form, kwargs) in made.items()
        }

    def was_asked(self, step: str, form: type[DesignForm]) -> bool:
        """Whether a form was filled in on this way; where every choice was left, its button tells."""
        post = self.request.POST
        return post.get("step") == step or any(name in post for name in form.base_fields)

    def people_of(self, area: Area | None) -> list[Person]:
        """The people whom somebody who sees the area's register may choose from; nobody for others."""
        if area is None or not policy.can(self.request.user, Permission.VIEW_REGISTER, area):
            return []
        return list(Person.objects.serving(area, clock.today()).order_by("name", "pk"))

    def ask(self, name: str, forms: dict[str, DesignForm], area: Area | None) -> HttpResponse:
        """One page of questions, with what was answered on the others."""
        others = {other: form for other, form in forms.items() if other != name}
        return self.show(
            "partnerships/concern_tell.html",
            others,
            area,
            form=forms[name],
            number=STEPS.index(name) + 1,
            back=f"show-{STEPS[STEPS.index(name) - 1]}" if name != "area" else "",
            of=len(STEPS),
            step=name,
        )

    def check(
        self, forms: dict[str, DesignForm], area: Area, status: int = 200, **context: Any
    ) -> HttpResponse:
        """All that was answered, to be sent."""
        return self.show(
            "partnerships/concern_check.html",
            forms,
            area,
            code=plain_code(self.request.POST.get("code", "")) or new_code(),
            answers=_answers(forms),
            status=status,
            **context,
        )

    def show(
        self,
        template: str,
        forms: dict[str, DesignForm],
        area: Area | None,
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        context |= {"area": area, "carried": [form for form in forms.values() if form.is_bound]}
        return render(self.request, template, context, status=status)

    def send(self, forms: dict[str, DesignForm], area: Area) -> HttpResponse:
        """Keep it, once however often it is sent, and show the code."""
        code = plain_code(self.request.POST.get("code", "")) or new_code()
        concern = concern_of(code)
        if concern is None:
            try:
                count(self.request, "concern", most=MOST_RAISED)
                concern = self.keep(code, forms, area)
            except TooMany as too_many:
                forms["you"].add_error(None, said_of_too_many(too_many))
                return self.check(forms, area, status=429, form=forms["you"])
            except ValidationError as refusal:
                add_refusal(forms["you"], refusal)
                return self.check(forms, area, form=forms["you"])
        return render(
            self.request,
            "partnerships/concern_sent.html",
            {"code": in_fours(code), "concern": concern, "next": next_for_raiser(concern)},
        )

    def keep(self, code: str, forms: dict[str, DesignForm], area: Area) -> Concern:
        about, what, you = (forms[name].cleaned_data for name in STEPS[1:])
        user = self.request.user
        wants_name = you.get("with_name") == WITH_NAME
        return concerns.raise_concern(
            code=code,
            area=area,
            said=Said(
                kind=about["kind"],
                is_about_fraud=FRAUD in about["alarms"],
                is_about_safety=SAFETY in about["alarms"],
                what_happened=what["what_happened"],
                when_it_happened=what["when_it_happened"],
                who_is_involved=what["who_is_involved"],
                wish=what["wish"],
                people=tuple(sorted(int(pk) for pk in what.get("people", ()))),
                raiser_name=you.get("raiser_name", ""),
                raiser_contact=you["raiser_contact"],
                share=you["share"],
            ),
            by=user if wants_name and isinstance(user, User) else None,
        )


def _area_asked_for(request: HttpRequest) -> Area | None:
    """The open area whose page somebody came from, if any."""
    slug = request.GET.get("area", "")
    if "\0" in slug:
        return None
    return Area.objects.active_on(clock.today()).filter(slug=slug).first()


def _answers(forms: dict[str, DesignForm]) -> list[tuple[str, str, list[str]]]:
    """What was answered, as (the step it was asked on, the question, the answers in words)."""
    answers = []
    for name, form in forms.items():
        for field in form:
            value = form.cleaned_data.get(field.name)
            values = value if isinstance(value, list) else [value] if value else []
            choices = dict(getattr(field.field, "choices", ()))
            words = [str(choices.get(one, one)) for one in values] or [
                "None of these" if field.name == "alarms" else "Not said"
            ]
            answers.append((name, str(field.label), words))
    return answers


def said_of_too_many(too_many: TooMany) -> str:
    """That it was too often within the hour, and that nothing is lost."""
    again = timezone.localtime(too_many.again_at)
    return (
        "Much has been sent from this computer or network within the last hour, so we cannot take "
        f"it now. Nothing that you wrote is lost: it is still on this page, and you can send it "
        f"from {again:%H:%M}. If somebody is in danger, call 999 now"
    )
