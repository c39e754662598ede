"""What came of a correction that a member asked for."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.forms import VersionedForm
from partnerships.models import CorrectionState


class SettleForm(VersionedForm):
    """Put right, or left as it is for a reason."""

    prompts = {"state": "what came of it", "answer": "why it stays as it is"}
    reveals = {"state": {CorrectionState.LEFT.value: ["answer"]}}
    unmarked = ("answer",)

    state = forms.ChoiceField(
        label="What came of it?",
        choices=[
            (CorrectionState.MADE.value, "I have put it right"),
            (CorrectionState.LEFT.value, "It stays as it is"),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label="Why does it stay as it is?",
        help_text="Everybody who sees the history of this area can read it.",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        left = cleaned.get("state") == CorrectionState.LEFT
        if left and "answer" in cleaned and not cleaned["answer"]:
            self.add_error("answer", "Say why it stays as it is")
        return cleaned
