"""The form with which a review is submitted."""

from __future__ import annotations

from django import forms

from biglocal.design.forms import VersionedForm
from reviews.freezing import DECLARATION


class SubmitForm(VersionedForm):
    """The rep's declaration; `version` is the fingerprint of what the page above it shows."""

    button = "Submit the review"

    declared = forms.BooleanField(
        label=DECLARATION,
        error_messages={"required": "Tick the box to say that this is true as far as you know"},
    )
