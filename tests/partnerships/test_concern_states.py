"""How far a concern is, what can be done about it then, and by when."""

from __future__ import annotations

import datetime
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from partnerships.concern_states import (
    MOVES,
    Part,
    Verb,
    Where,
    can_move,
    check_move,
    due,
    may_be_kept_until,
    read_anew_by,
    where,
)
from partnerships.models import Concern, ConcernKind

CAME = datetime.datetime(2026, 9, 28, 22, 30, tzinfo=datetime.UTC)
LATER = CAME + datetime.timedelta(days=3)

# The days that make a concern be there.
DAYS = {
    Where.RECEIVED: {},
    Where.ACKNOWLEDGED: {"acknowledged_at": LATER},
    Where.IN_REVIEW: {"acknowledged_at": LATER, "reviewer_person": 7},
    Where.PROPOSED: {"acknowledged_at": LATER, "reviewer_person": 7, "proposed_at": LATER},
    Where.CLOSED: {"acknowledged_at": LATER, "closed_at": LATER},
    Where.ERASED: {"acknowledged_at": LATER, "closed_at": LATER, "erased_at": LATER},
}

# What can be done, a second time by hand.
CAN = {
    Where.RECEIVED: {Verb.ACKNOWLEDGE},
    Where.ACKNOWLEDGED: {Verb.ASK_REVIEWER, Verb.CLOSE},
    Where.IN_REVIEW: {Verb.ASK_REVIEWER, Verb.PROPOSE, Verb.CLOSE},
    Where.PROPOSED: {Verb.ASK_REVIEWER, Verb.PROPOSE, Verb.CLOSE},
    Where.CLOSED: {Verb.REOPEN, Verb.ERASE},
    Where.ERASED: set(),
}


def concern(here: Where = Where.RECEIVED, **facts) -> Concern:
    return Concern(raised_at=CAME, **DAYS[here], **facts)


@pytest.mark.parametrize("here", Where)
def test_the_days_tell_how_far_it_is(here):
    assert where(concern(here)) is here


@pytest.mark.parametrize(("here", "verb"), list(product(Where, Verb)))
def test_what_can_be_done_is_as_written_here(here, verb):
    assert can_move(concern(here), verb, Part.HANDLER) is (verb in CAN[here])
    if verb in CAN[here]:
        check_move(concern(here), verb)
    else:
        with pytest.raises(ValidationError, match=r"\w\."):
            check_move(concern(here), verb)


def test_what_is_opened_again_has_its_days_anew():
    again = concern(reopened_at=CAME + datetime.timedelta(days=100))
    assert due(again) == ("Acknowledge it", datetime.date(2027, 1, 13))
    assert read_anew_by(concern(), datetime.date(2027, 1, 6)) == datetime.date(2027, 1, 13)


def test_an_impartial_person_proposes_and_does_nothing_else():
    assert [verb for verb in Verb if Part.REVIEWER in MOVES[verb].owners] == [Verb.PROPOSE]


@pytest.mark.parametrize(
    ("here", "facts", "expected"),
    [
        # It came on 28 September, at half past eleven in London.
        (Where.RECEIVED, {}, ("Acknowledge it", datetime.date(2026, 10, 5))),
        (
            Where.RECEIVED,
            {"kind": ConcernKind.FUNDS},
            ("Acknowledge it", datetime.date(2026, 9, 29)),
        ),
        (
            Where.RECEIVED,
            {"is_about_safety": True},
            ("Acknowledge it", datetime.date(2026, 9, 29)),
        ),
        (Where.ACKNOWLEDGED, {}, ("Propose a response", datetime.date(2026, 10, 26))),
        (Where.IN_REVIEW, {}, ("Propose a response", datetime.date(2026, 10, 26))),
        (Where.PROPOSED, {}, ("Say what comes of it", datetime.date(2026, 11, 23))),
        (Where.CLOSED, {}, None),
        (Where.ERASED, {}, None),
    ],
)
def test_what_is_due_next_and_by_when(here, facts, expected):
    assert due(concern(here, **facts)) == expected


def test_words_are_kept_for_six_years_after_it_was_closed():
    assert may_be_kept_until(concern(Where.CLOSED)) == datetime.date(2032, 10, 1)
    assert may_be_kept_until(concern(Where.PROPOSED)) is None
    assert may_be_kept_until(concern(Where.ERASED)) is None
