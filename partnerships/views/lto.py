"""The locally trusted organisation (LTO) of an area, and the people who represent it."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from biglocal import clock
from biglocal.design.messages import opening
from partnerships.actions import lto
from partnerships.forms.work import OTHER_ORGANISATION, OWN, LtoForm, LtoRoleForm, RepresentForm
from partnerships.models import Lto, LtoRole
from partnerships.presenters.periods import day_said, period_said
from partnerships.views.changes import RegisterChange
from partnerships.views.of_person import MistakePage, version_typed
from partnerships.views.records import RecordChange, RecordMistake, WhoAdd


class OfTheLto(RegisterChange):
    """A page about the LTO of today, or of the next one if there is none today."""

    @cached_property
    def lto(self) -> Lto | None:
        """The LTO that is recorded."""
        lasting = self.area.ltos.exclude(ends_on__lt=clock.today())
        found: Lto | None = (
            lasting.select_related("organisation", "area").order_by("starts_on").first()
        )
        return found

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(lto=self.lto, **kwargs)


class LtoChange(OfTheLto):
    """Records which organisation is the LTO, puts it right, or names the one that follows."""

    form_class = LtoForm
    template_name = "partnerships/lto_change.html"

    def get_title(self) -> str:
        return "Change the LTO" if self.lto else "Record the LTO"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"has_one": self.lto is not None}

    def get_initial(self) -> dict[str, Any]:
        if self.lto is None:
            return {}
        return self.said_of(self.lto) | {"version": self.lto.version}

    def said_of(self, recorded: Lto) -> dict[str, Any]:
        """What is recorded, by the names of the form's fields."""
        return {
            "kind": OWN if recorded.is_own else OTHER_ORGANISATION,
            "organisation": recorded.organisation.name,
            "starts_on": recorded.starts_on,
            "ends_on": recorded.ends_on,
        }

    def saved_values(self, record: Lto, form: Any) -> dict[str, Any]:
        return self.said_of(record)

    def day_of(self, form: LtoForm) -> datetime.date:
        starts_on: datetime.date = form.cleaned_data["starts_on"]
        return starts_on

    def write(self, form: LtoForm) -> str:
        cleaned = form.cleaned_data
        said = {
            "organisation": cleaned["organisation"],
            "is_own": cleaned["kind"] == OWN,
            "starts_on": cleaned["starts_on"],
        }
        if self.lto is not None and form.is_correction:
            saved = lto.correct(
                lto=self.lto,
                version=version_typed(form),
                by=self.user,
                ends_on=cleaned["ends_on"],
                **said,
            )
        else:
            saved = lto.name(
                area=self.area,
                by=self.user,
                instead_of=self.lto,
                version=version_typed(form),
                **said,
            )
        who = (
            f"The partnership is recorded as its own LTO, as {saved.organisation}"
            if saved.is_own
            else f"{saved.organisation} is recorded as the LTO"
        )
        return f"{who}, {period_said(saved, clock.today())}."


class LtoMistake(MistakePage, OfTheLto):
    """Takes back an LTO that was recorded by mistake."""

    keeps = (
        "The people who represent the LTO stay on the register. "
        "If it has ended, give it a last day instead."
    )
    title = "Take back the LTO"

    def get_record(self) -> Lto:
        if self.lto is None:
            raise Http404
        return self.lto

    def facts(self) -> list[tuple[str, str]]:
        recorded = self.get_record()
        period = period_said(recorded, clock.today())
        return [
            ("Organisation", str(recorded.organisation)),
            ("When", opening(period)),
        ]

    def write(self, form: Any) -> str:
        recorded = self.get_record()
        lto.never_happened(
            lto=recorded,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        return f"{recorded.organisation} is no longer recorded as the LTO."


class LtoRoleAdd(WhoAdd):
    """Records that somebody represents the LTO."""

    form_class = RepresentForm
    title = "Add somebody who represents the LTO"

    def write(self, form: RepresentForm) -> str:
        role = lto.represent(
            area=self.area,
            person=form.chosen,
            capacity=form.cleaned_data["capacity"],
            starts_on=form.cleaned_data["starts_on"],
            by=self.user,
        )
        return f"{role.person} represents the LTO from {day_said(role.starts_on)}."


class OneLtoRole(RecordChange):
    """A change of what is recorded of somebody and the LTO."""

    def records(self) -> QuerySet[LtoRole]:
        roles: QuerySet[LtoRole] = self.area.lto_roles.select_related("person", "area")
        return roles


class LtoRoleChange(OneLtoRole):
    """Puts right how somebody represents the LTO, or ends it."""

    form_class = LtoRoleForm
    mistake_name = "lto-role-mistake"
    did_not_end_name = "lto-role-did-not-end"

    def get_title(self) -> str:
        return f"Change how {self.record.person} represents the LTO"

    def get_initial(self) -> dict[str, Any]:
        role = self.record
        return super().get_initial() | {
            "capacity": role.capacity,
            "starts_on": role.starts_on,
            "ends_on": role.ends_on,
        }

    def write(self, form: LtoRoleForm) -> str:
        self.check_end_stays(form)
        cleaned, role = form.cleaned_data, self.record
        mark: dict[str, Any] = {"version": version_typed(form), "by": self.user}
        is_same = (cleaned["capacity"], cleaned["starts_on"]) == (role.capacity, role.starts_on)
        if is_same and cleaned["ends_on"]:
            role = lto.end_role(role=role, last_day=cleaned["ends_on"], **mark)
        else:
            role = lto.correct_role(
                role=role,
                capacity=cleaned["capacity"],
                starts_on=cleaned["starts_on"],
                ends_on=cleaned["ends_on"],
                **mark,
            )
        period = period_said(role, clock.today())
        return f"{role.person} is recorded as representing the LTO, {period}."


class LtoRoleMistake(RecordMistake, OneLtoRole):
    """Takes back that somebody represents the LTO."""

    end_name = "lto-role-change"
    keeps = "Everything else on the register stays. An end is not a mistake."

    def get_title(self) -> str:
        return f"Take back that {self.record.person} represents the LTO"

    def facts(self) -> list[tuple[str, str]]:
        role = self.record
        period = period_said(role, clock.today())
        return [
            ("Who", str(role.person)),
            ("How", role.get_capacity_display()),
            ("When", opening(period)),
        ]

    def write(self, form: Any) -> str:
        lto.role_never_happened(
            role=self.record,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        return f"{self.record.person} is no longer recorded as representing the LTO for that time."
