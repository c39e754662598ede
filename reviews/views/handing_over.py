"""Handing several areas over from one rep to another: who has how many, which, and a look beforehand."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.design.words import day_in_words
from partnerships.actions.assignments import ONE_DAY
from partnerships.actions.handing_over import HandedOver, areas_of, hand_over_all
from partnerships.models import Area, AssignedRole
from partnerships.models.periods import current_q
from partnerships.rules.wording import counted
from partnerships.views.base import record_or_404
from partnerships.views.programme import ProgrammeDoor, ProgrammeFormPage
from reviews.forms.handing_over import HandOverAllForm
from reviews.models import BEING_WRITTEN, Review

A_PAGE = 50
LOOK, EDIT = "look", "edit"


class HandOverList(ProgrammeDoor, TemplateView):
    """The reps of today, each with the number of their areas."""

    permission = Permission.HAND_OVER_AREA
    template_name = "reviews/hand_over_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        of_today = current_q(clock.today(), "assignments__")
        reps = (
            User.objects.filter(of_today, assignments__role=AssignedRole.REP)
            .annotate(areas=Count("assignments__area", distinct=True))
            .order_by("name", "pk")
        )
        page = Paginator(reps, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(page=page, **kwargs)


class HandOver(ProgrammeFormPage):
    """Choose areas of a rep, a new rep and a day; look at what it would do; then do it."""

    permission = Permission.HAND_OVER_AREA
    template_name = "reviews/hand_over.html"
    form_class = HandOverAllForm

    @cached_property
    def rep(self) -> User:
        """Whose areas they are; Http404 for no user."""
        found: User = record_or_404(User.objects.all(), self.kwargs["pk"])
        return found

    @cached_property
    def areas(self) -> list[Area]:
        """The areas that they have today or are to have."""
        return list(areas_of(self.rep, clock.today()))

    def get_title(self) -> str:
        return f"Hand over the areas of {self.rep}"

    def get_back_url(self) -> str:
        return reverse("hand-over-list")

    def get_initial(self) -> dict[str, Any]:
        return {"areas": [str(area.pk) for area in self.areas]}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"of": self.rep, "of_areas": self.areas}

    def answer(self, form: Any) -> HttpResponse:
        step = self.request.POST.get("step")
        if step == EDIT:
            return self.render_to_response(self.get_context_data(form=form))
        return self.look(form) if step == LOOK else super().answer(form)

    def act(self, form: HandOverAllForm) -> str:
        done = self.perform(form)
        to, day = form.cleaned_data["to"], day_in_words(form.cleaned_data["starts_on"])
        return (
            f"{to} is the rep of {counted(len(done), 'area')} of {self.rep}’s from {day}. "
            "Both are told by e-mail."
        )

    def perform(self, form: HandOverAllForm) -> list[HandedOver]:
        """Hand the areas over."""
        said = form.cleaned_data
        return hand_over_all(
            of=self.rep,
            areas=[int(pk) for pk in said["areas"]],
            to=said["to"],
            starts_on=said["starts_on"],
            by=self.user,
        )

    def look(self, form: HandOverAllForm) -> HttpResponse:
        """What handing over would do, done and undone; with what was typed, to be sent again."""
        with transaction.atomic():
            done = self.perform(form)
            transaction.set_rollback(True)
        typed = [
            (name, value)
            for name, values in self.request.POST.lists()
            for value in values
            if name not in ("csrfmiddlewaretoken", "step")
        ]
        reviews = Review.objects.filter(
            area__in=[one.area for one in done], state__in=BEING_WRITTEN
        ).select_related("round")
        written: dict[int, list[Review]] = {}
        for review in reviews.order_by("round__year"):
            written.setdefault(review.area_id, []).append(review)
        context = self.get_context_data(
            form=None,
            rows=[(one, written.get(one.area.pk, [])) for one in done],
            rep=self.rep,
            to=form.cleaned_data["to"],
            starts_on=form.cleaned_data["starts_on"],
            last_day=form.cleaned_data["starts_on"] - ONE_DAY,
            typed=typed,
            button=form.button,
        )
        return render(self.request, "reviews/hand_over_look.html", context)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**{"rep": self.rep, "has_areas": bool(self.areas)} | kwargs)
