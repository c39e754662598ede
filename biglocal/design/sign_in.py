"""The forms of signing in and of the second factor: allauth's, drawn and worded as all of ours.

`ACCOUNT_FORMS` and `MFA_FORMS` in the settings name them.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms
from django.contrib.auth.password_validation import get_default_password_validators

from biglocal.design.forms import DesignMixin
from biglocal.design.messages import speak_plainly

EMAIL = "E-mail address"


class Entrance(DesignMixin):
    """Takes away placeholders, which vanish as one types, and gives labels in our own words."""

    labels: dict[str, str] = {}
    hints: dict[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            field.label = self.labels.get(name, field.label)
            field.help_text = self.hints.get(name, "")
            if prompt := self.prompts.get(name):
                speak_plainly(field, prompt)
            if isinstance(field.widget, forms.PasswordInput):
                field.widget.attrs.setdefault("spellcheck", "false")


class NewPassword(Entrance):
    """Says what a password must be before one is refused."""

    prompts = {"password1": "a new password", "password2": "the new password again"}
    labels = {"password1": "New password", "password2": "New password again"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shortest = max(
            getattr(validator, "min_length", 0) for validator in get_default_password_validators()
        )
        self.fields[
            "password1"
        ].help_text = (
            f"At least {shortest} characters. Three words that do not belong together do well"
        )


class SignInForm(Entrance, account.LoginForm):
    prompts = {"login": "your e-mail address", "password": "your password"}
    labels = {"login": EMAIL}


class ResetPasswordForm(Entrance, account.ResetPasswordForm):
    prompts = {"email": "your e-mail address"}
    labels = {"email": EMAIL}


class ResetPasswordKeyForm(NewPassword, account.ResetPasswordKeyForm):
    pass


class SetPasswordForm(NewPassword, account.SetPasswordForm):
    pass


class ChangePasswordForm(NewPassword, account.ChangePasswordForm):
    prompts = {**NewPassword.prompts, "oldpassword": "your current password"}
    labels = {**NewPassword.labels, "oldpassword": "Current password"}


class AddEmailForm(Entrance, account.AddEmailForm):
    prompts = {"email": "an e-mail address"}
    labels = {"email": EMAIL}


class ReauthenticateForm(Entrance, account.ReauthenticateForm):
    prompts = {"password": "your password"}


class CodeForm(Entrance):
    """A code of six figures, or a recovery code, typed from another place."""

    prompts = {"code": "the code"}
    labels = {"code": "Code"}
    widths = {"code": "10"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        attrs = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
        self.fields["code"].widget.attrs |= attrs


class SecondFactorForm(CodeForm, mfa.AuthenticateForm):
    hints = {"code": "Six figures from your authenticator app, or one of your recovery codes"}


class SecondFactorAgainForm(CodeForm, mfa.ReauthenticateForm):
    hints = {"code": "Six figures from your authenticator app, or one of your recovery codes"}


class ActivateForm(CodeForm, totp.ActivateTOTPForm):
    hints = {"code": "Six figures, which the app changes every half minute"}
