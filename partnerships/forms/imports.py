"""Choosing a file of members, and confirming what it would do."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from biglocal.design.forms import DesignForm
from partnerships.imports.layout import MOST_ROWS
from partnerships.imports.reading import DELIMITED, LARGEST_FILE, WORKBOOK, read
from partnerships.imports.table import Unreadable
from partnerships.imports.workbooks import MEGABYTE


class UploadForm(DesignForm):
    """A spreadsheet; `cleaned_data["table"]` is what was read from it."""

    button = "Check the file"
    prompts = {"file": "a file with your members"}

    file = forms.FileField(
        label="File with your members",
        help_text=(
            f"An Excel workbook (.xlsx) or a CSV file, up to {LARGEST_FILE // MEGABYTE} MB and "
            f"{MOST_ROWS} rows."
        ),
        widget=forms.FileInput({"accept": f"{WORKBOOK},{DELIMITED}"}),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.cleaned_data["table"] = read(file.name, file.size, file)
        except Unreadable as unreadable:
            raise ValidationError(str(unreadable)) from None
        return file


class ConfirmForm(DesignForm):
    """The mark of the plan that was shown, so that another one is not written instead."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
