"""The forms with which a plan is written down, its themes, how it goes, and what was spent for it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField, MoneyField
from biglocal.design.forms import DesignForm, DesignMixin, VersionedForm
from partnerships.forms.files import WithFiles
from partnerships.forms.periods import EndsAfterItStarts
from partnerships.models import Theme

MOST_PRIORITIES, LONGEST_PRIORITY = 20, 300


class PrioritiesField(forms.CharField):
    """Priorities, one on a line; cleans to a list in their order, each once, without blank lines."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> Any:
        if isinstance(value, list):
            return value
        lines = [" ".join(line.split()) for line in (super().to_python(value) or "").splitlines()]
        return list(dict.fromkeys(filter(None, lines)))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def run_validators(self, value: Any) -> None:
        if len(value) > MOST_PRIORITIES:
            raise forms.ValidationError(f"Enter {MOST_PRIORITIES} priorities or fewer")
        for one in value:
            super().run_validators(one)
            if len(one) > LONGEST_PRIORITY:
                raise forms.ValidationError(
                    f"Each priority must be {LONGEST_PRIORITY} characters or fewer. "
                    f"Shorten “{one[:40]}…”"
                )


class PlanFields(EndsAfterItStarts, forms.Form):
    """What a plan says, whether it is new or put right."""

    title = forms.CharField(label="What is the plan called?", max_length=120)
    vision = forms.CharField(
        label="What is the partnership’s vision?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    priorities = PrioritiesField(
        label="Priorities",
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="One on each line, the first one first",
    )
    starts_on = DayField(label="From which day does it hold?")
    ends_on = DayField(label="Until which day?", help_text="The last day of the plan")
    next_review_on = DayField(
        label="When is it due to be reviewed?",
        required=False,
        help_text="The to-do list says so once this day has passed",
    )


PROMPTS = {
    "title": "what the plan is called",
    "starts_on": "the first day of the plan",
    "ends_on": "the last day of the plan",
    "next_review_on": "the day its review is due",
}


class PlanForm(PlanFields, DesignForm):
    """A plan that is written down."""

    button = "Record the plan"
    prompts = PROMPTS


class CorrectPlanForm(PlanFields, VersionedForm):
    """A plan that was recorded wrongly, or not in full."""

    button = "Save the correction"
    prompts = PROMPTS


class PlanReviewForm(VersionedForm):
    """When the partnership looked at its plan, and when it will again."""

    button = "Record the review"
    prompts = {
        "reviewed_on": "the day it was reviewed",
        "next_review_on": "the day its next review is due",
    }

    reviewed_on = DayField(label="When did the partnership review it?", latest=clock.today)
    next_review_on = DayField(label="When is the next review due?", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        reviewed_on, next_on = cleaned.get("reviewed_on"), cleaned.get("next_review_on")
        if reviewed_on and next_on and next_on <= reviewed_on:
            self.add_error("next_review_on", "The next review must be after this one")
        return cleaned


class ThemeForm(VersionedForm):
    """What some of the money is for, and how much."""

    button = "Save the theme"
    prompts = {"name": "what the theme is called", "budget": "the budget"}

    name = forms.CharField(
        label="What is the theme called?",
        max_length=80,
        help_text="For example, “Young people” or “Health and wellbeing”",
    )
    budget = MoneyField(label="Budget", max_digits=10)


class NoteForm(WithFiles):
    """How the plan is going on a day, with files that show it."""

    button = "Save the note"
    prompts = {"noted_on": "the day", "text": "how it is going"}

    noted_on = DayField(label="About which day is this?", latest=clock.today)
    text = forms.CharField(
        label="How is it going?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="What was done, for whom, and what changed. Name people only if they agreed",
    )


def by_plan(themes: Sequence[Theme]) -> list[tuple[str, list[tuple[str, str]]]]:
    """Themes to choose from, under the plans that they are of."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for theme in themes:
        groups.setdefault(str(theme.plan), []).append((str(theme.pk), theme.name))
    return list(groups.items())


class SpendFields(DesignMixin, forms.Form):
    """What is said of money that was spent; `themes` are those of the area, with their plans."""

    theme = forms.ChoiceField(label="Which theme of the plan was it for?")
    spent_on = DayField(label="When was it spent?", latest=clock.today)
    amount = MoneyField(
        label="How much was it?",
        max_digits=10,
        min_value=Decimal("0.01"),
        error_messages={"min_value": "The amount must be more than £0"},
    )
    payee = forms.CharField(
        label="Who was paid?",
        max_length=200,
        help_text="An organisation, or in words. Do not name somebody who is not paid as a business",
    )
    what_for = forms.CharField(label="What was it for?", max_length=200)
    reference = forms.CharField(
        label="Reference",
        required=False,
        max_length=80,
        help_text="The number of an invoice or a payment",
    )
    recorded_from = forms.CharField(
        label="What is this recorded from?",
        max_length=200,
        help_text="For example, “the LTO’s statement of 31 March 2026”",
    )

    def __init__(self, *args: Any, themes: Sequence[Theme], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(theme.pk): theme for theme in themes}
        field = self.fields["theme"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose a theme"), *by_plan(themes)]

    @property
    def chosen(self) -> Theme:
        """The theme that a valid form names."""
        return self.by_pk[self.cleaned_data["theme"]]


SPEND_PROMPTS = {
    "theme": "the theme",
    "spent_on": "the day it was spent",
    "amount": "how much was spent",
    "payee": "who was paid",
    "what_for": "what it was for",
    "recorded_from": "what this is recorded from",
}


class SpendForm(SpendFields, DesignForm):
    """Money that was not recorded yet."""

    button = "Record what was spent"
    prompts = SPEND_PROMPTS
    widths = {"reference": "20"}


class CorrectSpendForm(SpendFields, VersionedForm):
    """Money that was recorded wrongly."""

    button = "Save the correction"
    prompts = SPEND_PROMPTS
    widths = {"reference": "20"}
