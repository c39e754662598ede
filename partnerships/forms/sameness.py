"""Whether two records are of one person, and what is kept of each."""

from __future__ import annotations

from typing import Any

from crispy_forms.layout import Layout
from django import forms

from biglocal.design.forms import VersionedForm
from partnerships.models import Person

# What the two may differ in, and how it is asked for.
ASKED = {
    "name": ("Which name should be kept?", "the name to keep"),
    "email": ("Which e-mail address should be kept?", "the e-mail address to keep"),
    "birth_year": ("Which year of birth should be kept?", "the year of birth to keep"),
}


class SeenForm(VersionedForm):
    """A button, and the mark of what was shown beside it."""

    layout = Layout("version")


class MergeForm(VersionedForm):
    """Which name, e-mail address and year of birth the one person has, where the two differ."""

    button = "Put the two records together"
    prompts = {name: prompt for name, (_, prompt) in ASKED.items()}

    def __init__(self, *args: Any, kept: Person, merged: Person, **kwargs: Any) -> None:
        self.kept, self.merged = kept, merged
        super().__init__(*args, **kwargs)

    @classmethod
    def of(cls, kept: Person, merged: Person) -> type[MergeForm]:
        """The form for these two, with a question for each thing in which they differ."""
        asked = {}
        for name, (label, _) in ASKED.items():
            values = [getattr(person, name) for person in (kept, merged)]
            if values[0] != values[1]:
                # What is known is offered as the answer before what is not.
                first = kept if values[0] or not values[1] else merged
                asked[name] = forms.ChoiceField(
                    label=label,
                    choices=[
                        (str(person.pk), str(value or "None"))
                        for person, value in zip((kept, merged), values, strict=True)
                    ],
                    initial=str(first.pk),
                    widget=forms.RadioSelect,
                )
        return type("MergeForm", (cls,), asked)

    @property
    def details(self) -> dict[str, Any]:
        """Of a valid form: `name`, `email` and `birth_year` of the one person."""
        return {
            name: getattr(
                self.merged if self.cleaned_data.get(name) == str(self.merged.pk) else self.kept,
                name,
            )
            for name in ASKED
        }
