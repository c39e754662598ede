"""Writing the reminders of a day: each once, whenever and however often this is done."""

from __future__ import annotations

import datetime
import logging
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction

from biglocal.post.queue import Address, put
from partnerships.actions.concern_erasing import erase_what_was_kept_long_enough
from partnerships.actions.concern_telling import remind_of_what_is_due
from partnerships.actions.concerns import hand_out_what_is_left_alone
from partnerships.models import Area, Person
from reviews.actions import declaring
from reviews.actions.signatures import ask
from reviews.declaring import to_remind as declarers_to_remind
from reviews.models import Review
from reviews.policy_reminders import of_policies
from reviews.reminders import Reminder, of_actions, of_reviews, of_waivers, to_remind
from reviews.states import NotAllowedNow

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reminded:
    """How many messages were written: to members who have not signed, and about each other matter."""

    members: int
    reviews: int
    actions: int
    waivers: int = 0
    policies: int = 0
    declarations: int = 0


def remind(*, day: datetime.date) -> Reminded:
    """Write the reminders of a day. Each message, and each area's members, is a transaction of its own."""
    _remind_of_concerns(day)
    return Reminded(
        members=sum(_remind_members(pk, day) for pk in to_remind(day)),
        reviews=_put_all(of_reviews(day)),
        actions=_put_all(of_actions(day)),
        waivers=_put_all(of_waivers(day)),
        policies=_put_all(of_policies(day)),
        declarations=sum(_remind_to_declare(pk, day) for pk in declarers_to_remind(day)),
    )


def _remind_to_declare(area_pk: int, day: datetime.date) -> int:
    """How many members of one area were sent a fresh link to declare by."""
    try:
        return declaring.remind(area=Area.objects.get(pk=area_pk), day=day)
    except ValidationError:
        # An address that no link can be sent to: the others are reminded still.
        logger.exception("The members of area %s were not reminded", area_pk)
        return 0


def _remind_of_concerns(day: datetime.date) -> None:
    """What is due about them, each day; of these it is not even said how many there were."""
    # Whoever looked after one may have left Local Trust since.
    hand_out_what_is_left_alone()
    remind_of_what_is_due(day)
    erase_what_was_kept_long_enough(day)


def _put_all(reminders: Iterable[Reminder]) -> int:
    written = 0
    for one in reminders:
        with transaction.atomic():
            message = put(
                event=one.event,
                kind=one.kind,
                to=Address(one.user.name, one.user.email),
                context=one.context,
            )
        written += message is not None
    return written


def _remind_members(review_pk: int, day: datetime.date) -> int:
    """How many members of one review were sent a fresh link."""
    try:
        with transaction.atomic():
            # Held before it is asked again who waits: somebody else may be reminding at this moment.
            review = Review.objects.select_for_update(no_key=True).get(pk=review_pk)
            people = Person.objects.filter(pk__in=to_remind(day, review).get(review.pk, []))
            return len(ask(review=review, people=people, by=None).asked) if people else 0
    except (NotAllowedNow, ValidationError):
        # Handed in since, or an address that no link can be sent to: the others are reminded still.
        logger.exception("The members of review %s were not reminded", review_pk)
        return 0
