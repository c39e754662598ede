"""What was decided, about whom, and what each person on the register did then."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField, MoneyField
from biglocal.design.forms import DesignForm, VersionedForm
from biglocal.design.words import people_list
from partnerships.forms.asking import is_sure
from partnerships.forms.everybody import AsksOfEverybody
from partnerships.forms.organisations import HINT, NamesOrganisations, OrganisationsField
from partnerships.forms.plan import by_plan
from partnerships.models import DecisionKind, Meeting, Part, Person, Theme, There

VOTED, NOT_THERE = "voted", "not-there"
# What people may have done, by what is said of it; whoever voted took part.
PARTS = [
    (VOTED, "Voted"),
    (Part.TOOK_PART, "Took part"),
    (Part.WITHDREW, "Withdrew"),
    (NOT_THERE, "Not there"),
]
NO_MEETING = "none"


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
    declared = forms.BooleanField(label="Declared an interest", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("part") == NOT_THERE and cleaned.get("declared"):
            self.add_error(
                "declared", "Untick this, or say that they took part or withdrew after declaring it"
            )
        return cleaned


class DecisionForm(NamesOrganisations, AsksOfEverybody, VersionedForm):
    """A decision, with a row for everybody who may have had a part in it.

    `parts_now` is what each did as it is recorded, by primary key: whoever is not in it was not
    there, unless nothing is recorded at all; `declared_now` are those who declared an interest.
    `suggested` is what a new decision begins with. `meetings_on` gives the meetings of a day, and `themes`
    are those of the plans of the area.
    """

    day_name = "decided_on"
    prompts = {
        "meeting": "which meeting it was",
        "decided_on": "the date of the meeting",
        "kind": "what kind of decision it was",
        "title": "what was decided",
        "amount": "the amount",
        "theme": "the theme of the plan",
    }
    widths = {"amount": "10", "minute_reference": "20"}

    decided_on = DayField(label="Date of the meeting", latest=clock.today)
    meeting = forms.ChoiceField(label="Which meeting was it?", widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label="What kind of decision was it?", choices=DecisionKind, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="What was decided, in a few words?",
        max_length=200,
        help_text="For example, “Grant for the summer fair”",
    )
    amount = MoneyField(label="Amount", required=False, max_digits=10)
    theme = forms.ChoiceField(
        label="Theme of the plan",
        required=False,
        help_text="What the money counts for",
    )
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
        parts_now: Mapping[int, str],
        declared_now: Collection[int] = (),
        suggested: Mapping[int, str] | None = None,
        meetings_on: Callable[[datetime.date | None], Sequence[Meeting]],
        themes: Sequence[Theme] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self._parts_now = parts_now
        self._declared_now = declared_now
        self._suggested = suggested or {}
        self._meetings = {str(one.pk): one for one in meetings_on(self.typed_day)}
        if self._meetings:
            choices = [(pk, _said_of(one)) for pk, one in self._meetings.items()]
            asked: Any = self.fields["meeting"]
            asked.choices = [*choices, (NO_MEETING, "None of these")]
            self.initial.setdefault("meeting", choices[0][0] if len(choices) == 1 else None)
        else:
            del self.fields["meeting"]
        self._themes = {str(one.pk): one for one in themes}
        if self._themes:
            offered: Any = self.fields["theme"]
            offered.choices = [("", "None"), *by_plan(themes)]
        else:
            del self.fields["theme"]

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    @property
    def named_meeting(self) -> Meeting | None:
        """The meeting that a valid form names."""
        return self._meetings.get(self.cleaned_data.get("meeting", NO_MEETING))

    @property
    def named_theme(self) -> Theme | None:
        """The theme that a valid form names."""
        return self._themes.get(self.cleaned_data.get("theme", ""))

    def row_of(self, person: Person, **kwargs: Any) -> PartForm:
        otherwise = NOT_THERE if self._parts_now else self._suggested.get(person.pk)
        now = self._parts_now.get(person.pk, otherwise)
        declared = person.pk in self._declared_now
        return PartForm(initial={"part": now, "declared": declared}, **kwargs)

    def is_valid(self) -> bool:
        return super().is_valid() and self._is_sure_of_those_absent()

    def _is_sure_of_those_absent(self) -> bool:
        """Whether everybody who took part is recorded as present at the meeting, or it was asked and
        ticked that they were there all the same."""
        meeting = self.named_meeting
        if meeting is None:
            return True
        there = dict(meeting.attendances.values_list("person", "there"))
        absent = [
            person
            for person in self.who(VOTED, Part.TOOK_PART)
            if there and there.get(person.pk) != There.PRESENT
        ]
        if not absent:
            return True
        # Ticked for some people, it says nothing of others.
        mark = " ".join(str(person.pk) for person in absent)
        if is_sure(self, "sure", mark, "They were there all the same", label="Is this right?"):
            return True
        self.add_error(
            "sure",
            f"{people_list(absent, named=5)} took part, and the record of the meeting does not say "
            "that they were present. Correct what they did, or tick that this is right",
        )
        return False

    def who(self, *said: str) -> list[Person]:
        """Of whom a valid form says one of these."""
        return [person for person, row in self.rows.items() if row.cleaned_data["part"] in said]

    def who_declared(self) -> list[Person]:
        """Of whom a valid form says that they declared an interest."""
        return [person for person, row in self.rows.items() if row.cleaned_data["declared"]]


def _said_of(meeting: Meeting) -> str:
    return f"{meeting}, {meeting.place}" if meeting.place else str(meeting)
