"""Whom a new fact is about: somebody already on the register, or somebody new to it."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

from django import forms

from biglocal.design.forms import DesignForm
from partnerships.forms.needs import NeedsWhatItReveals
from partnerships.models import Person

NEW, KNOWN = "new", "known"
NOBODY_OF_THESE = "another"


class WhoForm(NeedsWhatItReveals, DesignForm):
    """Asks who it is; `known` are the people on the register, in the order to offer them in.

    A new name that looks like one of theirs is pointed out once, and asked about. Other fields come
    after these.
    """

    reveals = {"who": {KNOWN: ["person"], NEW: ["name", "same_person", "email"]}}
    needs = {"who": {KNOWN: ["person"], NEW: ["name"]}}
    prompts = {
        "who": "who it is",
        "person": "the person",
        "name": "the full name",
        "same_person": "whether it is the same person",
        "email": "the e-mail address",
    }

    who = forms.ChoiceField(
        label="Who is it?",
        choices=[(NEW, "Somebody new to the register"), (KNOWN, "Somebody on the register")],
        widget=forms.RadioSelect,
    )
    person = forms.ChoiceField(label="Name on the register")
    name = forms.CharField(label="Full name", max_length=200)
    same_person = forms.ChoiceField(label="Is it the same person?", widget=forms.RadioSelect)
    email = forms.EmailField(
        label="E-mail address",
        required=False,
        help_text="If they have one. Several people may share one.",
    )

    def __init__(self, *args: Any, known: Sequence[Person], **kwargs: Any) -> None:
        self.known = {str(person.pk): person for person in known}
        super().__init__(*args, **kwargs)
        self._choices(
            "person", [("", "Choose"), *((pk, str(one)) for pk, one in self.known.items())]
        )
        if not self.known:
            # Nobody to choose from, so nothing to ask.
            del self.fields["who"], self.fields["person"]
            self.fields["name"].required = True
            self.reveals = {}
        self._ask_about(self._alike())

    @property
    def chosen(self) -> Person:
        """Of a valid form: the person on the register, or a new one that is not saved yet."""
        cleaned = self.cleaned_data
        if cleaned.get("who") == KNOWN:
            return self.known[cleaned["person"]]
        if cleaned.get("same_person") in self.known:
            return self.known[cleaned["same_person"]]
        return Person(name=cleaned["name"], email=cleaned["email"])

    def _alike(self) -> list[Person]:
        """The people on the register whose name looks like the new one that was typed."""
        if not self.is_bound or self.data.get(self.add_prefix("who")) == KNOWN:
            return []
        typed = name_key(str(self.data.get(self.add_prefix("name")) or ""))
        return [one for one in self.known.values() if typed and name_key(one.name) == typed]

    def _ask_about(self, alike: list[Person]) -> None:
        if not alike:
            del self.fields["same_person"]
            return
        same = [
            (str(one.pk), f"Yes, it is {one}{f' ({one.email})' if one.email else ''}")
            for one in alike
        ]
        self._choices("same_person", [*same, (NOBODY_OF_THESE, "No, it is another person")])
        self.fields["same_person"].error_messages["required"] = (
            f"There is already {with_article(str(alike[0]))} on the register. "
            "Is it the same person?"
        )

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def with_article(name: str) -> str:
    """A name as one of its kind: "a Rita Osei", "an Asha Patel"."""
    return f"{'an' if name[:1].upper() in 'AEIO' else 'a'} {name}"


def name_key(name: str) -> frozenset[str]:
    """What two spellings of one name share: its words, without capitals, accents, order or marks."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(
        letter.casefold() if letter.isalnum() else "" if unicodedata.combining(letter) else " "
        for letter in plain.replace("'", "").replace("’", "")
    )
    return frozenset(letters.split())
