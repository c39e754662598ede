"""The form with which Local Trust hands several areas of one rep over to another."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm
from partnerships.models import Area
from reviews.forms.hand_over import RepField, reps_to_be


class HandOverAllForm(DesignForm):
    """Which areas, to whom, and from when."""

    button = "Hand them over"
    first_step = "look"
    prompts = {"to": "the new rep", "starts_on": "the first day of the new rep"}

    areas = forms.MultipleChoiceField(
        label="Which areas?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one area"},
    )
    to = RepField(
        label="Who is the new rep?", queryset=User.objects.none(), empty_label="Choose a rep"
    )
    starts_on = DayField(
        label="From which day?",
        earliest=clock.today,
    )

    def __init__(self, *args: Any, of: User, of_areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas, to = self.fields["areas"], self.fields["to"]
        assert isinstance(areas, forms.MultipleChoiceField)
        assert isinstance(to, RepField)
        areas.choices = [(str(area.pk), area.name) for area in of_areas]
        to.queryset = reps_to_be().exclude(pk=of.pk)
        self.fields[
            "starts_on"
        ].help_text = f"{of} keeps the areas until the day before. It may be a day to come."
