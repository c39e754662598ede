"""Handing several areas over from one rep to another at once: all of them, or none."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.post import queue
from biglocal.post.links import absolute
from partnerships.actions.assignments import ONE_DAY, put_in_place, reps_from
from partnerships.models import Area, AssignedRole, Assignment


@dataclass(frozen=True)
class HandedOver:
    """One area: the assignment of the new rep, and those of the one before that end or never begin."""

    area: Area
    begun: Assignment
    before: list[Assignment]


def areas_of(rep: User, day: datetime.date) -> QuerySet[Area]:
    """The areas of which somebody is the rep on a day, or will be after it, by name."""
    theirs = rep.assignments.filter(role=AssignedRole.REP).exclude(ends_on__lt=day)
    return Area.objects.filter(pk__in=theirs.values("area"))


@transaction.atomic
def hand_over_all(
    *, of: User, areas: Collection[int], to: User, starts_on: datetime.date, by: User
) -> list[HandedOver]:
    """Make somebody the rep of these areas (by primary key) of another from a day, in one go.

    Other reps of the same areas stay. Each of the two is told once, of all the areas. Raises Refused
    for anybody but staff, and ValidationError with a sentence for every area that stands against
    it: one that is not the rep's any more, or that the other cannot be the rep of.
    """
    policy.check(by, Permission.HAND_OVER_AREA)
    if of.pk == to.pk:
        raise ValidationError({"to": f"{to} has these areas already. Choose another rep"})
    # Held in the order of their numbers, so that two who hand over the same areas follow each other.
    held = list(Area.objects.select_for_update(no_key=True).filter(pk__in=areas).order_by("pk"))
    done: list[HandedOver] = []
    refused: dict[str, list[str]] = {}
    for area in sorted(held, key=lambda one: one.name):
        theirs = [one for one in reps_from(area, starts_on) if one.user_id == of.pk]
        try:
            if not theirs:
                raise ValidationError(f"{of} is not its rep on that day or later")
            done.append(HandedOver(area, *put_in_place(area, to, starts_on, by, theirs)))
        except ValidationError as refusal:
            field = next(iter(refusal.error_dict), "areas") if _names(refusal) else "areas"
            where = field if field == "starts_on" else "areas"
            refused.setdefault(where, []).append(f"{area}: {' '.join(refusal.messages)}")
    if not held:
        refused["areas"] = ["Choose at least one area"]
    if refused:
        raise ValidationError(refused)
    _tell(of, done, of, to, starts_on)
    _tell(to, done, of, to, starts_on)
    return done


def _names(refusal: ValidationError) -> bool:
    return hasattr(refusal, "error_dict")


def _tell(user: User, done: list[HandedOver], of: User, to: User, starts_on: datetime.date) -> None:
    """Write to one of the two of all the areas at once."""
    if not user.is_active:
        return
    first = done[0].begun
    queue.put(
        event=f"areas-handed-over:{first.pk}.{first.version}:{starts_on}:user-{user.pk}",
        kind="areas-handed-over",
        to=queue.Address(user.name, user.email),
        context={
            "areas": [one.area.name for one in done],
            "rep": to.name,
            "before": of.name,
            "is_new": user.pk == to.pk,
            "starts_on": starts_on,
            "last_day": starts_on - ONE_DAY,
            "href": absolute(reverse("home")),
        },
    )
