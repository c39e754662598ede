"""Membership forms by personal link: asking for them, ending links, and signing.

Every act holds the review first and the link after it, so that two at once come one by one.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.audit.record import record
from biglocal.post import queue
from biglocal.post.links import absolute
from biglocal.post.queue import Address
from partnerships.actions import corrections as correcting
from partnerships.models import About, Area, Person
from reviews import states
from reviews.actions.beginning import held
from reviews.actions.personal_links import answer_who, is_locked_out
from reviews.actions.telling import tell_of_corrections
from reviews.models import How, MembershipForm, Review, SigningLink
from reviews.personal_links import (
    LinkOver,
    Over,
    digest_of,
    first_name,
    is_name_of,
    lasts_until,
    new_token,
)
from reviews.signatures import (
    ASKED,
    REMINDER,
    STATEMENT,
    Signature,
    check_opens,
    event_of,
    mark_of,
    signatures_of,
    stated_facts,
    waiting_for,
)

if TYPE_CHECKING:
    pass


class FactsChanged(Exception):
    """The register says something else by now than the form that was to be signed."""


@dataclass(frozen=True)
class Asked:
    """What became of asking: whom a message goes to, and who was left out and why; by name."""

    asked: list[Signature] = field(default_factory=list)
    signed: list[Signature] = field(default_factory=list)
    without_address: list[Signature] = field(default_factory=list)
    recently: list[Signature] = field(default_factory=list)


@transaction.atomic
def ask(*, review: Review, people: Iterable[Person], by: User | None) -> Asked:
    """Send each of `people` a link to their form, however recently they were asked.

    Whoever has signed, has no e-mail address or is no member today is left out. Raises
    NotAllowedNow while the review is not being written.
    """
    review = held(review)
    wanted = {person.pk for person in people}
    found = signatures_of(review, clock.today())
    return _ask(review, [one for one in found if one.person_id in wanted], by=by)


@transaction.atomic
def ask_all(*, review: Review, by: User | None) -> Asked:
    """Send everybody who has not signed a link, but for those who were asked within the last week.

    Raises as `ask` does.
    """
    review = held(review)
    now = timezone.now()
    found = waiting_for(signatures_of(review, clock.today()))
    # Who cannot be reached was never asked.
    recently = [one for one in found if one.address and one.is_resting(now)]
    asked = _ask(review, [one for one in found if one not in recently], by=by)
    return Asked(asked.asked, asked.signed, asked.without_address, recently)


def remind(*, review: Review, person: Person, by: User | None) -> Asked:
    """Send one member a link, worded as a reminder where they were asked before; raises as `ask`."""
    return ask(review=review, people=[person], by=by)


def _ask(review: Review, people: list[Signature], *, by: User | None) -> Asked:
    states.check_open(review)
    asked = Asked()
    for one in people:
        if one.has_signed:
            asked.signed.append(one)
        elif not one.address:
            asked.without_address.append(one)
        else:
            _send_link(review, one, by=by)
            asked.asked.append(one)
    if asked.asked:
        record(
            "signatures.ask",
            by=by,
            subject=review,
            area=review.area,
            people=[one.person_id for one in asked.asked],
        )
    return asked


def _send_link(review: Review, to: Signature, *, by: User | None) -> None:
    token, now = new_token(), timezone.now()
    link = SigningLink(
        review=review,
        person_id=to.person_id,
        digest=digest_of(token),
        address=to.address,
        made_at=now,
        made_by=by,
        expires_at=lasts_until(now),
    )
    link.full_clean()
    link.save(force_insert=True)
    kind = REMINDER if to.asked_at else ASKED
    name = first_name(to.name)
    queue.put(
        event=event_of(kind, link),
        kind=kind,
        to=Address(name, to.address),
        context={
            "name": name,
            "href": absolute(reverse("sign", args=[token])),
            "last_day": timezone.localdate(link.expires_at),
        },
        is_secret=True,
    )


@transaction.atomic
def revoke(*, review: Review, person: Person, by: User | None) -> int:
    """End all live links of one member, and take back the messages that wait: how many links."""
    review = held(review)
    links = _live_links(review, person.pk)
    for link in links:
        _end(link, revoked_at=timezone.now())
    if links:
        record("signatures.revoke", by=by, subject=review, area=review.area, people=[person.pk])
    return len(links)


@transaction.atomic
def identify(*, link: SigningLink, name: str, birth_year: int | None = None) -> bool:
    """Whether somebody is the one a link is for: their name, and the year where one is recorded.

    A wrong answer is counted, and one too many ends the link, which is told by False too. Raises
    LinkOver when the link was over before.
    """
    link = _held_link(link)
    check_opens(link)
    is_right = answer_who(link, name=name, birth_year=birth_year)
    if is_locked_out(link):
        _end(link, revoked_at=link.revoked_at)
        review = link.review
        record(
            "signatures.lock_out",
            by=None,
            subject=review,
            area=review.area,
            people=[link.person_id],
        )
    return is_right


@transaction.atomic
def sign(
    *, link: SigningLink, signed_as: str, corrections: Mapping[About, str], seen: str
) -> MembershipForm:
    """Sign by link: keep the form with what it stated, and let the corrections wait.

    `seen` is the mark of the facts that were on the page (`signatures.mark_of`). All live links of
    the member end with it. Raises LinkOver when the link opens no form any more, FactsChanged when
    the register says something else by now, and ValidationError when the name is another's.
    """
    review = held(link.review)
    # Every change of a register takes this row first, so what is stated is of one moment; and
    # records that are put together take it before their links.
    Area.objects.select_for_update(no_key=True).get(pk=review.area_id)
    link = _held_link(link)
    check_opens(link)
    person, today = link.person, clock.today()
    facts = stated_facts(review.area, person, today)
    if facts is None:
        raise LinkOver(Over.NO_MEMBER)
    if mark_of(facts) != seen:
        raise FactsChanged
    if About.NAME not in corrections and not is_name_of(person, signed_as):
        raise ValidationError({"signed_as": "Type your full name, as it stands above."})
    form = MembershipForm(
        review=review,
        person=person,
        how=How.LINK,
        signed_on=today,
        signed_as=signed_as,
        statement=STATEMENT,
        facts=facts,
        asked_to_correct=bool(corrections),
        at=timezone.now(),
    )
    form.full_clean()
    form.save(force_insert=True)
    # Names are kept in one place only, and this form has some: the trail says how and when.
    record(
        "signatures.sign",
        by=None,
        subject=form,
        area=review.area,
        people=[person.pk],
        after={"how": form.how, "signed_on": form.signed_on},
    )
    end_links(review=review, person=person, used_now=link)
    for about, says in corrections.items():
        correcting.ask(area=review.area, person=person, about=about, says=says, by=None)
    if corrections:
        tell_of_corrections(form)
    return form


def end_links(*, review: Review, person: Person, used_now: SigningLink | None = None) -> None:
    """End the live links of somebody who has signed; `used_now` is the one they signed with, if any.

    To be called within the transaction that keeps their form.
    """
    for link in _live_links(review, person.pk):
        is_used = used_now is not None and link.pk == used_now.pk
        now = timezone.now()
        _end(link, used_at=now if is_used else None, revoked_at=None if is_used else now)


def _end(
    link: SigningLink,
    *,
    used_at: datetime.datetime | None = None,
    revoked_at: datetime.datetime | None = None,
) -> None:
    link.used_at, link.revoked_at = used_at, revoked_at
    link.save(update_fields=["used_at", "revoked_at"])
    for kind in (ASKED, REMINDER):
        queue.withdraw(event=event_of(kind, link))


def _held_link(link: SigningLink) -> SigningLink:
    """The link as it is saved now, held until this act is done."""
    return (
        SigningLink.objects.select_for_update(of=("self",))
        .select_related("person", "review__round", "review__area")
        .get(pk=link.pk)
    )


def _live_links(review: Review, person_id: int) -> list[SigningLink]:
    links = SigningLink.objects.select_for_update().filter(review=review, person=person_id)
    return list(links.live(timezone.now()))
