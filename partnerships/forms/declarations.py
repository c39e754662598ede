"""What somebody declares: nothing, or their interests as the register has them."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm
from partnerships.models import Person

NOTHING, AS_LISTED = "nothing", "as-listed"


class DeclarationForm(DesignForm):
    """The declaration of one person on a day."""

    button = "Record the declaration"
    prompts = {
        "made_on": "the day of the declaration",
        "nothing_to_declare": "what they declare",
    }

    nothing_to_declare = forms.ChoiceField(
        choices=[
            (AS_LISTED, "Their interests are as listed here"),
            (NOTHING, "They have nothing to declare"),
        ],
        widget=forms.RadioSelect,
    )
    made_on = DayField(label="When did they say so?", latest=clock.today)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["nothing_to_declare"].label = f"What does {person} declare?"

    @property
    def is_nothing(self) -> bool:
        """Of a valid form: whether there is nothing to declare."""
        return bool(self.cleaned_data["nothing_to_declare"] == NOTHING)
