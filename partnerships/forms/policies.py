"""The forms with which a policy's versions are recorded, and who has acknowledged one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from biglocal import clock
from biglocal.attachments.cleaning import Allowed
from biglocal.attachments.fields import AttachmentField
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, DesignMixin, VersionedForm
from biglocal.design.words import day_in_words
from partnerships.models import Person, PolicyKind

DOCUMENTS = Allowed(
    most_pages=60, too_long="Attach at most 60 pages, or give the address of the document instead."
)


class VersionFields(DesignMixin, forms.Form):
    """What is asked of a version of a policy, whether it is new or put right."""

    label = forms.CharField(
        label="Version", max_length=40, help_text="For example, “2” or “October 2026”"
    )
    adopted_on = DayField(
        label="When did the partnership adopt it?",
        help_text="The day may be in the future: it is in force from then on",
    )
    review_due_on = DayField(label="When is it due to be reviewed?")
    document = AttachmentField(
        label="Document",
        required=False,
        allowed=DOCUMENTS,
        help_text=f"PDF, JPEG or PNG, up to {DOCUMENTS.megabytes} MB. "
        "Leave empty if you give an address",
    )
    link = forms.URLField(
        label="Or the address where it can be read",
        required=False,
        max_length=500,
        assume_scheme="https",
        help_text="It must begin with https://",
        error_messages={"invalid": "Enter an address that begins with https://"},
    )
    note = forms.CharField(
        label="Note",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="For example, what has changed",
    )

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if link and not link.startswith("https://"):
            raise forms.ValidationError("Enter an address that begins with https://")
        return link

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        adopted_on, due = cleaned.get("adopted_on"), cleaned.get("review_due_on")
        if adopted_on and due and due <= adopted_on:
            self.add_error(
                "review_due_on", f"The day must be after {day_in_words(adopted_on)}, its first day"
            )
        return cleaned


PROMPTS = {
    "label": "the version",
    "adopted_on": "the day it was adopted",
    "review_due_on": "the day its review is due",
    "kind": "which policy it is",
}
WIDTHS = {"label": "20"}


class PolicyForm(VersionFields, DesignForm):
    """A policy that was not recorded yet, with its first version."""

    button = "Record the policy"
    prompts = PROMPTS
    widths = WIDTHS
    reveals = {"kind": {PolicyKind.OTHER: ["name"]}}
    unmarked = ["name"]
    field_order = ["kind", "name"]
    choice_hints = {
        "kind": {
            PolicyKind.CODE_OF_CONDUCT: (
                "How people treat each other, and how anybody can raise a concern."
            ),
            PolicyKind.CONFLICTS: (
                "What happens with paid workers, relatives, offices, and choosing who gets money."
            ),
            PolicyKind.TERMS: "Who can join and how, who decides what, and the quorum.",
            PolicyKind.COMPLAINTS: "Who answers a complaint, and somebody impartial to look at it.",
        }
    }

    kind = forms.ChoiceField(
        label="Which policy is it?", choices=PolicyKind, widget=forms.RadioSelect
    )
    name = forms.CharField(label="What is it called?", required=False, max_length=100)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("kind") == PolicyKind.OTHER and not cleaned.get("name"):
            self.add_error("name", "Enter what the policy is called")
        return cleaned


class NextVersionForm(VersionFields, DesignForm):
    """The next version of a policy."""

    button = "Record this version"
    prompts = PROMPTS
    widths = WIDTHS


class CorrectVersionForm(VersionFields, VersionedForm):
    """A version that was recorded wrongly."""

    button = "Save the correction"
    prompts = PROMPTS
    widths = WIDTHS

    def __init__(self, *args: Any, has_document: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if has_document:
            self.fields["document"].label = "Another document"
            self.fields["document"].help_text = (
                f"PDF, JPEG or PNG, up to {DOCUMENTS.megabytes} MB. "
                "Leave empty to keep the one that is attached"
            )


class AcknowledgeForm(DesignForm):
    """A day, and a tick for each of those who acknowledged a version then; nothing else changes."""

    button = "Save who is ticked"
    prompts = {
        "on": "the day they acknowledged it",
        "people": "who has acknowledged it",
    }

    on = DayField(label="On which day did they acknowledge it?", latest=clock.today)
    people = forms.MultipleChoiceField(
        label="Who has acknowledged it?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Members who are not ticked stay as they are",
    )

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(person.pk): person for person in people}
        field = self.fields["people"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(pk, str(person)) for pk, person in self.by_pk.items()]

    @property
    def ticked(self) -> list[Person]:
        """Of whom a valid form says that they have acknowledged it."""
        return [self.by_pk[pk] for pk in self.cleaned_data["people"]]
