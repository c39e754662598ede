"""The filters of the overview, which live in its address."""

from __future__ import annotations

from django import forms

from partnerships.rules.book import RULES
from reviews.forms.filters import ProgrammeFilters
from reviews.models import State

VERDICTS = [("", "Any"), ("no", "Does not meet"), ("unknown", "Cannot tell"), ("yes", "Meets")]


class OverviewFilters(ProgrammeFilters):
    """What to show of all areas."""

    field_order = ("q", "region", "rep")

    q = forms.CharField(label="Area, local authority or reference", required=False, max_length=120)
    criteria = forms.ChoiceField(label="Criteria", required=False, choices=VERDICTS)
    conflicts = forms.ChoiceField(label="Conflicts of interest", required=False, choices=VERDICTS)
    rule = forms.ChoiceField(
        label="Finding",
        required=False,
        choices=[("", "Any"), *((rule.id, rule.title) for rule in RULES)],
    )
    review = forms.ChoiceField(
        label="Review", required=False, choices=[("", "Any"), *State.choices]
    )

    def said(self) -> list[str]:
        chosen = self.cleaned_data
        return [
            f"“{chosen['q']}”" if chosen["q"] else "",
            self.label("region"),
            f"rep {self.label('rep')}" if chosen["rep"] else "",
            f"criteria: {self.label('criteria').lower()}" if chosen["criteria"] else "",
            f"conflicts: {self.label('conflicts').lower()}" if chosen["conflicts"] else "",
            f"finding: {self.label('rule').lower()}" if chosen["rule"] else "",
            f"review: {self.label('review').lower()}" if chosen["review"] else "",
        ]
