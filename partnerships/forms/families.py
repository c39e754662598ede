"""How somebody is related to another person, in the words of the one whose page it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.models import Person
from partnerships.rosters.families import KINDS, PARTNERS

KNOWN, NEW = "known", "new"


class RelationshipForm(VersionedForm):
    """What one person is of another, and for partners since and until when."""

    button = "Save the correction"
    prompts = {
        "kind": "how they are related",
        "starts_on": "the first day",
        "ends_on": "the last day",
    }
    choice_hints = {"kind": {"sibling": "Half-brothers and half-sisters too"}}

    kind = forms.ChoiceField(choices=KINDS, widget=forms.RadioSelect)
    starts_on = DayField(
        label="Since when?", required=False, help_text="Only for partners, where it is known"
    )
    ends_on = DayField(
        label="Last day",
        required=False,
        help_text="Only for partners who have parted. They count as family up to that day",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.fields["kind"].label = f"{person} …"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if "kind" in cleaned and cleaned["kind"] not in PARTNERS:
            for name in ("starts_on", "ends_on"):
                if cleaned.get(name):
                    self.add_error(
                        name, "Only partners have a first and a last day. Leave it empty"
                    )
        elif starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day must be on or after the first day")
        return cleaned


class NewRelationshipForm(RelationshipForm):
    """What one person is of somebody on the register, or of a relative who is not."""

    button = "Record the relationship"
    field_order = ["kind", "who", "other", "new_name", "starts_on", "ends_on", "another"]
    reveals = {"who": {KNOWN: ["other"], NEW: ["new_name"]}}
    unmarked = ["other", "new_name"]
    prompts = RelationshipForm.prompts | {
        "who": "who the other person is",
        "other": "the other person",
        "new_name": "the name of the relative",
    }

    who = forms.ChoiceField(
        label="Who is the other person?",
        choices=[(KNOWN, "Somebody on the register"), (NEW, "A relative who is not on it")],
        widget=forms.RadioSelect,
    )
    other = forms.ChoiceField(label="Their name", required=False)
    new_name = forms.CharField(
        label="The name of the relative",
        max_length=200,
        required=False,
        help_text="Only needed where two people on the register are related through them",
    )
    another = forms.BooleanField(required=False)

    def __init__(
        self, *args: Any, person: Person, register: Sequence[Person], **kwargs: Any
    ) -> None:
        self.register = {str(other.pk): other for other in register}
        super().__init__(*args, person=person, **kwargs)
        self.fields["another"].label = f"Then record another relative of {person}"
        other = self.fields["other"]
        assert isinstance(other, forms.ChoiceField)
        other.choices = [
            ("", "Choose a person"),
            *((pk, str(p)) for pk, p in self.register.items()),
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        who = cleaned.get("who")
        if who == KNOWN and not cleaned.get("other") and "other" in cleaned:
            self.add_error("other", "Select the other person")
        if who == NEW and "new_name" in cleaned:
            self._check_new(" ".join(cleaned["new_name"].split()))
        return cleaned

    def _check_new(self, name: str) -> None:
        if not name:
            self.add_error("new_name", "Enter the name of the relative")
        for known in [self.person, *self.register.values()]:
            if known.name.casefold() == name.casefold():
                self.add_error(
                    "new_name",
                    f"{known} is on the register already. Select them from the list, "
                    "or add something that tells the two apart",
                )
                return

    @property
    def other_person(self) -> Person:
        """The other person, of a valid form; not saved yet when they are new."""
        if self.cleaned_data["who"] == KNOWN:
            return self.register[self.cleaned_data["other"]]
        return Person(name=" ".join(self.cleaned_data["new_name"].split()))
