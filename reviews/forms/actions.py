"""Following an action: how it is going, done, dropped, open again; and the filters of all areas'."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from reviews.following import SOON
from reviews.forms.filters import ProgrammeFilters

FOR_ALL = "Everybody who sees the area’s reviews can read it."


def words_field(label: str, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}), **more
    )


class ProgressForm(DesignForm):
    """A note; nothing that was written before changes by it."""

    prompts = {"text": "how it is going"}

    text = words_field("How is it going?", help_text=FOR_ALL)


class DoneForm(VersionedForm):
    """When it was done, and what there is to say about it."""

    button = "Mark as done"
    prompts = {"on": "the day it was done", "text": "what came of it"}

    on = DayField(label="When was it done?", latest=clock.today)
    text = words_field("What came of it", required=False, help_text=FOR_ALL)


class DropForm(VersionedForm):
    """Why nothing more is done about it."""

    button = "Drop the action"
    button_kind = "warning"
    prompts = {"reason": "why it is dropped"}

    reason = words_field("Why is it dropped?", help_text=FOR_ALL)


class ReopenForm(VersionedForm):
    """Why it is open again."""

    button = "Open it again"
    prompts = {"reason": "why it is open again"}

    reason = words_field("Why is it open again?", help_text=FOR_ALL)


DUE = [
    ("", "Any day"),
    ("overdue", "Overdue"),
    ("soon", f"Due within {SOON.days} days"),
]
ASKED = [("", "Anything"), ("finding", "A breach at review"), ("trust", "Local Trust asked")]


class ActionFilters(ProgrammeFilters):
    """Which open actions of all areas to show."""

    field_order = ("due", "region", "rep")

    due = forms.ChoiceField(label="To be done", required=False, choices=DUE)
    asked = forms.ChoiceField(label="Because of", required=False, choices=ASKED)

    def said(self) -> list[str]:
        return [
            self.label("due").lower(),
            self.label("region"),
            f"rep {self.label('rep')}" if self.what_holds["rep"] else "",
            self.label("asked").lower() if self.what_holds["asked"] else "",
        ]
