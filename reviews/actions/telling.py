"""Tells whoever keeps a register that a member has asked for something in it to be put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from biglocal import clock
from biglocal.accounts.models import User
from biglocal.post import queue
from biglocal.post.links import absolute
from biglocal.post.queue import Address
from partnerships.models import Area, AssignedRole
from reviews.models import MembershipForm

if TYPE_CHECKING:
    from django.db.models import QuerySet

CORRECTION = "correction-asked"


def tell_of_corrections(form: MembershipForm) -> None:
    """Write to whoever keeps the register that something waits, and nothing of what it is."""
    area = form.review.area
    for user in _keepers(area):
        queue.put(
            event=f"{CORRECTION}:{form.pk}:user-{user.pk}",
            kind=CORRECTION,
            to=Address(user.name, user.email),
            context={
                "area": area.name,
                "href": absolute(reverse("correction-list", args=[area.slug])),
            },
        )


def _keepers(area: Area) -> QuerySet[User]:
    """The secretaries of an area today; its reps where it has none."""
    for role in (AssignedRole.SECRETARY, AssignedRole.REP):
        holders = area.assignments.current_on(clock.today()).filter(role=role).values("user")
        users = User.objects.filter(pk__in=holders, is_active=True).order_by("pk")
        if users:
            break
    return users
