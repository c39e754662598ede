"""The forms with which somebody records a signature that was given on paper or before the rep."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm
from reviews.scans import MEGABYTE, MOST_BYTES, NoScan, cleaned


class PaperForm(DesignForm):
    """The day and the scan of a form on paper; `cleaned_data["cleaned"]` is what is kept of it."""

    button = "Record the paper form"
    prompts = {"scan": "the scan of the form"}

    signed_on = DayField(
        label="When did they sign?", prompt="the day they signed", latest=clock.today
    )
    scan = forms.FileField(
        label="Scan or photograph of the form",
        help_text=(
            f"PDF, JPEG or PNG, up to {MOST_BYTES // MEGABYTE} MB. Only the picture is kept: where and "
            "when it was taken is removed."
        ),
        widget=forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    def clean_scan(self) -> Any:
        file = self.cleaned_data["scan"]
        try:
            self.cleaned_data["cleaned"] = cleaned(file)
        except NoScan as refused:
            raise ValidationError(str(refused)) from None
        return file


class WitnessForm(DesignForm):
    """The rep's word that somebody agreed before them to what the form states."""

    button = "Record that they signed"

    signed_on = DayField(
        label="When did they sign?", prompt="the day they signed", latest=clock.today
    )
    witnessed = forms.BooleanField(
        label="I read this out or showed it to them, and they said that it is right",
        error_messages={"required": "Tick the box to say that you were there and that they agreed"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"signed_on": clock.today()} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
