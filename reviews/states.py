"""Which moves a review may make, who makes each, and when: data, and the refusals that read it.

A refusal is a sentence that the page shows. Whether somebody may at all is not asked here but by
`biglocal.access.policy`, with the permission that each move names.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from reviews.models import Review, Round, State


class Verb(StrEnum):
    """What can be done to a review as a whole."""

    START = "start"
    SUBMIT = "submit"


@dataclass(frozen=True)
class Move:
    """One allowed move: from which states, to which, by whom, and whether it waits for the window.

    `waits` is true for a move that is refused before the first day of the round's window. None is
    ever refused for being late.
    """

    before: frozenset[State]
    after: State
    owner: Permission
    waits: bool = False


MOVES: Mapping[Verb, Move] = {
    # The first thing that the rep saves starts the review; there is no button for it.
    Verb.START: Move(frozenset({State.NOT_STARTED}), State.IN_PROGRESS, Permission.WRITE_REVIEW),
    Verb.SUBMIT: Move(
        frozenset({State.IN_PROGRESS}), State.SUBMITTED, Permission.WRITE_REVIEW, waits=True
    ),
}

OPEN_STATES = frozenset({State.NOT_STARTED, State.IN_PROGRESS})


class NotAllowedNow(Exception):
    """The review is not where this can be done; `reason` is a sentence that the page shows."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def check_open(review: Review) -> None:
    """Say nothing while the review is being written; raise `NotAllowedNow` once it is submitted."""
    if review.state not in OPEN_STATES:
        raise NotAllowedNow(
            f"The review of {review.round.year} has been submitted, so it no longer changes."
        )


def check_move(review: Review, verb: Verb, day: datetime.date) -> Move:
    """The move, if the review can make it on `day`; raise `NotAllowedNow` with the reason if not."""
    move = MOVES[verb]
    if review.state not in move.before:
        check_open(review)
        raise NotAllowedNow(
            "The review has been started already."
            if verb is Verb.START
            else "There is nothing to submit yet: the review has not been started."
        )
    if move.waits:
        check_window_open(review.round, day)
    return move


def check_window_open(round_: Round, day: datetime.date) -> None:
    """Say nothing from the first day of the round's window; raise `NotAllowedNow` before it."""
    if day < round_.opens_on:
        raise NotAllowedNow(
            f"You can submit from {day_in_words(round_.opens_on)}. "
            "What you enter before then is kept."
        )


def is_late(round_: Round, day: datetime.date) -> bool:
    """Whether a review submitted on `day` is marked late: the last day itself is in time."""
    return day > round_.closes_on


def days_left(round_: Round, day: datetime.date) -> int:
    """How many days are left to submit in time: 0 on the last day, below 0 once it is late."""
    return (round_.closes_on - day).days
