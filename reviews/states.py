"""Which moves a review may make, who makes each, and when: data, and the refusals that read it.

A refusal is a sentence that the page shows. Whether somebody may at all is not asked here but by
`biglocal.access.policy`, with the permission that each move names.
"""

from __future__ import annotations

import datetime
from collections.abc import Container, Mapping
from dataclasses import dataclass
from enum import StrEnum

from biglocal.access.permissions import Permission
from biglocal.design.words import day_in_words
from reviews.models import Review, Round, Section, State


class Verb(StrEnum):
    """What can be done to a review as a whole."""

    START = "start"
    SUBMIT = "submit"
    ACCEPT = "accept"
    ACCEPT_WITH_ACTIONS = "accept-with-actions"
    RETURN = "return"
    GIVE_UP = "give-up"
    REOPEN = "reopen"


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
        frozenset({State.IN_PROGRESS, State.RETURNED}),
        State.SUBMITTED,
        Permission.WRITE_REVIEW,
        waits=True,
    ),
    Verb.ACCEPT: Move(frozenset({State.SUBMITTED}), State.ACCEPTED, Permission.ANSWER_REVIEW),
    Verb.ACCEPT_WITH_ACTIONS: Move(
        frozenset({State.SUBMITTED}), State.ACCEPTED_WITH_ACTIONS, Permission.ANSWER_REVIEW
    ),
    # Also what was accepted by mistake, or turns out otherwise.
    Verb.RETURN: Move(
        frozenset({State.SUBMITTED, State.ACCEPTED, State.ACCEPTED_WITH_ACTIONS}),
        State.RETURNED,
        Permission.ANSWER_REVIEW,
    ),
    # Closing a round gives up those that never came; giving one of them longer takes that back.
    Verb.GIVE_UP: Move(
        frozenset({State.NOT_STARTED, State.IN_PROGRESS}), State.NOT_RECEIVED, Permission.RUN_ROUNDS
    ),
    Verb.REOPEN: Move(frozenset({State.NOT_RECEIVED}), State.IN_PROGRESS, Permission.RUN_ROUNDS),
}

# Why a review that is in a state cannot make a move which is not among those it can.
_WHERE_IT_IS: Mapping[State, str] = {
    State.NOT_STARTED: "The review of {year} has not been started.",
    State.IN_PROGRESS: "The rep is still writing the review of {year}.",
    State.SUBMITTED: "The review of {year} has been submitted, so it no longer changes.",
    State.RETURNED: "The review of {year} has been sent back to the rep.",
    State.ACCEPTED: "The review of {year} has been accepted, so it no longer changes.",
    State.ACCEPTED_WITH_ACTIONS: (
        "The review of {year} has been accepted with actions, so it no longer changes."
    ),
    State.NOT_RECEIVED: (
        "The round of {year} was closed before this review came. Ask Local Trust for more time."
    ),
}


# What whoever has a permission is called in the diagram; administrators are staff too.
_MADE_BY: Mapping[Permission, str] = {
    Permission.WRITE_REVIEW: "rep",
    Permission.ANSWER_REVIEW: "staff",
    Permission.RUN_ROUNDS: "administrator",
}


def diagram() -> str:
    """The moves and who makes each, as a state diagram in mermaid's words; README shows it."""
    lines = [f'state "{state.label}" as {_name(state)}' for state in State]
    lines += [
        f"[*] --> {_name(State.NOT_STARTED)}: open the round ({_MADE_BY[Permission.RUN_ROUNDS]})"
    ]
    lines += [
        f"{_name(before)} --> {_name(move.after)}: "
        f"{verb.replace('-', ' ')} ({_MADE_BY[move.owner]})"
        for verb, move in MOVES.items()
        for before in State
        if before in move.before
    ]
    return "\n    ".join(["stateDiagram-v2", *lines])


def _name(state: State) -> str:
    return state.value.replace("-", "_")


class NotAllowedNow(Exception):
    """The review is not where this can be done; `reason` is a sentence that the page shows."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def where_it_is(review: Review) -> str:
    """Where a review stands, as a sentence that says why something cannot be done."""
    return _WHERE_IT_IS[State(review.state)].format(year=review.round.year)


def check_open(review: Review) -> None:
    """Say nothing while the review is being written; raise `NotAllowedNow` otherwise."""
    if not review.is_being_written:
        raise NotAllowedNow(where_it_is(review))


def check_section_open(review: Review, section: Section, open_sections: Container[Section]) -> None:
    """Say nothing while a part of a review can be written; raise `NotAllowedNow` otherwise.

    `open_sections` are those of `reviews.drafts.Draft`.
    """
    check_open(review)
    if section not in open_sections:
        raise NotAllowedNow(
            "Local Trust sent back other parts of this review. This part stays as it was submitted."
        )


def check_move(review: Review, verb: Verb, day: datetime.date) -> Move:
    """The move, if the review can make it on `day`; raise `NotAllowedNow` with the reason if not."""
    move = MOVES[verb]
    if review.state not in move.before:
        if verb is Verb.START and review.is_being_written:
            raise NotAllowedNow("The review has been started already.")
        if verb is Verb.SUBMIT and review.state == State.NOT_STARTED:
            raise NotAllowedNow("There is nothing to submit yet: the review has not been started.")
        raise NotAllowedNow(where_it_is(review))
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


def is_late(review: Review, day: datetime.date) -> bool:
    """Whether a review submitted on `day` is marked late: the last day itself is in time."""
    return day > review.due_on


def days_left(due_on: datetime.date, day: datetime.date) -> int:
    """How many days are left to submit in time: 0 on the last day, below 0 once it is late."""
    return (due_on - day).days
