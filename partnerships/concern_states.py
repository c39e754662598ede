"""How far a concern is, which moves it may make, who makes each, and by when: data.

Nothing of it is stored: the days on which something was done tell. A refusal is a sentence that the
page shows.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils import timezone

from partnerships.models import Concern


class Where(StrEnum):
    """How far a concern is."""

    RECEIVED = "received"
    ACKNOWLEDGED = "acknowledged"
    IN_REVIEW = "in-review"
    PROPOSED = "proposed"
    CLOSED = "closed"
    ERASED = "erased"


class Verb(StrEnum):
    """What can be done about a concern as a whole."""

    ACKNOWLEDGE = "acknowledge"
    ASK_REVIEWER = "ask-reviewer"
    PROPOSE = "propose"
    CLOSE = "close"
    REOPEN = "reopen"
    ERASE = "erase"


class Part(StrEnum):
    """What somebody is to one concern."""

    HANDLER = "handler"
    REVIEWER = "reviewer"


@dataclass(frozen=True)
class Move:
    """One allowed move: from where, to where, and by whom."""

    before: frozenset[Where]
    after: Where
    owners: frozenset[Part]


_HANDLER = frozenset({Part.HANDLER})
_UNDER_WAY = frozenset({Where.ACKNOWLEDGED, Where.IN_REVIEW, Where.PROPOSED})

MOVES: Mapping[Verb, Move] = {
    Verb.ACKNOWLEDGE: Move(frozenset({Where.RECEIVED}), Where.ACKNOWLEDGED, _HANDLER),
    # Another one may be asked, and then what the first proposed is a note.
    Verb.ASK_REVIEWER: Move(_UNDER_WAY, Where.IN_REVIEW, _HANDLER),
    # The words of a reviewer who does not sign in are written down by a handler.
    Verb.PROPOSE: Move(
        frozenset({Where.IN_REVIEW, Where.PROPOSED}), Where.PROPOSED, frozenset(Part)
    ),
    # What is for the police or a council needs no reviewer.
    Verb.CLOSE: Move(_UNDER_WAY, Where.CLOSED, _HANDLER),
    # By whoever raised it, too, with their code: then it is to be acknowledged anew.
    Verb.REOPEN: Move(frozenset({Where.CLOSED}), Where.ACKNOWLEDGED, _HANDLER),
    Verb.ERASE: Move(frozenset({Where.CLOSED}), Where.ERASED, _HANDLER),
}

# Why a concern that is somewhere cannot make a move which is not among those it can.
_WHERE_IT_IS: Mapping[Where, str] = {
    Where.RECEIVED: "Acknowledge this concern first.",
    Where.ACKNOWLEDGED: "Ask an impartial person first.",
    Where.IN_REVIEW: "An impartial person is looking into it.",
    Where.PROPOSED: "A response has been proposed.",
    Where.CLOSED: "This concern is closed.",
    Where.ERASED: "What was said has been erased. Only the days and the outcome are kept.",
}


@dataclass(frozen=True)
class Limit:
    """What is to be done within so many days of the day on which a concern came, or came again."""

    what: str
    days: int


ACKNOWLEDGED_WITHIN = Limit("Acknowledge it", 7)
# What is for Local Trust alone does not wait.
ACKNOWLEDGED_AT_ONCE = Limit("Acknowledge it", 1)
PROPOSED_WITHIN = Limit("Propose a response", 28)
CLOSED_WITHIN = Limit("Say what comes of it", 56)
# How long the words of a closed concern are kept, at most: six years, as long as a claim may be made.
KEPT_FOR = datetime.timedelta(days=6 * 365 + 2)


def where(concern: Concern) -> Where:
    """How far a concern is, as its days tell."""
    if concern.erased_at:
        return Where.ERASED
    if concern.closed_at:
        return Where.CLOSED
    if concern.proposed_at:
        return Where.PROPOSED
    if concern.has_reviewer:
        return Where.IN_REVIEW
    return Where.ACKNOWLEDGED if concern.acknowledged_at else Where.RECEIVED


def due(concern: Concern) -> tuple[str, datetime.date] | None:
    """What is to be done next, and its last day; None when nothing is."""
    limit = _limit(concern)
    return (limit.what, day_of(concern, limit)) if limit else None


def day_of(concern: Concern, limit: Limit) -> datetime.date:
    """The last day of a limit, in London."""
    return timezone.localdate(concern.begun_at) + datetime.timedelta(days=limit.days)


def _limit(concern: Concern) -> Limit | None:
    match where(concern):
        case Where.RECEIVED:
            return first_limit(concern)
        case Where.ACKNOWLEDGED | Where.IN_REVIEW:
            return PROPOSED_WITHIN
        case Where.PROPOSED:
            return CLOSED_WITHIN
    return None


def first_limit(concern: Concern) -> Limit:
    """Within how many days it is acknowledged."""
    return ACKNOWLEDGED_AT_ONCE if concern.is_for_local_trust_alone else ACKNOWLEDGED_WITHIN


def read_anew_by(concern: Concern, day: datetime.date) -> datetime.date:
    """By when it is read anew, if it is opened again on a day."""
    return day + datetime.timedelta(days=first_limit(concern).days)


def may_be_kept_until(concern: Concern) -> datetime.date | None:
    """The day on which its words are to be erased at the latest; None while it is open or erased."""
    if where(concern) is not Where.CLOSED:
        return None
    assert concern.closed_at is not None
    return timezone.localdate(concern.closed_at) + KEPT_FOR


def can_move(concern: Concern, verb: Verb, part: Part) -> bool:
    """Whether somebody with this part in a concern can do this now."""
    move = MOVES[verb]
    return where(concern) in move.before and part in move.owners


def check_move(concern: Concern, verb: Verb) -> None:
    """Say nothing if the concern can make the move; raise ValidationError with the reason if not."""
    here = where(concern)
    if here not in MOVES[verb].before:
        if verb is Verb.ACKNOWLEDGE and here in _UNDER_WAY:
            raise ValidationError("This concern has been acknowledged already.")
        if verb is Verb.ERASE and here is not Where.ERASED:
            raise ValidationError("Say what came of it first. What is open is still needed.")
        if verb is Verb.REOPEN and here is not Where.ERASED:
            raise ValidationError("This concern is open already.")
        raise ValidationError(_WHERE_IT_IS[here])
