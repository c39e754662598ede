"""The forms of a partnership's address book: looking in it, writing somebody down, forgetting them."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from biglocal.design.layout import Fieldset
from biglocal.design.words import day_in_words
from partnerships.forms.organisations import FIND
from partnerships.models.connection import ConnectionKind
from partnerships.models.support import only_https


class LookForm(DesignForm):
    """What to look for in the address book, sent by GET."""

    form_method = "get"
    button = "Look"
    button_kind = "secondary"
    marks_optional = False
    widths = {"q": "20"}

    q = forms.CharField(
        label="Look for",
        required=False,
        max_length=200,
        help_text="A part of a name, an organisation, what they do, or the note.",
        widget=forms.TextInput({"type": "search", "spellcheck": "false"}),
    )
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "All kinds"), *ConnectionKind.choices]
    )


class ConnectionForm(VersionedForm):
    """Who it is, how to reach them, and since when."""

    prompts = {
        "kind": "what they are to the neighbourhood",
        "since": "the day since when you are in touch",
        "until": "the last day on which you were in touch",
        "last_spoken_on": "the day on which you last spoke",
    }
    widths = {"telephone": "20"}
    layout = Layout(
        *("name", "kind", "organisation_name", "role"),
        Fieldset("How to reach them", "email", "telephone", "website"),
        Fieldset("In touch", "since", "last_spoken_on", "until"),
        "note",
    )

    name = forms.CharField(
        label="Name",
        required=False,
        max_length=200,
        help_text="A person. Leave empty for an organisation of which you know nobody by name.",
    )
    kind = forms.ChoiceField(
        label="What are they to the neighbourhood?",
        choices=ConnectionKind.choices,
        widget=forms.RadioSelect,
    )
    organisation_name = forms.CharField(
        label="Organisation",
        required=False,
        max_length=200,
        help_text="One that is on the programme’s list goes by its number, too.",
        widget=forms.TextInput({"data-find": FIND, "autocomplete": "off", "spellcheck": "false"}),
    )
    role = forms.CharField(
        label="What do they do there?",
        required=False,
        max_length=120,
        help_text="Like “Manager” or “Ward councillor”.",
    )
    email = forms.EmailField(label="E-mail address", required=False, max_length=254)
    telephone = forms.CharField(label="Telephone number", required=False, max_length=40)
    website = forms.URLField(
        label="Website",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[only_https],
    )
    since = DayField(label="In touch since", required=False, latest=clock.today)
    last_spoken_on = DayField(label="Last spoken to on", required=False, latest=clock.today)
    until = DayField(
        label="No longer in touch after",
        required=False,
        latest=clock.today,
        help_text="Leave empty while you are in touch.",
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=(
            "They may ask to read it. Write what helps the partnership, and nothing that they would "
            "not have written down."
        ),
    )

    def clean_name(self) -> str:
        return " ".join(self.cleaned_data["name"].split())

    def clean_organisation_name(self) -> str:
        return " ".join(self.cleaned_data["organisation_name"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not {"name", "organisation_name"} & {*self.errors} and not (
            cleaned.get("name") or cleaned.get("organisation_name")
        ):
            self.add_error("name", "Enter a name, or an organisation")
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error(
                "until",
                f"The last day must be {day_in_words(since)} or later: you are in touch since then",
            )
        return cleaned

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form: the values of the connection."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


REASONS = ["They asked us to", "It was written down by mistake", "We have no more use for it"]


class ForgetForm(VersionedForm):
    """Why somebody is forgotten, in words that say nothing of them."""

    button = "Delete"
    button_kind = "warning"
    prompts = {"reason": "why they are deleted"}

    reason = forms.ChoiceField(
        label="Why?", choices=[(one, one) for one in REASONS], widget=forms.RadioSelect
    )
