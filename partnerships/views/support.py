"""Support: what areas see of it, and the pages on which staff publish it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.generic import TemplateView, View

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.design.conflict import compare
from partnerships.actions import support
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.exports.calendar import CONTENT_TYPE, calendar_of
from partnerships.forms.support import FORMS, NoticeForm, first_values
from partnerships.models import Area, GuidanceLink, SupportContact, SupportEvent
from partnerships.models.support import Notice
from partnerships.presenters.support import lines_of, support_on
from partnerships.views.base import IN_NOTHING_ASKED, AreaPage, record_or_404
from partnerships.views.of_person import version_typed
from partnerships.views.programme import ProgrammeDoor, ProgrammeFormPage


@dataclass(frozen=True)
class Kind:
    """One kind of what is published: its name in addresses, and what it is called."""

    slug: str
    model: type[Notice]
    plural: str
    singular: str


KINDS = (
    Kind("events", SupportEvent, "Events", "an event"),
    Kind("contacts", SupportContact, "Contacts", "a contact"),
    Kind("guidance", GuidanceLink, "Guidance links", "a guidance link"),
)
BY_SLUG = {kind.slug: kind for kind in KINDS}


class AreaSupport(AreaPage):
    """Whom an area may ask, what takes place in its region, and where to read more."""

    permission = Permission.VIEW_AREA
    tab = "more"
    template_name = "partnerships/area_support.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            support=support_on(self.day, [self.area.region], self.area.slug),
            may_manage=policy.can(self.user, Permission.MANAGE_SUPPORT),
            **kwargs,
        )


class Support(ProgrammeDoor, TemplateView):
    """The same for all areas of whoever looks."""

    permission = Permission.VIEW_AREA
    template_name = "partnerships/support.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            support=support_on(clock.today(), _regions_of(self.user)),
            may_manage=policy.can(self.user, Permission.MANAGE_SUPPORT),
            **kwargs,
        )


class SupportEventFile(ProgrammeDoor, View):
    """An event for a calendar, for whoever may see it today."""

    permission = Permission.VIEW_AREA
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        shown = SupportEvent.shown_on(clock.today())
        event: SupportEvent = record_or_404(shown, self.kwargs["pk"])
        if not event.is_for(_regions_of(self.user)):
            raise Http404
        content = calendar_of(event, host=request.get_host(), now=timezone.now())
        response = HttpResponse(content, content_type=CONTENT_TYPE)
        response["Content-Disposition"] = f'attachment; filename="event-{event.pk}.ics"'
        return response


class SupportManage(ProgrammeDoor, TemplateView):
    """Everything that is published, was or will be."""

    permission = Permission.MANAGE_SUPPORT
    template_name = "partnerships/support_manage.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        day = clock.today()
        return super().get_context_data(
            kinds=[(kind, lines_of(kind.model._default_manager.all(), day)) for kind in KINDS],
            **kwargs,
        )


class OfKind(ProgrammeDoor):
    """A page about one kind of what is published; Http404 where there is no such kind or record."""

    permission = Permission.MANAGE_SUPPORT

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if kwargs["kind"] not in BY_SLUG:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    @property
    def kind(self) -> Kind:
        return BY_SLUG[self.kwargs["kind"]]

    @cached_property
    def notice(self) -> Notice:
        notice: Notice = record_or_404(self.kind.model._default_manager.all(), self.kwargs["pk"])
        return notice


class SupportFormPage(OfKind, ProgrammeFormPage):
    """A question page about one thing that is published."""

    template_name = "partnerships/support_form.html"

    def get_form_class(self) -> type[NoticeForm]:
        return FORMS[self.kind.model]

    def get_back_url(self) -> str:
        return reverse("support-manage")


class SupportAdd(SupportFormPage):
    """Publish something."""

    def get_title(self) -> str:
        return f"Publish {self.kind.singular}"

    def get_initial(self) -> dict[str, Any]:
        return first_values()

    def act(self, form: NoticeForm) -> str:
        notice = support.publish(notice=self.kind.model(**form.values), by=self.user)
        return f"“{notice}” is published."


class SupportChange(SupportFormPage):
    """Change something that is published."""

    def get_title(self) -> str:
        return f"Change {self.kind.singular}"

    def get_caption(self) -> str:
        return str(self.notice)

    def get_initial(self) -> dict[str, Any]:
        return self.get_form_class().said_of(self.notice)

    def get_form(self, form_class: type[NoticeForm] | None = None) -> NoticeForm:
        form: NoticeForm = super().get_form(form_class)
        form.button = "Save"
        return form

    def act(self, form: NoticeForm) -> str:
        saved = support.revise(
            notice=self.notice, by=self.user, version=version_typed(form), **form.values
        )
        return f"Saved. “{saved}” is changed."

    def form_valid(self, form: NoticeForm) -> HttpResponse:
        try:
            return super().form_valid(form)
        except ChangedMeanwhile as meanwhile:
            saved = form.said_of(meanwhile.current)
            conflict = compare(form, saved)
            form.catch_up(meanwhile.current.version, saved)
            if not conflict:
                form.add_error(None, IN_NOTHING_ASKED)
            return self.render_to_response(self.get_context_data(form=form, conflict=conflict))


class SupportMove(OfKind, View):
    """Does something to what is published at the press of a button."""

    http_method_names = ["post"]

    def act(self) -> str:
        """Perform the action; return the sentence for the banner."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        messages.success(request, self.act())
        return redirect("support-manage")


class SupportTakeDown(SupportMove):
    """Let nobody see it from now on."""

    def act(self) -> str:
        return f"“{support.take_down(notice=self.notice, by=self.user)}” is taken down."


class SupportPutUp(SupportMove):
    """Let it be seen again."""

    def act(self) -> str:
        return f"“{support.put_up(notice=self.notice, by=self.user)}” is up again."


def _regions_of(user: User) -> set[str]:
    """The regions of the areas that somebody sees."""
    areas = Area.objects.within_reach_of(user)
    return set(areas.order_by().values_list("region", flat=True).distinct())
