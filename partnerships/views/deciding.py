"""How a decision is recorded with who took part, put right, and taken back."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.conflict import Difference
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import decisions
from partnerships.forms.decisions import NOT_THERE, DayOfMeetingForm, DecisionForm, PartForm
from partnerships.models import Decision, Interest, Organisation, Part, Participation, Person
from partnerships.presenters.decisions import findings_about
from partnerships.views.base import AreaFormPage, record_or_404
from partnerships.views.changes import RegisterChange
from partnerships.views.decisions import OfDecision
from partnerships.views.of_person import MistakePage, version_typed

# The name of a person's answer in the table, as `PartForm` is prefixed.
ANSWER = re.compile(r"person-(\d{1,15})-part", re.ASCII)


class DecisionPage(AreaFormPage):
    """A question page for a decision: the form, and a row for everybody on the register that day."""

    tab = "decisions"
    template_name = "partnerships/decision_form.html"
    form_class = DecisionForm

    def get_back_url(self) -> str:
        return reverse("decision-list", args=[self.area.slug])

    def parts_now(self) -> dict[int, str]:
        """What each person did, by primary key, as it is recorded now."""
        return {}

    def day_of_meeting(self) -> datetime.date:
        """The day of which the register is asked."""
        raise NotImplementedError

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = self.get_form()
        form.is_valid()
        self.typed_day = form.cleaned_data.get("decided_on")
        # Every row is looked at, so that all that is amiss is said at once.
        wrong_rows = [row for row in self.rows.values() if not row.is_valid()]
        if form.is_valid() and not wrong_rows:
            return self.form_valid(form)
        return self.form_invalid(form)

    typed_day: datetime.date | None = None

    @cached_property
    def people(self) -> list[Person]:
        """Who was on the register that day, and whoever else is or was said to have had a part."""
        posted = [ANSWER.fullmatch(name) for name in self.request.POST]
        said = [
            int(match[1])
            for match in posted
            if match and self.request.POST[match[0]] in (Part.TOOK_PART, Part.WITHDREW)
        ]
        known = Person.objects.on_register_of(self.area).filter(pk__in=said)
        day = self.typed_day or self.day_of_meeting()
        return list(
            Person.objects.filter(
                Q(pk__in=Person.objects.serving(self.area, day))
                | Q(pk__in=known)
                | Q(pk__in=list(self.parts_now()))
            )
        )

    @cached_property
    def rows(self) -> dict[int, PartForm]:
        """The form of each person's row, by the person's primary key."""
        is_recorded = bool(self.parts_now())
        rows = {}
        for person in self.people:
            now = self.parts_now().get(person.pk, NOT_THERE if is_recorded else None)
            row = PartForm(
                self.request.POST if self.request.method == "POST" else None,
                prefix=f"person-{person.pk}",
                initial={"part": now},
            )
            row.row_name = person.name
            rows[person.pk] = row
        return rows

    def interests(self) -> dict[int, list[Interest]]:
        """The interests that those in the table held on the day, by person."""
        day = self.typed_day or self.day_of_meeting()
        held: dict[int, list[Interest]] = {}
        recorded = self.area.interests.current_on(day).filter(person__in=self.people)
        for interest in recorded.select_related("organisation"):
            held.setdefault(interest.person_id, []).append(interest)
        return held

    def said_parts(self) -> dict[int, Part]:
        """Who took part and who withdrew, of valid rows."""
        said = {pk: row.cleaned_data["part"] for pk, row in self.rows.items()}
        return {pk: Part(part) for pk, part in said.items() if part != NOT_THERE}

    def sentence(self, decision: Decision, done: str) -> str:
        """What was saved; what the rules find in it stands on the page that follows."""
        sentence = f"Saved. The decision of {day_in_words(decision.decided_on)} is {done}."
        findings, _ = findings_about(decision, clock.today())
        return f"{sentence} See below what the rules found in it." if findings else sentence

    def decided(self, form: BaseForm) -> decisions.Decided:
        said = {name: form.cleaned_data[name] for name in form.fields if name != "version"}
        return decisions.Decided(parts=self.said_parts(), **said)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        interests = self.interests()
        return super().get_context_data(
            rows=[
                (person, self.rows[person.pk], interests.get(person.pk, []))
                for person in self.people
            ],
            forms=list(self.rows.values()),
            day=self.typed_day or self.day_of_meeting(),
            organisations=Organisation.objects.values_list("name", flat=True),
            **kwargs,
        )


class DecisionAdd(DecisionPage):
    """Record a decision: first the day of the meeting, then the rest."""

    title = "Record a decision"

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

    def act(self, form: Any) -> str:
        self.written = decisions.write_down(
            area=self.area, decided=self.decided(form), by=self.user
        )
        return self.sentence(self.written, "recorded")

    def get_success_url(self) -> str:
        return reverse("decision-detail", args=[self.area.slug, self.written.pk])


class DecisionChange(OfDecision, DecisionPage):
    """Put a recorded decision right."""

    title = "Correct a decision"

    def get_back_url(self) -> str:
        return reverse("decision-detail", args=[self.area.slug, self.decision.pk])

    def day_of_meeting(self) -> datetime.date:
        return self.decision.decided_on

    def parts_now(self) -> dict[int, str]:
        return self._recorded_parts

    @cached_property
    def _recorded_parts(self) -> dict[int, str]:
        return dict(self.decision.participations.values_list("person", "part"))

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return super().saved_values(record, form) | {
            "organisations": [one.name for one in record.organisations.all()],
            "chosen": record.chosen.name if record.chosen else "",
        }

    def more_differences(self, record: Any) -> Iterator[Difference]:
        labels = dict(PartForm.base_fields["part"].choices)  # type: ignore[attr-defined]
        saved = dict(record.participations.values_list("person", "part"))
        for person in self.people:
            now = saved.get(person.pk, NOT_THERE)
            typed = self.rows[person.pk].cleaned_data["part"]
            if now != typed:
                yield Difference(person.name, labels[now], labels[typed])

    def get_initial(self) -> dict[str, Any]:
        saved = self.saved_values(self.decision, DecisionForm())
        return saved | {"version": self.decision.version}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(decision=self.decision, **kwargs)

    def act(self, form: Any) -> str:
        decision = decisions.correct(
            decision=self.decision,
            decided=self.decided(form),
            by=self.user,
            version=version_typed(form),
        )
        return self.sentence(decision, "corrected")


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
