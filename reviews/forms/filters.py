"""What filters across all areas share: the region, the rep, and what is filtered now in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from biglocal.accounts.models import User
from biglocal.design.filters import FilterForm, FixedChoiceField
from partnerships.models import AssignedRole, Region


class ProgrammeFilters(FilterForm):
    """Filters across all areas."""

    region = FixedChoiceField(
        label="Region", required=False, choices=[("", "All regions"), *Region.choices]
    )
    rep = forms.ChoiceField(label="Rep", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep"].choices = [("", "All reps"), *self.reps_to_choose_from()]  # type: ignore[attr-defined]

    def reps_to_choose_from(self) -> Iterable[tuple[Any, str]]:
        """The choices for the rep, by id and name: whoever is one, or was."""
        reps = User.objects.filter(assignments__role=AssignedRole.REP).distinct()
        return reps.values_list("pk", "name")

    def in_words(self) -> str:
        """What is filtered now, like "North East; does not meet the criteria"; "" for nothing."""
        return "; ".join(words for words in self.said() if words)

    def said(self) -> list[str]:
        """The words of each filter, "" for one that is left empty or does not exist."""
        raise NotImplementedError

    def label(self, name: str) -> str:
        """The words of what is chosen, "" for nothing."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        value = self.what_holds[name]
        return next(
            (label for key, label in field.widget.choices if value and str(key) == value), ""
        )
