"""How many members must be there to decide, as the terms of reference have it."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.design.fields import DayField
from biglocal.design.forms import DesignMixin, VersionedForm
from partnerships.forms.periods import PeriodForm
from partnerships.models import QuorumOf, ResidentShare


class _AsksForTheQuorum(DesignMixin):
    """The number, and what is asked of residents."""

    reveals = {"share": {ResidentShare.NUMBER: ["residents"]}}
    unmarked = ("residents",)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("share") != ResidentShare.NUMBER:
            cleaned["residents"] = None
            self.errors.pop("residents", None)
        elif "residents" not in self.errors:
            residents, members = cleaned.get("residents"), cleaned.get("members")
            if residents is None:
                self.add_error("residents", "Enter how many of those there live in the area")
            elif members is not None and residents > members:
                self.add_error("residents", f"Enter {members} or fewer: that is the quorum")
        return cleaned


def _members() -> forms.IntegerField:
    return forms.IntegerField(
        label="Quorum",
        min_value=1,
        max_value=100,
        help_text="How many members must be there to decide, as the terms of reference say",
    )


def _counts() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Which members count towards it?",
        choices=QuorumOf,
        widget=forms.RadioSelect,
        initial=QuorumOf.MEMBERS,
    )


def _share() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="What do the terms of reference ask of residents?",
        choices=ResidentShare,
        widget=forms.RadioSelect,
        initial=ResidentShare.NONE,
    )


def _residents() -> forms.IntegerField:
    return forms.IntegerField(
        label="Residents among those there",
        min_value=1,
        max_value=100,
        required=False,
    )


_PROMPTS = {
    "members": "the quorum",
    "counts": "which members count towards it",
    "share": "what is asked of residents",
    "residents": "the number of residents",
}


class QuorumForm(_AsksForTheQuorum, VersionedForm):
    """The quorum that holds from a day on."""

    prompts = _PROMPTS | {"starts_on": "the day from which it holds"}

    members = _members()
    counts = _counts()
    share = _share()
    residents = _residents()
    starts_on = DayField(
        label="From when does it hold?",
        help_text="The day on which the terms of reference were agreed. The quorum before it ends "
        "the day before",
    )


class QuorumChangeForm(_AsksForTheQuorum, PeriodForm):
    """A recorded quorum, to be put right."""

    prompts = _PROMPTS | PeriodForm.prompts

    members = _members()
    counts = _counts()
    share = _share()
    residents = _residents()
    field_order = ["members", "counts", "share", "residents", "starts_on", "ends_on", "version"]
