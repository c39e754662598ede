"""What somebody has to do with an organisation."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.forms.organisations import NamesOrganisations, OrganisationField
from partnerships.models import Nature, Whose


class InterestForm(NamesOrganisations, VersionedForm):
    """An interest of one person."""

    prompts = {
        "organisation": "the name of the organisation",
        "whose": "whose interest it is",
        "nature": "what kind of interest it is",
        "starts_on": "the day it began",
        "ends_on": "the last day",
    }

    organisation = OrganisationField()
    whose = forms.ChoiceField(
        label="Whose interest is it?", choices=Whose, widget=forms.RadioSelect
    )
    nature = forms.ChoiceField(
        label="What kind of interest is it?", choices=Nature, widget=forms.RadioSelect
    )
    starts_on = DayField(
        label="Since when?", required=False, help_text="Leave empty if it is not known"
    )
    ends_on = DayField(
        label="Last day",
        required=False,
        help_text="When it has ended. It still counts for decisions taken until that day",
    )
    may_be_published = forms.BooleanField(
        label="This may be published",
        required=False,
        help_text="Tick only if they have agreed to it",
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day must be on or after the first day")
        if cleaned.get("nature") == Nature.DIRECT and cleaned.get("whose") not in (None, Whose.OWN):
            self.add_error(
                "nature",
                "What a relative or friend gains is an indirect interest for the member. "
                "Select “Indirect financial”, or record a direct one on the relative’s own page",
            )
        return cleaned
