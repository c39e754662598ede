"""Tells those who look after concerns by e-mail that there is something new, and not a word of it.

Administrators read the post, and mailboxes are shared: one message is like another, names no area
and no concern, and leads to the list that each sees for themselves.
"""

from __future__ import annotations

import datetime
import hashlib
import secrets
from collections.abc import Iterable

from django.db import transaction
from django.urls import reverse

from biglocal import clock
from biglocal.accounts.models import ProgrammeRole, User
from biglocal.post import queue
from biglocal.post.links import absolute
from partnerships.concern_states import due
from partnerships.models import Concern

NEWS, DUE, NOBODY = "concern-news", "concern-due", "concern-nobody"
# So many days before something is due it is told, and on the day after.
MILESTONES = (1, -1)


def tell(users: Iterable[User]) -> None:
    """Tell each of them that something waits under “Concerns”."""
    # Made up, since what it is about would tell concerns apart.
    event = secrets.token_hex(8)
    for user in users:
        queue.put(
            event=f"{NEWS}:{event}:user-{user.pk}",
            kind=NEWS,
            to=queue.Address(user.name, user.email),
            context={"href": absolute(reverse("concern-list"))},
        )


def tell_those_who_look_after(concern: Concern, *, but: User | None = None) -> None:
    """Tell everybody who looks after a concern, but for whoever has just done something."""
    open_today = concern.handlings.open().select_related("user").order_by("user")
    tell(one.user for one in open_today if one.user != but)


def tell_that_nobody_may() -> None:
    """Tell administrators, at most once a day, that nobody is on the list who could look after
    whatever comes."""
    administrators = User.objects.filter(
        is_active=True, programme_role=ProgrammeRole.ADMINISTRATOR
    ).order_by("pk")
    for user in administrators:
        queue.put(
            event=f"{NOBODY}:{clock.today()}:user-{user.pk}",
            kind=NOBODY,
            to=queue.Address(user.name, user.email),
            context={"href": absolute(reverse("concern-handlers"))},
        )


@transaction.atomic
def remind_of_what_is_due(day: datetime.date) -> int:
    """Tell those who look after a concern, or into it, that something is due, once a milestone; how
    many messages were written."""
    written = 0
    for concern in Concern.objects.filter(closed_at=None).select_related("reviewer"):
        to_do = due(concern)
        reached = [one for one in MILESTONES if to_do and (to_do[1] - day).days <= one]
        if not to_do or not reached:
            continue
        # Of which concern it is, and of what, is nobody's business who reads the post.
        said = f"{concern.code_digest} {to_do} {min(reached)}"
        event = hashlib.sha256(said.encode()).hexdigest()[:16]
        for user in _concerned(concern):
            message = queue.put(
                event=f"{DUE}:{event}:user-{user.pk}",
                kind=DUE,
                to=queue.Address(user.name, user.email),
                context={"href": absolute(reverse("concern-list"))},
            )
            written += message is not None
    return written


def _concerned(concern: Concern) -> list[User]:
    """Those who look after a concern, and its impartial person where they sign in."""
    handling = concern.handlings.open().select_related("user").order_by("user")
    users = [one.user for one in handling]
    if concern.reviewer is not None and concern.reviewer.is_active:
        users.append(concern.reviewer)
    return users
