"""The areas of the programme, for Local Trust: their list, adding one, its settings, re-opening it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions import areas
from partnerships.forms.areas import AddAreaForm, AreaFilters, AreaForm, ReopenAreaForm
from partnerships.models import Boundary
from partnerships.presenters.programme import filtered, lines, ordered, state_of
from partnerships.views.base import AreaFormPage
from partnerships.views.of_person import version_typed
from partnerships.views.programme import ProgrammeDoor, ProgrammeFormPage

A_PAGE = 50


class AreaList(ProgrammeDoor, TemplateView):
    """Every area, open or not, with who looks after it; filters, order and page are in the address."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "partnerships/area_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        form = AreaFilters(self.request.GET)
        chosen = filtered(form.what_holds, day)
        in_order, sort = ordered(chosen, self.request.GET.get("sort", ""))
        page = Paginator(in_order, A_PAGE).get_page(self.request.GET.get("page"))
        return super().get_context_data(
            form=form,
            active=form.in_words(),
            sort=sort,
            page=page,
            lines=lines(list(page), day),
            may_manage=policy.can(self.user, Permission.MANAGE_AREAS),
            list_url=reverse("area-list"),
            **kwargs,
        )


class AreaAdd(ProgrammeFormPage):
    """Add an area to the programme."""

    permission = Permission.MANAGE_AREAS
    template_name = "partnerships/area_add.html"
    form_class = AddAreaForm
    title = "Add an area"

    def get_back_url(self) -> str:
        return reverse("area-list")

    def form_valid(self, form: Any) -> HttpResponse:
        self.success_url = self.get_back_url()
        return super().form_valid(form)

    def get_success_url(self) -> str:
        return str(self.success_url or self.get_back_url())

    def act(self, form: AddAreaForm) -> str:
        area = areas.add(**facts_of(form), by=self.user)
        self.success_url = reverse("assignment-list", args=[area.slug])
        return f"{area} is added. Next, say who looks after it."


class AreaSettings(AreaFormPage):
    """What is known of an area, its days and its boundary, to be changed."""

    permission = Permission.MANAGE_AREAS
    tab = "position"
    template_name = "partnerships/area_settings.html"
    form_class = AreaForm
    title = "Settings"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"area": self.area}

    def get_initial(self) -> dict[str, Any]:
        return {name: getattr(self.area, name) for name in FACTS} | {"version": self.area.version}

    def get_back_url(self) -> str:
        return reverse("area-detail", args=[self.area.slug])

    def act(self, form: AreaForm) -> str:
        saved = areas.correct(
            area=self.area, **facts_of(form), by=self.user, version=version_typed(form)
        )
        return f"Saved. The settings of {saved} are changed."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        word, colour = state_of(self.area, clock.today())
        today = self.area.assignments.current_on(clock.today()).select_related("user")
        return super().get_context_data(
            state=word,
            colour=colour,
            assignments=today,
            boundary=Boundary.objects.filter(area=self.area).first(),
            **kwargs,
        )


class AreaReopen(AreaFormPage):
    """Take an area's last day away."""

    permission = Permission.MANAGE_AREAS
    tab = "position"
    template_name = "partnerships/area_reopen.html"
    form_class = ReopenAreaForm

    def get_title(self) -> str:
        return f"Open {self.area} again" if self.is_closed else "Take back the last day"

    @property
    def is_closed(self) -> bool:
        """Whether the area is closed today; else it is to close."""
        return self.area.has_closed_by(clock.today())

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.area.closed_on is None:
            messages.info(request, f"{self.area} has no last day.")
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.area.version}

    def get_back_url(self) -> str:
        return reverse("area-settings", args=[self.area.slug])

    def get_success_url(self) -> str:
        return reverse("assignment-list", args=[self.area.slug])

    def act(self, form: ReopenAreaForm) -> str:
        was_closed = self.is_closed
        areas.reopen(
            area=self.area,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        if was_closed:
            return f"{self.area} is open again. Look at who looks after it."
        return f"{self.area} does not close."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(is_closed=self.is_closed, **kwargs)


FACTS = ("name", "region", "local_authority", "reference", "award", "opened_on")


def facts_of(form: Any) -> dict[str, Any]:
    """What a valid form says of an area."""
    return {name: form.cleaned_data[name] for name in FACTS}
