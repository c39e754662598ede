"""From which day to which grants are asked for."""

from __future__ import annotations

import datetime

from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm
from partnerships.forms.periods import EndsAfterItStarts


class GrantsForm(EndsAfterItStarts, DesignForm):
    """The first and the last day of the meetings, in the address; either may be left empty."""

    form_method = "get"
    button = "Show these days"
    button_kind = "secondary"
    marks_optional = False
    prompts = {"starts_on": "the first day", "ends_on": "the last day"}

    starts_on = DayField(label="Meetings from", required=False)
    ends_on = DayField(label="Meetings to", required=False)

    @property
    def period(self) -> tuple[datetime.date | None, datetime.date | None]:
        """The two days; None for either that is left empty or cannot be read."""
        if not self.is_valid():
            return None, None
        return self.cleaned_data["starts_on"], self.cleaned_data["ends_on"]
