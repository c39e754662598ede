"""Where somebody lives, how that was checked, and with whom they share their home."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.forms.places import AsksPostcode, address_field, postcode_field
from partnerships.models import InArea, Person, ResidenceCheck
from partnerships.rosters.homes import Living


class HomeForm(AsksPostcode, VersionedForm):
    """A home as it is recorded or put right; `neighbours` are the people to choose from."""

    inline = ["in_area"]
    widths = {"postcode": "10"}
    unmarked = ["mates", "checked_how", "sure"]
    reveals = {"living": {Living.WITH: ["mates"]}}
    prompts = {
        "starts_on": "the day they came to live there",
        "checked_on": "the day it was checked",
        "mates": "who shares the home",
        "living": "with whom they live",
    }

    address = address_field()
    postcode = postcode_field()
    in_area = forms.ChoiceField(
        choices=InArea,
        widget=forms.RadioSelect,
        help_text="Where they sleep most nights. Working or volunteering in the area does not count.",
    )
    checked_how = forms.ChoiceField(
        label="How was that checked?",
        choices=[("", "Not checked"), *ResidenceCheck.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    checked_on = DayField(
        label="When was it checked?",
        required=False,
        latest=clock.today,
        help_text="Leave empty if it was checked today, or not at all",
    )
    living = forms.ChoiceField(choices=Living, widget=forms.RadioSelect)
    mates = forms.MultipleChoiceField(
        label="Who shares the home?", widget=forms.CheckboxSelectMultiple, required=False
    )
    starts_on = DayField(label="Since when?")

    def __init__(
        self, *args: Any, person: Person, neighbours: Sequence[Person], **kwargs: Any
    ) -> None:
        self.neighbours = {str(neighbour.pk): neighbour for neighbour in neighbours}
        super().__init__(*args, **kwargs)
        self.fields["in_area"].label = f"Does {person} live in the area?"
        self.fields["living"].label = f"With whom does {person} live?"
        mates = self.fields["mates"]
        assert isinstance(mates, forms.MultipleChoiceField)
        mates.choices = [(pk, str(neighbour)) for pk, neighbour in self.neighbours.items()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        how, unknown = cleaned.get("checked_how"), cleaned.get("in_area") == InArea.UNKNOWN
        if how and unknown:
            self.add_error(
                "checked_how", "Select “Not checked”, or say whether they live in the area"
            )
        elif cleaned.get("checked_on") and not how and "checked_how" in cleaned:
            self.add_error("checked_how", "Select how it was checked")
        if cleaned.get("living") == Living.WITH and "mates" in cleaned:
            if not cleaned["mates"]:
                self.add_error("mates", "Select who shares the home")
        else:
            cleaned["mates"] = []
        return cleaned

    @property
    def housemates(self) -> tuple[Person, ...]:
        """The people chosen, of a valid form."""
        return tuple(self.neighbours[pk] for pk in self.cleaned_data["mates"])


class FirstHomeForm(HomeForm):
    """A home where none is recorded."""

    button = "Record the home"


class CorrectHomeForm(HomeForm):
    """A home that was recorded wrongly, or not in full; a last day only where one is recorded."""

    button = "Save the correction"

    ends_on = DayField(
        label="Last day there", prompt="the last day they lived there", required=False
    )

    def __init__(self, *args: Any, has_ended: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_ended:
            del self.fields["ends_on"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day must be on or after the first day")
        return cleaned


class MoveForm(HomeForm):
    """Another home, from a day."""

    button = "Record the move"
    field_order = ["starts_on"]
    prompts = HomeForm.prompts | {"starts_on": "the first day in the new home"}

    starts_on = DayField(
        label="First day in the new home",
        help_text="The home recorded now ends the day before",
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.fields["in_area"].label = f"Is {person}’s new home in the area?"
        self.fields["living"].label = f"With whom does {person} live in the new home?"
