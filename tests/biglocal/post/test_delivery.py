"""Delivery to a real mail server that takes, refuses, defers, stalls and hangs up."""

from __future__ import annotations

import datetime
import logging
import socket
from itertools import pairwise

import pytest
import time_machine
from django.core.mail.backends.smtp import EmailBackend
from django.utils import timezone

from biglocal.post import delivery
from biglocal.post.delivery import HOLD, WAITS, claim, deliver, deliver_all_due, next_due
from biglocal.post.models import Enclosure, Message, State
from biglocal.post.queue import withdraw

pytestmark = pytest.mark.django_db

MINUTE, HOUR = datetime.timedelta(minutes=1), datetime.timedelta(hours=1)


def about(moment: datetime.datetime) -> object:
    return pytest.approx(moment, abs=datetime.timedelta(seconds=20))


def test_what_the_server_takes_is_sent_once(mail_server, ask_to_tea):
    message = ask_to_tea("rita@example.org", "Rita “Ritz” Osei, chair")
    assert (deliver_all_due(), deliver_all_due()) == (1, 0)
    (mail,) = mail_server.taken
    assert mail["To"] == '"Rita “Ritz” Osei, chair" <rita@example.org>'
    assert mail["Subject"] == "Tea with Asha Patel"
    assert mail["Message-ID"] == message.message_id
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Date"].datetime.replace(tzinfo=datetime.UTC) == about(timezone.now())
    assert mail["List-Id"] is None
    plain, html = mail.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n") == message.text
    assert html.get_content().replace("\r\n", "\n") == message.html
    message.refresh_from_db()
    assert (message.state, message.attempts, message.error) == (State.SENT, 1, "")
    assert (message.sent_at, message.held_until) == (about(timezone.now()), None)
    assert next_due() is None


def test_enclosures_arrive_byte_for_byte(mail_server, ask_to_tea):
    content = bytes(range(256))
    ask_to_tea(
        "rita@example.org",
        enclosures=[
            Enclosure(name="Review é.pdf", content_type="application/pdf", content=content)
        ],
    )
    deliver_all_due()
    (enclosed,) = mail_server.taken[0].iter_attachments()
    assert enclosed.get_filename() == "Review é.pdf"
    assert enclosed.get_content() == content


def test_a_subject_cannot_bring_headers_along(mail_server, ask_to_tea):
    ask_to_tea("rita@example.org", "Rita\nCc: b@x.org", context={"host": "A\r\nBcc: c@x.org"})
    deliver_all_due()
    (mail,) = mail_server.taken
    assert mail["Subject"] == "Tea with A Bcc: c@x.org"
    assert (mail["Cc"], mail["Bcc"]) == (None, None)


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("refused@example.org", "550 5.1.1 No such person here"),
        ("spam@example.org", "554 5.7.1 This looks like spam"),
    ],
)
def test_what_is_refused_for_good_is_stuck_with_the_servers_words(
    mail_server, ask_to_tea, address, words
):
    message, after = ask_to_tea(address), ask_to_tea("rita@example.org")
    assert deliver_all_due() == 1
    message.refresh_from_db()
    after.refresh_from_db()
    assert (message.state, message.error, message.attempts) == (State.STUCK, words, 1)
    assert after.state == State.SENT
    assert next_due() is None
    with time_machine.travel(timezone.now() + 30 * 24 * HOUR):
        assert deliver_all_due() == 0


def test_what_is_deferred_waits_longer_and_longer_and_is_never_given_up(mail_server, ask_to_tea):
    message = ask_to_tea("deferred@example.org")
    moments = []
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _ in range(9):
            moments.append(timezone.now())
            assert deliver_all_due() == 0
            message.refresh_from_db()
            assert (message.state, message.error) == (
                State.WAITING,
                "450 4.2.1 Come back later",
            )
            clock.move_to(message.due_at - datetime.timedelta(seconds=1))
            attempts = message.attempts
            deliver_all_due()
            message.refresh_from_db()
            assert message.attempts == attempts
            clock.move_to(message.due_at)
    waited = [after - before for before, after in pairwise(moments)]
    assert waited == [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR] + 3 * [12 * HOUR]


@pytest.mark.parametrize("address", ["stalls@example.org", "drops@example.org"])
def test_a_server_that_stalls_or_hangs_up_is_asked_again(
    mail_server, ask_to_tea, settings, address
):
    settings.EMAIL_TIMEOUT = 0.3
    message, after = ask_to_tea(address), ask_to_tea("rita@example.org")
    assert deliver_all_due() == 1
    message.refresh_from_db()
    assert (message.state, message.held_until) == (State.WAITING, None)
    assert message.error
    assert message.due_at == about(timezone.now() + MINUTE)
    after.refresh_from_db()
    assert after.state == State.SENT


def test_no_server_at_all_is_waited_for(ask_to_tea, settings):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = nobody.getsockname()
        message = ask_to_tea("rita@example.org")
        assert deliver_all_due() == 0
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert "refused" in message.error


