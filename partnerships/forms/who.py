"""Whom a new fact is about: somebody already on the register, or somebody new to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django import forms

from biglocal.design.forms import DesignForm
from partnerships.forms.needs import NeedsWhatItReveals
from partnerships.forms.people import birth_year_field
from partnerships.models import Person
from partnerships.rosters.likeness import Face, alike, face_of

NEW, KNOWN = "new", "known"
NOBODY_OF_THESE = "another"


class WhoForm(NeedsWhatItReveals, DesignForm):
    """Asks who it is; `known` are the people on the register, in the order to offer them in.

    Somebody new who looks like one of them is pointed out once, and asked about. So is one who looks
    like somebody of another area of the user's: `elsewhere` finds those for a face, each with the
    names of their areas. Other fields come after these.
    """

    reveals = {"who": {KNOWN: ["person"], NEW: ["name", "same_person", "email", "birth_year"]}}
    needs = {"who": {KNOWN: ["person"], NEW: ["name"]}}
    prompts = {
        "who": "who it is",
        "person": "the person",
        "name": "the full name",
        "same_person": "whether it is the same person",
        "email": "the e-mail address",
        "birth_year": "the year of birth",
    }
    widths = {"birth_year": "4"}

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
    birth_year = birth_year_field()

    def __init__(
        self,
        *args: Any,
        known: Sequence[Person],
        elsewhere: Callable[[Face], Mapping[Person, str]] = lambda typed: {},
        **kwargs: Any,
    ) -> None:
        self.known = {str(person.pk): person for person in known}
        self.elsewhere = elsewhere
        self.alike: dict[str, Person] = {}
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
        same = self.alike.get(cleaned.get("same_person", ""))
        if same is not None:
            return same
        return Person(
            name=cleaned["name"], email=cleaned["email"], birth_year=cleaned["birth_year"]
        )

    def _alike(self) -> dict[Person, str]:
        """Who looks like the new person that was typed, with the areas of those from elsewhere."""
        if not self.is_bound or self._typed("who") == KNOWN:
            return {}
        # A year that cannot be is refused beside its box; until then it is as if it were not there.
        year = self._typed("birth_year").strip()
        typed = face_of(
            Person(
                name=self._typed("name"),
                email=self._typed("email"),
                birth_year=int(year)
                if year.isascii() and year.isdigit() and len(year) == 4
                else None,
            )
        )
        if not typed.words:
            return {}
        here = {one: "" for one in self.known.values() if alike(typed, face_of(one))}
        return {**self.elsewhere(typed), **here}

    def _ask_about(self, found: Mapping[Person, str]) -> None:
        if not found:
            del self.fields["same_person"]
            return
        # Those of this register first.
        alike = sorted(found, key=lambda one: (bool(found[one]), one.name, one.pk))
        self.alike = {str(one.pk): one for one in alike}
        same = [(pk, f"Yes, it is {told(one, found[one])}") for pk, one in self.alike.items()]
        self._choices("same_person", [*same, (NOBODY_OF_THESE, "No, it is another person")])
        where = "in another of your areas" if found[alike[0]] else "on the register"
        self.fields["same_person"].error_messages["required"] = (
            f"There is already {with_article(str(alike[0]))} {where}. Is it the same person?"
        )

    def _typed(self, name: str) -> str:
        return str(self.data.get(self.add_prefix(name)) or "")

    def _choices(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices


def told(person: Person, areas: str) -> str:
    """What tells people of one name apart: "Rita Osei (rita@example.org, born 1971), Southmere"."""
    known = [person.email, f"born {person.birth_year}" if person.birth_year else ""]
    within = ", ".join(filter(None, known))
    return f"{person}{f' ({within})' if within else ''}{f', {areas}' if areas else ''}"


def with_article(name: str) -> str:
    """A name as one of its kind: "a Rita Osei", "an Asha Patel"."""
    return f"{'an' if name[:1].upper() in 'AEIO' else 'a'} {name}"
