"""What to do with the changes that somebody is trying out: the buttons of their page."""

from __future__ import annotations

from django import forms

from biglocal.design.forms import VersionedForm

CARRY_OUT, REMOVE, DROP = "carry-out", "remove", "drop"


class TrialForm(VersionedForm):
    """Which button was pressed; `place` is the change to remove, from 0."""

    prompts = {"what": "what to do with the changes you are trying out"}

    what = forms.ChoiceField(
        choices=[(one, one) for one in (CARRY_OUT, REMOVE, DROP)], widget=forms.HiddenInput
    )
    place = forms.IntegerField(
        min_value=0, max_value=10_000, required=False, widget=forms.HiddenInput
    )
