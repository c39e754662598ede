"""The programme's one list of organisations, for Local Trust: looking one up, and putting it right."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView

from biglocal.access.permissions import Permission
from biglocal.design.conflict import compare
from partnerships.actions import organisation_list
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.forms.organisation_list import (
    OrganisationFilters,
    OrganisationForm,
    OtherOrganisationForm,
)
from partnerships.models import Organisation
from partnerships.presenters.organisations import fitting, lines, places
from partnerships.rosters.organisations import known_as
from partnerships.views.base import IN_NOTHING_ASKED
from partnerships.views.of_person import version_typed
from partnerships.views.programme import ProgrammeDoor, ProgrammeFormPage

A_PAGE = 50


class OrganisationList(ProgrammeDoor, TemplateView):
    """Every organisation on the list, a page at a time, with in how many areas it is used."""

    permission = Permission.VIEW_ORGANISATIONS
    template_name = "partnerships/organisation_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = OrganisationFilters(self.request.GET)
        text = form.cleaned_data["q"] if form.is_valid() else ""
        page = Paginator(fitting(text), A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            active=f"“{text}”" if text else "",
            page=page,
            lines=lines(list(page)),
            list_url=reverse("organisation-list"),
            **kwargs,
        )


class OfOrganisation(ProgrammeDoor):
    """Finds the organisation of the address; one that was put into another is that other one."""

    permission = Permission.CHANGE_ORGANISATIONS

    @cached_property
    def organisation(self) -> Organisation:
        """The one that stays; Http404 when there is none of that number."""
        pk = self.kwargs["pk"]
        found = (
            Organisation.objects.select_related("merged_into").filter(pk=pk) if pk < 2**63 else ()
        )
        for one in found:
            return one.that_stays
        raise Http404("no such organisation")

    def get_caption(self) -> str:
        return self.organisation.name

    def get_back_url(self) -> str:
        return reverse("organisation-detail", args=[self.organisation.pk])


class OrganisationDetail(OfOrganisation, TemplateView):
    """One organisation: its number, its other names, and where it is used, counted by area."""

    permission = Permission.VIEW_ORGANISATIONS
    template_name = "partnerships/organisation_detail.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.organisation.pk != self.kwargs["pk"]:
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            organisation=self.organisation,
            also=self.organisation.also_known_as.order_by("name", "pk"),
            places=places(self.organisation),
            **kwargs,
        )


class OrganisationChange(OfOrganisation, ProgrammeFormPage):
    """Puts right what an organisation is called, and its number."""

    form_class = OrganisationForm
    title = "Put right an organisation"

    def get_initial(self) -> dict[str, Any]:
        one = self.organisation
        return {name: getattr(one, name) for name in ("name", "org_id", "is_individual", "version")}

    def form_valid(self, form: OrganisationForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ChangedMeanwhile as meanwhile:
            saved = {name: getattr(meanwhile.current, name) for name in form.fields}
            conflict = compare(form, saved)
            form.catch_up(meanwhile.current.version, saved)
            if not conflict:
                form.add_error(None, IN_NOTHING_ASKED)
            return self.render_to_response(self.get_context_data(form=form, conflict=conflict))

    def act(self, form: OrganisationForm) -> str:
        saved = organisation_list.correct(
            organisation=self.organisation,
            name=form.cleaned_data["name"],
            org_id=form.cleaned_data["org_id"],
            is_individual=form.cleaned_data["is_individual"],
            version=version_typed(form),
            by=self.user,
        )
        return f"Saved. The list has {saved}, {saved.org_id or 'without a number'}."


class OrganisationJoin(OfOrganisation, ProgrammeFormPage):
    """Asks with which other organisation one is to be put together, and leads to a look at that."""

    form_class = OtherOrganisationForm
    title = "Put together with another organisation"

    def answer(self, form: OtherOrganisationForm) -> HttpResponse:
        typed = form.cleaned_data["other"]
        other = known_as([typed]).get(typed)
        if other is None or other.pk == self.organisation.pk:
            form.add_error("other", f"Enter another organisation than {self.organisation}")
            return self.form_invalid(form)
        return redirect("organisation-merge", *sorted((self.organisation.pk, other.pk)))
