"""What forms about a dated fact share: a first day, and a last day that is not before it."""

from __future__ import annotations

from typing import Any

from biglocal.design.fields import DayField
from biglocal.design.forms import DesignMixin, VersionedForm
from biglocal.design.words import day_in_words


class EndsAfterItStarts(DesignMixin):
    """Refuses, beside the last day, one that is before the first day."""

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts_on, ends_on = cleaned.get("starts_on"), cleaned.get("ends_on")
        if starts_on and ends_on and ends_on < starts_on:
            self.add_error(
                "ends_on",
                f"The last day must be {day_in_words(starts_on)} or later: that is the first day",
            )
        return cleaned


class PeriodForm(EndsAfterItStarts, VersionedForm):
    """The days of a recorded fact, to be put right or ended."""

    prompts = {"starts_on": "the first day", "ends_on": "the last day"}

    starts_on = DayField(label="First day")
    ends_on = DayField(
        label="Last day",
        required=False,
        help_text="Leave empty while it lasts. The last day may be in the future.",
    )
