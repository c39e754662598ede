"""What somebody on a register has to do with an organisation."""

from __future__ import annotations

from typing import Any

from django.utils.functional import cached_property

from biglocal.design.words import day_in_words
from partnerships.actions import interests
from partnerships.forms.interests import InterestForm
from partnerships.models import Interest
from partnerships.views.base import record_or_404
from partnerships.views.changes import RegisterChange
from partnerships.views.of_person import PersonFormPage, PersonMistakePage, version_typed


class InterestPage(RegisterChange, PersonFormPage):
    """A question about an interest."""

    form_class = InterestForm
    template_name = "partnerships/interest_form.html"


class InterestAdd(InterestPage):
    """Record an interest."""

    def get_title(self) -> str:
        return f"Record an interest of {self.person}"

    def get_form(self, form_class: Any = None) -> Any:
        form = super().get_form(form_class)
        form.button = "Record the interest"
        return form

    def write(self, form: Any) -> str:
        interest = interests.declare(
            area=self.area, person=self.person, by=self.user, **form.answers
        )
        return f"{self.person} has an interest in {interest.organisation}."


class OfInterest(PersonFormPage):
    """Finds the interest that a page is about, among those of the person."""

    @cached_property
    def interest(self) -> Interest:
        of_person = self.area.interests.filter(person=self.person)
        found: Interest = record_or_404(
            of_person.select_related("area", "person", "organisation"), self.kwargs["pk"]
        )
        return found


class InterestChange(InterestPage, OfInterest):
    """Put an interest right, or give it a last day."""

    def get_title(self) -> str:
        return f"{self.person}’s interest in {self.interest.organisation}"

    def get_initial(self) -> dict[str, Any]:
        saved = self.saved_values(self.interest, InterestForm())
        return saved | {"version": self.interest.version}

    def saved_values(self, record: Any, form: Any) -> dict[str, Any]:
        return super().saved_values(record, form) | {"organisation": str(record.organisation)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(interest=self.interest, **kwargs)

    def write(self, form: Any) -> str:
        interest = interests.correct(
            interest=self.interest, by=self.user, version=version_typed(form), **form.answers
        )
        until = f", until {day_in_words(interest.ends_on)}" if interest.ends_on else ""
        return f"{self.person}’s interest in {interest.organisation}{until}."


class InterestMistake(RegisterChange, PersonMistakePage, OfInterest):
    """Take back an interest that was recorded by mistake."""

    keeps = "If it was so and has ended, give it a last day instead."

    def get_title(self) -> str:
        return f"{self.person} has no interest in {self.interest.organisation}"

    def get_record(self) -> Any:
        return self.interest

    def facts(self) -> list[tuple[str, str]]:
        shown = record_or_404(self.area.interests.select_related("organisation"), self.kwargs["pk"])
        return [
            ("Organisation", str(shown.organisation)),
            ("Whose", shown.get_whose_display()),
            ("Kind", shown.get_nature_display()),
            ("From", day_in_words(shown.starts_on) or "Not known"),
            ("Last day", day_in_words(shown.ends_on) or "None"),
        ]

    def write(self, form: Any) -> str:
        name = self.interest.organisation
        interests.never_happened(
            interest=self.interest,
            reason=form.cleaned_data["reason"],
            by=self.user,
            version=version_typed(form),
        )
        return f"No such interest of {self.person} in {name} is recorded any more."
