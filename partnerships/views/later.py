"""What comes to light about a decision later: noted, settled, and taken back where it was a mistake."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.urls import reverse

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.actions import later
from partnerships.forms.later import OPEN, SETTLED, LaterForm
from partnerships.models import Decision, LaterConflict, Person
from partnerships.presenters.decisions import judged
from partnerships.rosters.later import open_flags
from partnerships.views.base import record_or_404
from partnerships.views.changes import OneByOne
from partnerships.views.of_person import MistakePage, version_typed


class AboutDecision(OneByOne):
    """A question page beside a decision, whose record stays as it is."""

    tab = "decisions"

    @cached_property
    def decision(self) -> Decision:
        recorded = self.area.decisions.select_related("area")
        found: Decision = record_or_404(recorded, self.kwargs["decision"])
        return found

    def get_back_url(self) -> str:
        return reverse("decision-detail", args=[self.area.slug, self.decision.pk])


class AsksWhatCame(AboutDecision):
    """Asks what came to light."""

    form_class = LaterForm
    template_name = "partnerships/later_form.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        people = Person.objects.on_register_of(self.area)
        asked = {"people": people, "decided_on": self.decision.decided_on}
        return super().get_form_kwargs() | asked

    def said(self, form: LaterForm) -> dict[str, Any]:
        """What a valid form says, as the actions take it."""
        return {name: said for name, said in form.answers.items() if name != "state"}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decision=self.decision, **kwargs)


class LaterAdd(AsksWhatCame):
    """Notes what came to light; `?person=` names somebody about whom the rules found it."""

    title = "What came to light?"

    def get_initial(self) -> dict[str, Any]:
        begun: dict[str, Any] = {"found_on": clock.today(), "state": OPEN}
        by = judged(self.decision, clock.today())
        asked = self.request.GET.get("person", "")
        flags = open_flags(self.area, by.roster, by.assessment.findings, clock.today())
        for flag in flags.get(self.decision.pk, ()):
            if flag.conflict is None and str(flag.person) == asked:
                return begun | {"found_on": flag.on, "person": flag.person, "what": flag.what}
        return begun

    def act(self, form: LaterForm) -> str:
        saved = later.came_to_light(decision=self.decision, by=self.user, **self.said(form))
        return _done(saved)


class OfConflict:
    """Finds what came to light that a page is about, among what is noted of the decision."""

    decision: Any
    kwargs: dict[str, Any]

    @cached_property
    def conflict(self) -> LaterConflict:
        noted = self.decision.later_conflicts.select_related(
            "decision__area", "person", "organisation"
        )
        found: LaterConflict = record_or_404(noted, self.kwargs["pk"])
        return found


class LaterChange(OfConflict, AsksWhatCame):
    """Settles what came to light, or puts right what is noted of it."""

    title = "What came of it?"

    def get_initial(self) -> dict[str, Any]:
        return self.saved_values(self.conflict, None) | {"version": self.conflict.version}

    def saved_values(self, record: LaterConflict, form: Any) -> dict[str, Any]:
        names = ("found_on", "what", "done", "settled_on", "settled_reason")
        return {name: getattr(record, name) for name in names} | {
            "person": record.person_id,
            "organisation": record.organisation.name if record.organisation else "",
            "state": OPEN if record.is_open else SETTLED,
        }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(conflict_noted=self.conflict, **kwargs)

    def act(self, form: LaterForm) -> str:
        saved = later.correct(
            conflict=self.conflict, version=version_typed(form), by=self.user, **self.said(form)
        )
        return _done(saved)


class LaterMistake(OfConflict, MistakePage, AboutDecision):
    """Takes back what was noted by mistake."""

    title = "Take back what came to light"
    keeps = "The decision stays as it is recorded."

    def get_record(self) -> LaterConflict:
        return self.conflict

    def facts(self) -> list[tuple[str, str]]:
        return [
            ("Decision", self.decision.title),
            ("Came to light", day_in_words(self.conflict.found_on)),
            ("What", self.conflict.what),
        ]

    def act(self, form: Any) -> str:
        later.never_happened(
            conflict=self.conflict,
            reason=form.cleaned_data["reason"],
            version=version_typed(form),
            by=self.user,
        )
        return "Saved. The note is taken back."


def _done(conflict: LaterConflict) -> str:
    if conflict.is_open:
        return "Saved. The decision is open again until this is settled; its record stays as it is."
    return "Saved. This is settled; the record of the decision stays as it is."
