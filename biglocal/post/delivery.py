"""Delivers messages, one at a time: take it in hand, hand it to the mail server, write down what came.

Each of the three is a step of its own, so that several workers never send one message twice. Between
the second and the third a crash leaves open whether it was sent: it is sent once more when the hold
has run out, with the same Message-ID, by which the reader's side may know the repeat.
"""

from __future__ import annotations

import datetime
import logging
import smtplib
from contextlib import closing
from email.errors import MessageError
from email.utils import formataddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import F, Min, Q, QuerySet
from django.db.models.functions import Coalesce, Greatest
from django.utils import timezone

from biglocal.logs import without_links
from biglocal.post.models import Message, State
from biglocal.post.secrecy import empty_if_secret
from biglocal.post.writing import one_line

logger = logging.getLogger(__name__)

# Longer than a mail server can keep one message (EMAIL_TIMEOUT for each of some ten answers).
HOLD = datetime.timedelta(minutes=10)

# How long to wait after the first failure, the second and so on; after the last of them, always so long.
WAITS = (
    datetime.timedelta(minutes=1),
    datetime.timedelta(minutes=5),
    datetime.timedelta(minutes=30),
    datetime.timedelta(hours=2),
    datetime.timedelta(hours=6),
    datetime.timedelta(hours=12),
)

_TO_THE_CONSOLE = "django.core.mail.backends.console.EmailBackend"


class NoMailServer(Exception):
    """The service has not been told of a mail server."""


def deliver_all_due() -> int:
    """Deliver every message that is due and in nobody's hands: how many were sent."""
    sent = 0
    while (message := claim()) is not None:
        sent += deliver(message)
    return sent


def next_due() -> datetime.datetime | None:
    """When the next message is due, or its hold runs out; None when nothing waits."""
    due: datetime.datetime | None = Message.objects.filter(state=State.WAITING).aggregate(
        due=Min(Greatest("due_at", Coalesce("held_until", "due_at")))
    )["due"]
    return due


def claim() -> Message | None:
    """Take the message that has been due longest in hand, for `HOLD`; None when there is none."""
    while True:
        now = timezone.now()
        with transaction.atomic(durable=True):
            first = _free(now).select_for_update(skip_locked=True).first()
            if first is None:
                return None
            # Where rows are not locked (SQLite), only one of two finds it still free.
            taken = (
                _free(now)
                .filter(pk=first.pk)
                .update(held_until=now + HOLD, attempts=F("attempts") + 1)
            )
        if taken:
            first.refresh_from_db()
            return first


def _free(now: datetime.datetime) -> QuerySet[Message]:
    return (
        Message.objects.filter(state=State.WAITING, due_at__lte=now)
        .filter(Q(held_until=None) | Q(held_until__lte=now))
        .order_by("due_at", "pk")
    )


def deliver(message: Message) -> bool:
    """Hand a message that was taken in hand to the mail server: whether the server took it."""
    try:
        mail = mail_of(message)
        # Made once to see that it can be made at all.
        mail.message()
    except (ValueError, MessageError) as error:
        logger.exception("Message %s cannot be sent to anybody", message.pk)
        _note_failure(message, error, is_final=True)
        return False
    try:
        _check_there_is_a_server()
        # Closed in any case: Django leaves a connection open that fails on the way to its first word.
        with closing(get_connection()) as connection:
            connection.send_messages([mail])
    except (OSError, NoMailServer) as error:
        # All that smtplib raises is an OSError too.
        logger.warning("Message %s was not sent: %s", message.pk, words_of(error))
        _note_failure(message, error, is_final=is_refusal(error))
        return False
    except Exception as error:
        # What nobody thought of must not hold up the rest of the post.
        logger.exception("Message %s was not sent", message.pk)
        _note_failure(message, error, is_final=False)
        return False
    _note_sent(message)
    return True


def mail_of(message: Message) -> EmailMultiAlternatives:
    """A message as the mail server gets it."""
    mail = EmailMultiAlternatives(
        subject=message.subject,
        body=message.text,
        to=[formataddr((message.to_name, message.to_address))],
        headers={"Message-ID": message.message_id, "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(message.html, "text/html")
    for enclosure in message.enclosures.all():
        mail.attach(enclosure.name, bytes(enclosure.content), enclosure.content_type)
    return mail


def is_refusal(error: Exception) -> bool:
    """Whether the server will have this message for this recipient at no time (5xx).

    A server that refuses us (no sign-in, a sender it does not know) is mended by an administrator,
    and then takes what waits.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500


def words_of(error: Exception) -> str:
    """What the server said, or what went wrong, on one line."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        said = "; ".join(_said(code, text) for code, text in error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        said = _said(error.smtp_code, error.smtp_error)
    else:
        said = str(error) or type(error).__name__
    # A server that takes a link for spam may quote it.
    return one_line(without_links(said), 500)


def _said(code: int, text: bytes | str) -> str:
    return f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"


def _check_there_is_a_server() -> None:
    if settings.EMAIL_BACKEND == _TO_THE_CONSOLE and not settings.DEBUG:
        # What is printed where nobody reads it is lost.
        raise NoMailServer("The service has no mail server: EMAIL_HOST is not set.")


@transaction.atomic(durable=True)
def _note_sent(message: Message) -> None:
    # Whatever became of it meanwhile: it was sent.
    saved = Message.objects.select_for_update().get(pk=message.pk)
    saved.state = State.SENT
    saved.sent_at = timezone.now()
    saved.held_until = None
    saved.error = ""
    empty_if_secret(saved)
    saved.save()


@transaction.atomic(durable=True)
def _note_failure(message: Message, error: Exception, *, is_final: bool) -> None:
    saved = (
        Message.objects.select_for_update()
        # If the hold has run out, it is in other hands.
        .filter(pk=message.pk, state=State.WAITING, held_until=message.held_until)
        .first()
    )
    if saved is None:
        return
    saved.error = words_of(error)
    saved.held_until = None
    if is_final:
        saved.state = State.STUCK
    else:
        saved.due_at = timezone.now() + WAITS[min(saved.attempts, len(WAITS)) - 1]
    saved.save()
