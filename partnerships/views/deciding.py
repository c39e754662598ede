"""How a decision is recorded with who took part; what it shares with putting one right."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import replace
from typing import Any, ClassVar

from django.urls import reverse
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.words import day_in_words, people_list
from partnerships.actions import decisions, screenings
from partnerships.forms.decisions import (
    NOT_THERE,
    PARTS,
    VOTED,
    DecisionForm,
)
from partnerships.models import (
    Attendance,
    Decision,
    Interest,
    Meeting,
    Part,
    Person,
    There,
)
from partnerships.presenters.decisions import judged, judged_on
from partnerships.rosters.plans import themes_of
from partnerships.rosters.screening import Asked, asked_by, withdrawing
from partnerships.views.changes import RegisterChange, Written
from partnerships.views.everybody import AsksAboutEverybody, AsksTheDayFirst

# What the form asks without its being an answer about the decision as such.
NOT_OF_IT = ("meeting", "theme", "sure")


class DecisionPage(AsksAboutEverybody, RegisterChange):
    """A question page for a decision: the form, and a row for everybody on the register that day."""

    tab = "decisions"
    template_name = "partnerships/decision_form.html"
    form_class = DecisionForm
    answer_name = "part"
    answers = (VOTED, Part.TOOK_PART, Part.WITHDREW)
    rest_answer = VOTED
    rest_among: ClassVar[dict[str, Any]] = {"is_voting": True}
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
        votes = self.area.memberships.current_on(day).values_list("person", "is_voting")
        held: dict[Person, list[Interest]] = {}
        recorded = self.area.interests.current_on(day).filter(person__in=list(form.rows))
        for interest in recorded.select_related("organisation", "person"):
            held.setdefault(interest.person, []).append(interest)
        return super().get_context_data(
            rows=[(person, row, held.get(person, [])) for person, row in form.rows.items()],
            day=day,
            members={pk for pk, _ in votes},
            without_a_vote={pk for pk, is_voting in votes if not is_voting},
            **kwargs | {"form": form},
        )


class DecisionAdd(AsksTheDayFirst, DecisionPage):
    """Record a decision: first the day of the meeting, then the rest."""

    title = "Record a decision"
    button = "Record the decision"
    done = "recorded"

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
