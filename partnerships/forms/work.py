"""Paid work for Big Local, the locally trusted organisation, and who represents it."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.forms.organisations import HINT, NamesOrganisations, OrganisationField
from partnerships.forms.periods import PeriodForm
from partnerships.forms.who import WhoForm
from partnerships.models import LtoCapacity, WorkTerms

OTHER_ORGANISATION, OWN = "organisation", "own"
CORRECT, NEW_ONE = "correct", "new"


def terms_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="How are they paid?", choices=WorkTerms, widget=forms.RadioSelect
    )


def employer_field() -> OrganisationField:
    return OrganisationField(
        label="Which organisation pays or employs them?",
        required=False,
        help_text=f"{HINT}. Leave empty if it is not known, or if there is none",
    )


def job_title_field() -> forms.CharField:
    return forms.CharField(label="What is the work?", max_length=120, required=False)


WORK_PROMPTS = {
    "terms": "how they are paid",
    "employer": "the name of the organisation",
    "job_title": "what the work is",
}


class StartWorkForm(NamesOrganisations, WhoForm):
    """Who is paid for Big Local work, how, and since when."""

    button = "Add to the register"
    prompts = WhoForm.prompts | WORK_PROMPTS | {"starts_on": "the first day of the work"}

    job_title = job_title_field()
    terms = terms_field()
    employer = employer_field()
    starts_on = DayField(label="First day of the work", help_text="It may be in the future.")


class PaidWorkForm(NamesOrganisations, PeriodForm):
    """What is recorded of paid work, to be put right or ended."""

    prompts = PeriodForm.prompts | WORK_PROMPTS
    field_order = ["job_title", "terms", "employer"]

    job_title = job_title_field()
    terms = terms_field()
    employer = employer_field()


class LtoForm(NamesOrganisations, VersionedForm):
    """Which organisation is the LTO: `has_one` when one is recorded, to be put right or followed."""

    reveals = {"what": {CORRECT: ["ends_on"]}}
    prompts = {
        "what": "what you are recording",
        "kind": "whether the partnership is its own LTO",
        "organisation": "the name of the organisation",
        "starts_on": "the first day",
        "ends_on": "the last day",
    }

    what = forms.ChoiceField(
        label="What are you recording?",
        choices=[
            (NEW_ONE, "Another organisation takes over from a day"),
            (CORRECT, "A correction of what is recorded, or its last day"),
        ],
        widget=forms.RadioSelect,
    )
    ends_on = DayField(label="Last day", required=False, help_text="Leave empty while it lasts.")
    kind = forms.ChoiceField(
        label="Is the partnership its own LTO?",
        choices=[(OTHER_ORGANISATION, "No, another organisation is"), (OWN, "Yes")],
        widget=forms.RadioSelect,
    )
    organisation = OrganisationField(
        help_text=f"If the partnership is its own LTO, the name it is registered under. {HINT}"
    )
    starts_on = DayField(label="Since when, or from when?")

    def __init__(self, *args: Any, has_one: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_one:
            del self.fields["what"], self.fields["ends_on"]
            self.reveals = {}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if self.is_correction and starts_on and ends_on and ends_on < starts_on:
            self.add_error("ends_on", "The last day must be on or after the first day")
        return cleaned

    @property
    def is_correction(self) -> bool:
        """Whether what is recorded is put right, rather than something new recorded."""
        return self.cleaned_data.get("what") == CORRECT


class RepresentForm(WhoForm):
    """Who represents the LTO, and how."""

    button = "Add to the register"
    prompts = WhoForm.prompts | {
        "capacity": "how they represent it",
        "starts_on": "the first day",
    }

    capacity = forms.ChoiceField(
        label="What are they to the LTO?", choices=LtoCapacity, widget=forms.RadioSelect
    )
    starts_on = DayField(label="Since when, or from when?")


class LtoRoleForm(PeriodForm):
    """What is recorded of somebody and the LTO, to be put right or ended."""

    prompts = PeriodForm.prompts | {"capacity": "how they represent it"}
    field_order = ["capacity"]

    capacity = forms.ChoiceField(
        label="What are they to the LTO?", choices=LtoCapacity, widget=forms.RadioSelect
    )
