"""What all personal links share: their secret part, how long they last, and why one opens nothing."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from enum import StrEnum

from django.utils import timezone

from partnerships.models.names import name_words
from partnerships.models.person import Person
from reviews.models.personal_link import PersonalLink

# For how many days after the one on which it was made a link opens what it leads to.
LASTS = datetime.timedelta(days=30)
# Nobody is asked by the button more often than this.
REST = datetime.timedelta(days=7)


class Over(StrEnum):
    """Why a link opens nothing any longer."""

    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"
    TOO_MANY_TRIES = "too-many-tries"
    SIGNED = "signed"
    DECLARED = "declared"
    NO_MEMBER = "no-member"
    HANDED_IN = "handed-in"
    CLOSED = "closed"


class LinkOver(Exception):
    """The link opens nothing any longer; `why` says what became of it."""

    def __init__(self, why: Over) -> None:
        self.why = why
        super().__init__(f"This link is over: {why}")


def new_token() -> str:
    """The secret part of a link: 256 bits that nobody can guess."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """What is kept of a token: from this nobody can work it out."""
    return hashlib.sha256(token.encode()).hexdigest()


def lasts_until(made_at: datetime.datetime) -> datetime.datetime:
    """The end of the last day, in London, on which a link made then opens what it leads to."""
    last_day = timezone.localdate(made_at) + LASTS
    return timezone.make_aware(datetime.datetime.combine(last_day, datetime.time.max))


def first_name(name: str) -> str:
    """What somebody is called before they have said who they are."""
    return name.split()[0]


def is_name_of(person: Person, typed: str) -> bool:
    """Whether a name is theirs, whichever way round and with or without capitals and accents."""
    return bool(name_words(typed)) and name_words(typed) == name_words(person.name)


def ended(link: PersonalLink, now: datetime.datetime) -> Over | None:
    """What of a link itself ended it, or None while it lasts."""
    if link.used_at is not None:
        return Over.USED
    if link.wrong_tries >= link.MOST_TRIES:
        return Over.TOO_MANY_TRIES
    if link.revoked_at is not None:
        return Over.REVOKED
    return None if link.is_live(now) else Over.EXPIRED
