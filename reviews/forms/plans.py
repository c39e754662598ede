"""The form in which a rep says what is being done about a breach."""

from __future__ import annotations

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm


class ActionForm(VersionedForm):
    """A plan as far as it has got; what it lacks is said after it is saved, not instead."""

    marks_optional = False
    widths = {"owner": "20"}

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
