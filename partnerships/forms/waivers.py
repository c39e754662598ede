"""The forms with which Local Trust waives a rule for an area, and ends a waiver early."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import VersionedForm
from partnerships.forms.periods import EndsAfterItStarts
from partnerships.rules import RULES, Level

NO_NAMES = "Everybody who sees the register can read it, so name nobody."


class WaiverForm(EndsAfterItStarts, VersionedForm):
    """Which rule, from when, until when, and why; `found` are the rules that find something today."""

    button = "Grant the waiver"
    marks_optional = False
    prompts = {
        "rule": "the rule",
        "starts_on": "the first day of the waiver",
        "ends_on": "the last day of the waiver",
        "reason": "why Local Trust accepts this",
    }

    rule = forms.ChoiceField(label="Which rule?", widget=forms.RadioSelect)
    starts_on = DayField(label="From which day?", earliest=clock.today)
    ends_on = DayField(
        label="Until which day?",
        help_text="The last day, at most a year on. Afterwards it can be granted again.",
    )
    reason = forms.CharField(
        label="Why does Local Trust accept this?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=NO_NAMES,
    )

    def __init__(self, *args: Any, found: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rule = self.fields["rule"]
        assert isinstance(rule, forms.ChoiceField)
        can_be = [one for one in RULES if one.level is not Level.CAUTION]
        can_be.sort(key=lambda one: one.id not in found)
        rule.choices = [
            (one.id, f"{one.title} (found today)" if one.id in found else one.title)
            for one in can_be
        ]


class EndForm(VersionedForm):
    """An earlier last day for a waiver, and why."""

    button = "End it then"
    prompts = {"ends_on": "the last day of the waiver"}

    ends_on = DayField(label="Which is the last day now?")
    reason = forms.CharField(
        label="Why does it end early?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=NO_NAMES,
        error_messages={"required": "Say why it ends early"},
    )

    def __init__(
        self, *args: Any, earliest: datetime.date, latest: datetime.date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        ends_on = self.fields["ends_on"]
        assert isinstance(ends_on, DayField)
        ends_on.earliest, ends_on.latest = earliest, latest
