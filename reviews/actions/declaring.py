"""Declarations by personal link: asking for them, and what a member writes through theirs.

What a member writes is theirs: the trail names them, and nobody who signs in. Every act holds the area
first and the link after it, so that two at once come one by one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from biglocal import clock
from biglocal.audit.record import record
from biglocal.post import queue
from biglocal.post.links import absolute
from biglocal.post.queue import Address
from partnerships.actions import declarations, interests
from partnerships.actions.writing import one_change
from partnerships.models import Area, Declaration, Interest, Person
from reviews.actions.personal_links import answer_who, is_locked_out
from reviews.declaring import (
    ASKED,
    REMINDER,
    Declarer,
    check_opens,
    declarers_of,
    event_of,
    to_remind,
)
from reviews.models import DeclaringLink
from reviews.personal_links import digest_of, first_name, lasts_until, new_token

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@dataclass(frozen=True)
class Asked:
    """What became of asking: whom a message goes to, and who was left out and why."""

    asked: list[Declarer] = field(default_factory=list)
    declared: list[Declarer] = field(default_factory=list)
    without_address: list[Declarer] = field(default_factory=list)
    recently: list[Declarer] = field(default_factory=list)


@transaction.atomic
def ask(*, area: Area, people: Iterable[Person], by: User | None) -> Asked:
    """Send each of `people` a link to declare by, however recently they were asked.

    Whoever has declared this year or has no e-mail address is left out, and so is who is no member.
    """
    _hold(area)
    wanted = {person.pk for person in people}
    found = declarers_of(area, clock.today())
    return _ask(area, [one for one in found if one.declared.person.pk in wanted], by=by)


@transaction.atomic
def ask_all(*, area: Area, by: User | None) -> Asked:
    """Send everybody who has not declared a link, but for those who were asked within the last week."""
    _hold(area)
    now = timezone.now()
    found = [one for one in declarers_of(area, clock.today()) if not one.has_declared]
    # Who cannot be reached was never asked.
    recently = [one for one in found if one.address and one.is_resting(now)]
    asked = _ask(area, [one for one in found if one not in recently], by=by)
    return Asked(asked.asked, asked.declared, asked.without_address, recently)


@transaction.atomic
def remind(*, area: Area, day: datetime.date) -> int:
    """Send another link to those of an area who are to be reminded on a day: how many."""
    # Held before it is asked again who waits: somebody else may be reminding at this moment.
    _hold(area)
    people = Person.objects.filter(pk__in=to_remind(day, [area.pk]).get(area.pk, []))
    return len(ask(area=area, people=people, by=None).asked) if people else 0


@transaction.atomic
def identify(*, link: DeclaringLink, name: str, birth_year: int | None = None) -> bool:
    """Whether somebody is the one a link is for; raises LinkOver when it was over before."""
    link = _held(link)
    check_opens(link)
    is_right = answer_who(link, name=name, birth_year=birth_year)
    if is_locked_out(link):
        _withdraw(link)
        record(
            "declarations.lock_out",
            by=None,
            subject=link.area,
            area=link.area,
            people=[link.person_id],
        )
    return is_right


@one_change()
def add_interest(*, link: DeclaringLink, **said: Any) -> Interest:
    """Write down an interest of one's own. Raises LinkOver, and as `interests.declare` does."""
    link = opened(link)
    return interests.declare(area=link.area, person=link.person, by=None, **said)


@one_change()
def correct_interest(
    *, link: DeclaringLink, interest: Interest, version: int | None, **said: Any
) -> Interest:
    """Put an interest of one's own right, or end it. Raises LinkOver, and as `interests.correct`."""
    opened(link)
    return interests.correct(interest=interest, by=None, version=version, **said)


@one_change()
def declare(*, link: DeclaringLink, nothing_to_declare: bool) -> Declaration:
    """Declare one's interests as they are listed, or that there are none; all live links end with it.

    Raises LinkOver when the link opens nothing any more, and ValidationError when what is declared is
    not what the register has by now.
    """
    link = opened(link)
    try:
        made = declarations.declare(
            area=link.area,
            person=link.person,
            made_on=clock.today(),
            nothing_to_declare=nothing_to_declare,
            by=None,
        )
    except ValidationError as refusal:
        if "nothing_to_declare" not in getattr(refusal, "error_dict", {}):
            raise
        raise ValidationError(
            {
                "nothing_to_declare": "You have interests listed that have not ended. Give each a "
                "last day first, if you have nothing to declare."
                if nothing_to_declare
                else "No interest of yours is listed. Add it first, or say that you have nothing "
                "to declare."
            }
        ) from None
    now = timezone.now()
    theirs = DeclaringLink.objects.filter(area=link.area, person=link.person)
    for other in theirs.live(now).select_for_update():
        is_used = other.pk == link.pk
        other.used_at, other.revoked_at = (now, None) if is_used else (None, now)
        other.save(update_fields=["used_at", "revoked_at"])
        _withdraw(other)
    return made


def _ask(area: Area, people: list[Declarer], *, by: User | None) -> Asked:
    asked = Asked()
    for one in people:
        if one.has_declared:
            asked.declared.append(one)
        elif not one.address:
            asked.without_address.append(one)
        else:
            _send_link(area, one, by=by)
            asked.asked.append(one)
    if asked.asked:
        record(
            "declarations.ask",
            by=by,
            subject=area,
            area=area,
            people=[one.declared.person.pk for one in asked.asked],
        )
    return asked


def _send_link(area: Area, to: Declarer, *, by: User | None) -> None:
    token, now, person = new_token(), timezone.now(), to.declared.person
    link = DeclaringLink(
        area=area,
        person=person,
        digest=digest_of(token),
        address=person.email,
        made_at=now,
        made_by=by,
        expires_at=lasts_until(now),
    )
    link.full_clean()
    link.save(force_insert=True)
    kind = REMINDER if to.asked_at else ASKED
    name = first_name(person.name)
    queue.put(
        event=event_of(kind, link),
        kind=kind,
        to=Address(name, person.email),
        context={
            "name": name,
            "href": absolute(reverse("declare", args=[token])),
            "last_day": timezone.localdate(link.expires_at),
        },
        is_secret=True,
    )


def _hold(area: Area) -> None:
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)


def opened(link: DeclaringLink) -> DeclaringLink:
    """The link as it is saved now, held with its area, while it opens its page; else LinkOver.

    For the actions behind it, within their own change.
    """
    _hold(link.area)
    link = _held(link)
    check_opens(link)
    return link


def _held(link: DeclaringLink) -> DeclaringLink:
    found: DeclaringLink = (
        DeclaringLink.objects.select_for_update(of=("self",))
        .select_related("person", "area")
        .get(pk=link.pk)
    )
    return found


def _withdraw(link: DeclaringLink) -> None:
    for kind in (ASKED, REMINDER):
        queue.withdraw(event=event_of(kind, link))
