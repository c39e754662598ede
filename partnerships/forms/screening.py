"""What is to be decided at a meeting, and about whom: asked before the meeting, to be screened."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField, MoneyField
from biglocal.design.forms import DesignForm
from partnerships.models import DecisionKind

# What the button sends as `step` that asks for more rows.
MORE = "more"
FIRST_ROWS, MORE_ROWS, MOST_ROWS = 4, 4, 50
# How far ahead somebody may look.
A_YEAR = datetime.timedelta(days=366)


def _in_a_year() -> datetime.date:
    return clock.today() + A_YEAR


class ScreeningForm(DesignForm):
    """A decision to come, with a row for each bidder or applicant.

    There are as many rows as are filled in, and some empty ones; `typed` are the names that an
    unbound form begins with.
    """

    button = "Screen the decision"
    prompts = {
        "decided_on": "the date of the meeting",
        "kind": "what kind of decision it is",
        "title": "what is to be decided",
        "amount": "the amount",
    }
    widths = {"amount": "10"}
    unmarked = tuple(f"organisation_{number + 1}" for number in range(MOST_ROWS))

    decided_on = DayField(label="When is the meeting?", latest=_in_a_year)
    kind = forms.ChoiceField(
        label="What kind of decision is it?", choices=DecisionKind, widget=forms.RadioSelect
    )
    title = forms.CharField(
        label="What is to be decided, in a few words?",
        max_length=200,
        help_text="For example, “Grant for the summer fair”",
    )
    amount = MoneyField(label="Amount", required=False, max_digits=10)

    def __init__(
        self, *args: Any, typed: Sequence[str] = (), more: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = max(FIRST_ROWS, len(typed) + 2, self._sent()) + (MORE_ROWS if more else 0)
        for number in range(min(rows, MOST_ROWS)):
            name = f"organisation_{number + 1}"
            field = forms.CharField(
                label=f"Organisation {number + 1}",
                max_length=200,
                required=False,
                initial=typed[number] if number < len(typed) else "",
                widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off"}),
            )
            self.fields[name] = field
            self._settle(name, field)
        self.row_names = [name for name in self.unmarked if name in self.fields]

    @property
    def questions(self) -> Iterator[Any]:
        """The questions before the rows."""
        return (field for field in self.visible_fields() if field.name not in self.row_names)

    @property
    def rows(self) -> list[Any]:
        """The rows for organisations, one beneath the other."""
        return [self[name] for name in self.row_names]

    @property
    def may_have_more(self) -> bool:
        return len(self.row_names) < MOST_ROWS

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        is_fine = not any(name in self.errors for name in self.row_names)
        if is_fine and cleaned.get("kind") != DecisionKind.OTHER and not self.organisations:
            self.add_error(
                "organisation_1",
                "Enter every organisation that is considered, not only the one that may be chosen",
            )
        return cleaned

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names in a cleaned form, each once, in their order."""
        named: dict[str, str] = {}
        for name in self.row_names:
            text = " ".join(self.cleaned_data.get(name, "").split())
            if text:
                named.setdefault(text.casefold(), text)
        return tuple(named.values())

    def _sent(self) -> int:
        """How many rows a browser sent."""
        numbers = range(1, MOST_ROWS + 1)
        sent = [number for number in numbers if f"organisation_{number}" in self.data]
        return max(sent, default=0)
