"""Offices of the partnership: who takes one, hands it over, or was recorded wrongly."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.forms.needs import NeedsWhatItReveals
from partnerships.forms.periods import PeriodForm
from partnerships.models import USUAL_OFFICES, Person

ANOTHER = "another"


def people_choices(people: Sequence[Person], nobody: str) -> list[tuple[str, str]]:
    """People to choose from; `nobody` is what the empty choice says."""
    return [("", nobody), *((str(person.pk), str(person)) for person in people)]


class TakeOfficeForm(NeedsWhatItReveals, DesignForm):
    """Who takes which office, from when."""

    button = "Record the office"
    reveals = {"title": {ANOTHER: ["other_title"]}}
    needs = {"title": {ANOTHER: ["other_title"]}}
    prompts = {
        "person": "who holds the office",
        "title": "the office",
        "other_title": "the name of the office",
        "starts_on": "the first day in office",
    }

    person = forms.ChoiceField(label="Who holds it?")
    title = forms.ChoiceField(
        label="Which office?",
        choices=[*((one, one.capitalize()) for one in USUAL_OFFICES), (ANOTHER, "Another office")],
        widget=forms.RadioSelect,
        help_text="Every office counts as a position of power.",
    )
    other_title = forms.CharField(label="Name of the office", max_length=80)
    starts_on = DayField(label="First day in office", help_text="It may be in the future.")

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        self.people = {str(person.pk): person for person in people}
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = people_choices(people, "Choose")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("title") == ANOTHER and "other_title" in cleaned:
            cleaned["title"] = cleaned["other_title"]
        return cleaned

    @property
    def chosen(self) -> Person:
        """Of a valid form: who takes the office."""
        return self.people[self.cleaned_data["person"]]


class HandOverForm(VersionedForm):
    """The last day in office, and who takes over, if it is known."""

    button = "Save"
    prompts = {"last_day": "the last day in office", "to": "who takes over"}

    last_day = DayField(
        label="Last day in office", help_text="It still counts. It may be in the future."
    )
    to = forms.ChoiceField(
        label="Who takes over?",
        required=False,
        help_text="They hold the office from the day after. Leave it at “Nobody yet” if it is open.",
    )

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        self.people = {str(person.pk): person for person in people}
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = people_choices(people, "Nobody yet")

    @property
    def successor(self) -> Person | None:
        """Of a valid form: who takes over."""
        return self.people.get(self.cleaned_data["to"])


class OfficeForm(PeriodForm):
    """What was recorded of an office, to be put right."""

    button = "Save the correction"
    prompts = PeriodForm.prompts | {"title": "the name of the office"}
    field_order = ["title"]

    title = forms.CharField(label="Office", max_length=80)
