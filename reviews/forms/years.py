"""What to show of the programme over the years, and of the programme as at a day; both by GET."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms

from biglocal.design.forms import DesignForm
from partnerships.models import Region
from partnerships.rules import RULES

VERDICTS = [("", "Any"), ("no", "Does not meet"), ("unknown", "Cannot tell"), ("yes", "Meets")]


class _Filters(DesignForm):
    """Choices that live in the address, and what is chosen now in words."""

    form_method = "get"
    marks_optional = False

    region = forms.ChoiceField(
        label="Region", required=False, choices=[("", "All regions"), *Region.choices]
    )
    rule = forms.ChoiceField(
        label="Finding",
        required=False,
        choices=[("", "Any"), *((rule.id, rule.title) for rule in RULES)],
    )

    def chosen(self, name: str) -> str:
        """The cleaned choice, and "" for one that does not exist."""
        return str(self.cleaned_data.get(name) or "") if self.is_bound else ""

    def label(self, name: str) -> str:
        """The words of what is chosen, "" for nothing."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        value = self.chosen(name)
        choices = field.widget.choices
        return next((str(words) for key, words in choices if value and str(key) == value), "")

    def in_words(self) -> str:
        """What is filtered now, like "North East; finding: too few members"; "" for nothing."""
        self.is_valid()
        return "; ".join(words for words in self.said() if words)

    def said(self) -> list[str]:
        """The words of each choice, "" for one that is left empty."""
        raise NotImplementedError


class YearsFilters(_Filters):
    """Which areas to count, which finding, and from which year on; `years` are those there are."""

    since = forms.ChoiceField(label="From", required=False)

    def __init__(self, *args: Any, years: Iterable[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        since = self.fields["since"]
        assert isinstance(since, forms.ChoiceField)
        since.choices = [("", "The beginning"), *((str(year), str(year)) for year in years)]

    def said(self) -> list[str]:
        since, finding = self.label("since"), self.label("rule").lower()
        return [
            self.label("region"),
            f"from {since}" if since else "",
            f"with the finding “{finding}”" if finding else "",
        ]


class AsAtFilters(_Filters):
    """Which areas of a day to list; `on` is that day, which another form asks for."""

    field_order = ("region", "criteria", "conflicts", "rule")

    on = forms.CharField(required=False, widget=forms.HiddenInput)
    criteria = forms.ChoiceField(label="Criteria", required=False, choices=VERDICTS)
    conflicts = forms.ChoiceField(label="Conflicts of interest", required=False, choices=VERDICTS)

    def said(self) -> list[str]:
        names = {"criteria": "criteria", "conflicts": "conflicts", "rule": "finding"}
        labels = {words: self.label(name).lower() for name, words in names.items()}
        return [
            self.label("region"),
            *(f"{words}: {label}" for words, label in labels.items() if label),
        ]
