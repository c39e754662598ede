"""Taking back what was recorded by mistake: only the reason is asked."""

from __future__ import annotations

from django import forms

from biglocal.design.forms import VersionedForm


class MistakeForm(VersionedForm):
    """Why a record should never have been made."""

    button = "Take it back"
    button_kind = "warning"
    prompts = {"reason": "why this was a mistake"}

    reason = forms.CharField(
        label="Why was this a mistake?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
        help_text="It is kept in the history, with what was recorded.",
    )
