"""One row of the table in which a rep confirms the members."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.forms import VersionedForm

RIGHT, DIFFERS, NOT_YET = "right", "differs", "not-yet"


class MemberRow(VersionedForm):
    """The rep's word on one member. A note is needed when something differs.

    `version` is the mark of the row as it was shown (`Member.mark`).
    """

    is_row = True
    marks_optional = False
    prompts = {"word": "whether this is right"}

    word = forms.ChoiceField(
        label="Is this right?",
        choices=[(RIGHT, "Right"), (NOT_YET, "Not yet"), (DIFFERS, "Differs")],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="What is different",
        help_text="What is different?",
        required=False,
        max_length=1000,
        widget=forms.TextInput,
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("word") == DIFFERS and "note" in cleaned and not cleaned["note"]:
            self.add_error("note", "Say what is different")
        return cleaned
