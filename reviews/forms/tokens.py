"""The form with which an administrator makes a token of the API."""

from __future__ import annotations

from typing import Any

from django import forms

from biglocal import clock
from biglocal.accounts.models import ApiToken, User
from biglocal.design.fields import DayField
from biglocal.design.forms import DesignForm


class TokenForm(DesignForm):
    """Which service account the token is of, what it is for, and how long it works."""

    button = "Make the token"

    user = forms.ModelChoiceField(
        label="Service account",
        queryset=User.objects.none(),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Select a service account",
            "invalid_choice": "Select a service account of this list",
        },
    )
    name = forms.CharField(
        label="What is it for?",
        help_text="Like “Monthly report”, so that somebody knows later which one to revoke.",
        max_length=ApiToken._meta.get_field("name").max_length,
        error_messages={"required": "Enter what the token is for"},
    )
    expires_on = DayField(
        label="Last day that it works",
        help_text="Leave it empty for a token that works until it is revoked.",
        prompt="the last day that it works",
        earliest=clock.today,
        required=False,
    )

    def __init__(self, *args: Any, accounts: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        users = self.fields["user"]
        assert isinstance(users, forms.ModelChoiceField)
        users.queryset = accounts
