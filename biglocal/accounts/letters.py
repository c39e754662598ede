"""What is written to somebody about their account: the invitation, and whatever was changed of it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from biglocal.accounts.links import INVITED, invitation_of
from biglocal.post import queue
from biglocal.post.links import absolute
from biglocal.post.models import Message

if TYPE_CHECKING:
    from biglocal.accounts.models import User
    from biglocal.audit.models import AuditEvent

INVITATION = "account-invited"


def invite(user: User, by: User, event: AuditEvent) -> None:
    """Write the invitation of an account that has no password; `event` is what it tells."""
    queue.put(
        event=f"{INVITATION}:{event.pk}:user-{user.pk}",
        kind=INVITATION,
        to=address_of(user),
        context={
            "by": by.name,
            "href": invitation_of(user),
            "last_day": timezone.localdate(timezone.now() + INVITED),
            "again_href": absolute(reverse("account_reset_password")),
        },
        is_secret=True,
    )


def withdraw_invitations(user: User) -> None:
    """Take back the invitations that have not been sent yet."""
    waiting = Message.objects.filter(
        kind=INVITATION, event__endswith=f":user-{user.pk}", state__in=queue.CAN_BE_TRIED
    )
    for event in waiting.values_list("event", flat=True):
        queue.withdraw(event=event)


def tell(
    user: User,
    event: AuditEvent,
    what: str,
    *,
    to: queue.Address | None = None,
    role: str = "",
    was: str = "",
) -> None:
    """Write to somebody of what was done to their account."""
    to = to or address_of(user)
    queue.put(
        event=f"account-changed:{event.pk}:{hashlib.sha256(to.address.encode()).hexdigest()[:16]}",
        kind="account-changed",
        to=to,
        context={
            "what": what,
            "role": role,
            "email": user.email,
            "was": was,
            "href": absolute(reverse("account_login")),
        },
    )


def address_of(user: User) -> queue.Address:
    """Where somebody's post goes."""
    return queue.Address(user.name, user.email)
