"""What pages that change the register share: the record they are about, and what the change leads to."""

from __future__ import annotations

import datetime
from dataclasses import replace
from functools import cached_property
from typing import Any, ClassVar

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from biglocal import clock
from biglocal.design.words import people_list
from partnerships.forms.who import KNOWN, NEW
from partnerships.models import Area, Person
from partnerships.presenters.consequences import consequences
from partnerships.rosters.database import roster_of
from partnerships.rosters.likeness import Face
from partnerships.rosters.namesakes import areas_of, like
from partnerships.rosters.preview import preview
from partnerships.views.base import AreaFormPage, record_or_404
from partnerships.views.of_person import MistakePage


class RegisterChange(AreaFormPage):
    """A change of the register, after which the banner says what it does to the verdict.

    `write` performs the action and returns a sentence; `day_of` is the day from which it tells.
    """

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Changes of one register come one by one, so a form that is sent twice at once is judged
        the second time by what the first has saved."""
        with transaction.atomic():
            Area.objects.select_for_update(no_key=True).get(pk=self.area.pk)
            return super().post(request, *args, **kwargs)

    def write(self, form: Any) -> str:
        """Perform the action; return what was done, as a sentence."""
        raise NotImplementedError

    def day_of(self, form: Any) -> datetime.date:
        """The first day on which the change makes a difference; default today."""
        return clock.today()

    def act(self, form: Any) -> str:
        today = clock.today()
        day = max(today, self.day_of(form))
        before = replace(roster_of(self.area, day), as_at=today)
        sentence = self.write(form)
        # Compared on one day, so that nothing else that is due until then is put down to this change.
        led_to = consequences(preview(before, roster_of(self.area, day)))
        return " ".join(["Saved.", sentence, *led_to])


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

    `mistake_name` is the name of the address at which the record can be taken back.
    """

    template_name = "partnerships/record_change.html"
    mistake_name: ClassVar[str] = ""

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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mistake_url = (
            reverse(self.mistake_name, args=[self.area.slug, self.record.pk])
            if self.mistake_name
            else ""
        )
        return super().get_context_data(record=self.record, mistake_url=mistake_url, **kwargs)


class RecordMistake(MistakePage, RecordChange):
    """Takes back a record of the area's that never was true."""

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
