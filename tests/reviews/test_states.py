"""The moves of a review: which are allowed, who makes them, and when."""

from __future__ import annotations

import datetime
import re
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from biglocal.access.roles import GRANTS, Role
from reviews import states
from reviews.models import Review, Round, State
from reviews.states import MOVES, NotAllowedNow, Verb

OCTOBER = date(2026, 10, 1)


def a_review(state: State) -> Review:
    return Review(round=Round(year=2026), state=state)


def refusal_of(review: Review, verb: Verb, day: date) -> str | None:
    """The sentence with which a move is refused, or None when it is allowed."""
    try:
        states.check_move(review, verb, day)
    except NotAllowedNow as refusal:
        return refusal.reason
    return None


# Every move there is: from which states, to which, and who makes it.
TABLE = """
start                not-started                                -> in-progress            rep
submit               in-progress returned                       -> submitted              rep
accept               submitted                                  -> accepted               staff administrator
accept-with-actions  submitted                                  -> accepted-with-actions  staff administrator
return               submitted accepted accepted-with-actions   -> returned               staff administrator
give-up              not-started in-progress                    -> not-received           administrator
reopen               not-received                               -> in-progress            administrator
"""


def test_the_moves_are_as_written_here():
    written = {}
    for line in TABLE.strip().splitlines():
        before, after = line.split("->")
        verb, *states_before = before.split()
        state_after, *roles = after.split()
        written[verb] = (set(states_before), state_after, set(roles))
    assert written == {
        verb: (
            set(move.before),
            move.after,
            {role for role in Role if move.owner in GRANTS[role]},
        )
        for verb, move in MOVES.items()
    }


@pytest.mark.parametrize(
    ("state", "verb", "reason"),
    [
        (State.NOT_STARTED, Verb.START, None),
        (State.IN_PROGRESS, Verb.START, "The review has been started already."),
        (
            State.SUBMITTED,
            Verb.START,
            "The review of 2026 has been submitted, so it no longer changes.",
        ),
        (
            State.NOT_STARTED,
            Verb.SUBMIT,
            "There is nothing to submit yet: the review has not been started.",
        ),
        (State.IN_PROGRESS, Verb.SUBMIT, None),
        (
            State.SUBMITTED,
            Verb.SUBMIT,
            "The review of 2026 has been submitted, so it no longer changes.",
        ),
    ],
)
def test_every_move_from_every_state(state, verb, reason):
    assert refusal_of(a_review(state), verb, OCTOBER) == reason


@pytest.mark.parametrize(
    ("day", "may_submit", "late", "left"),
    [
        (date(2026, 8, 31), False, False, 122),
        (date(2026, 9, 1), True, False, 121),
        (date(2026, 12, 30), True, False, 1),
        (date(2026, 12, 31), True, False, 0),
        (date(2027, 1, 1), True, True, -1),
        (date(2028, 2, 29), True, True, -425),
    ],
)
def test_the_window_has_a_first_day_and_a_last_after_which_it_is_late(day, may_submit, late, left):
    review = a_review(State.IN_PROGRESS)
    assert refusal_of(review, Verb.SUBMIT, day) == (
        None
        if may_submit
        else "You can submit from 1 September 2026. What you enter before then is kept."
    )
    assert (states.is_late(review, day), states.days_left(review.due_on, day)) == (late, left)


def test_a_review_can_be_started_before_the_window():
    day = OCTOBER - datetime.timedelta(days=60)
    assert states.check_move(a_review(State.NOT_STARTED), Verb.START, day).after == "in-progress"


def test_readme_shows_the_moves_as_they_are(capsys):
    call_command("review_states")
    readme = (Path(__file__).resolve().parents[2] / "README.md").read_text()
    (drawn,) = re.findall(r"```mermaid\n(.*?)\n```", readme, flags=re.DOTALL)
    assert drawn == states.diagram() == capsys.readouterr().out.rstrip("\n")


def test_the_diagram_draws_every_move_with_who_makes_it():
    drawn = states.diagram().splitlines()
    moves = sum(len(move.before) for move in MOVES.values())
    assert len([line for line in drawn if " --> " in line]) == moves + 1
    assert "    submitted --> returned: return (staff)" in drawn
    assert "    not_received --> in_progress: reopen (administrator)" in drawn
