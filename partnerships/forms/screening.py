"""What is to be decided at a meeting, and about whom: asked before the meeting, to be screened."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import Any

from django import forms

from biglocal import clock
from biglocal.design.fields import DayField, MoneyField
from biglocal.design.forms import DesignForm, DesignMixin
from partnerships.forms.organisations import NamesOrganisations, OrganisationField
from partnerships.models import DecisionKind

# What the button sends as `step` that asks for more rows.
MORE = "more"
FIRST_ROWS, MORE_ROWS, MOST_ROWS = 4, 4, 50
# How far ahead somebody may look.
A_YEAR = datetime.timedelta(days=366)
ROW = "organisation_"


def _in_a_year() -> datetime.date:
    return clock.today() + A_YEAR


class _Rows(DesignMixin):
    """A row for each organisation: as many as are filled in, and some empty ones.

    `typed` are the names that an unbound form begins with; `more` asks for more empty rows.
    """

    unmarked = tuple(f"{ROW}{number + 1}" for number in range(MOST_ROWS))

    def __init__(
        self, *args: Any, typed: Sequence[str] = (), more: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        rows = max(FIRST_ROWS, len(typed) + 2, self._sent()) + (MORE_ROWS if more else 0)
        self.row_names = self.unmarked[:rows]
        for number, name in enumerate(self.row_names):
            field = OrganisationField(
                label=f"Organisation {number + 1}",
                required=False,
                initial=typed[number] if number < len(typed) else "",
                help_text="",
            )
            self.fields[name] = field
            self._settle(name, field)

    def _sent(self) -> int:
        """How many rows a browser sent."""
        return max(
            (number + 1 for number, name in enumerate(self.unmarked) if name in self.data),
            default=0,
        )


class ScreeningForm(NamesOrganisations, _Rows, DesignForm):
    """A decision to come, with a row for each bidder or applicant.

    Nothing is added to the list of organisations by this; a name that is nearly one on it is asked
    about, since nobody has an interest in an organisation that is written wrongly.
    """

    adds_new = False
    keeps_others = True
    button = "Screen the decision"
    prompts = {
        "decided_on": "the date of the meeting",
        "kind": "what kind of decision it is",
        "title": "what is to be decided",
        "amount": "the amount",
    }
    widths = {"amount": "10"}

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

    @property
    def questions(self) -> Iterator[Any]:
        """The questions before the rows."""
        return (field for field in self.visible_fields() if not field.name.startswith(ROW))

    @property
    def rows(self) -> Iterator[Any]:
        """The rows, each with what is asked about it."""
        return (field for field in self.visible_fields() if field.name.startswith(ROW))

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
                self.row_names[0],
                "Enter every organisation that is considered, not only the one that may be chosen",
            )
        return cleaned

    @property
    def organisations(self) -> tuple[str, ...]:
        """The names in a cleaned form as the list has them, each once, in their order."""
        named: dict[str, str] = {}
        for name in self.row_names:
            if text := str(self.cleaned_data.get(name, "")):
                named.setdefault(text.casefold(), text)
        return tuple(named.values())
