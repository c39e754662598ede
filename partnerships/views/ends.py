"""Ends that did not happen after all: whoever did not leave, give up an office or stop working."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django.urls import reverse

from biglocal import clock
from biglocal.design.messages import opening
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import ends
from partnerships.forms.terms import DidNotEndForm
from partnerships.presenters.periods import period_said
from partnerships.views.lto import OneLtoRole
from partnerships.views.members import MembershipChange
from partnerships.views.of_person import version_typed
from partnerships.views.offices import OneOffice
from partnerships.views.records import RecordChange
from partnerships.views.work import OnePaidWork


class DidNotEnd(RecordChange):
    """Takes back a last day, with a reason; what never was at all is taken back on another page."""

    form_class = DidNotEndForm
    template_name = "partnerships/did_not_end.html"
    # Where the day alone is put right.
    change_name: ClassVar[str] = ""

    def facts(self) -> list[tuple[str, str]]:
        """What the record says, as names and values."""
        last_day = day_in_words(self.record.ends_on) if self.record.ends_on else "None recorded"
        return [
            ("Who", str(self.record.person)),
            ("When", opening(period_said(self.record, clock.today()))),
            ("Last day", last_day),
        ]

    def turns_after(self, form: Any) -> set[datetime.date]:
        return {self.record.starts_on}

    def mark(self, form: DidNotEndForm) -> dict[str, Any]:
        """What every undoing takes: the reason, the version that was open, and by whom."""
        return {
            "reason": form.cleaned_data["reason"],
            "version": version_typed(form),
            "by": self.user,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        change_url = reverse(self.change_name, args=[self.area.slug, self.record.pk])
        return super().get_context_data(facts=self.facts(), change_url=change_url, **kwargs)


class MemberDidNotEnd(DidNotEnd, MembershipChange):
    """Somebody did not leave, or does not leave, after all."""

    mistake_name = "member-mistake"
    change_name = "member-change"

    def get_title(self) -> str:
        return f"{self.record.person} did not leave after all"

    def facts(self) -> list[tuple[str, str]]:
        why = self.record.get_end_reason_display() or "Not recorded"
        return [*super().facts(), ("Why it ended", why)]

    def get_form_kwargs(self) -> dict[str, Any]:
        ended = self.area.offices.filter(person=self.record.person, ends_on=self.record.ends_on)
        titles = people_list(office.title for office in ended) if self.record.ends_on else ""
        return super().get_form_kwargs() | {"titles": titles}

    def write(self, form: DidNotEndForm) -> str:
        membership = ends.undo_leaving(
            membership=self.record, with_offices=form.brings_back, **self.mark(form)
        )
        return f"{membership.person} is a member as before, with no last day."


class OfficeDidNotEnd(DidNotEnd, OneOffice):
    """Somebody did not give up an office after all."""

    mistake_name = "office-mistake"
    change_name = "office-change"

    def get_title(self) -> str:
        return f"{self.record.person} did not give up the office of {self.record.title} after all"

    def write(self, form: DidNotEndForm) -> str:
        office = ends.undo_office(office=self.record, **self.mark(form))
        return f"{office.person} is {office.title} as before, with no last day."


class PaidWorkDidNotEnd(DidNotEnd, OnePaidWork):
    """Paid work did not end after all."""

    mistake_name = "paid-work-mistake"
    change_name = "paid-work-change"

    def get_title(self) -> str:
        return f"The paid work of {self.record.person} did not end after all"

    def write(self, form: DidNotEndForm) -> str:
        work = ends.undo_work(work=self.record, **self.mark(form))
        return f"{work.person} is a paid worker as before, with no last day."


class LtoRoleDidNotEnd(DidNotEnd, OneLtoRole):
    """Somebody did not stop representing the LTO after all."""

    mistake_name = "lto-role-mistake"
    change_name = "lto-role-change"

    def get_title(self) -> str:
        return f"{self.record.person} did not stop representing the LTO after all"

    def write(self, form: DidNotEndForm) -> str:
        role = ends.undo_lto_role(role=self.record, **self.mark(form))
        return f"{role.person} represents the LTO as before, with no last day."
