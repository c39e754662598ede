"""What filters across all areas share: the region, the rep, and what is filtered now in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from biglocal.accounts.models import User
from biglocal.design.filters import FixedChoiceField
from biglocal.design.forms import DesignForm
from partnerships.models import AssignedRole, Region


class ProgrammeFilters(DesignForm):
    """Filters that live in the address; everything left empty shows all there is."""

    form_method = "get"
    marks_optional = False

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
        return "; ".join(words for words in self.said() if words) if self.is_valid() else ""

    def said(self) -> list[str]:
        """The words of each filter of a valid form, "" for one that is left empty."""
        raise NotImplementedError

    def label(self, name: str) -> str:
        """The words of what is chosen, "" for nothing."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        value = self.cleaned_data[name]
        return next(
            (label for key, label in field.widget.choices if value and str(key) == value), ""
        )
