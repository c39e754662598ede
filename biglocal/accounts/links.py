"""The links by which somebody chooses a password: made here, checked when they are opened.

`ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR` in the settings names the class, so that an invitation and
a forgotten password lead to the same page.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.urls import reverse
from django.utils.http import base36_to_int

from biglocal.post.links import absolute

if TYPE_CHECKING:
    from biglocal.accounts.models import User

# Whoever forgot a password is waiting for the link; an invitation comes unasked.
FORGOTTEN = datetime.timedelta(days=3)
INVITED = datetime.timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT)


class PasswordLinks(PasswordResetTokenGenerator):
    """Works once, and no longer once the password or the e-mail address is another: for `INVITED`
    while an account has no password, else for `FORGOTTEN`."""

    def check_token(self, user: User | None, token: str | None) -> bool:
        if user is None or not token or not super().check_token(user, token):
            return False
        made = base36_to_int(token.split("-")[0])
        age = datetime.timedelta(seconds=self._num_seconds(self._now()) - made)
        return not user.has_usable_password() or age <= FORGOTTEN


def invitation_of(user: User) -> str:
    """The whole address at which somebody chooses the first password of their account."""
    uid, key = user_pk_to_url_str(user), PasswordLinks().make_token(user)
    return absolute(reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": key}))
