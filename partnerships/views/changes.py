"""What pages that change the register share: their record, and what the change would lead to.

A page of this kind is sent twice: first with `step=what-if`, which does all of it, looks at the
verdict and undoes it; then, from the page that shows this, without a step, which saves. `step=edit`
goes back from there to the answers, and `step=try` keeps them to be tried out with other changes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from biglocal import clock
from biglocal.design.words import people_list
from partnerships.actions import trials
from partnerships.forms.who import KNOWN, NEW
from partnerships.models import Area, Person
from partnerships.presenters.consequences import consequences
from partnerships.presenters.periods import ONE_DAY
from partnerships.presenters.what_if import answers_of, compared
from partnerships.rosters.database import roster_of
from partnerships.rosters.likeness import Face
from partnerships.rosters.namesakes import areas_of, like
from partnerships.rosters.preview import preview, says_the_same
from partnerships.rules import Roster
from partnerships.views.base import AreaDoor, AreaFormPage, record_or_404
from partnerships.views.of_person import MistakePage


class Step(StrEnum):
    """What a button of these pages asks for, where it is not to save."""

    WHAT_IF = "what-if"
    EDIT = "edit"
    TRY = "try"


# What a page sends along by itself.
NO_ANSWERS = ("csrfmiddlewaretoken", "step")


@dataclass(frozen=True)
class Written:
    """A change that was written: what was done, and the roster before and after it.

    The two are of one day, so that nothing else that is due until then is put down to the change;
    `before` says that it is of today, so that sentences name the day.
    """

    sentence: str
    before: Roster
    after: Roster

    @property
    def led_to(self) -> list[str]:
        """What it leads to, in the few sentences that a banner has room for."""
        return consequences(preview(self.before, self.after))


class OneByOne(AreaFormPage):
    """Changes of one register come one by one, so a form that is sent twice at once is judged the
    second time by what the first has saved."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with transaction.atomic():
            Area.objects.select_for_update(no_key=True).get(pk=self.area.pk)
            return super().post(request, *args, **kwargs)


class RegisterChange(OneByOne):
    """A change of the register: what it would do to the verdict, and once saved what it did.

    `write` performs the action and returns a sentence; `day_of` is the day from which it tells.
    `looks_first` is false for what no rule ever looks at: that is saved without a page between.
    """

    looks_first: ClassVar[bool] = True

    def write(self, form: Any) -> str:
        """Perform the action; return what was done, as a sentence."""
        raise NotImplementedError

    def day_of(self, form: Any) -> datetime.date:
        """The first day on which the change makes a difference; default today."""
        return clock.today()

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        # A file cannot be sent along from one page to the next, so with one there is no other page.
        if self.looks_first and not form.is_multipart():
            form.first_step = Step.WHAT_IF
        return form

    def looked_at(self, form: Any) -> datetime.date:
        """The day of the rosters that are compared; what tells from an earlier day tells today."""
        return max(clock.today(), self.day_of(form))

    def banner(self, written: Written) -> str:
        """What is said once the change is saved."""
        return " ".join(["Saved.", written.sentence, *written.led_to])

    def act(self, form: Any) -> str:
        return self.banner(self.perform(form))

    def perform(self, form: Any) -> Written:
        """Write the change, and read the roster before and after."""
        day = self.looked_at(form)
        before = replace(roster_of(self.area, day), as_at=clock.today())
        return Written(self.write(form), before, roster_of(self.area, day))

    def answer(self, form: Any) -> HttpResponse:
        step = self.request.POST.get("step", "")
        if not step:
            return super().answer(form)
        if step == Step.EDIT:
            return self.render_to_response(self.get_context_data(form=form))
        # Read beforehand: a change that is undone leaves its traces on the objects in memory.
        context = self.get_answers(form)
        with transaction.atomic():
            written = self.perform(form)
            is_felt = not says_the_same(written.before, written.after)
            transaction.set_rollback(is_felt or step == Step.TRY)
        if step == Step.TRY:
            return self.try_out(written.sentence)
        if not is_felt:
            # There is nothing to show.
            return self.finish(self.banner(written))
        return render(
            self.request, "partnerships/would_do.html", context | self.what_if(form, written)
        )

    def try_out(self, sentence: str) -> HttpResponse:
        """Keep the answers, to be tried out together with others."""
        match = self.request.resolver_match
        assert match is not None
        step = {
            "name": match.url_name,
            "kwargs": match.kwargs,
            "get": dict(self.request.GET.lists()),
            "data": {k: texts for k, texts in self.request.POST.lists() if k not in NO_ANSWERS},
            "said": sentence,
        }
        trials.add(area=self.area, step=step, by=self.user)
        messages.success(self.request, "Added to what you are trying out. Nothing is saved.")
        return redirect("what-if", self.area.slug)

    def get_answers(self, form: Any) -> dict[str, Any]:
        """What a page that shows a change before it is saved says of it, as it was typed."""
        facts = self.facts() if isinstance(self, MistakePage) else []
        # Not the context of the page's own form, which may well look into the record.
        return AreaDoor.get_context_data(
            self, asked=self.get_title(), answers=[*facts, *answers_of(form)]
        )

    def what_if(self, form: Any, written: Written) -> dict[str, Any]:
        """What such a page says of the verdict, and what it sends when the change is to be saved."""
        typed = self.request.POST.lists()
        return {
            "sentence": written.sentence,
            "compared": compared(written.before, written.after),
            "button": form.button,
            "button_kind": form.button_kind,
            "typed": [(key, one) for key, all_ in typed if key not in NO_ANSWERS for one in all_],
        }


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
