"""The one way to write a message: into the outbox, in the transaction of what it tells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils import timezone

from biglocal.audit.record import record
from biglocal.post.models import Enclosure, Message, State
from biglocal.post.secrecy import empty_if_secret
from biglocal.post.tasks import arrange_delivery
from biglocal.post.writing import Address, one_line, write

if TYPE_CHECKING:
    from biglocal.accounts.models import User

__all__ = ["Address", "Letter", "put", "put_all", "try_again", "withdraw"]

CAN_BE_TRIED = frozenset({State.WAITING, State.STUCK})
# So many are written together: memory holds their words and no more.
BATCH = 500


@dataclass(frozen=True)
class Letter:
    """One of many messages that are written together; see `put`."""

    event: str
    to: Address
    context: Mapping[str, Any]


def put(
    *,
    event: str,
    kind: str,
    to: Address,
    context: Mapping[str, Any],
    enclosures: Iterable[Enclosure] = (),
    is_secret: bool = False,
) -> Message | None:
    """Write a message of an event, unless there is one; None when there is.

    `kind` names its templates (`biglocal.post.writing`), `context` fills them in, and `enclosures`
    are not saved yet. A secret message carries a personal link: nobody but its reader ever sees it,
    and it is emptied once it is sent. One to an address that cannot be is written too, stuck, since
    what it tells has happened all the same. Raises TransactionManagementError outside a transaction.
    """
    _check_within_a_transaction()
    if Message.objects.filter(event=event).exists():
        return None
    message = _written(Letter(event, to, context), kind, is_secret)
    try:
        with transaction.atomic():
            message.save(force_insert=True)
    except IntegrityError:
        # Somebody else wrote it at this very moment.
        return None
    for enclosure in enclosures:
        enclosure.message = message
        enclosure.save(force_insert=True)
    # Should the queue not answer, what was done stands; whoever comes next delivers this as well.
    transaction.on_commit(arrange_delivery, robust=True)
    return message


def put_all(*, kind: str, letters: Iterable[Letter]) -> int:
    """Write a message of each event, unless there is one; how many were new.

    A fixed number of queries for every `BATCH` of them, and the queue is told once. Raises
    TransactionManagementError outside a transaction.
    """
    _check_within_a_transaction()
    written = sum(_put_together(kind, batch) for batch in _batches(letters))
    if written:
        transaction.on_commit(arrange_delivery, robust=True)
    return written


def withdraw(*, event: str) -> bool:
    """Take a message back that has not been sent: whether there was one.

    One that a worker has in hand at this moment may still go out. There will be no other message of
    the event.
    """
    _check_within_a_transaction()
    message = (
        Message.objects.select_for_update().filter(event=event, state__in=CAN_BE_TRIED).first()
    )
    if message is None:
        return False
    message.state = State.WITHDRAWN
    empty_if_secret(message)
    message.save()
    return True


@transaction.atomic
def try_again(*, message: Message, by: User) -> bool:
    """Have a message sent that waits for its time or is stuck: whether it is one of those.

    One that a worker has in hand stays there, since it is being sent already.
    """
    saved = Message.objects.select_for_update().get(pk=message.pk)
    if saved.state not in CAN_BE_TRIED:
        return False
    before = saved.state
    saved.state = State.WAITING
    saved.due_at = timezone.now()
    saved.save()
    record(
        "post.try_again",
        by=by,
        subject=saved,
        before={"state": before},
        after={"state": saved.state},
    )
    transaction.on_commit(arrange_delivery, robust=True)
    return True


def _batches(letters: Iterable[Letter]) -> Iterator[dict[str, Letter]]:
    """The letters by event, so that no two of one event are written together."""
    waiting = iter(letters)
    while batch := list(islice(waiting, BATCH)):
        by_event: dict[str, Letter] = {}
        for letter in batch:
            by_event.setdefault(letter.event, letter)
        yield by_event


def _put_together(kind: str, letters: Mapping[str, Letter]) -> int:
    there = set(Message.objects.filter(event__in=letters).values_list("event", flat=True))
    new = [letter for event, letter in letters.items() if event not in there]
    # What somebody else writes at this very moment stays as it is.
    Message.objects.bulk_create([_written(one, kind) for one in new], ignore_conflicts=True)
    return len(new)


def _written(letter: Letter, kind: str, is_secret: bool = False) -> Message:
    """A message in words, not saved; stuck where its address cannot be."""
    words = write(kind, letter.to, letter.context)
    message = Message(
        event=letter.event,
        kind=kind,
        to_name=one_line(letter.to.name, 200),
        to_address=one_line(letter.to.address, 254),
        subject=words.subject,
        text=words.text,
        html=words.html,
        is_secret=is_secret,
    )
    try:
        validate_email(letter.to.address)
    except ValidationError:
        message.state = State.STUCK
        message.error = "This is not an e-mail address that a message can be sent to."
    return message


def _check_within_a_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A message is written in the transaction of what it tells."
        )
