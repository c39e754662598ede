"""Joining the partnership, leaving it, and what is recorded of a seat on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.forms.needs import NeedsWhatItReveals
from partnerships.forms.periods import PeriodForm
from partnerships.forms.places import AsksPostcode, address_field, postcode_field
from partnerships.forms.who import WhoForm
from partnerships.models import Appointed, EndReason, InArea, Person, ResidenceCheck
from partnerships.rosters.homes import Living

YES, NO = "yes", "no"
OWN_RIGHT, OTHERS = "own", "others"
NOT_RECORDED = ("", "Not recorded")


def vote_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Do they vote?", choices=[(YES, "Yes"), (NO, "No")], widget=forms.RadioSelect
    )


def appointed_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="How were they appointed?",
        choices=[*Appointed.choices, NOT_RECORDED],
        widget=forms.RadioSelect,
        required=False,
    )


def sits_for_field() -> forms.ChoiceField:
    return forms.ChoiceField(
        label="Do they sit in their own right?",
        choices=[
            (OWN_RIGHT, "Yes"),
            (OTHERS, "No, they represent an organisation or somebody else"),
        ],
        widget=forms.RadioSelect,
        help_text="The guidance asks that members represent nobody but themselves.",
    )


def represents_field() -> forms.CharField:
    return forms.CharField(label="Whom do they represent?", max_length=200)


SEAT_PROMPTS = {
    "is_voting": "whether they vote",
    "appointed": "how they were appointed",
    "sits_for": "whether they sit in their own right",
    "represents": "whom they represent",
    "term_ends_on": "the day their term ends",
}


class SeatMixin(NeedsWhatItReveals):
    """What is asked about every seat, cleaned to what the actions take."""

    needs = {"sits_for": {OTHERS: ["represents"]}}

    @property
    def seat(self) -> dict[str, Any]:
        """Of a valid form: `is_voting`, `appointed`, `represents`, `term_ends_on`."""
        cleaned = self.cleaned_data
        return {
            "is_voting": cleaned["is_voting"] == YES,
            "appointed": cleaned["appointed"],
            "represents": cleaned["represents"],
            "term_ends_on": cleaned["term_ends_on"],
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("sits_for") != OTHERS:
            cleaned["represents"] = ""
        starts_on, term = cleaned.get("starts_on"), cleaned.get("term_ends_on")
        if starts_on and term and term < starts_on:
            self.add_error("term_ends_on", "The term must end on or after the day they join")
        return cleaned


class JoinForm(AsksPostcode, SeatMixin, WhoForm):
    """All that the everyday job of adding a member needs: who, from when, and where they live."""

    button = "Add to the register"
    inline = ["is_voting", "in_area"]
    widths = WhoForm.widths | {"postcode": "10"}
    unmarked = ["sure"]
    reveals = WhoForm.reveals | {
        "sits_for": {OTHERS: ["represents"]},
        "living": {Living.WITH: ["mates"]},
    }
    needs = WhoForm.needs | SeatMixin.needs | {"living": {Living.WITH: ["mates"]}}
    prompts = (
        WhoForm.prompts
        | SEAT_PROMPTS
        | {
            "starts_on": "the day they join",
            "in_area": "whether they live in the area",
            "living": "with whom they live",
            "mates": "who shares the home",
        }
    )

    starts_on = DayField(
        label="When do they join?",
        help_text="The first day as a member. It may be in the past or in the future.",
    )
    is_voting = vote_field()
    appointed = appointed_field()
    sits_for = sits_for_field()
    represents = represents_field()
    term_ends_on = DayField(label="When does their term end?", required=False)
    address = address_field()
    postcode = postcode_field()
    in_area = forms.ChoiceField(
        label="Do they live in the area?",
        choices=InArea,
        widget=forms.RadioSelect,
        help_text="Working or volunteering in the area does not count.",
    )
    checked_how = forms.ChoiceField(
        label="How was that checked?",
        choices=[("", "Not checked"), *ResidenceCheck.choices],
        widget=forms.RadioSelect,
        required=False,
    )
    living = forms.ChoiceField(
        label="With whom do they live?",
        choices=Living,
        widget=forms.RadioSelect,
        initial=Living.UNKNOWN,
    )
    mates = forms.MultipleChoiceField(
        label="Who shares the home?", widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, neighbours: Sequence[Person], **kwargs: Any) -> None:
        self.neighbours = {str(neighbour.pk): neighbour for neighbour in neighbours}
        super().__init__(*args, **kwargs)
        mates = self.fields["mates"]
        assert isinstance(mates, forms.MultipleChoiceField)
        mates.choices = [(pk, str(neighbour)) for pk, neighbour in self.neighbours.items()]
        if not self.neighbours:
            del self.fields["living"], self.fields["mates"]
        self.reveals = {name: shown for name, shown in self.reveals.items() if name in self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("checked_how") and cleaned.get("in_area") == InArea.UNKNOWN:
            self.add_error(
                "checked_how", "Select “Not checked”, or say whether they live in the area"
            )
        if cleaned.get("living") != Living.WITH:
            cleaned["mates"] = []
        return cleaned

    @property
    def living_with(self) -> tuple[str, tuple[Person, ...]]:
        """Of a valid form: a choice of `Living`, and the people chosen."""
        cleaned = self.cleaned_data
        if not self.neighbours:
            return Living.ALONE, ()
        return cleaned["living"], tuple(self.neighbours[pk] for pk in cleaned["mates"])


class MembershipForm(SeatMixin, PeriodForm):
    """What was recorded of a seat, to be put right; the end only where there is one."""

    button = "Save the correction"
    inline = ["is_voting"]
    reveals = {"sits_for": {OTHERS: ["represents"]}}
    prompts = PeriodForm.prompts | SEAT_PROMPTS | {"starts_on": "the day they joined"}

    starts_on = DayField(label="When did they join?")
    is_voting = vote_field()
    appointed = appointed_field()
    sits_for = sits_for_field()
    represents = represents_field()
    term_ends_on = DayField(label="When does their term end?", required=False)
    ends_on = DayField(
        label="Last day as a member",
        required=False,
        help_text="If it has not ended after all, there is a page below for that.",
    )
    end_reason = forms.ChoiceField(
        label="Why did it end?",
        choices=[*EndReason.choices, NOT_RECORDED],
        widget=forms.RadioSelect,
        required=False,
    )

    def __init__(self, *args: Any, has_end: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_end:
            del self.fields["ends_on"], self.fields["end_reason"]

    @property
    def values(self) -> dict[str, Any]:
        """Of a valid form: all that is put right, by the names of the record."""
        values = self.seat | {"starts_on": self.cleaned_data["starts_on"]}
        if "ends_on" in self.fields:
            ends_on = self.cleaned_data["ends_on"]
            values["ends_on"] = ends_on
            values["end_reason"] = self.cleaned_data["end_reason"] if ends_on else ""
        return values


class VoteForm(VersionedForm):
    """From which day a member votes, or votes no longer."""

    prompts = {"from_day": "the first day"}

    # What the page that was opened asked for; it would be the opposite once somebody else did it.
    votes = forms.ChoiceField(
        choices=[(YES, "Yes"), (NO, "No")], widget=forms.HiddenInput, required=False
    )
    from_day = DayField(
        label="From which day?",
        help_text="The first day on which it is so. It may be in the future.",
    )


class LeaveForm(VersionedForm):
    """The last day of a membership, and why."""

    button = "End the membership"
    prompts = {"last_day": "the last day as a member", "reason": "why it ends"}

    last_day = DayField(
        label="Last day as a member", help_text="It still counts. It may be in the future."
    )
    reason = forms.ChoiceField(
        label="Why does it end?",
        choices=[choice for choice in EndReason.choices if choice[0] != EndReason.VOTE_CHANGED],
        widget=forms.RadioSelect,
    )
