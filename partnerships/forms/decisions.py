"""What was decided, about whom, and what each person on the register did then."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField, MoneyField
from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.forms.organisations import HINT, NamesOrganisations, OrganisationsField
from partnerships.models import DecisionKind, Part, Person

NOT_THERE = "not-there"
# What people may have done, by what is said of it.
PARTS = [(Part.TOOK_PART, "Took part"), (Part.WITHDREW, "Withdrew"), (NOT_THERE, "Not there")]


class DayOfMeetingForm(DesignForm):
    """The day first, since who was on the register turns on it; sent by GET."""

    form_method = "get"
    button = "Continue"

    decided_on = DayField(
        label="When was the meeting?", prompt="the date of the meeting", latest=clock.today
    )


class PartForm(DesignForm):
    """What one person did when it was decided: a row of the table."""

    is_row = True
    marks_optional = False

    part = forms.ChoiceField(
        label="What they did",
        choices=PARTS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what they did"},
    )


class DecisionForm(NamesOrganisations, VersionedForm):
    """A decision, with a row for everybody who may have had a part in it.

    `people_on` says who those are, by the day that was typed, or None where none can be read;
    `parts_now` is what each did as it is recorded, by primary key: whoever is not in it was not
    there, unless nothing is recorded at all.
    """

    prompts = {
        "decided_on": "the date of the meeting",
        "kind": "what kind of decision it was",
        "title": "what was decided",
        "amount": "the amount",
    }
    widths = {"amount": "10", "minute_reference": "20"}

    decided_on = DayField(label="Date of the meeting", latest=clock.today)
    kind = forms.ChoiceField(
        label="What kind of decision was it?", choices=DecisionKind, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="What was decided, in a few words?",
        max_length=200,
        help_text="For example, “Grant for the summer fair”",
    )
    amount = MoneyField(label="Amount", required=False, max_digits=10)
    organisations = OrganisationsField(
        label="Organisations considered",
        required=False,
        help_text=f"One on each line, the one chosen too. {HINT}",
    )
    chosen = forms.CharField(
        label="Organisation chosen",
        max_length=200,
        required=False,
        help_text="One of those above",
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    outcome = forms.CharField(
        widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )
    reason = forms.CharField(
        label="Reason for the decision",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    minute_reference = forms.CharField(
        label="Where it is in the minutes", max_length=80, required=False
    )

    def __init__(
        self,
        *args: Any,
        people_on: Callable[[datetime.date | None], Sequence[Person]],
        parts_now: Mapping[int, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._people_on = people_on
        self._parts_now = parts_now

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    @cached_property
    def typed_day(self) -> datetime.date | None:
        """The day of the meeting, if one was typed that can be read."""
        is_typed = self.is_bound and "decided_on" not in self.errors
        return self.cleaned_data["decided_on"] if is_typed else None

    @cached_property
    def rows(self) -> dict[Person, PartForm]:
        """The form of each person's row."""
        otherwise = NOT_THERE if self._parts_now else None
        rows = {}
        for person in self._people_on(self.typed_day):
            now = self._parts_now.get(person.pk, otherwise)
            row = PartForm(
                self.data if self.is_bound else None,
                prefix=f"person-{person.pk}",
                initial={"part": now},
            )
            row.row_name = person.name
            rows[person] = row
        return rows

    @property
    def row_forms(self) -> Sequence[PartForm]:
        return list(self.rows.values())

    def who(self, part: str) -> list[Person]:
        """Of whom a valid form says that they did so."""
        return [person for person, row in self.rows.items() if row.cleaned_data["part"] == part]
