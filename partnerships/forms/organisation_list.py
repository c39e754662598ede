"""What Local Trust asks about the list of organisations: which, what is right, and which of two stays."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.forms.organisations import NamesOrganisations, OrganisationField, OrgIdField
from partnerships.models import Organisation
from partnerships.models.org_ids import EXAMPLES


class OrganisationFilters(DesignForm):
    """What to look for on the list, sent by GET."""

    form_method = "get"
    marks_optional = False

    q = forms.CharField(label="Name or number", max_length=200, required=False)


class OrganisationForm(VersionedForm):
    """The name and number of an organisation, to be put right."""

    prompts = {"name": "the name of the organisation"}

    name = forms.CharField(label="Name", max_length=200)
    org_id = OrgIdField(help_text=f"{EXAMPLES.capitalize()}. Leave empty if it has none")
    is_individual = forms.BooleanField(
        label="This is a person, not an organisation",
        required=False,
        help_text="Somebody who applied in their own name. They are never named outside of the service",
    )


class OtherOrganisationForm(NamesOrganisations, DesignForm):
    """With which organisation of the list another one is to be put together."""

    button = "Continue"
    adds_new = False
    prompts = {"other": "the name or number of the other organisation"}

    other = OrganisationField(
        label="Which is the other one?", help_text="Its name or number, as it is on the list"
    )


class WhichStaysForm(VersionedForm):
    """Which of two organisations is the one that stays."""

    button = "Put them together"
    button_kind = "warning"
    prompts = {"stays": "which name stays"}

    stays = forms.ChoiceField(label="Which one stays?", widget=forms.RadioSelect)

    def __init__(self, *args: Any, two: tuple[Organisation, Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["stays"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(one.pk), one.name) for one in two]
        self.choice_hints = {"stays": {str(one.pk): one.org_id or "No number" for one in two}}
