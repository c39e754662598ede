"""How a decision is recorded with who took part, put right, and taken back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any, ClassVar

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.conflict import Difference
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import decisions
from partnerships.forms.decisions import NOT_THERE, PARTS, DayOfMeetingForm, DecisionForm
from partnerships.models import Decision, Interest, Part, Participation, Person
from partnerships.presenters.decisions import findings_about, judged_on
from partnerships.views.base import AreaFormPage, record_or_404
from partnerships.views.changes import RegisterChange, Written
from partnerships.views.decisions import OfDecision
from partnerships.views.of_person import MistakePage, version_typed

# The name of a person's answer in the table, as `PartForm` is prefixed.
ANSWER = re.compile(r"person-(\d{1,15})-part", re.ASCII)


class DecisionPage(RegisterChange):
    """A question page for a decision: the form, and a row for everybody on the register that day."""

    tab = "decisions"
    template_name = "partnerships/decision_form.html"
    form_class = DecisionForm
    # What the button says that saves.
    button: ClassVar[str]
    # What is said to be done to the decision.
    done: ClassVar[str]

    def get_back_url(self) -> str:
        return reverse("decision-list", args=[self.area.slug])

    def parts_now(self) -> dict[int, str]:
        """What each person did, by primary key, as it is recorded now."""
        return {}

    def day_of_meeting(self) -> datetime.date:
        """The day of which the register is asked, until another is typed."""
        raise NotImplementedError

    def record(self, decided: decisions.Decided, form: Any) -> Decision:
        """Write it down."""
        raise NotImplementedError

    def people_on(self, typed: datetime.date | None) -> list[Person]:
        """Who was on the register that day, and whoever else is or was said to have had a part."""
        posted = [ANSWER.fullmatch(name) for name in self.request.POST]
        said = [
            int(match[1])
            for match in posted
            if match and self.request.POST[match[0]] in (Part.TOOK_PART, Part.WITHDREW)
        ]
        known = Person.objects.on_register_of(self.area).filter(pk__in=said)
        day = typed or self.day_of_meeting()
        return list(
            Person.objects.filter(
                Q(pk__in=Person.objects.serving(self.area, day))
                | Q(pk__in=known)
                | Q(pk__in=list(self.parts_now()))
            )
        )

    def get_form_kwargs(self) -> dict[str, Any]:
        rows = {"people_on": self.people_on, "parts_now": self.parts_now()}
        return super().get_form_kwargs() | rows

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
        parts = {person.pk: part for part in Part for person in form.who(part)}
        decided = decisions.Decided(parts=parts, **form.answers)
        self.written = self.record(decided, form)
        return f"The decision of {day_in_words(self.written.decided_on)} is {self.done}."

    def banner(self, written: Written) -> str:
        """What was saved; what the rules find in it stands on the page that follows."""
        findings, _ = findings_about(self.written, clock.today())
        see = ["See below what the rules found in it."] if findings else []
        return " ".join(["Saved.", written.sentence, *see])

    def get_success_url(self) -> str:
        return reverse("decision-detail", args=[self.area.slug, self.written.pk])

    def get_answers(self, form: Any) -> dict[str, Any]:
        context = super().get_answers(form)
        parts = [(label, people_list(form.who(part))) for part, label in PARTS]
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

    def get_initial(self) -> dict[str, Any]:
        return {"decided_on": self.day_of_meeting()}

    def record(self, decided: decisions.Decided, form: Any) -> Decision:
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
        return self._recorded_parts

    @cached_property
    def _recorded_parts(self) -> dict[int, str]:
        return dict(self.decision.participations.values_list("person", "part"))

    def days_recorded(self) -> set[datetime.date]:
        return {self.decision.decided_on}

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return super().saved_values(record, form) | {
            "organisations": [one.name for one in record.organisations.all()],
            "chosen": record.chosen.name if record.chosen else "",
        }

    def more_differences(self, record: Any, form: Any) -> Iterator[Difference]:
        labels = dict(PARTS)
        saved = dict(record.participations.values_list("person", "part"))
        for person, row in form.rows.items():
            now, typed = saved.get(person.pk, NOT_THERE), row.cleaned_data["part"]
            if now != typed:
                yield Difference(person.name, labels[now], labels[typed])

    def get_initial(self) -> dict[str, Any]:
        form = DecisionForm(people_on=self.people_on, parts_now={})
        return self.saved_values(self.decision, form) | {"version": self.decision.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decision=self.decision, **kwargs)

    def record(self, decided: decisions.Decided, form: Any) -> Decision:
        return decisions.correct(
            decision=self.decision, decided=decided, by=self.user, version=version_typed(form)
        )


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
