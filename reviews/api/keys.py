"""The door of the API: a token that works, of an account that may see figures. No session opens it."""

from __future__ import annotations

import datetime

from django.http import HttpRequest
from ninja.security import HttpBearer

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import ApiToken
from biglocal.design.words import day_in_words
from reviews.actions.tokens import digest_of, note_use
from reviews.api.problems import Kind, Problem

# Longer than any token of ours; what is longer still need not be looked for.
LONGEST = 200


class ServiceToken(HttpBearer):
    """Finds the account of the token in the header `Authorization`, which the request is then by."""

    def __call__(self, request: HttpRequest) -> ApiToken:
        scheme, _, secret = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not secret.strip():
            raise Problem(
                Kind.NO_TOKEN,
                "The request has no token. Send it in the header “Authorization: Bearer …”.",
            )
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> ApiToken:
        found = None
        if len(token) <= LONGEST:
            tokens = ApiToken.objects.select_related("user")
            found = tokens.filter(digest=digest_of(token)).first()
        if found is None:
            raise Problem(Kind.NO_TOKEN, "There is no such token. Copy it as it was shown.")
        check_works(found, clock.today())
        try:
            policy.check(found.user, Permission.VIEW_FIGURES)
        except policy.Refused:
            raise Problem(
                Kind.NOT_ALLOWED, "The account of this token may not see figures."
            ) from None
        # From here on the request is by the account, as a page's is by who is signed in.
        request.user = found.user
        note_use(found)
        return found


def check_works(token: ApiToken, day: datetime.date) -> None:
    """Say nothing for a token that works on a day; raise `Problem` with what became of it."""
    if token.revoked_at is not None:
        became = f"This token was revoked on {day_in_words(token.revoked_at)}."
    elif not token.is_live_on(day):
        became = f"The last day of this token was {day_in_words(token.expires_on)}."
    elif not token.user.is_active:
        became = "The account of this token is closed."
    else:
        return
    raise Problem(Kind.NO_TOKEN, f"{became} Ask an administrator of Big Local for another.")
