"""The forms with which an administrator runs a round."""

from __future__ import annotations

from crispy_forms.layout import Layout
from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from biglocal.design.layout import Fieldset
from reviews.models import Question, Round, State

FIRST_YEAR = 2012
# Waits for its rep although its last day in time has passed.
OVERDUE = "overdue"


def _question_field(question: Question, number: int) -> forms.CharField:
    return forms.CharField(
        label=f"Question {number}",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": f"Enter question {number}"},
    )


class WordingForm(VersionedForm):
    """The four questions as this round asks them."""

    button = "Save the wording"
    marks_optional = False

    reflects = _question_field(Question.REFLECTS, 1)
    policies = _question_field(Question.POLICIES, 2)
    ethos = _question_field(Question.ETHOS, 3)
    conflicts = _question_field(Question.CONFLICTS, 4)

    @property
    def wording(self) -> dict[str, str]:
        """The questions of a valid form, by question."""
        return {question.value: self.cleaned_data[question.value] for question in Question}


class OpenForm(WordingForm):
    """The year of a new round, and the wording that it begins with."""

    button = "Open the round"
    widths = {"year": "4"}
    layout = Layout(
        "year", Fieldset("The four questions", *(question.value for question in Question))
    )

    year = forms.IntegerField(
        label="Year",
        help_text="Reviews can be submitted from 1 September to 31 December of this year.",
        error_messages={
            "required": "Enter the year, like 2027",
            "invalid": "Enter the year with four figures, like 2027",
        },
    )

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        latest = clock.today().year + 1
        if not FIRST_YEAR <= year <= latest:
            raise forms.ValidationError(f"Enter a year from {FIRST_YEAR} to {latest}")
        if Round.objects.filter(year=year).exists():
            raise forms.ValidationError(f"The round of {year} is open already")
        return year


class ExtensionForm(VersionedForm):
    """How long one area has, and why it needs longer than the others."""

    button = "Give more time"

    until = DayField(
        label="In time until",
        help_text="The last day on which its review is not marked as late, like 31 1 2027",
        prompt="the last day on which it is in time",
        earliest=clock.today,
    )
    reason = forms.CharField(
        label="Why does this area need longer?",
        help_text="The rep and the secretary can read this.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this area needs longer"},
    )


class CloseForm(DesignForm):
    """That nobody is waited for any longer."""

    button = "Close the round"
    button_kind = "warning"

    sure = forms.BooleanField(
        label="Local Trust waits for no more reviews of this round",
        error_messages={"required": "Tick the box to say that you wait for no more reviews"},
    )


class RoundFilters(DesignForm):
    """Which reviews of a round to list."""

    form_method = "get"
    marks_optional = False

    state = forms.ChoiceField(
        label="Review",
        required=False,
        choices=[("", "Any"), (OVERDUE, "Overdue"), *State.choices],
    )
