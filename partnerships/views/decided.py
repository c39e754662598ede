"""How a recorded decision is put right, and taken back where it was never taken."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.conflict import Difference
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import decisions
from partnerships.forms.decisions import NO_MEETING, NOT_THERE, PARTS, VOTED, DecisionForm
from partnerships.models import Decision, Part, Participation
from partnerships.presenters.decisions import judged_on
from partnerships.views.base import record_or_404
from partnerships.views.changes import RegisterChange
from partnerships.views.deciding import DecisionPage
from partnerships.views.decisions import OfDecision
from partnerships.views.of_person import MistakePage, version_typed


class DecisionChange(OfDecision, DecisionPage):
    """Put a recorded decision right."""

    title = "Correct a decision"
    button = "Save the correction"
    done = "corrected"

    def get_back_url(self) -> str:
        return reverse("decision-detail", args=[self.area.slug, self.decision.pk])

    def day_of_meeting(self) -> datetime.date:
        return self.decision.decided_on

    def parts_now(self) -> dict[int, str]:
        return {one.person_id: _done(one) for one in self._recorded}

    def declared_now(self) -> Collection[int]:
        return [one.person_id for one in self._recorded if one.declared]

    @cached_property
    def _recorded(self) -> list[Participation]:
        return list(self.decision.participations.all())

    def days_recorded(self) -> set[datetime.date]:
        return {self.decision.decided_on}

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return super().saved_values(record, form) | {
            "organisations": [one.name for one in record.organisations.all()],
            "chosen": record.chosen.name if record.chosen else "",
            "meeting": str(record.meeting_id or NO_MEETING),
            "theme": str(record.theme_id or ""),
        }

    def more_differences(self, record: Any, form: Any) -> Iterator[Difference]:
        recorded = {one.person_id: one for one in record.participations.all()}
        for person, row in form.rows.items():
            saved = recorded.get(person.pk)
            now = _said(_done(saved), saved.declared) if saved else _said(NOT_THERE, False)
            typed = _said(row.cleaned_data["part"], row.cleaned_data["declared"])
            if now != typed:
                yield Difference(person.name, now, typed)

    def get_initial(self) -> dict[str, Any]:
        form = DecisionForm(**self.asked_of_everybody())
        return self.saved_values(self.decision, form) | {"version": self.decision.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decision=self.decision, **kwargs)

    def record(self, decided: decisions.Decided, form: Any) -> Decision:
        return decisions.correct(
            decision=self.decision, decided=decided, by=self.user, version=version_typed(form)
        )


def _done(participation: Participation) -> str:
    """What somebody did, as the form asks it."""
    return VOTED if participation.voted else participation.part


def _said(part: str, has_declared: bool) -> str:
    """A row in words."""
    return f"{dict(PARTS)[part]}, declared an interest" if has_declared else dict(PARTS)[part]


class DecisionMistake(RegisterChange, OfDecision, MistakePage):
    """Take back a decision that was recorded by mistake."""

    tab = "decisions"
    keeps = "Conflicts that come to light later are no mistake: the decision stays as it was taken."

    def get_title(self) -> str:
        return "Take back a decision"

    def get_back_url(self) -> str:
        return reverse("decision-detail", args=[self.area.slug, self.decision.pk])

    def get_success_url(self) -> str:
        return reverse("decision-list", args=[self.area.slug])

    def get_record(self) -> Any:
        return self.decision

    def looked_at(self, form: Any) -> datetime.date:
        return judged_on(self.decision.decided_on, clock.today())

    def facts(self) -> list[tuple[str, str]]:
        shown = record_or_404(self.area.decisions, self.kwargs["pk"])
        parts: Iterable[Participation] = shown.participations.select_related("person")
        took_part = [one.person for one in parts if one.part == Part.TOOK_PART]
        return [
            ("Meeting", day_in_words(shown.decided_on)),
            ("Decided", shown.title),
            ("Took part", people_list(took_part) or "Nobody recorded"),
        ]

    def write(self, form: Any) -> str:
        decisions.never_happened(
            decision=self.decision,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"The decision of {day_in_words(self.decision.decided_on)} is taken back."
