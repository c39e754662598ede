"""The forms about who looks after an area: who, in which role, from when to when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Q

from biglocal.accounts.models import User
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from biglocal.design.words import people_list
from partnerships.models import Area, AssignedRole
from partnerships.models.names import folded, holds

# So many areas are named where more than one is meant.
MOST_NAMED = 3


class FromTo(DesignForm):
    """A form that asks for a first day and for a last one, which may be none."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        first, last = said.get("starts_on"), said.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", "The last day must be on or after the first day")
        return said


class AssignForm(FromTo):
    """Who looks after the area, known by the e-mail address of their account."""

    button = "Add"
    prompts = {
        "email": "the e-mail address of their account",
        "starts_on": "the first day",
        "ends_on": "the last day",
    }
    choice_hints = {
        "role": {
            AssignedRole.SECRETARY: "Keeps the register and collects membership forms.",
            AssignedRole.REP: "Does that too, and writes the yearly review.",
        }
    }

    role = forms.ChoiceField(
        label="What are they to be?",
        choices=AssignedRole.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select secretary or rep"},
    )
    email = forms.EmailField(
        label="E-mail address", max_length=254, help_text="The one that they sign in with."
    )
    starts_on = DayField(label="From which day?")
    ends_on = DayField(
        label="Last day", required=False, help_text="Leave it empty if they are to stay."
    )

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        self.found = User.objects.filter(email=email).first()
        if self.found is None:
            raise forms.ValidationError(
                "Nobody signs in with this e-mail address. An administrator can add and invite them"
            )
        return email


class GiveAreaForm(FromTo):
    """Which area somebody is to look after, and as what."""

    button = "Save"
    prompts = {"area": "the name of the area", "starts_on": "the first day"}
    choice_hints = AssignForm.choice_hints

    area = forms.CharField(
        label="Which area?",
        max_length=120,
        help_text="Its name, a part of it that no other area has, or Local Trust’s reference.",
    )
    role = forms.ChoiceField(
        label="What are they to be?",
        choices=AssignedRole.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select secretary or rep"},
    )
    starts_on = DayField(label="From which day?")
    ends_on = DayField(
        label="Last day", required=False, help_text="Leave it empty if they are to stay."
    )

    def clean_area(self) -> str:
        text: str = self.cleaned_data["area"]
        exact = Area.objects.filter(Q(folded_name=folded(text)) | Q(reference__iexact=text))
        found = list(exact[:2]) or list(Area.objects.filter(holds(text))[:MOST_NAMED])
        if not found:
            raise forms.ValidationError("No area has this name or reference")
        if len(found) > 1:
            raise forms.ValidationError(
                f"More than one area has that in its name, like {people_list(found)}. "
                "Enter the whole name of one, or its reference"
            )
        (self.found,) = found
        return text


class EndForm(VersionedForm):
    """The last day on which somebody looks after an area."""

    button = "Save the last day"
    prompts = {"last_day": "their last day"}

    last_day = DayField(
        label="Last day", help_text="They can do everything on this day, and nothing from the next."
    )


class DaysForm(FromTo, VersionedForm):
    """From when to when somebody looks after an area, put right."""

    prompts = {"starts_on": "the first day", "ends_on": "the last day"}

    starts_on = DayField(label="First day")
    ends_on = DayField(
        label="Last day", required=False, help_text="Leave it empty if they are to stay."
    )
