"""The forms of the public page: what it shows, why it is closed, and who agrees to be named on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import cached_property

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm, VersionedForm
from partnerships.models import Person, Section
from partnerships.presenters.naming import Asked

AGREES, TAKES_BACK = "agrees", "takes-back"


class ArrangeForm(VersionedForm):
    """Which sections are shown, and what the partnership says about taking part."""

    button = "Save"
    marks_optional = False

    sections = forms.MultipleChoiceField(
        label="What does the page show?",
        choices=Section,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="How to take part and how to raise a concern are always shown.",
    )
    taking_part = forms.CharField(
        label="How can people take part?",
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=(
            "When and where you meet, and how to get in touch. Everybody can read it. Names of people "
            "who did not agree to be named, and homes and e-mail addresses that the register holds, "
            "are left out of it."
        ),
    )


class BarForm(DesignForm):
    """Why Local Trust closes a public page."""

    button = "Close the page"
    button_kind = "warning"

    reason = forms.CharField(
        label="Why is it closed?",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="The partnership’s secretary and rep can read it, so name nobody.",
        error_messages={"required": "Say why the page is closed"},
    )


class NothingAskedForm(DesignForm):
    """A page with a button and no question."""


class SaysForm(DesignForm):
    """What one person says: a row of the table, which begins with “No change”."""

    is_row = True

    says = forms.ChoiceField(label="What they say", required=False)

    def __init__(self, *args: Any, is_named: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        says = self.fields["says"]
        assert isinstance(says, forms.ChoiceField)
        choice = (
            (TAKES_BACK, "Does not agree any more") if is_named else (AGREES, "Agrees to be named")
        )
        says.choices = [("", "No change"), choice]


class NamingForm(DesignForm):
    """On which day they said so, and a row for each person; none for whoever is at risk."""

    marks_optional = False

    on = DayField(
        label="On which day did they say so?",
        prompt="the day on which they said so",
        latest=clock.today,
        help_text="Whoever does not agree any more is not named from that day on.",
    )

    def __init__(self, *args: Any, people: Sequence[Asked], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = people

    @cached_property
    def rows(self) -> list[tuple[Asked, SaysForm | None]]:
        """Everybody, with the form of their row."""
        return [(one, None if one.at_risk else self._row(one)) for one in self._people]

    def _row(self, asked: Asked) -> SaysForm:
        row = SaysForm(
            self.data if self.is_bound else None,
            prefix=f"person-{asked.person.pk}",
            is_named=asked.is_named,
        )
        row.row_name = asked.person.name
        return row

    @property
    def row_forms(self) -> Sequence[SaysForm]:
        return [row for _, row in self.rows if row is not None]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(row.is_valid() and row.cleaned_data["says"] for row in self.row_forms) and all(
            row.is_valid() for row in self.row_forms
        ):
            self.add_error(None, "Select what somebody said, in at least one row")
        return cleaned

    def who(self, says: str) -> list[Person]:
        """Of a valid form: those who say so."""
        return [
            asked.person for asked, row in self.rows if row and row.cleaned_data["says"] == says
        ]
