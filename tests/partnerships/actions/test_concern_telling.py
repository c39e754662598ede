"""What is due about a concern is told to those who look after it, once, and not a word of what it is."""

from __future__ import annotations

import datetime

import pytest

from biglocal.post.models import Message
from partnerships.actions.concern_telling import remind_of_what_is_due
from partnerships.models import Concern
from reviews.actions.reminders import remind
from tests.conftest import TODAY
from tests.factories import ConcernFactory, ConcernHandlerFactory, ConcernHandlingFactory

ONE_DAY = datetime.timedelta(days=1)
# It came on 28 September.
DUE = datetime.date(2026, 10, 5)


@pytest.fixture
def concern(northfield, stan) -> Concern:
    ConcernHandlerFactory(user=stan)
    concern = ConcernFactory(area=northfield)
    ConcernHandlingFactory(concern=concern, user=stan)
    return concern


def test_the_day_before_and_the_day_after_once_each(concern):
    told = {
        day: remind_of_what_is_due(DUE + day * ONE_DAY) + remind_of_what_is_due(DUE + day * ONE_DAY)
        for day in range(-3, 4)
    }
    assert told == {-3: 0, -2: 0, -1: 1, 0: 0, 1: 1, 2: 0, 3: 0}


def test_the_message_says_neither_which_nor_when(concern, stan):
    remind_of_what_is_due(DUE)
    message = Message.objects.get()
    assert message.to_address == stan.email
    whole = message.event + message.subject + message.text + message.html
    for words in ("Northfield", concern.reference, "October", "cknowledge"):
        assert words not in whole


def test_the_impartial_person_is_reminded_too_and_nobody_of_what_is_closed(concern, sol):
    Concern.objects.update(acknowledged_at=concern.raised_at, reviewer=sol)
    assert remind_of_what_is_due(datetime.date(2026, 10, 26)) == 2
    assert Message.objects.filter(to_address=sol.email).count() == 1
    Concern.objects.update(closed_at=concern.raised_at, outcome="upheld")
    assert remind_of_what_is_due(datetime.date(2026, 12, 26)) == 0


def test_the_reminders_of_a_day_find_somebody_for_what_was_left_alone(concern, stan, rhea):
    other = ConcernHandlerFactory().user
    stan.is_active = False
    stan.save()
    remind(day=TODAY)
    assert list(Concern.objects.seen_by(other)) == [concern]
