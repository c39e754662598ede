"""What came to light about a decision after it was taken, and how it was settled."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from biglocal.design.words import day_in_words
from partnerships.forms.organisations import NamesOrganisations, OrganisationField
from partnerships.models import Person

OPEN, SETTLED = "open", "settled"


class LaterForm(NamesOrganisations, VersionedForm):
    """A conflict beside a decision of `decided_on`; `people` are those it may be about."""

    prompts = {
        "found_on": "the day it came to light",
        "what": "what came to light",
        "state": "whether it is settled",
        "settled_on": "the day it was settled",
    }
    reveals = {"state": {SETTLED: ["settled_on", "settled_reason"]}}
    unmarked = ("settled_on", "settled_reason")

    found_on = DayField(label="When did it come to light?", latest=clock.today)
    person = forms.ModelChoiceField(
        label="Who is it about?",
        queryset=Person.objects.none(),
        required=False,
        empty_label="Nobody on the register",
    )
    organisation = OrganisationField(label="Which organisation is it about?", required=False)
    what = forms.CharField(
        label="What came to light?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In a sentence or two. Where it is an interest or a relative, record that on the "
        "person’s page too, with its days",
    )
    done = forms.CharField(
        label="What was done about it?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="For example, that the decision was looked at again without them",
    )
    state = forms.ChoiceField(
        label="Is it settled?",
        choices=[(OPEN, "No, it is still open"), (SETTLED, "Yes")],
        widget=forms.RadioSelect,
    )
    settled_on = DayField(label="When was it settled?", required=False, latest=clock.today)
    settled_reason = forms.CharField(
        label="Why is it settled?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, people: Any, decided_on: datetime.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["person"]
        who.queryset = people
        self._decided_on = decided_on

    def clean_found_on(self) -> datetime.date:
        found_on: datetime.date = self.cleaned_data["found_on"]
        if found_on < self._decided_on:
            raise forms.ValidationError(
                f"The decision was taken on {day_in_words(self._decided_on)}. Enter that day or a "
                "later one"
            )
        return found_on

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("state") != SETTLED:
            cleaned |= {"settled_on": None, "settled_reason": ""}
            self._forget("settled_on", "settled_reason")
            return cleaned
        if "settled_on" not in self.errors and cleaned.get("settled_on") is None:
            self.add_error("settled_on", "Enter the day it was settled")
        if "settled_reason" not in self.errors and not cleaned.get("settled_reason"):
            self.add_error("settled_reason", "Say why it is settled")
        found_on, settled_on = cleaned.get("found_on"), cleaned.get("settled_on")
        if found_on and settled_on and settled_on < found_on:
            self.add_error("settled_on", "Enter the day it came to light or a later one")
        return cleaned

    def _forget(self, *names: str) -> None:
        """What stands under an answer that was not given is not judged."""
        for name in names:
            self.errors.pop(name, None)
