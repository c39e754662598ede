"""Choosing the file of a boundary, and removing one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from biglocal.design.forms import VersionedForm
from partnerships.forms.mistakes import MistakeForm
from partnerships.places.geojson import LARGEST_FILE, MEGABYTE, NoBoundary, read


class BoundaryForm(VersionedForm):
    """A GeoJSON file; `cleaned_data["geometry"]` is the boundary that was read from it."""

    button = "Load the boundary"
    prompts = {"file": "a file with the boundary"}

    file = forms.FileField(
        label="File with the boundary",
        help_text=(
            "GeoJSON in EPSG:4326 (WGS 84), with the area as one polygon or several, up to "
            f"{LARGEST_FILE // MEGABYTE} MB"
        ),
        widget=forms.FileInput({"accept": ".geojson,.json,application/geo+json"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            # A byte more than may be is enough to tell that there is more.
            self.cleaned_data["geometry"] = read(file.read(LARGEST_FILE + 1))
        except NoBoundary as unusable:
            raise ValidationError(str(unusable)) from None
        return file


class RemoveBoundaryForm(MistakeForm):
    """Why a boundary is removed."""

    button = "Remove the boundary"
    prompts = {"reason": "why the boundary is removed"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why is it removed?"
        self.fields["reason"].help_text = "It is kept in the history."
