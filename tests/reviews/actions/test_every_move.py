"""Every move of a review, tried by everybody, in every state, through the acts themselves.

What is allowed happens; everything else is refused with the right refusal, and changes nothing.
"""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core.serializers import serialize
from django.db import transaction

from biglocal.access.policy import Refused
from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from reviews.actions import answers, reviews, rounds
from reviews.actions.answers import Asked
from reviews.models import (
    PlannedAction,
    Response,
    Review,
    Section,
    SectionComment,
    State,
    Submission,
)
from reviews.states import MOVES, NotAllowedNow, Verb

WHO = ["sol", "rhea", "stan", "ada", "sasha", "ravi", "stranger"]
MAKES = {
    Verb.START: {"rhea"},
    Verb.SUBMIT: {"rhea"},
    Verb.ACCEPT: {"stan", "ada"},
    Verb.ACCEPT_WITH_ACTIONS: {"stan", "ada"},
    Verb.RETURN: {"stan", "ada"},
    Verb.GIVE_UP: {"ada"},
    Verb.REOPEN: {"ada"},
}
ASKED = [Asked("Publish the minutes.", "The secretary", datetime.date(2027, 6, 1))]
ACTS = {
    Verb.START: lambda review, by: reviews.start(review=review, by=by),
    Verb.SUBMIT: lambda review, by: reviews.submit(review=review, by=by),
    Verb.ACCEPT: lambda review, by: answers.accept(submission=latest(review), by=by),
    Verb.ACCEPT_WITH_ACTIONS: lambda review, by: answers.accept_with_actions(
        submission=latest(review), actions=ASKED, by=by
    ),
    Verb.RETURN: lambda review, by: answers.send_back(
        submission=latest(review), comments={Section.ETHOS: "Say what you looked at."}, by=by
    ),
    # Closing a round gives up whatever has not come, and says nothing of the rest.
    Verb.GIVE_UP: lambda review, by: rounds.close(round_=review.round, by=by),
    # A review that waits for its rep is given longer too, which is no move.
    Verb.REOPEN: lambda review, by: rounds.extend(
        review=review, until=datetime.date(2027, 2, 1), reason="Floods", by=by
    ),
}
NO_MOVE = {
    Verb.GIVE_UP: {*State} - MOVES[Verb.GIVE_UP].before,
    Verb.REOPEN: {State.NOT_STARTED, State.IN_PROGRESS, State.RETURNED},
}


def latest(review: Review) -> Submission:
    submission = review.submissions.last()
    assert submission is not None
    return submission


def everything(review: Review) -> list[object]:
    """All that a move could have written."""
    counted = [Response, SectionComment, PlannedAction, Submission, Message, AuditEvent]
    return [
        serialize("json", Review.objects.filter(pk=review.pk)),
        *(model._default_manager.count() for model in counted),
    ]


@pytest.fixture
def everybody(request) -> dict[str, User]:
    return {name: request.getfixturevalue(name) for name in WHO}


@pytest.mark.parametrize("verb", Verb)
def test_every_move_by_everybody_in_every_state(verb, handed_in, everybody):
    """In January, when a round can be closed and a review still come, late."""
    with time_machine.travel(datetime.datetime(2027, 1, 15, 11, tzinfo=datetime.UTC)):
        for state in State:
            for name, user in everybody.items():
                outcome = outcome_of(verb, handed_in.review, state, user)
                assert outcome in outcomes_of(verb, state, name), (state, name, outcome)


def outcomes_of(verb: Verb, state: State, name: str) -> set[str]:
    """The state after it; or the refusals that say why not, either of which may be told."""
    refused = set() if name in MAKES[verb] else {"Refused"}
    if state in MOVES[verb].before:
        return refused or {MOVES[verb].after}
    if state in NO_MOVE.get(verb, ()):
        return refused or {state}
    return refused | {"NotAllowedNow"}


def outcome_of(verb: Verb, review: Review, state: State, user: User) -> str:
    """The state of the review afterwards, or the refusal, by which nothing may have changed."""
    with transaction.atomic():
        Review.objects.filter(pk=review.pk).update(state=state)
        review.refresh_from_db()
        user.__dict__.pop("_assignments_by_day", None)
        before = everything(review)
        try:
            with transaction.atomic():
                ACTS[verb](review, user)
            review.refresh_from_db()
            outcome, has_changed = review.state, True
        except (Refused, NotAllowedNow) as refusal:
            outcome, has_changed = type(refusal).__name__, False
        assert (everything(review) != before) is has_changed, (state, user.name)
        transaction.set_rollback(True)
    return outcome
