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

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False


class MFAAdapter(DefaultMFAAdapter):
    """Keeps second-factor secrets encrypted under a key derived from SECRET_KEY.

    Older keys are tried too, from SECRET_KEY_FALLBACKS, so that the key can be changed.
    """

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
