"""Several changes tried out together, by one person, before any of them is saved.

A trial is a list of kept answers, whose shape `partnerships.views.replaying` tells.
"""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.urls import reverse

from biglocal import clock
from partnerships.actions import trials
from partnerships.actions.writing import one_change
from partnerships.forms.trials import CARRY_OUT, DROP, TrialForm
from partnerships.models import Trial
from partnerships.presenters.consequences import consequences
from partnerships.presenters.what_if import compared
from partnerships.rosters.preview import preview
from partnerships.rules.wording import counted
from partnerships.views.changes import OneByOne
from partnerships.views.of_person import version_typed
from partnerships.views.replaying import carry_out, rehearse


class WhatIf(OneByOne):
    """What somebody is trying out in this area, and what all of it together would do."""

    template_name = "partnerships/what_if.html"
    form_class = TrialForm
    title = "Try out changes"
    tab = "position"

    @cached_property
    def trial(self) -> Trial | None:
        """What the one who looks is trying out here."""
        return Trial.objects.filter(area=self.area, by=self.user).first()

    def answer(self, form: TrialForm) -> HttpResponse:
        what, trial = form.cleaned_data["what"], self.trial
        if trial is None:
            raise ValidationError("You are not trying out any change here.")
        # What is dropped need not be what was seen last.
        if what == DROP:
            trials.drop(area=self.area, by=self.user)
            return self.finish("Dropped. Nothing of what you tried out was saved.")
        version = version_typed(form)
        if what == CARRY_OUT:
            trials.check_as_seen(trial, version)
            return self.finish(self.carry_out(trial))
        place = form.cleaned_data["place"]
        trials.remove(
            trial=trial, place=-1 if place is None else place, version=version, by=self.user
        )
        return self.finish("Removed. The other changes are still there, and nothing is saved.")

    def carry_out(self, trial: Trial) -> str:
        """Do every change that was tried, or none of them; what was done, in sentences."""
        rehearsed = rehearse(self.area, self.user, trial.steps)
        with one_change():
            done = carry_out(self.area, self.user, trial.steps, rehearsed.after.as_at)
            if done.has_problem:
                raise ValidationError(
                    "Nothing is saved. Remove the changes that cannot be done, then carry out "
                    "the others."
                )
            trials.drop(area=self.area, by=self.user)
        self.success_name = "register"
        return " ".join(
            [
                f"Saved. {counted(len(done.steps), 'change')} "
                f"{'is' if len(done.steps) == 1 else 'are'} carried out.",
                *consequences(preview(done.before, done.after, done.criteria)),
            ]
        )

    # The page after a button: this one, until all is carried out.
    success_name = "what-if"

    def get_success_url(self) -> str:
        return reverse(self.success_name, args=[self.area.slug])

    def show_conflict(self, form: Any, current: Any) -> HttpResponse:
        self.trial = current
        form.add_error(
            None,
            "What you are trying out was changed since you opened the page, perhaps in another "
            "window. This is how it is now.",
        )
        return self.form_invalid(form)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trial = self.trial
        steps = trial.steps if trial else []
        members = self.area.memberships.current_on(clock.today()).select_related("person")
        context = super().get_context_data(
            trial=trial, members=members.order_by("person__name", "pk"), **kwargs
        )
        if steps:
            replay = rehearse(self.area, self.user, steps)
            context |= {
                "steps": replay.steps,
                "has_problem": replay.has_problem,
                "compared": compared(replay.before, replay.after, replay.criteria),
            }
        return context
