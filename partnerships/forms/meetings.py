"""When a meeting was, and who came: a row for everybody on the register of its day."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.attachments.cleaning import Allowed
from biglocal.attachments.fields import AttachmentField
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.forms.everybody import AsksOfEverybody
from partnerships.models import MeetingKind, Person, There

MINUTES = Allowed(most_pages=60, too_long="Attach at most 60 pages.")
NEITHER = "neither"
# What people may have done, by what is said of it.
ANSWERS = [
    (There.PRESENT, "Present"),
    (There.APOLOGIES, "Sent apologies"),
    (NEITHER, "Not there"),
]


class AttendanceForm(DesignForm):
    """Whether one person came: a row of the table."""

    is_row = True
    marks_optional = False

    there = forms.ChoiceField(
        label="Were they there?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Select whether they were there"},
    )


class MinutesForm(VersionedForm):
    """The minutes of a meeting, as a file."""

    button = "Attach the minutes"
    prompts = {"minutes": "the minutes"}

    minutes = AttachmentField(label="Minutes", allowed=MINUTES)


class MeetingForm(AsksOfEverybody, VersionedForm):
    """A meeting; `there_now` is who came or sent apologies as it is recorded, by primary key.

    Whoever is not in it was not there, unless nothing is recorded at all.
    """

    day_name = "held_on"
    prompts = {"held_on": "the date of the meeting", "kind": "what kind of meeting it was"}

    held_on = DayField(label="Date of the meeting", latest=clock.today)
    kind = forms.ChoiceField(
        label="What kind of meeting was it?",
        choices=MeetingKind,
        widget=forms.RadioSelect,
        initial=MeetingKind.ORDINARY,
    )
    place = forms.CharField(label="Where was it?", max_length=200, required=False)
    minute_reference = forms.CharField(
        label="Where are the minutes?",
        max_length=200,
        required=False,
        help_text="For example, “Blue folder, 2026” or the address of a web page",
    )
    guests = forms.CharField(
        label="Who else was there?",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        required=False,
        help_text="Names of people who are not on the register, if the minutes name them. "
        "One on each line",
    )
    note = forms.CharField(
        label="Note", widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False
    )

    def __init__(self, *args: Any, there_now: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._there_now = there_now

    def clean_guests(self) -> str:
        lines = [" ".join(line.split()) for line in self.cleaned_data["guests"].splitlines()]
        return "\n".join(filter(None, lines))

    def row_of(self, person: Person, **kwargs: Any) -> AttendanceForm:
        now = self._there_now.get(person.pk, NEITHER if self._there_now else None)
        return AttendanceForm(initial={"there": now}, **kwargs)

    def who(self, answer: str) -> list[Person]:
        """Of whom a valid form says this."""
        return [person for person, row in self.rows.items() if row.cleaned_data["there"] == answer]
