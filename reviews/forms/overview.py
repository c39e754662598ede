"""The filters of the overview, which live in its address, and the name of a view that is saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from biglocal.design.filters import FixedChoiceField
from biglocal.design.forms import DesignForm
from partnerships.rules.book import RULES
from reviews.forms.filters import ProgrammeFilters
from reviews.models import SavedView, State

VERDICTS = [("", "Any"), ("no", "Does not meet"), ("unknown", "Cannot tell"), ("yes", "Meets")]
LEVELS = [
    ("", "Any"),
    ("breaches", "Breach"),
    ("cautions", "Caution, for people to judge"),
    ("incomplete", "Incomplete, a fact is missing"),
]
# Of reviews, beside their states.
LATE, NO_REVIEW = "late", "none"
NO_REP = "none"
# Days for which nothing in a register has changed.
NOT_FOR = {"not-90": 90, "not-180": 180, "not-365": 365}
CHANGED = [
    ("", "Any time"),
    ("last-30", "In the last 30 days"),
    *((value, f"Not in the last {days} days") for value, days in NOT_FOR.items()),
    ("never", "Never"),
]


class OverviewFilters(ProgrammeFilters):
    """What to show of all areas."""

    field_order = ("q", "region", "rep")

    q = forms.CharField(label="Area, authority, reference", required=False, max_length=120)
    criteria = FixedChoiceField(label="Criteria", required=False, choices=VERDICTS)
    conflicts = FixedChoiceField(label="Conflicts of interest", required=False, choices=VERDICTS)
    level = FixedChoiceField(label="Level of finding", required=False, choices=LEVELS)
    rule = FixedChoiceField(
        label="Finding",
        required=False,
        choices=[("", "Any"), *((rule.id, rule.title) for rule in RULES)],
    )
    departure = FixedChoiceField(
        label="One departure away",
        required=False,
        choices=[("", "Any"), ("yes", "Yes"), ("no", "No")],
    )
    review = FixedChoiceField(
        label="Review",
        required=False,
        choices=[("", "Any"), (LATE, "Late"), *State.choices, (NO_REVIEW, "No review")],
    )
    changed = FixedChoiceField(label="Register changed", required=False, choices=CHANGED)

    def __init__(self, *args: Any, reps: Sequence[tuple[int, str]] | None, **kwargs: Any) -> None:
        self.reps = reps
        super().__init__(*args, **kwargs)
        if reps is None:
            self.fields["rep"] = forms.CharField(
                label="Name of the rep", required=False, max_length=120
            )

    def reps_to_choose_from(self) -> Iterable[tuple[Any, str]]:
        return [(NO_REP, "No rep"), *(self.reps or ())]

    def label(self, name: str) -> str:
        chosen = self.fields[name]
        is_typed = not isinstance(chosen, forms.ChoiceField)
        return str(self.what_holds[name]) if is_typed else super().label(name)

    def said(self) -> list[str]:
        chosen = self.what_holds
        words = {
            "region": "{}",
            "rep": "rep {}",
            "criteria": "criteria: {}",
            "conflicts": "conflicts: {}",
            "level": "level: {}",
            "rule": "finding: {}",
            "departure": "one departure away: {}",
            "review": "review: {}",
            "changed": "register changed: {}",
        }
        as_written = {"region", "rep"}
        return [
            f"“{chosen['q']}”" if chosen["q"] else "",
            *(
                said.format(self.label(name) if name in as_written else self.label(name).lower())
                for name, said in words.items()
                if chosen[name]
            ),
        ]


class ViewForm(DesignForm):
    """What a view of the overview is called."""

    button = "Save the view"
    prompts = {"name": "a name for the view"}
    page_heading = "name"

    name = forms.CharField(
        label="What do you want to call this view?",
        max_length=SavedView._meta.get_field("name").max_length,
        help_text="Like “Late in the North East”. Only you see it.",
    )
