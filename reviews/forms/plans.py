"""The form in which a rep says what is being done about a breach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from reviews.carried import Carried

NOT_GOING_ON = "no"


class ActionForm(VersionedForm):
    """A plan as far as it has got; what it lacks is said after it is saved, not instead."""

    marks_optional = False
    widths = {"owner": "20"}

    goes_on = forms.ChoiceField(
        label="Does this go on with an action of an earlier review?",
        required=False,
        widget=forms.RadioSelect,
    )
    what = forms.CharField(
        label="What is the partnership doing about it?",
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    owner = forms.CharField(
        label="Who sees to it?",
        help_text="A name or an office, like “Carys Hughes” or “the chair”",
        required=False,
        max_length=200,
    )
    due_on = DayField(
        label="By when?",
        help_text="For example, 31 3 2027",
        prompt="the day by when it will be done",
        required=False,
        earliest=clock.today,
    )

    def __init__(self, *args: Any, carried: Sequence[Carried] = (), **kwargs: Any) -> None:
        """`carried` are the actions that this one can go on with."""
        super().__init__(*args, **kwargs)
        if not carried:
            del self.fields["goes_on"]
            return
        goes_on = self.fields["goes_on"]
        assert isinstance(goes_on, forms.ChoiceField)
        goes_on.choices = [
            *((each.key, f"Yes, with: {each.action.what}") for each in carried),
            (NOT_GOING_ON, "No, this is another action"),
        ]
