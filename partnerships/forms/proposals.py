"""Inviting or proposing somebody, and what came of it."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.forms.who import WhoForm
from partnerships.models import Outcome, ProposalKind

WAITING = ("waiting", "Nothing yet: they are waiting")
# Somebody joins by being added as a member.
SAID = [(Outcome.DECLINED.value, "They said no"), (Outcome.NOT_TAKEN_ON.value, "Not taken on")]

PROMPTS = {
    "kind": "how they came to be thought of",
    "made_on": "the day they were invited or proposed",
    "note": "the note",
    "outcome": "what came of it",
    "closed_on": "the day it was settled",
}


def kind_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="How did they come to be thought of?", choices=ProposalKind, widget=forms.RadioSelect
    )


def made_on_field() -> DayField:
    return DayField(label="When was that?", latest=clock.today)


def note_field() -> forms.CharField:
    return forms.CharField(
        label="Note",
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example who proposed them. Everybody who sees the register can read it.",
    )


class ProposeForm(WhoForm):
    """Who is invited or proposed, how and when."""

    button = "Save"
    prompts = WhoForm.prompts | PROMPTS

    kind = kind_field()
    made_on = made_on_field()
    note = note_field()


class SettleForm(VersionedForm):
    """That nothing came of it, and when."""

    prompts = PROMPTS

    outcome = forms.ChoiceField(label="What came of it?", choices=SAID, widget=forms.RadioSelect)
    closed_on = DayField(label="When was it settled?", latest=clock.today)


class ProposalForm(VersionedForm):
    """What was recorded of a proposal, to be put right; of one that was joined, not the outcome."""

    button = "Save the correction"
    prompts = PROMPTS

    kind = kind_field()
    made_on = made_on_field()
    note = note_field()
    outcome = forms.ChoiceField(
        label="What came of it?", choices=[WAITING, *SAID], widget=forms.RadioSelect
    )
    closed_on = DayField(
        label="When was it settled?",
        latest=clock.today,
        required=False,
        help_text="Leave empty while they are waiting.",
    )

    def __init__(self, *args: Any, has_joined: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_joined:
            del self.fields["outcome"], self.fields["closed_on"]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        outcome, closed_on = cleaned.get("outcome"), cleaned.get("closed_on")
        if outcome == WAITING[0] and closed_on:
            self.add_error("closed_on", "Leave the day empty, or say what came of it")
        if outcome in dict(SAID) and not closed_on and "closed_on" not in self.errors:
            self.add_error("closed_on", "Enter the day it was settled, like 27 3 2024")
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form: all that is put right, by the names of the record."""
        cleaned = self.cleaned_data
        values = {name: cleaned[name] for name in ("kind", "made_on", "note")}
        if "outcome" in self.fields:
            waits = cleaned["outcome"] == WAITING[0]
            values["outcome"] = "" if waits else cleaned["outcome"]
            values["closed_on"] = None if waits else cleaned["closed_on"]
        return values
