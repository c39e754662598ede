"""A token of the API as a line of a list: whether it works, in a word and a colour."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from biglocal.accounts.models import ApiToken


@dataclass(frozen=True)
class TokenLine:
    """A token with its state: "Works", "Revoked", "Expired" or "Account closed"."""

    token: ApiToken
    state: str
    colour: str

    @property
    def can_be_revoked(self) -> bool:
        return self.token.revoked_at is None


def line_of(token: ApiToken, day: datetime.date) -> TokenLine:
    """The line of a token on a day; its user must be loaded."""
    if token.revoked_at is not None:
        return TokenLine(token, "Revoked", "red")
    if not token.is_live_on(day):
        return TokenLine(token, "Expired", "grey")
    if not token.user.is_active:
        return TokenLine(token, "Account closed", "grey")
    return TokenLine(token, "Works", "green")
