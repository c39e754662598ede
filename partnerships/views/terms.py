"""Another term for a member, and moving the first day of what is planned."""

from __future__ import annotations

import datetime
from typing import Any

from biglocal import clock
from biglocal.design.words import people_list
from partnerships.actions import terms
from partnerships.forms.terms import BeginOnForm, ReAppointForm
from partnerships.models import Membership, Office
from partnerships.presenters.periods import ONE_DAY, day_said
from partnerships.views.members import MembershipChange
from partnerships.views.of_person import version_typed
from partnerships.views.offices import OneOffice


class MemberReAppoint(MembershipChange):
    """Appoints a member for another term: a new record, which the one before leads up to."""

    form_class = ReAppointForm
    template_name = "partnerships/member_re_appoint.html"

    def get_title(self) -> str:
        return f"Re-appoint {self.record.person}"

    def titles(self) -> str:
        """The offices they hold today or later."""
        held = self.area.offices.filter(person=self.record.person)
        return people_list(
            office.title for office in held.exclude(ends_on__lt=clock.today()).order_by("title")
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"titles": self.titles()}

    def get_initial(self) -> dict[str, Any]:
        term = self.record
        last_day = term.ends_on or term.term_ends_on
        return super().get_initial() | {
            "from_day": last_day + ONE_DAY if last_day else clock.today()
        }

    def saved_values(self, record: Membership, form: Any) -> dict[str, Any]:
        return {}

    def day_of(self, form: ReAppointForm) -> datetime.date:
        from_day: datetime.date = form.cleaned_data["from_day"]
        return from_day

    def write(self, form: ReAppointForm) -> str:
        cleaned = form.cleaned_data
        term = terms.re_appoint(
            membership=self.record,
            from_day=cleaned["from_day"],
            appointed=cleaned["appointed"],
            term_ends_on=cleaned["term_ends_on"],
            keeps_offices=form.keeps,
            version=version_typed(form),
            by=self.user,
        )
        until = f" until {day_said(term.term_ends_on)}" if term.term_ends_on else ""
        verb = "is" if term.starts_on <= clock.today() else "will be"
        return f"{term.person} {verb} a member for another term, from {day_said(term.starts_on)}{until}."


class MemberBeginOn(MembershipChange):
    """Moves the first day of a membership, and with it the last day of the one it goes on from."""

    form_class = BeginOnForm
    template_name = "partnerships/begin_on.html"
    mistake_name = "member-mistake"

    def get_title(self) -> str:
        return f"Move the first day of the membership of {self.record.person}"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"starts_on": self.record.starts_on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = terms.goes_on_from(self.record)
        moves_too = "Their membership before ends the day before, and moves with it." * bool(before)
        return super().get_context_data(moves_too=moves_too, **kwargs)

    def day_of(self, form: BeginOnForm) -> datetime.date:
        # An earlier day makes a difference from then on, a later one from where it was.
        earlier: datetime.date = min(form.cleaned_data["starts_on"], self.record.starts_on)
        return earlier

    def write(self, form: BeginOnForm) -> str:
        membership = terms.begin_on(
            membership=self.record,
            starts_on=form.cleaned_data["starts_on"],
            version=version_typed(form),
            by=self.user,
        )
        return (
            f"The membership of {membership.person} now begins on {day_said(membership.starts_on)}."
        )


class OfficeTakeOn(OneOffice):
    """Moves the first day in office, and with it the last day of whoever handed it over."""

    form_class = BeginOnForm
    template_name = "partnerships/begin_on.html"
    mistake_name = "office-mistake"

    def get_title(self) -> str:
        return f"Move the first day of {self.record.person} as {self.record.title}"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"starts_on": self.record.starts_on}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        before = terms.handed_over_by(self.record)
        moves_too = (
            f"{before.person} hands the office over the day before. "
            f"Their last day as {before.title} moves with it."
            if before
            else ""
        )
        return super().get_context_data(moves_too=moves_too, **kwargs)

    def day_of(self, form: BeginOnForm) -> datetime.date:
        earlier: datetime.date = min(form.cleaned_data["starts_on"], self.record.starts_on)
        return earlier

    def write(self, form: BeginOnForm) -> str:
        office: Office = terms.take_office_on(
            office=self.record,
            starts_on=form.cleaned_data["starts_on"],
            version=version_typed(form),
            by=self.user,
        )
        return f"{office.person} is {office.title} from {day_said(office.starts_on)}."
