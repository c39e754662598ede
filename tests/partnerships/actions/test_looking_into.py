"""An impartial person without an account, who reads with a code what they may, and proposes by themselves."""

from __future__ import annotations

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import handling
from partnerships.actions.concerns import in_fours
from partnerships.actions.looking_into import (
    give_code,
    looked_into_with,
    propose_with,
    proposed_with_code,
)
from partnerships.concern_states import Where, where
from partnerships.models import Concern, ConcernOutcome, StepKind
from tests.factories import ConcernFactory, ConcernHandlerFactory, ConcernHandlingFactory

DAI = "Dai Nguyen"


@pytest.fixture
def handler(stan):
    ConcernHandlerFactory(user=stan)
    return stan


@pytest.fixture
def concern(northfield, handler, people) -> Concern:
    """Dai Nguyen, a member, was asked to look into it; Stan looks after it."""
    concern = ConcernFactory(area=northfield)
    ConcernHandlingFactory(concern=concern, user=handler)
    handling.acknowledge(concern=concern, told="", by=handler)
    return ask(concern, people.dai, handler)


def ask(concern, person, handler) -> Concern:
    return handling.ask_reviewer(concern=concern, key=f"person-{person.pk}", by=handler)


def close(concern, handler) -> Concern:
    return handling.close(
        concern=concern, outcome=ConcernOutcome.UPHELD, words="", told="Done.", by=handler
    )


def test_with_the_code_and_their_name_they_read_it_and_propose(concern, handler):
    code = give_code(concern=concern, by=handler)
    assert looked_into_with(in_fours(code).lower(), " nguyen, DAI ") == concern
    for _ in range(2):
        propose_with(code=code, name=DAI, words="That he says sorry.")

    saved = Concern.objects.get()
    assert where(saved) is Where.PROPOSED
    (step,) = saved.steps.filter(kind=StepKind.PROPOSED)
    assert (step.words, step.by, proposed_with_code(saved)) == ("That he says sorry.", None, step)
    assert Message.objects.filter(to_address=handler.email).count() == 1
    assert not AuditEvent.objects.exists()


def test_a_code_that_was_passed_on_opens_nothing_to_another_name(concern, handler):
    code = give_code(concern=concern, by=handler)
    for name in ("Ben Okafor", "Dai", "", " "):
        assert looked_into_with(code, name) is None
    with pytest.raises(ValidationError, match="opens nothing any more"):
        propose_with(code=code, name="Ben Okafor", words="All is well.")
    for other in ("", "nonsense", "K7QX9MZT4HWPD3VR"):
        assert looked_into_with(other, DAI) is None


def test_of_two_codes_the_last_opens_it_and_neither_is_kept(concern, handler):
    first = give_code(concern=concern, by=handler)
    second = give_code(concern=concern, by=handler)
    assert looked_into_with(first, DAI) is None
    assert looked_into_with(second, DAI) == concern
    kept = str(Concern.objects.values().get()) + str(list(concern.steps.values()))
    assert first not in kept
    assert second not in kept


def test_it_opens_nothing_once_somebody_else_is_asked_or_it_is_closed(concern, handler, people):
    code = give_code(concern=concern, by=handler)
    propose_with(code=code, name=DAI, words="From Dai.")
    again = ask(concern, people.ewa, handler)
    assert looked_into_with(code, DAI) is None
    assert proposed_with_code(again) is None

    code = give_code(concern=again, by=handler)
    closed = close(again, handler)
    assert looked_into_with(code, "Ewa Kowalska") is None
    with pytest.raises(ValidationError, match="Ask somebody first"):
        give_code(concern=closed, by=handler)
    handling.reopen(concern=closed, words="More came up.", told="", by=handler)
    assert looked_into_with(code, "Ewa Kowalska") is None


def test_nobody_but_a_handler_makes_a_code(concern, ada, sol):
    for other in (ada, sol):
        with pytest.raises(Refused):
            give_code(concern=concern, by=other)


def test_somebody_who_signs_in_needs_none(concern, handler, sol):
    asked = handling.ask_reviewer(concern=concern, key=f"user-{sol.pk}", by=handler)
    with pytest.raises(ValidationError, match="who does not sign in"):
        give_code(concern=asked, by=handler)
