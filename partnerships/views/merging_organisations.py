"""Organisations that look like one: the list, putting two together after a look, and telling them apart."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View

from biglocal import clock
from biglocal.access.permissions import Permission
from partnerships.actions import organisation_list
from partnerships.actions.organisation_list import NotAsShown
from partnerships.actions.writing import one_change
from partnerships.forms.organisation_list import WhichStaysForm
from partnerships.models import Area, DistinctOrganisations, Organisation
from partnerships.presenters.organisations import Turned, look, side_by_side, turned
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.organisation_merging import (
    MOST_PAIRS,
    OrganisationPlan,
    look_alikes,
    plan_merge,
)
from partnerships.views.programme import ProgrammeDoor, ProgrammeFormPage

A_PAGE = 10
# In so many areas at most it is looked at what the rules would find.
MOST_LOOKED_AT = 20
LATEST = 20


class OrganisationDuplicates(ProgrammeDoor, TemplateView):
    """The pairs that look alike, a page at a time, and those that were told apart lately."""

    permission = Permission.VIEW_ORGANISATIONS
    template_name = "partnerships/organisation_duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = look_alikes()
        page = Paginator(pairs, A_PAGE).get_page(self.request.GET.get("page"))
        told = DistinctOrganisations.objects.select_related("a", "b").order_by("-at", "-pk")
        return super().get_context_data(
            page=page,
            rows=side_by_side(list(page)),
            is_cut_off=len(pairs) == MOST_PAIRS,
            told_apart=told[:LATEST],
            **kwargs,
        )


class OfTwo(ProgrammeDoor):
    """Finds the two organisations of the address, the earlier first."""

    permission = Permission.CHANGE_ORGANISATIONS

    def check_there(self) -> None:
        """Http404 when the two are not both on the list."""
        _ = self.two

    @cached_property
    def two(self) -> tuple[Organisation, Organisation]:
        """Both of them, while both are on the list; else Http404."""
        pks = sorted({self.kwargs["a"], self.kwargs["b"]})
        found = (
            list(Organisation.objects.listed().filter(pk__in=pks).order_by("pk"))
            if pks[-1] < 2**63
            else []
        )
        if len(found) != 2:
            raise Http404("no such pair")
        return found[0], found[1]


class OrganisationMerge(OfTwo, ProgrammeFormPage):
    """Shows what putting two organisations together does, and does it."""

    template_name = "partnerships/organisation_merge.html"
    form_class = WhichStaysForm
    title = "Put two organisations together"

    @cached_property
    def plans(self) -> tuple[OrganisationPlan, OrganisationPlan]:
        """What it comes to when the first stays, and when the second does."""
        one, other = self.two
        return plan_merge(one, other), plan_merge(other, one)

    @property
    def mark(self) -> str:
        return "".join(plan.mark for plan in self.plans)

    def turned(self) -> list[Turned]:
        """What the rules would find then, area by area: it is done, looked at, and undone.

        Only an area that uses both can be judged otherwise by it.
        """
        one, other = self.plans
        areas = list(Area.objects.filter(pk__in=one.areas & other.areas)[:MOST_LOOKED_AT])
        day = clock.today()
        before = [roster_of(area, day) for area in areas]
        with one_change():
            organisation_list.merge(kept=one.kept, merged=one.merged, by=self.user, seen=one.mark)
            after = [roster_of(area, day) for area in areas]
            transaction.set_rollback(True)
        return turned(zip(areas, before, after, strict=True), criteria_on(day))

    def get_back_url(self) -> str:
        return reverse("organisation-duplicates")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"two": self.two}

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.mark}

    def form_valid(self, form: WhichStaysForm) -> HttpResponse:
        try:
            if form.cleaned_data["version"] != self.mark:
                raise NotAsShown
            return super().form_valid(form)
        except NotAsShown:
            form.add_error(
                None,
                "Something recorded of them was changed since you opened the page. This is how it is "
                "now: look again before you put them together.",
            )
            form.catch_up(self.mark)
            return self.form_invalid(form)

    def get_success_url(self) -> str:
        return reverse("organisation-detail", args=[self.stays.pk])

    def act(self, form: WhichStaysForm) -> str:
        stays = int(form.cleaned_data["stays"])
        plan = next(one for one in self.plans if one.kept.pk == stays)
        self.stays = organisation_list.merge(
            kept=plan.kept, merged=plan.merged, by=self.user, seen=plan.mark
        )
        return f"Saved. {plan.merged} is now another name of {self.stays}."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        try:
            would_turn = self.turned()
        except ValidationError as refusal:
            # They were told apart, or are on the list no longer.
            return super().get_context_data(refusal=refusal.messages[0], **kwargs)
        except NotAsShown:
            would_turn = []
        looks = [look(plan) for plan in self.plans]
        return super().get_context_data(looks=looks, turned=would_turn, **kwargs)


class PairAct(OfTwo, View):
    """A button about a pair; whoever comes by another way is led to the list."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.check_there()
        return redirect("organisation-duplicates")

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        messages.success(request, self.act())
        return redirect("organisation-duplicates")

    def act(self) -> str:
        """Do it, and say what was done."""
        raise NotImplementedError


class OrganisationApart(PairAct):
    """Writes down that two organisations are two."""

    def act(self) -> str:
        one, other = self.two
        organisation_list.tell_apart(one=one, other=other, by=self.user)
        return f"Saved. {one} and {other} are two organisations."


class OrganisationAgain(PairAct):
    """Takes that back."""

    def act(self) -> str:
        one, other = self.two
        told = DistinctOrganisations.objects.filter(a__in=self.two, b__in=self.two).first()
        if told is None:
            return f"Nobody has said that {one} and {other} are two organisations."
        organisation_list.ask_again(told=told, by=self.user)
        return f"Saved. We ask again whether {one} and {other} are one organisation."
