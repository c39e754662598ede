"""Another term, a planned change on another day, and an end that did not happen after all."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.forms.mistakes import MistakeForm
from partnerships.models import Appointed

YES, NO = "yes", "no"


def offices_field(label: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[(YES, "Yes"), (NO, "No")], widget=forms.RadioSelect, initial=YES
    )


class ReAppointForm(VersionedForm):
    """From when, how and until when somebody is appointed again; `titles` are the offices they hold."""

    button = "Re-appoint"
    inline = ["keeps_offices"]
    prompts = {
        "from_day": "the first day of the new term",
        "appointed": "how they were appointed",
        "term_ends_on": "the day the new term ends",
        "keeps_offices": "whether they keep their office",
    }

    from_day = DayField(
        label="First day of the new term",
        help_text="The term before ends the day before. It may be in the past or in the future.",
    )
    appointed = forms.ChoiceField(
        label="How were they appointed?",
        choices=[choice for choice in Appointed.choices if choice[0] != Appointed.FOUNDING],
        widget=forms.RadioSelect,
    )
    term_ends_on = DayField(label="When does the new term end?", required=False)
    keeps_offices = offices_field("Do they keep their office?")

    def __init__(self, *args: Any, titles: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titles:
            del self.fields["keeps_offices"]
        else:
            self.fields["keeps_offices"].help_text = f"They are {titles}."

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        from_day, term = cleaned.get("from_day"), cleaned.get("term_ends_on")
        if from_day and term and term < from_day:
            self.add_error("term_ends_on", "The new term must end on or after its first day")
        return cleaned

    @property
    def keeps(self) -> bool:
        """Of a valid form: whether the offices go on."""
        return bool(self.cleaned_data.get("keeps_offices", YES) == YES)


class BeginOnForm(VersionedForm):
    """Another first day for what is recorded."""

    button = "Save"
    prompts = {"starts_on": "the first day"}

    starts_on = DayField(label="First day", help_text="It may be in the past or in the future.")


class DidNotEndForm(VersionedForm):
    """Why a last day was recorded that was none; `titles` are offices that ended with it."""

    button = "Take back the end"
    inline = ["with_offices"]
    prompts = {
        "with_offices": "whether the office goes on too",
        "reason": "why the last day was a mistake",
    }

    with_offices = offices_field("Does the office go on too?")
    reason = forms.CharField(
        label="Why was the last day a mistake?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text="It is kept in the history, with the last day that was recorded.",
    )

    def __init__(self, *args: Any, titles: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not titles:
            del self.fields["with_offices"]
        else:
            self.fields["with_offices"].help_text = f"They were {titles} until the same day."

    @property
    def brings_back(self) -> bool:
        """Of a valid form: whether the offices go on too."""
        return bool(self.cleaned_data.get("with_offices", YES) == YES)


GOES_ON, ENDED = "goes-on", "ended"


class SeatMistakeForm(MistakeForm):
    """Why a membership never was; and what became of the term before, where one ended for it."""

    prompts = MistakeForm.prompts | {"term_before": "what became of the term before"}
    field_order = ["term_before"]

    term_before = forms.ChoiceField(
        label="What became of the term before?",
        choices=[
            (GOES_ON, "They stayed a member, and it goes on"),
            (ENDED, "They left when it ended"),
        ],
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, follows_a_term: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not follows_a_term:
            del self.fields["term_before"]

    @property
    def term_goes_on(self) -> bool:
        """Of a valid form: whether the term before goes on."""
        return bool(self.cleaned_data.get("term_before") == GOES_ON)
