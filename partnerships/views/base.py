"""What every page about an area shares: its door, its place in the site, and how a form becomes an act."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import FormView, TemplateView
from django.views.generic.base import ContextMixin

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.views import Door
from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.design.conflict import Difference, compare
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Area

# The pages of an area, in the order of its sub-navigation: key, text, and the name of the address.
TABS = [
    ("position", "Position", "area-detail"),
    ("register", "Register", "register"),
    ("decisions", "Decisions", "decision-list"),
    ("plan", "Plan", "plan"),
    ("reviews", "Reviews", "area-reviews"),
    ("history", "History", "history"),
    ("more", "More", "area-more"),
]
# Those that can be asked for as at another day.
OF_A_DAY = {"area-detail", "register", "decision-list", "plan"}

# What is said where a record was saved meanwhile, and the form asks for none of what differs.
IN_NOTHING_ASKED = (
    "Somebody else changed this while you had it open, in nothing that is asked here. "
    "Save again if what you typed still holds."
)


class NoSuchRecord(Http404):
    """There is no such record: there never was, it is another area's, or it has been taken back."""

    def __init__(self, kind: str, pk: int) -> None:
        self.kind = kind
        self.pk = pk
        super().__init__(f"no {kind} {pk}")


class AreaDoor(Door, ContextMixin):
    """Finds the area of the address among those within reach, and says where in it we are."""

    permission = Permission.VIEW_REGISTER
    tab: ClassVar[str] = "register"
    kwargs: dict[str, Any]

    @cached_property
    def area(self) -> Area:
        """The area of the address; Http404 when it is not within reach."""
        within_reach = Area.objects.within_reach_of(self.request.user)
        return get_object_or_404(within_reach, slug=self.kwargs["slug"])

    @property
    def user(self) -> User:
        """Whoever is signed in; the door lets nobody else by."""
        user = self.request.user
        assert isinstance(user, User)
        return user

    def get_scope(self) -> Area:
        return self.area

    @property
    def day(self) -> datetime.date:
        """The day that the page is about: today, where it does not say otherwise."""
        return clock.today()

    @property
    def on(self) -> str:
        """What links to other pages of a day end in, so that they keep to the day of this one."""
        return "" if self.day == clock.today() else f"?on={self.day.isoformat()}"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        tabs = tabs_of(self.area, self.tab, self.on)
        return super().get_context_data(area=self.area, tabs=tabs, on=self.on, **kwargs)


def tabs_of(area: Area, current: str, on: str = "") -> list[dict[str, Any]]:
    """The sub-navigation of an area: `current` is the key of where we are, `on` what links to pages
    of a day end in."""
    return [
        {
            "text": text,
            "href": reverse(name, args=[area.slug]) + (on if name in OF_A_DAY else ""),
            "is_current": key == current,
        }
        for key, text, name in TABS
    ]


class AreaPage(AreaDoor, TemplateView):
    """A page about an area that is only read."""


class AreaFormPage(AreaDoor, FormView):
    """A question page: a form whose answers become one action.

    `act` performs the action and returns what the banner says ("Rita Osei has joined."). What the
    action refuses goes beside the field it is about; a record that somebody else saved meanwhile
    comes back with both versions shown, and nothing typed is lost.
    """

    permission = Permission.CHANGE_REGISTER
    template_name = "partnerships/form.html"
    title: ClassVar[str] = ""

    def get_title(self) -> str:
        """The page's h1."""
        return self.title

    def get_back_url(self) -> str:
        """Where "Back" and, unless the page says otherwise, a finished act lead."""
        return reverse("register", args=[self.area.slug])

    def get_success_url(self) -> str:
        return self.get_back_url()

    def act(self, form: Any) -> str:
        """Perform the action; return the sentence for the banner."""
        raise NotImplementedError

    def saved_values(self, record: Any, form: BaseForm) -> dict[str, Any]:
        """The record's values by field name, to be set beside what was typed after a conflict."""
        return {name: getattr(record, name) for name in form.fields if hasattr(record, name)}

    def more_differences(self, record: Any, form: Any) -> Iterable[Difference]:
        """Where a record and what was typed differ beyond the fields of the form."""
        return ()

    def mark_of(self, record: Any) -> object:
        """What the form carries to tell whether the record was saved meanwhile."""
        return record.version

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except NoSuchRecord as missing:
            return self.show_taken_back(missing)

    def show_taken_back(self, missing: NoSuchRecord) -> HttpResponse:
        """Who took the record back and why, with what was typed meanwhile; else there is no page."""
        taken_back = AuditEvent.objects.filter(
            area=self.area,
            subject_kind=missing.kind,
            subject_id=missing.pk if missing.pk < 2**63 else None,
            before__isnull=False,
            after__isnull=True,
        ).select_related("by")
        event = taken_back.first()
        if event is None:
            raise missing
        # Only the area of the page is known here: its form and the rest were about the record.
        context = AreaDoor.get_context_data(
            self, form=None, event=event, typed=typed_in(self.request.POST)
        )
        return render(self.request, "partnerships/taken_back.html", context, status=404)

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return self.answer(form)
        except ValidationError as refusal:
            add_refusal(form, refusal)
            return self.form_invalid(form)
        except ChangedMeanwhile as meanwhile:
            return self.show_conflict(form, meanwhile.current)

    def answer(self, form: Any) -> HttpResponse:
        """What a valid form leads to: the act, its banner, and the page that comes after."""
        return self.finish(self.act(form))

    def finish(self, sentence: str) -> HttpResponse:
        """Go on to the next page with a banner."""
        messages.success(self.request, sentence)
        return redirect(self.get_success_url())

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        """The form again, with what was saved meanwhile beside it; saving once more is then a choice."""
        last = AuditEvent.objects.filter(
            subject_kind=current._meta.model_name, subject_id=current.pk
        ).first()
        saved = self.saved_values(current, form)
        # A person's name may have been put right by another area, whose people stay unnamed here.
        is_ours = last is not None and last.area_id == self.area.pk
        conflict = compare(
            form,
            saved,
            by=str(last.by or "") if last and is_ours else "",
            at=last.at if last and is_ours else None,
        )
        conflict = replace(conflict, rows=(*conflict.rows, *self.more_differences(current, form)))
        form.catch_up(self.mark_of(current), saved)
        if not conflict:
            form.add_error(None, IN_NOTHING_ASKED)
        return self.render_to_response(self.get_context_data(form=form, conflict=conflict))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            title=self.get_title(), back_url=self.get_back_url(), **kwargs
        )


def typed_in(data: QueryDict) -> list[tuple[str, str]]:
    """What somebody typed, as (name of the field, value), without what the page itself sends along."""
    return [
        (name.replace("_", " ").capitalize(), ", ".join(values))
        for name, values in data.lists()
        if any(values) and name not in ("csrfmiddlewaretoken", "version", "step")
    ]


def add_refusal(form: BaseForm, refusal: ValidationError) -> None:
    """Put what an action refused beside the fields it names, or on the form as a whole."""
    by_field = (
        refusal.message_dict
        if hasattr(refusal, "error_dict")
        else {NON_FIELD_ERRORS: refusal.messages}
    )
    for name, sentences in by_field.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


def record_or_404(records: Any, pk: int) -> Any:
    """One of `records` by primary key; Http404 when it is not among them, or no such number exists."""
    try:
        return records.get(pk=pk)
    except (ObjectDoesNotExist, OverflowError):
        raise NoSuchRecord(records.model._meta.model_name, pk) from None
