"""Who looks after an area: handing it over from one rep to another, from a day."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.urls import reverse

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.design.words import day_in_words
from biglocal.post import queue
from biglocal.post.links import absolute
from partnerships.actions.writing import change, keep, take_back
from partnerships.models import Area, AssignedRole, Assignment, Person

ONE_DAY = datetime.timedelta(days=1)


@transaction.atomic
def hand_over(
    *, area: Area, to: User, starts_on: datetime.date, by: User, seen: str | None = None
) -> Assignment:
    """Make somebody the rep of an area from a day, and end whoever is its rep the day before.

    What was planned for that day or later is taken back. Nothing that the rep before has written is
    touched. Both are told by e-mail. `seen` is the mark (`mark_of`) of the reps when this was
    decided on. Raises Refused for anybody but staff, and ValidationError for a day gone by, for
    somebody who cannot be the rep of this area, and when the reps have changed since.
    """
    policy.check(by, Permission.HAND_OVER_AREA, area)
    # Whoever else hands the area over waits here.
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if seen is not None and seen != mark_of(area):
        raise ValidationError(
            "Somebody else has changed who the rep is since you opened this page. Look again, then "
            "hand the area over if that is still right"
        )
    begun, before = put_in_place(area, to, starts_on, by, reps_from(area, starts_on))
    _tell(to, begun, starts_on)
    for one in before:
        _tell(one.user, begun, starts_on, began=one.starts_on < starts_on)
    return begun


def put_in_place(
    area: Area, to: User, starts_on: datetime.date, by: User, reps: Sequence[Assignment]
) -> tuple[Assignment, list[Assignment]]:
    """Make somebody the rep of an area that is held, in place of those of `reps` that are others.

    The assignment that holds then, and those that were ended or taken back for it. Nobody is told
    of it. Raises as `hand_over` does.
    """
    _check_day(area, starts_on)
    if reason := why_not(area, to, starts_on):
        raise ValidationError({"to": reason})
    before = [one for one in reps if one.user_id != to.pk]
    already = next((one for one in reps_from(area, starts_on) if one.user_id == to.pk), None)
    is_rep_then = already is not None and already.is_current_on(starts_on)
    if is_rep_then and not before:
        raise ValidationError({"to": f"{to} is the rep of this area on that day already"})
    for one in before:
        _give_up(one, to, starts_on, by)
    if already is None or not is_rep_then:
        if already is not None:
            _give_up(already, to, starts_on, by)
        already = keep(
            Assignment(user=to, area=area, role=AssignedRole.REP, starts_on=starts_on),
            "assignments.begin",
            by=by,
            area=area,
            on_register=False,
        )
    return already, before


def reps_from(area: Area, day: datetime.date) -> list[Assignment]:
    """The assignments of reps to an area that have not ended before a day, in order of their days."""
    assignments = area.assignments.filter(_not_over_by(day), role=AssignedRole.REP)
    return list(assignments.select_related("user").order_by("starts_on", "pk"))


def mark_of(area: Area) -> str:
    """A mark of who is the rep of an area from today on: another as soon as that changes."""
    reps = [f"{one.pk}.{one.version}" for one in reps_from(area, clock.today())]
    return hashlib.sha256(" ".join(reps).encode()).hexdigest()[:16]


def why_not(area: Area, user: User, day: datetime.date) -> str:
    """Why somebody cannot be the rep of an area from a day on, as a sentence; "" when they can.

    People of the register are known to be the user by their e-mail address.
    """
    if not user.is_active:
        return f"{user} may no longer sign in"
    if area.assignments.filter(_not_over_by(day), user=user, role=AssignedRole.SECRETARY).exists():
        return f"{user} is the secretary of this partnership. Its rep has to be somebody else"
    known_as = Person.objects.unmerged().filter(email__iexact=user.email)
    facts: list[tuple[models.QuerySet, str]] = [
        (area.memberships.all(), "is a member of this partnership"),
        (area.offices.all(), "holds an office in this partnership"),
        (area.paid_work.all(), "is a paid worker of this area"),
        (area.lto_roles.all(), "represents the LTO of this area"),
    ]
    for records, what in facts:
        if records.filter(_not_over_by(day), person__in=known_as).exists():
            return f"{user} {what}. A rep has no part in an area that they look after"
    return ""


def _not_over_by(day: datetime.date) -> Q:
    return Q(ends_on__isnull=True) | Q(ends_on__gte=day)


def _check_day(area: Area, starts_on: datetime.date) -> None:
    if starts_on < clock.today():
        raise ValidationError({"starts_on": "The day must be today or later"})
    if area.closed_on and starts_on > area.closed_on:
        raise ValidationError(
            {"starts_on": f"The area closes on {day_in_words(area.closed_on)}. Choose a day before"}
        )


def _give_up(one: Assignment, to: User, starts_on: datetime.date, by: User) -> None:
    """End an assignment the day before, or take it back where it would not have begun."""
    if one.starts_on < starts_on:
        change(
            one,
            "assignments.end",
            by=by,
            area=one.area,
            on_register=False,
            ends_on=starts_on - ONE_DAY,
        )
    elif one.starts_on <= clock.today():
        raise ValidationError(
            {"starts_on": f"{one.user} is the rep since today. Choose tomorrow, or a later day"}
        )
    else:
        take_back(
            one,
            "assignments.take_back",
            by=by,
            area=one.area,
            reason=f"Handed over to {to} from {day_in_words(starts_on)} instead.",
        )


def _tell(user: User, begun: Assignment, starts_on: datetime.date, *, began: bool = True) -> None:
    """Write to the new rep, or to one before, of who is the rep from when; `began` is false for
    somebody who was to be the rep and now never is."""
    if not user.is_active:
        return
    queue.put(
        event=f"rep-handed-over:{begun.pk}.{begun.version}:{starts_on}:user-{user.pk}",
        kind="rep-handed-over",
        to=queue.Address(user.name, user.email),
        context={
            "area": begun.area.name,
            "rep": begun.user.name,
            "is_new": user.pk == begun.user_id,
            "began": began,
            "starts_on": starts_on,
            "last_day": starts_on - ONE_DAY,
            "href": absolute(reverse("area-detail", args=[begun.area.slug])),
        },
    )
