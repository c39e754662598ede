"""How sign-in behaves: nobody signs up by themselves, and second-factor secrets are encrypted."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; there is no sign-up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "This account is closed. Ask Local Trust to open it again",
        # Which of the two is wrong is nobody's business but the owner's.
        "email_password_mismatch": "The e-mail address or the password is not right. Try again.",
        "enter_current_password": "That is not your current password. Try again",
        "incorrect_code": "That code is not right, or no longer. Enter the newest one",
        "incorrect_password": "That is not your password. Try again",
        "too_many_login_attempts": "That was tried too often. Wait 5 minutes, then try again",
        "rate_limited": "That was tried too often. Wait a few minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Keeps second-factor secrets encrypted under a key derived from SECRET_KEY.

    Older keys are tried too, from SECRET_KEY_FALLBACKS, so that the key can be changed.
    """

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "That code is not right, or no longer. Enter the newest one",
    }

    def encrypt(self, text: str) -> str:
        return self._cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return self._cipher().decrypt(encrypted_text.encode()).decode()

    @staticmethod
    def _cipher() -> MultiFernet:
        keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
        return MultiFernet(
            [
                Fernet(base64.urlsafe_b64encode(hashlib.sha256(b"mfa" + key.encode()).digest()))
                for key in keys
            ]
        )
