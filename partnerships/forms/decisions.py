"""What was decided, about whom, and what each person on the register did then."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField, MoneyField
from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.models import DecisionKind, Part

NOT_THERE = "not-there"
LONGEST_LIST = 50


class DayOfMeetingForm(DesignForm):
    """The day first, since who was on the register turns on it; sent by GET."""

    form_method = "get"
    button = "Continue"

    decided_on = DayField(
        label="When was the meeting?", prompt="the date of the meeting", latest=clock.today
    )


class LinesField(forms.CharField):
    """Names, one on a line; cleans to a list without blank lines and repeats, in their order."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return list({line.casefold(): line for line in reversed(lines) if line}.values())[::-1]

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        if len(value) > LONGEST_LIST:
            raise forms.ValidationError(f"Enter {LONGEST_LIST} names or fewer")
        for name in value:
            super().run_validators(name)
            if len(name) > 200:
                raise forms.ValidationError(
                    f"Each name must be 200 characters or fewer. Shorten “{name[:40]}…”, "
                    "or begin the next name on a new line"
                )


class DecisionForm(VersionedForm):
    """A decision, all but who took part."""

    prompts = {
        "decided_on": "the date of the meeting",
        "kind": "what kind of decision it was",
        "title": "what was decided",
        "amount": "the amount",
    }
    widths = {"amount": "10", "minute_reference": "20"}

    decided_on = DayField(label="Date of the meeting", latest=clock.today)
    kind = forms.ChoiceField(
        label="What kind of decision was it?", choices=DecisionKind, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="What was decided, in a few words?",
        max_length=200,
        help_text="For example, “Grant for the summer fair”",
    )
    amount = MoneyField(label="Amount", required=False, max_digits=10)
    organisations = LinesField(
        label="Organisations considered",
        widget=forms.Textarea(attrs={"rows": 5}),
        required=False,
        help_text="One on each line, the one chosen too. Names on the programme’s list are "
        "recognised, in capitals or not; new ones are added to it",
    )
    chosen = forms.CharField(
        label="Organisation chosen",
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
    )
    outcome = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    reason = forms.CharField(
        label="Reason for the decision",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    minute_reference = forms.CharField(
        label="Where it is in the minutes", max_length=80, required=False
    )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class PartForm(DesignForm):
    """What one person did when it was decided: a row of the table."""

    is_row = True
    marks_optional = False

    part = forms.ChoiceField(
        label="What they did",
        choices=[
            (Part.TOOK_PART, "Took part"),
            (Part.WITHDREW, "Withdrew"),
            (NOT_THERE, "Not there"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they did"},
    )
