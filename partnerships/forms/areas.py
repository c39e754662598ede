"""The forms with which administrators add, change, close and re-open areas, and filter their list."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.fields import DayField, MoneyField
from biglocal.design.filters import FilterForm
from biglocal.design.forms import VersionedForm
from partnerships.models import Area, Region

OPEN, LATER, CLOSED = "open", "later", "closed"
NO_REP, NO_SECRETARY = "no-rep", "no-secretary"

STATES = {
    OPEN: "Open today",
    LATER: "Opens later",
    CLOSED: "Closed",
    NO_REP: "Open, without a rep",
    NO_SECRETARY: "Open, without a secretary",
}

STAY, END = "stay", "end"


class AreaFilters(FilterForm):
    """Which areas to list; everything left empty shows them all."""

    q = forms.CharField(label="Area, local authority or reference", required=False, max_length=120)
    region = forms.ChoiceField(
        label="Region", required=False, choices=[("", "All regions"), *Region.choices]
    )
    state = forms.ChoiceField(label="State", required=False, choices=[("", "Any"), *STATES.items()])

    def in_words(self) -> str:
        """What is filtered now, like "North East; closed"; "" for nothing."""
        q, region, state = (self.what_holds[name] for name in ("q", "region", "state"))
        words = [
            f"“{q}”" if q else "",
            str(Region(region).label) if region else "",
            STATES[state].lower() if state else "",
        ]
        return "; ".join(word for word in words if word)


class AreaFacts(VersionedForm):
    """What is known of an area beside its register."""

    prompts = {"name": "the name of the area", "opened_on": "the first day"}
    widths = {"reference": "10"}
    # Whom a name must not be taken from.
    others = Area.objects.all()

    name = forms.CharField(label="Name", max_length=120)
    region = forms.ChoiceField(label="Region", choices=[("", "Choose a region"), *Region.choices])
    local_authority = forms.CharField(label="Local authority", max_length=120, required=False)
    reference = forms.CharField(label="Local Trust’s reference", max_length=30, required=False)
    award = MoneyField(
        label="Amount for the area",
        required=False,
        help_text="All that the area may spend over the years. Left empty, it is £1,000,000.",
    )
    opened_on = DayField(
        label="Open from",
        help_text="The first day of the area in the programme. Left empty, it has always been open.",
        required=False,
    )

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.others.filter(name__iexact=name).exists():
            raise forms.ValidationError("There is already an area with this name")
        return name

    def clean_reference(self) -> str:
        reference: str = self.cleaned_data["reference"]
        if reference and self.others.filter(reference=reference).exists():
            raise forms.ValidationError("Another area has this reference")
        return reference


class AddAreaForm(AreaFacts):
    """A new area; it begins with an empty register."""

    button = "Add the area"


class AreaForm(AreaFacts):
    """What is known of an area, to be changed."""

    def __init__(self, *args: Any, area: Area, **kwargs: Any) -> None:
        self.area = area
        self.others = Area.objects.exclude(pk=area.pk)
        super().__init__(*args, **kwargs)

    def clean_opened_on(self) -> Any:
        day = self.cleaned_data["opened_on"]
        if day and self.area.closed_on and day > self.area.closed_on:
            raise forms.ValidationError("The first day must be on or before the last day")
        return day


class CloseAreaForm(VersionedForm):
    """When an area closes, why, and what becomes of those who look after it."""

    button = "Close the area"
    button_kind = "warning"
    prompts = {"last_day": "the last day of the area", "reason": "why the area closes"}
    choice_hints = {
        "assignments": {
            STAY: "They can still read everything, put the register right and hand in its review.",
            END: "From the day after only Local Trust reads it, and nobody can write its review.",
        }
    }

    last_day = DayField(
        label="Last day", help_text="The area is open on this day and closed from the day after."
    )
    assignments = forms.ChoiceField(
        label="Those who look after it",
        choices=[(STAY, "Stay as they are"), (END, "End on that day")],
        widget=forms.RadioSelect,
        error_messages={"required": "Select what becomes of those who look after it"},
    )
    reason = forms.CharField(
        label="Why does it close?",
        help_text="It is kept in the area’s history.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReopenAreaForm(VersionedForm):
    """Why an area has no last day any more."""

    button = "Open it again"
    prompts = {"reason": "why it is open again"}

    reason = forms.CharField(
        label="Why is it open again?",
        help_text="It is kept in the area’s history.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
