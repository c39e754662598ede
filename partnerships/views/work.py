"""Paid workers: adding one, changing or ending what is recorded, taking it back."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from biglocal import clock
from biglocal.design.messages import opening
from partnerships.actions import work
from partnerships.forms.work import PaidWorkForm, StartWorkForm
from partnerships.models import PaidWork
from partnerships.presenters.periods import day_said, period_said
from partnerships.views.of_person import version_typed
from partnerships.views.records import RecordChange, RecordMistake, WhoAdd


class PaidWorkAdd(WhoAdd):
    """Records that somebody is paid for Big Local work."""

    form_class = StartWorkForm
    title = "Add a paid worker"

    def write(self, form: StartWorkForm) -> str:
        cleaned = form.cleaned_data
        paid = work.start(
            area=self.area,
            person=form.chosen,
            terms=cleaned["terms"],
            employer=cleaned["employer"],
            job_title=cleaned["job_title"],
            starts_on=cleaned["starts_on"],
            by=self.user,
        )
        return f"{paid.person} is a paid worker from {day_said(paid.starts_on)}."


class OnePaidWork(RecordChange):
    """A change of one paid worker's record."""

    def records(self) -> QuerySet[PaidWork]:
        paid: QuerySet[PaidWork] = self.area.paid_work.select_related("person", "area", "employer")
        return paid


class PaidWorkChange(OnePaidWork):
    """Puts right what is recorded of paid work, or ends it."""

    form_class = PaidWorkForm
    mistake_name = "paid-work-mistake"
    did_not_end_name = "paid-work-did-not-end"

    def get_title(self) -> str:
        return f"Change the paid work of {self.record.person}"

    def get_initial(self) -> dict[str, Any]:
        return super().get_initial() | self.said_of(self.record)

    def said_of(self, paid: PaidWork) -> dict[str, Any]:
        """What is recorded, by the names of the form's fields."""
        return {
            "job_title": paid.job_title,
            "terms": paid.terms,
            "employer": paid.employer.name if paid.employer else "",
            "starts_on": paid.starts_on,
            "ends_on": paid.ends_on,
        }

    def saved_values(self, record: PaidWork, form: Any) -> dict[str, Any]:
        return self.said_of(record)

    def write(self, form: PaidWorkForm) -> str:
        self.check_end_stays(form)
        typed = {name: form.cleaned_data[name] for name in self.said_of(self.record)}
        recorded = self.said_of(self.record)
        mark: dict[str, Any] = {"version": version_typed(form), "by": self.user}
        if typed["ends_on"] and typed | {"ends_on": recorded["ends_on"]} == recorded:
            paid = work.end(work=self.record, last_day=typed["ends_on"], **mark)
        else:
            paid = work.correct(work=self.record, **typed, **mark)
        return f"The paid work of {paid.person} is recorded, {period_said(paid, clock.today())}."


class PaidWorkMistake(RecordMistake, OnePaidWork):
    """Takes back paid work that never was."""

    end_name = "paid-work-change"
    keeps = "Everything else on the register stays. An end is not a mistake."

    def get_title(self) -> str:
        return f"Take back the paid work of {self.record.person}"

    def facts(self) -> list[tuple[str, str]]:
        paid = self.record
        period = period_said(paid, clock.today())
        return [
            ("Who", str(paid.person)),
            ("Work", paid.job_title or "Not recorded"),
            ("When", opening(period)),
        ]

    def write(self, form: Any) -> str:
        work.never_happened(
            work=self.record,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        return f"{self.record.person} is no longer recorded as a paid worker for that time."
