"""The form that chooses which two versions of a review stand beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from biglocal.design.forms import DesignForm


class VersionsForm(DesignForm):
    """Two versions by their numbers; it lives in the address as `from` and `to`."""

    button = "Compare"
    form_method = "get"
    marks_optional = False

    def __init__(self, *args: Any, numbers: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(number), f"Version {number}") for number in numbers]
        for name, label in [("from", "Compare"), ("to", "With")]:
            self.fields[name] = forms.ChoiceField(label=label, choices=choices)
            self._settle(name, self.fields[name])