def test_a_service_that_was_told_of_no_server_keeps_its_post(ask_to_tea, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    settings.DEBUG = False
    message = ask_to_tea("rita@example.org")
    assert deliver_all_due() == 0
    message.refresh_from_db()
    assert message.state == State.WAITING
    assert message.error == "The service has no mail server: EMAIL_HOST is not set."


def test_a_server_that_does_not_let_us_in_is_no_fault_of_the_message(
    mail_server, ask_to_tea, settings
):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "biglocal", "wrong"
    message = ask_to_tea("rita@example.org")
    assert deliver_all_due() == 0
    message.refresh_from_db()
    assert message.state == State.WAITING


def test_a_fault_of_ours_holds_up_no_other_message(mail_server, ask_to_tea, monkeypatch, caplog):
    send = EmailBackend.send_messages

    def stumble(backend: EmailBackend, mails: list) -> int:
        if "first@" in mails[0].to[0]:
            raise LookupError("nobody thought of this")
        return send(backend, mails)

    monkeypatch.setattr(EmailBackend, "send_messages", stumble)
    first, second = ask_to_tea("first@example.org"), ask_to_tea("second@example.org")
    with caplog.at_level(logging.CRITICAL, delivery.__name__):
        assert deliver_all_due() == 1
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.error) == (State.WAITING, "nobody thought of this")
    assert second.state == State.SENT


def test_a_message_that_cannot_be_made_is_stuck(mail_server, ask_to_tea, caplog):
    message = ask_to_tea("rita@example.org")
    # Nothing of ours writes such a subject; somebody with a database console might.
    Message.objects.update(subject="Tea\nBcc: all@example.org")
    with caplog.at_level(logging.CRITICAL, delivery.__name__):
        assert deliver_all_due() == 0
    message.refresh_from_db()
    assert message.state == State.STUCK
    assert "Header values can't contain newlines" in message.error
    assert mail_server.taken == []


def test_a_secret_is_not_kept_once_it_is_sent(mail_server, ask_to_tea):
    enclosures = [Enclosure(name="a.txt", content_type="text/plain", content=b"secret")]
    message = ask_to_tea(
        "rita@example.org", is_secret=True, context={"note": "/sign/TOKEN/"}, enclosures=enclosures
    )
    deliver_all_due()
    assert "/sign/TOKEN/" in mail_server.taken[0].get_body(("plain",)).get_content()
    message.refresh_from_db()
    assert message.state == State.SENT
    assert (message.text, message.html) == (Message.EMPTIED, Message.EMPTIED)
    assert not message.enclosures.exists()


def test_a_secret_that_is_stuck_is_kept_until_it_is_withdrawn(mail_server, ask_to_tea):
    message = ask_to_tea("refused@example.org", is_secret=True)
    deliver_all_due()
    message.refresh_from_db()
    assert (message.state, message.text) != (State.STUCK, Message.EMPTIED)
    withdraw(event=message.event)
    message.refresh_from_db()
    assert (message.state, message.text) == (State.WITHDRAWN, Message.EMPTIED)


def test_what_is_withdrawn_is_not_sent(mail_server, ask_to_tea):
    message = ask_to_tea("rita@example.org")
    withdraw(event=message.event)
    assert deliver_all_due() == 0
    assert mail_server.taken == []


def test_what_is_withdrawn_too_late_is_said_to_be_sent(mail_server, ask_to_tea):
    ask_to_tea("rita@example.org", is_secret=True)
    held = claim()
    assert withdraw(event=held.event)
    assert deliver(held)
    message = Message.objects.get()
    assert (message.state, message.text) == (State.SENT, Message.EMPTIED)


def test_the_one_that_has_been_due_longest_goes_first(mail_server, ask_to_tea):
    now = timezone.now()
    for minutes, address in [(1, "late@x.org"), (3, "first@x.org"), (2, "second@x.org")]:
        message = ask_to_tea(address)
        Message.objects.filter(pk=message.pk).update(due_at=now - minutes * MINUTE)
    deliver_all_due()
    assert [mail["To"].addresses[0].username for mail in mail_server.taken] == [
        "first",
        "second",
        "late",
    ]


def test_a_message_is_in_one_hand_at_a_time(ask_to_tea):
    message = ask_to_tea("rita@example.org")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        held = claim()
        assert held == message
        assert held.held_until == timezone.now() + HOLD
        assert next_due() == held.held_until
        assert claim() is None
        clock.shift(HOLD)
        again = claim()
        assert (again.pk, again.attempts) == (message.pk, 2)


def test_one_whose_hold_ran_out_says_nothing_over_the_one_that_took_it_on(mail_server, ask_to_tea):
    ask_to_tea("deferred@example.org")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        slow = claim()
        clock.shift(HOLD)
        quick = claim()
        assert not deliver(slow)
        assert Message.objects.get().held_until == quick.held_until


def test_the_waits_are_those_that_were_agreed():
    assert WAITS == (MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 6 * HOUR, 12 * HOUR)
