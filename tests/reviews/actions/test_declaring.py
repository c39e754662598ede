"""Asking members to declare: who is written to, who is left out, and who is reminded on which day."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message, State
from partnerships.models import Person
from reviews.actions import declaring
from reviews.actions.reminders import remind
from reviews.declaring import MOST_ASKED, to_remind
from reviews.models import DeclaringLink
from tests.factories import DeclarationFactory

ASK_ALL = reverse("declaration-ask-all", args=["northfield"])
TODAY = datetime.date(2026, 10, 1)


@pytest.fixture
def addresses(people):
    """Carys, Dai and Ewa have an e-mail address."""
    for name in ("carys", "dai", "ewa"):
        Person.objects.filter(pk=getattr(people, name).pk).update(email=f"{name}@example.org")


@pytest.fixture
def sent(northfield, people, addresses):
    """Carys was asked on 1 October, and the message has gone out."""
    declaring.ask(area=northfield, people=[people.carys], by=None)
    Message.objects.update(state=State.SENT, sent_at=timezone.now())


def test_everybody_who_has_not_declared_gets_a_link_of_their_own(
    northfield, people, addresses, sol, sign_in
):
    DeclarationFactory(area=northfield, person=people.dai, made_on=TODAY)
    client = sign_in(sol)
    page = client.post(ASK_ALL, follow=True).content.decode()
    assert "A message with a personal link goes to Carys Hughes and Ewa Kowalska." in page
    assert "no e-mail address is recorded: Asha Patel" in page
    assert "Dai Nguyen." not in page
    assert [link.person for link in DeclaringLink.objects.all()] == [people.carys, people.ewa]
    event = AuditEvent.objects.get(verb="declarations.ask")
    assert (event.by, event.people) == (sol, sorted([people.carys.pk, people.ewa.pk]))
    messages = Message.objects.all()
    assert {one.kind for one in messages} == {"declaration-asked"}
    assert all(one.is_secret and "/declare/" in one.text for one in messages)
    # Pressed again, nobody is written to twice within a week.
    again = client.post(ASK_ALL, follow=True).content.decode()
    assert "asked within the last week: Carys Hughes and Ewa Kowalska" in again
    assert Message.objects.count() == 2


def test_one_member_is_asked_from_their_line(northfield, people, addresses, sol, sign_in):
    url = reverse("declaration-ask", args=["northfield", people.dai.pk])
    sign_in(sol).post(url)
    sign_in(sol).post(url)
    assert [one.kind for one in Message.objects.order_by("pk")] == [
        "declaration-asked",
        "declaration-reminder",
    ]
    assert mail.outbox == []


def test_messages_name_no_interests_and_no_area(sent):
    text = Message.objects.get().text
    assert "Northfield" not in text
    assert "Hughes" not in text


@pytest.mark.parametrize(("days", "is_reminded"), [(6, False), (7, True), (30, True)])
def test_whoever_was_asked_a_week_ago_is_reminded(northfield, people, sent, days, is_reminded):
    day = TODAY + datetime.timedelta(days=days)
    assert to_remind(day) == ({northfield.pk: [people.carys.pk]} if is_reminded else {})


class TestNotReminded:
    LATER = TODAY + datetime.timedelta(days=8)

    def test_who_was_never_asked(self, northfield, people, addresses):
        assert to_remind(self.LATER) == {}

    def test_who_has_declared_meanwhile(self, northfield, people, sent):
        DeclarationFactory(area=northfield, person=people.carys, made_on=TODAY)
        assert declaring.remind(area=northfield, day=self.LATER) == 0

    def test_whose_link_somebody_or_wrong_answers_ended(self, sent):
        DeclaringLink.objects.update(revoked_at=datetime.datetime(2026, 10, 2, tzinfo=datetime.UTC))
        assert to_remind(self.LATER) == {}

    def test_whose_message_has_not_gone_out(self, sent):
        Message.objects.update(state=State.STUCK, sent_at=None)
        assert to_remind(self.LATER) == {}

    def test_members_of_an_area_that_has_closed(self, northfield, sent):
        type(northfield).objects.update(closed_on=TODAY)
        assert to_remind(self.LATER) == {}

    def test_once_the_next_year_of_declarations_has_begun(self, sent):
        assert to_remind(datetime.date(2027, 9, 1)) == {}


def test_reminders_come_weekly_and_end(northfield, people, sent):
    counts = []
    for week in range(1, 8):
        day = TODAY + datetime.timedelta(weeks=week)
        at = datetime.datetime.combine(day, datetime.time(11), datetime.UTC)
        with time_machine.travel(at):
            written = [remind(day=day).declarations, remind(day=day).declarations]
        Message.objects.update(state=State.SENT, sent_at=timezone.now())
        counts.append(sum(written))
    assert counts == [1] * (MOST_ASKED - 1) + [0] * (8 - MOST_ASKED)
    assert DeclaringLink.objects.count() == MOST_ASKED
