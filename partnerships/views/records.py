"""What pages share that add a fact about somebody, or put one record right or take it back."""

from __future__ import annotations

import datetime
from functools import cached_property
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.urls import reverse

from biglocal.design.words import people_list
from partnerships.forms.who import KNOWN, NEW
from partnerships.models import Area, Person
from partnerships.presenters.periods import ONE_DAY
from partnerships.rosters.likeness import Face
from partnerships.rosters.namesakes import areas_of, like
from partnerships.views.base import record_or_404
from partnerships.views.changes import RegisterChange
from partnerships.views.of_person import MistakePage


class AboutSomebody(RegisterChange):
    """Adds a fact about somebody; `?person=` in the address names whom one came from, if any."""

    def get_back_url(self) -> str:
        if self.asked_for:
            return reverse("person-detail", args=[self.area.slug, self.asked_for])
        return super().get_back_url()

    @cached_property
    def everybody(self) -> list[Person]:
        """The people on the area's register, by name."""
        return list(Person.objects.on_register_of(self.area))

    @cached_property
    def asked_for(self) -> str:
        """The id of the person that the address names, or "" when it names nobody here."""
        pk = self.request.GET.get("person", "")
        return pk if pk in {str(person.pk) for person in self.everybody} else ""

    def day_of(self, form: Any) -> datetime.date:
        starts_on: datetime.date = form.cleaned_data["starts_on"]
        return starts_on


class WhoAdd(AboutSomebody):
    """The same about somebody on the register, or new to it."""

    def get_initial(self) -> dict[str, Any]:
        return {"who": KNOWN if self.asked_for else NEW, "person": self.asked_for}

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"known": self.everybody, "elsewhere": self.elsewhere}

    def elsewhere(self, typed: Face) -> dict[Person, str]:
        """Who looks like `typed` in the user's other areas, with the names of those; nobody else's
        areas are looked into, so that no answer depends on who sits there."""
        theirs = list(Area.objects.kept_by(self.user).exclude(pk=self.area.pk))
        here = [person.pk for person in self.everybody]
        found = like(typed, theirs, besides=here)
        where = areas_of([person.pk for person in found], theirs)
        return {
            person: people_list([str(area) for area in where[person.pk]], named=3)
            for person in found
        }


class RecordChange(RegisterChange):
    """A change of one record of the area's, `record`, found by the number in the address.

    `mistake_name` is the name of the address at which the record can be taken back, `end_name` that
    of ending it, and `did_not_end_name` that of taking back the end.
    """

    template_name = "partnerships/record_change.html"
    mistake_name: ClassVar[str] = ""
    end_name: ClassVar[str] = ""
    did_not_end_name: ClassVar[str] = ""

    def records(self) -> QuerySet[Any]:
        """Where the record is among."""
        raise NotImplementedError

    @cached_property
    def record(self) -> Any:
        """What the page is about; Http404 when the area has no such record."""
        return record_or_404(self.records(), self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.record.version}

    def get_back_url(self) -> str:
        return reverse("person-detail", args=[self.area.slug, self.record.person_id])

    def day_of(self, form: Any) -> datetime.date:
        """The first day on which what is recorded and what would be may differ."""
        turns = _turns(self.record.starts_on, self.record.ends_on) ^ self.turns_after(form)
        return min(turns, default=self.record.starts_on)

    def turns_after(self, form: Any) -> set[datetime.date]:
        """The days on which the record would begin and be over, once the form is saved."""
        typed, recorded = form.cleaned_data, self.record
        return _turns(
            typed.get("starts_on", recorded.starts_on), typed.get("ends_on", recorded.ends_on)
        )

    def end_can_be_undone(self) -> bool:
        """Whether there is an end to take back."""
        return self.record.ends_on is not None

    def check_end_stays(self, form: Any) -> None:
        """A correction moves a last day; that there is none after all is said with a reason.

        What somebody else saved meanwhile is for the action to notice.
        """
        is_same = form.cleaned_data["version"] == str(self.record.version)
        if is_same and self.record.ends_on is not None and form.cleaned_data["ends_on"] is None:
            raise ValidationError(
                {
                    "ends_on": (
                        "Enter the last day. If it has not ended after all, take the last day back: "
                        "there is a page for that."
                    )
                }
            )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        has_ended = bool(self.end_name) and self.record.ends_on is not None
        can_be_undone = bool(self.did_not_end_name) and self.end_can_be_undone()
        return super().get_context_data(
            record=self.record,
            mistake_url=self._url_of(self.mistake_name),
            end_url="" if has_ended else self._url_of(self.end_name),
            did_not_end_url=self._url_of(self.did_not_end_name) if can_be_undone else "",
            **kwargs,
        )

    def _url_of(self, name: str) -> str:
        return reverse(name, args=[self.area.slug, self.record.pk]) if name else ""


def _turns(starts_on: datetime.date, ends_on: datetime.date | None) -> set[datetime.date]:
    """The days on which a period begins, and is over."""
    return {starts_on} if ends_on is None else {starts_on, ends_on + ONE_DAY}


class RecordMistake(MistakePage, RecordChange):
    """Takes back a record of the area's that never was true."""

    def turns_after(self, form: Any) -> set[datetime.date]:
        return set()

    def get_record(self) -> Any:
        return self.record

    def get_initial(self) -> dict[str, Any]:
        return {"version": self.record.version}

    def get_success_url(self) -> str:
        """Back to the person, or to the register when nothing of them is left on it."""
        person = Person.objects.on_register_of(self.area).filter(pk=self.record.person_id)
        return (
            self.get_back_url() if person.exists() else reverse("register", args=[self.area.slug])
        )
