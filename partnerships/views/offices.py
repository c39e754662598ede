"""Who holds which office: taking one, handing it over, putting it right."""

from __future__ import annotations

import datetime
from typing import Any

from django.db.models import QuerySet

from biglocal import clock
from biglocal.design.messages import opening
from partnerships.actions import offices
from partnerships.forms.offices import HandOverForm, OfficeForm, TakeOfficeForm
from partnerships.models import Office, Person
from partnerships.presenters.periods import ONE_DAY, day_said, period_said
from partnerships.views.of_person import version_typed
from partnerships.views.records import AboutSomebody, RecordChange, RecordMistake


class OfficeAdd(AboutSomebody):
    """Records that somebody takes an office."""

    form_class = TakeOfficeForm
    title = "Record who holds an office"

    def get_initial(self) -> dict[str, Any]:
        return {"person": self.asked_for, "starts_on": clock.today()}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"people": self.everybody}

    def write(self, form: TakeOfficeForm) -> str:
        office = offices.take(
            area=self.area,
            person=form.chosen,
            title=form.cleaned_data["title"],
            starts_on=form.cleaned_data["starts_on"],
            by=self.user,
        )
        return f"{office.person} is {office.title} from {day_said(office.starts_on)}."


class OneOffice(RecordChange):
    """A change of one office."""

    def records(self) -> QuerySet[Office]:
        held: QuerySet[Office] = self.area.offices.select_related("person", "area")
        return held


class OfficeHandOver(OneOffice):
    """Ends an office, and names who takes over."""

    form_class = HandOverForm
    mistake_name = "office-mistake"
    did_not_end_name = "office-did-not-end"

    def get_title(self) -> str:
        return f"Hand over or end the office of {self.record.title}: {self.record.person}"

    def get_form_kwargs(self) -> dict[str, Any]:
        others = [one for one in self.people() if one.pk != self.record.person_id]
        return super().get_form_kwargs() | {"people": others}

    def people(self) -> list[Person]:
        """Those who may take over: members, now or later."""
        lasting = self.area.memberships.exclude(ends_on__lt=clock.today()).values("person")
        return list(Person.objects.filter(pk__in=lasting))

    def saved_values(self, record: Office, form: Any) -> dict[str, Any]:
        return {"last_day": record.ends_on, "to": self.successor_of(record)}

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | {"last_day": self.record.ends_on}

    def successor_of(self, office: Office) -> str:
        """The id of whoever took over the day after its last day, "" for nobody."""
        if office.ends_on is None:
            return ""
        after = self.area.offices.filter(title=office.title, starts_on=office.ends_on + ONE_DAY)
        taken: Office | None = after.exclude(person=office.person_id).first()
        return str(taken.person_id) if taken else ""

    def day_of(self, form: HandOverForm) -> datetime.date:
        last_day: datetime.date = form.cleaned_data["last_day"]
        # Moved to a later day, it makes a difference from where it was.
        return min(last_day, self.record.ends_on or last_day) + ONE_DAY

    def write(self, form: HandOverForm) -> str:
        last_day, to = form.cleaned_data["last_day"], form.successor
        office = offices.hand_over(
            office=self.record, last_day=last_day, to=to, version=version_typed(form), by=self.user
        )
        is_over = last_day < clock.today()
        sentence = (
            f"{office.person}’s last day as {office.title} {'was' if is_over else 'is'} "
            f"{day_said(last_day)}."
        )
        if to is not None:
            sentence += f" {to} is {office.title} from {day_said(last_day + ONE_DAY)}."
        return sentence


class OfficeChange(OneOffice):
    """Puts right what was recorded wrongly of an office."""

    form_class = OfficeForm
    mistake_name = "office-mistake"
    end_name = "office-hand-over"
    did_not_end_name = "office-did-not-end"

    def get_title(self) -> str:
        return f"Correct the office of {self.record.title}: {self.record.person}"

    def get_initial(self) -> dict[str, Any]:
        office = self.record
        return super().get_initial() | {
            "title": office.title,
            "starts_on": office.starts_on,
            "ends_on": office.ends_on,
        }

    def write(self, form: OfficeForm) -> str:
        self.check_end_stays(form)
        office = offices.correct(
            office=self.record,
            version=version_typed(form),
            by=self.user,
            title=form.cleaned_data["title"],
            starts_on=form.cleaned_data["starts_on"],
            ends_on=form.cleaned_data["ends_on"],
        )
        period = period_said(office, clock.today())
        return f"{office.person} is recorded as {office.title}, {period}."


class OfficeMistake(RecordMistake, OneOffice):
    """Takes back an office that nobody held."""

    end_name = "office-hand-over"
    keeps = (
        "Their membership and everything else on the register stay. "
        "An end is not a mistake: whoever held the office and gave it up has held it."
    )

    def get_title(self) -> str:
        return f"Take back the office of {self.record.title}: {self.record.person}"

    def facts(self) -> list[tuple[str, str]]:
        office = self.record
        period = period_said(office, clock.today())
        return [
            ("Who", str(office.person)),
            ("Office", office.title.capitalize()),
            ("When", opening(period)),
        ]

    def write(self, form: Any) -> str:
        offices.never_happened(
            office=self.record,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        return f"{self.record.person} is no longer recorded as {self.record.title}."
