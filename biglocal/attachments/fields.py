"""The form field with which people attach a file; it gives what is kept of it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from biglocal.attachments.cleaning import Allowed, Cleaned, NotTaken, cleaned


class AttachmentField(forms.FileField):
    """A PDF, JPEG or PNG, written anew: `cleaned_data` has a `Cleaned`, or None when there is none."""

    def __init__(self, *, allowed: Allowed, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput({"accept": ".pdf,.jpg,.jpeg,.png"}))
        kwargs.setdefault("help_text", f"PDF, JPEG or PNG, up to {allowed.megabytes} MB.")
        super().__init__(**kwargs)
        self.allowed = allowed

    def clean(self, data: Any, initial: Any = None) -> Cleaned | None:
        file = super().clean(data, initial)
        if not file:
            return None
        try:
            return cleaned(file, self.allowed)
        except NotTaken as refused:
            raise ValidationError(str(refused)) from None
