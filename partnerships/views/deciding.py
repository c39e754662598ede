"""How a decision is recorded with who took part, put right, and taken back."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.conflict import Difference
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import decisions, screenings
from partnerships.forms.decisions import (
    NO_MEETING,
    NOT_THERE,
    PARTS,
    VOTED,
    DayOfMeetingForm,
    DecisionForm,
)
from partnerships.models import (
    Attendance,
    Decision,
    Interest,
    Meeting,
    Part,
    Participation,
    Person,
    There,
)
from partnerships.presenters.decisions import judged, judged_on
from partnerships.rosters.plans import themes_of
from partnerships.rosters.screening import Asked, asked_by, withdrawing
from partnerships.views.base import AreaFormPage, record_or_404
from partnerships.views.changes import RegisterChange, Written
from partnerships.views.decisions import OfDecision
from partnerships.views.everybody import AsksAboutEverybody
from partnerships.views.of_person import MistakePage, version_typed

# What the form asks without its being an answer about the decision as such.
NOT_OF_IT = ("meeting", "theme", "sure")


class DecisionPage(AsksAboutEverybody, RegisterChange):
    """A question page for a decision: the form, and a row for everybody on the register that day."""

    tab = "decisions"
    template_name = "partnerships/decision_form.html"
    form_class = DecisionForm
    answer_name = "part"
    answers = (VOTED, Part.TOOK_PART, Part.WITHDREW)
    # What the button says that saves.
    button: ClassVar[str]
    # What is said to be done to the decision.
    done: ClassVar[str]

    def get_back_url(self) -> str:
        return reverse("decision-list", args=[self.area.slug])

    def parts_now(self) -> dict[int, str]:
        """What each person did, by primary key, as it is recorded now."""
        return {}

    def declared_now(self) -> Collection[int]:
        """Who declared an interest (primary keys), as it is recorded now."""
        return ()

    def suggested(self) -> dict[int, str]:
        """What the rows of a new decision begin with, by primary key."""
        return {}

    def recorded_now(self) -> Collection[int]:
        return self.parts_now()

    def meetings_on(self, typed: datetime.date | None) -> list[Meeting]:
        """The meetings of the day that was typed, or else of that of the page."""
        return list(self.area.meetings.filter(held_on=typed or self.day_of_meeting()))

    def record(self, decided: decisions.Decided, form: Any) -> Decision:
        """Write it down."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | self.asked_of_everybody()

    def asked_of_everybody(self) -> dict[str, Any]:
        """What the form needs to know beside what was typed."""
        return {
            "people_on": self.people_on,
            "parts_now": self.parts_now(),
            "declared_now": self.declared_now(),
            "suggested": self.suggested(),
            "meetings_on": self.meetings_on,
            "themes": themes_of(self.area),
        }

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.button = self.button
        return form

    def days_recorded(self) -> set[datetime.date]:
        """The day of the meeting as it is recorded now, if it is."""
        return set()

    def looked_at(self, form: Any) -> datetime.date:
        """Today, where the decision counts or counted; else the day of the meeting, by which an old
        one is judged on its own page."""
        today, meeting = clock.today(), form.cleaned_data["decided_on"]
        days = {judged_on(day, today) for day in self.days_recorded() | {meeting}}
        return today if today in days else meeting

    def write(self, form: Any) -> str:
        took_part = [one.pk for one in form.who(VOTED, Part.TOOK_PART)]
        withdrew = [one.pk for one in form.who(Part.WITHDREW)]
        decided = decisions.Decided(
            parts=dict.fromkeys(took_part, Part.TOOK_PART) | dict.fromkeys(withdrew, Part.WITHDREW),
            declared=[one.pk for one in form.who_declared()],
            voted=[one.pk for one in form.who(VOTED)],
            meeting=form.named_meeting,
            theme=form.named_theme,
            **{name: said for name, said in form.answers.items() if name not in NOT_OF_IT},
        )
        self.written = self.record(decided, form)
        return f"The decision of {day_in_words(self.written.decided_on)} is {self.done}."

    def banner(self, written: Written) -> str:
        """What was saved; what the rules find in it stands on the page that follows."""
        found = judged(self.written, clock.today()).assessment.findings
        is_found = any(one.decision == str(self.written.pk) for one in found)
        see = ["See below what the rules found in it."] if is_found else []
        return " ".join(["Saved.", written.sentence, *see])

    def get_success_url(self) -> str:
        return reverse("decision-detail", args=[self.area.slug, self.written.pk])

    def get_answers(self, form: Any) -> dict[str, Any]:
        context = super().get_answers(form)
        parts = [(label, people_list(form.who(part))) for part, label in PARTS]
        parts.append(("Declared an interest", people_list(form.who_declared())))
        said = [(label, names) for label, names in parts if names]
        return context | {"answers": [*context["answers"], *said]}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = kwargs["form"] if "form" in kwargs else self.get_form()
        day = form.typed_day or self.day_of_meeting()
        held: dict[Person, list[Interest]] = {}
        recorded = self.area.interests.current_on(day).filter(person__in=list(form.rows))
        for interest in recorded.select_related("organisation", "person"):
            held.setdefault(interest.person, []).append(interest)
        return super().get_context_data(
            rows=[(person, row, held.get(person, [])) for person, row in form.rows.items()],
            day=day,
            members=set(self.area.memberships.current_on(day).values_list("person", flat=True)),
            **kwargs | {"form": form},
        )


class DecisionAdd(DecisionPage):
    """Record a decision: first the day of the meeting, then the rest."""

    title = "Record a decision"
    button = "Record the decision"
    done = "recorded"

    @cached_property
    def day_form(self) -> DayOfMeetingForm:
        asked = any(name.startswith("decided_on") for name in self.request.GET)
        return DayOfMeetingForm(self.request.GET if asked else None)

    def day_of_meeting(self) -> datetime.date:
        if self.day_form.is_valid():
            day: datetime.date = self.day_form.cleaned_data["decided_on"]
            return day
        return clock.today()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.day_form.is_valid():
            self.template_name = "partnerships/form.html"
            return self.render_to_response(AreaFormPage.get_context_data(self, form=self.day_form))
        return super().get(request, *args, **kwargs)

    @cached_property
    def screened(self) -> Asked | None:
        """What was screened before, where one came from there."""
        return asked_by(self.user, self.area) if "screened" in self.request.GET else None

    def get_initial(self) -> dict[str, Any]:
        begun: dict[str, Any] = {"decided_on": self.day_of_meeting()}
        if self.screened is None:
            return begun
        names = ("kind", "title", "amount")
        return begun | {
            **{name: getattr(self.screened, name) for name in names},
            "organisations": list(self.screened.organisations),
        }

    def suggested(self) -> dict[int, str]:
        """Whoever must withdraw withdrew, and whoever did not come to the meeting was not there."""
        if self.request.method == "POST":
            return {}
        out: list[int] = []
        if self.screened is not None:
            out = withdrawing(self.area, replace(self.screened, decided_on=self.day_of_meeting()))
        there = Attendance.objects.filter(
            meeting__area=self.area, meeting__held_on=self.day_of_meeting(), there=There.PRESENT
        )
        present = set(there.values_list("person", flat=True))
        absent = [one.pk for one in self.people_on(None) if present and one.pk not in present]
        return dict.fromkeys(out, Part.WITHDREW.value) | dict.fromkeys(absent, NOT_THERE)

    def record(self, decided: decisions.Decided, form: Any) -> Decision:
        if self.screened is not None:
            screenings.drop(area=self.area, by=self.user)
        return decisions.write_down(area=self.area, decided=decided, by=self.user)


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
