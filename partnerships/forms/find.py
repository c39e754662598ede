"""What somebody is looking for: a part of a name, or of a postcode."""

from __future__ import annotations

from django import forms

from biglocal.design.forms import DesignForm
from partnerships.models.names import folded

FEWEST = 2


class FindForm(DesignForm):
    """A few letters or figures, sent by GET."""

    form_method = "get"
    button = "Find"
    prompts = {"q": "a name or a postcode"}
    widths = {"q": "20"}

    q = forms.CharField(
        label="Name or postcode",
        max_length=200,
        help_text=(
            "A part is enough, like “oka” or “AB1 2”. Two letters find names with a word that "
            "begins so. Accents and capitals make no difference."
        ),
        error_messages={
            "null_characters_not_allowed": "Take out the characters that cannot be seen"
        },
        widget=forms.TextInput({"type": "search", "spellcheck": "false"}),
    )

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        if len(folded(text).replace(" ", "")) < FEWEST:
            raise forms.ValidationError(
                f"Enter at least {FEWEST} letters or figures of a name or a postcode"
            )
        return text
