"""Waivers: those of an area, granting one, ending one early; and those of all areas."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.design.words import day_in_words
from partnerships import standing
from partnerships.actions import waivers
from partnerships.forms.mistakes import MistakeForm
from partnerships.forms.waivers import EndForm, WaiverForm
from partnerships.models import Area, Standing, Waiver
from partnerships.presenters.periods import period_said
from partnerships.presenters.waivers import lines_of, title_of
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import assessed
from partnerships.views.base import AreaFormPage, AreaPage, record_or_404
from partnerships.views.of_person import MistakePage, version_typed

A_PAGE = 50
ONE_DAY = datetime.timedelta(days=1)


class WaiverList(AreaPage):
    """The waivers of an area, the latest first."""

    tab = "position"
    template_name = "partnerships/waiver_list.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        found = self.area.waivers.select_related("area", "granted_by")
        page = Paginator(found, A_PAGE).get_page(self.request.GET.get("page"))
        may_grant = policy.can(self.user, Permission.GRANT_WAIVERS, self.area)
        rules = {one.rule for one in assessed(roster_of(self.area, self.day)).findings}
        return super().get_context_data(
            page=page,
            lines=lines_of(page, self.day, found={self.area.pk: rules}, may_grant=may_grant),
            may_grant=may_grant,
            **kwargs,
        )


class WaiverFormPage(AreaFormPage):
    """A question about a waiver of an area, which leads back to the list of them."""

    permission = Permission.GRANT_WAIVERS

    def get_scope(self) -> Area:
        # What is not there is not there for those either who could do nothing with it.
        if "pk" in self.kwargs:
            _ = self.waiver
        return super().get_scope()

    def get_back_url(self) -> str:
        return reverse("waiver-list", args=[self.area.slug])

    def records(self) -> QuerySet[Waiver]:
        found: QuerySet[Waiver] = self.area.waivers.select_related("area")
        return found

    @cached_property
    def waiver(self) -> Waiver:
        """What the page is about; Http404 when the area has no such waiver."""
        waiver: Waiver = record_or_404(self.records(), self.kwargs["pk"])
        return waiver


class WaiverAdd(WaiverFormPage):
    """Waive a rule for the area."""

    form_class = WaiverForm
    template_name = "partnerships/waiver_form.html"
    title = "Waive a rule"

    @cached_property
    def found(self) -> set[str]:
        """The rules that find something today."""
        return {one.rule for one in assessed(roster_of(self.area, self.day)).findings}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"found": self.found}

    def get_initial(self) -> dict[str, Any]:
        return {"rule": self.request.GET.get("rule", ""), "starts_on": clock.today()}

    def act(self, form: WaiverForm) -> str:
        cleaned = form.cleaned_data
        waiver = waivers.grant(
            area=self.area,
            rule=cleaned["rule"],
            starts_on=cleaned["starts_on"],
            ends_on=cleaned["ends_on"],
            reason=cleaned["reason"],
            by=self.user,
        )
        return (
            f"“{title_of(waiver.rule)}” is waived for {self.area} until "
            f"{day_in_words(waiver.ends_on)}. The verdict stays as it is."
        )


class WaiverEnd(WaiverFormPage):
    """Give a waiver an earlier last day."""

    form_class = EndForm
    template_name = "partnerships/waiver_form.html"
    title = "End a waiver early"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            waivers.check_can_end(self.waiver)
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        assert self.waiver.ends_on is not None
        return super().get_form_kwargs() | {
            "earliest": max(self.waiver.starts_on, clock.today()),
            "latest": self.waiver.ends_on - ONE_DAY,
        }

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.waiver.version}

    def act(self, form: EndForm) -> str:
        waiver = waivers.end(
            waiver=self.waiver,
            ends_on=form.cleaned_data["ends_on"],
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"“{title_of(waiver.rule)}” is waived until {day_in_words(waiver.ends_on)} now."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            waiver=self.waiver,
            waived=title_of(self.waiver.rule),
            days=period_said(self.waiver, clock.today()),
            **kwargs,
        )


class WaiverCallOff(WaiverFormPage, MistakePage):
    """Take back a waiver that has been in force on no past day."""

    form_class = MistakeForm
    title = "Take back a waiver"
    keeps = "The register and the verdicts stay as they are. The waiver stays in the history."

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            waivers.check_can_call_off(self.waiver)
        except ValidationError as refusal:
            messages.info(request, " ".join(refusal.messages))
            return redirect(self.get_back_url())
        return super().get(request, *args, **kwargs)

    def get_record(self) -> Waiver:
        return self.waiver

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Rule", title_of(self.waiver.rule)),
            ("When", period_said(self.waiver, clock.today())),
            ("Why", self.waiver.reason),
        ]

    def act(self, form: MistakeForm) -> str:
        title = title_of(self.waiver.rule)
        waivers.call_off(
            waiver=self.waiver,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"The waiver of “{title}” is taken back."


class WaiverProgramme(Door, TemplateView):
    """The waivers of all areas that are in force or to come, those that end first on top."""

    permission = Permission.VIEW_OVERVIEW
    template_name = "partnerships/waiver_programme.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        live = Waiver.objects.filter(ends_on__gte=day).select_related("area", "granted_by")
        in_order = live.order_by("ends_on", "area__name", "pk")
        page = Paginator(in_order, A_PAGE).get_page(self.request.GET.get("page"))
        areas = {waiver.area_id for waiver in page}
        standing.bring_up_to_date(Area.objects.filter(pk__in=areas))
        found = dict(Standing.objects.filter(area__in=areas).values_list("area", "rules"))
        may_grant = policy.can(self.request.user, Permission.GRANT_WAIVERS)
        return super().get_context_data(
            page=page,
            lines=lines_of(page, day, found=found, may_grant=may_grant),
            **kwargs,
        )
