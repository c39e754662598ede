"""Tokens of the API: made once, shown once, and revoked at once."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from biglocal import clock
from biglocal.accounts.models import ApiToken, ProgrammeRole, User
from biglocal.audit.record import record

if TYPE_CHECKING:
    from django.db.models import QuerySet

# Tells whoever finds one what it opens.
PREFIX = "biglocal_"
# To note every use would make a write of every reading.
NOTED_EVERY = datetime.timedelta(hours=1)


def service_accounts() -> QuerySet[User]:
    """Those that a token can be made for."""
    return User.objects.filter(programme_role=ProgrammeRole.SERVICE, is_active=True)


def digest_of(secret: str) -> str:
    """What is kept of a token: SHA-256 in hexadecimal, as it has 256 bits that nobody can guess."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


@transaction.atomic
def make(
    *, user: User, name: str, expires_on: datetime.date | None, by: User
) -> tuple[ApiToken, str]:
    """A new token of a service account, and what nobody can read again: the token itself.

    Raises ValidationError for any other account, for a last day that is over, and for the name of
    a token of the account that still works, so that a form sent twice makes one token.
    """
    # Held, so that two who make tokens for it do so one after the other.
    owner = User.objects.select_for_update().get(pk=user.pk)
    if owner.programme_role != ProgrammeRole.SERVICE or not owner.is_active:
        raise ValidationError("Tokens are made for service accounts alone.")
    today = clock.today()
    if expires_on is not None and expires_on < today:
        raise ValidationError({"expires_on": "The last day must be today or later"})
    live = Q(revoked_at__isnull=True) & (Q(expires_on__isnull=True) | Q(expires_on__gte=today))
    if owner.api_tokens.filter(live, name=name).exists():
        raise ValidationError(
            {"name": f"{owner} already has a token of this name. Revoke that one, or name it apart"}
        )
    secret = PREFIX + secrets.token_urlsafe(32)
    token = ApiToken(
        user=owner, name=name, digest=digest_of(secret), made_by=by, expires_on=expires_on
    )
    token.full_clean()
    token.save()
    record(
        "tokens.make",
        by=by,
        subject=token,
        after={"name": name, "account": owner.name, "expires_on": expires_on},
    )
    return token, secret


@transaction.atomic
def revoke(*, token: ApiToken, by: User) -> bool:
    """Let a token open nothing from now on: whether it still did."""
    saved = ApiToken.objects.select_for_update().get(pk=token.pk)
    if saved.revoked_at is not None:
        return False
    saved.revoked_at = timezone.now()
    saved.save(update_fields=["revoked_at"])
    record("tokens.revoke", by=by, subject=saved, after={"name": saved.name})
    return True


def note_use(token: ApiToken) -> None:
    """Note that a token was used, once an hour at most; what nobody did by hand has no event."""
    now = timezone.now()
    if token.last_used_at is None or token.last_used_at <= now - NOTED_EVERY:
        earlier = Q(last_used_at__isnull=True) | Q(last_used_at__lte=now - NOTED_EVERY)
        ApiToken.objects.filter(earlier, pk=token.pk).update(last_used_at=now)
