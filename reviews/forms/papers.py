"""The forms with which somebody records a signature that was given on paper or before the rep."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.attachments.cleaning import Allowed
from biglocal.attachments.fields import AttachmentField
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm

SCANS = Allowed(
    most_pages=20,
    empty="Attach the scan again.",
    too_large="Scan it at 200 dots an inch, or in grey.",
    too_long="Attach the signed form alone, at most 20 pages.",
    unreadable_pdf="Scan the form again.",
    unreadable_picture="Scan the form again, or take a new photograph.",
    other_kind="Attach the scan as one of these.",
)


class PaperForm(DesignForm):
    """The day and the scan of a form on paper."""

    button = "Record the paper form"
    prompts = {"scan": "the scan of the form"}

    signed_on = DayField(
        label="When did they sign?", prompt="the day they signed", latest=clock.today
    )
    scan = AttachmentField(
        label="Scan or photograph of the form",
        help_text=(
            f"PDF, JPEG or PNG, up to {SCANS.megabytes} MB. Only the picture is kept: where and "
            "when it was taken is removed."
        ),
        allowed=SCANS,
    )


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
