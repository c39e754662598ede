"""What pages that change the register share: what the change would lead to, shown before it is saved.

A page of this kind is sent twice: first with `step=what-if`, which does all of it, looks at the
verdict and undoes it; then, from the page that shows this, without a step, which saves. `step=edit`
goes back from there to the answers, and `step=try` keeps them to be tried out with other changes.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from biglocal import clock
from partnerships.actions import trials
from partnerships.actions.writing import one_change
from partnerships.models import Area
from partnerships.presenters.consequences import consequences
from partnerships.presenters.what_if import answers_of, compared
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.preview import preview, says_the_same
from partnerships.rules import Criteria, Roster
from partnerships.views.base import AreaDoor, AreaFormPage
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
    `before` says that it is of today, so that sentences name the day. Both are judged by `criteria`,
    those of the day.
    """

    sentence: str
    before: Roster
    after: Roster
    criteria: Criteria

    @property
    def led_to(self) -> list[str]:
        """What it leads to, in the few sentences that a banner has room for."""
        return consequences(preview(self.before, self.after, self.criteria))


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
        return Written(self.write(form), before, roster_of(self.area, day), criteria_on(day))

    def answer(self, form: Any) -> HttpResponse:
        step = self.request.POST.get("step", "")
        if not step:
            return super().answer(form)
        if step == Step.EDIT:
            return self.render_to_response(self.get_context_data(form=form))
        # Read beforehand: a change that is undone leaves its traces on the objects in memory.
        context = self.get_answers(form)
        with one_change():
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
            "compared": compared(written.before, written.after, written.criteria),
            "button": form.button,
            "button_kind": form.button_kind,
            "typed": [(key, one) for key, all_ in typed if key not in NO_ANSWERS for one in all_],
        }
