"""The filters of the overview, which live in its address."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal.accounts.models import User
from biglocal.design.forms import DesignForm
from partnerships.models import AssignedRole, Region
from partnerships.rules.book import RULES
from reviews.models import State

VERDICTS = [("", "Any"), ("no", "Does not meet"), ("unknown", "Cannot tell"), ("yes", "Meets")]


class OverviewFilters(DesignForm):
    """What to show of all areas; everything left empty shows them all."""

    form_method = "get"
    marks_optional = False

    q = forms.CharField(label="Area, local authority or reference", required=False, max_length=120)
    region = forms.ChoiceField(
        label="Region", required=False, choices=[("", "All regions"), *Region.choices]
    )
    rep = forms.ChoiceField(label="Rep", required=False)
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

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        reps = self.fields["rep"]
        assert isinstance(reps, forms.ChoiceField)
        names = User.objects.filter(assignments__role=AssignedRole.REP).distinct()
        reps.choices = [("", "All reps"), *names.values_list("pk", "name")]

    def in_words(self) -> str:
        """What is filtered now, like "North East; does not meet the criteria"; "" for nothing."""
        if not self.is_valid():
            return ""
        chosen = self.cleaned_data
        return "; ".join(
            words
            for words in [
                f"“{chosen['q']}”" if chosen["q"] else "",
                self._label("region"),
                f"rep {self._label('rep')}" if chosen["rep"] else "",
                f"criteria: {self._label('criteria').lower()}" if chosen["criteria"] else "",
                f"conflicts: {self._label('conflicts').lower()}" if chosen["conflicts"] else "",
                f"finding: {self._label('rule').lower()}" if chosen["rule"] else "",
                f"review: {self._label('review').lower()}" if chosen["review"] else "",
            ]
            if words
        )

    def _label(self, name: str) -> str:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        value = self.cleaned_data[name]
        return next(
            (label for key, label in field.widget.choices if value and str(key) == value), ""
        )
