"""The last question before a record is erased: why, and whether it is this one."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.forms import DesignForm
from partnerships.models import Person
from partnerships.models.names import name_words


class EraseForm(DesignForm):
    """A reason, and the name typed once more, so that nobody is erased by a slip."""

    button = "Erase this record"
    button_kind = "warning"
    prompts = {"reason": "why this record is erased", "name": "their full name"}

    reason = forms.CharField(
        label="Why is it erased?",
        help_text="The history keeps this. Do not name anybody.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=500,
    )
    name = forms.CharField(label="To confirm, type their full name", max_length=200)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        self.person = person
        super().__init__(*args, **kwargs)

    def clean_name(self) -> str:
        typed: str = self.cleaned_data["name"]
        if name_words(typed) != name_words(self.person.name):
            raise forms.ValidationError("This is not the name at the top of the page")
        return typed
