"""Who looks after an area, one assignment at a time: beginning, ending, correcting, taking back.

An area goes from one rep to another with `assignments.hand_over`; here several may have it at once.
"""

from __future__ import annotations

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import ProgrammeRole, User
from biglocal.design.words import day_in_words
from biglocal.post import queue
from biglocal.post.links import absolute
from partnerships.actions.assignments import why_not
from partnerships.actions.writing import change, keep, take_back
from partnerships.models import Area, AssignedRole, Assignment

BEGIN = {
    AssignedRole.REP.value: "assignments.begin",
    AssignedRole.SECRETARY.value: "assignments.begin_secretary",
}
END = {
    AssignedRole.REP.value: "assignments.end",
    AssignedRole.SECRETARY.value: "assignments.end_secretary",
}


@transaction.atomic
def begin(
    *,
    area: Area,
    user: User,
    role: str,
    starts_on: datetime.date,
    by: User,
    ends_on: datetime.date | None = None,
) -> Assignment:
    """Let somebody look after an area as its rep or secretary, from a day; they are told by e-mail.

    Raises Refused for anybody but staff, and ValidationError for somebody who cannot, for days after
    the area's last one, and when they have that role on one of those days already.
    """
    policy.check(by, Permission.MANAGE_ASSIGNMENTS, area)
    _hold(area)
    _check_days(area, starts_on, ends_on)
    if reason := why_not_as(area, user, role, starts_on):
        raise ValidationError({"email": reason})
    one = Assignment(user=user, area=area, role=role, starts_on=starts_on, ends_on=ends_on)
    begun = keep(one, BEGIN[role], by=by, area=area, on_register=False)
    _tell(begun, "begun")
    return begun


@transaction.atomic
def end(
    *, assignment: Assignment, last_day: datetime.date, by: User, version: int | None = None
) -> Assignment:
    """Give an assignment its last day, or another one; they are told.

    Raises Refused for anybody but staff, ValidationError for a day before its first, and
    ChangedMeanwhile.
    """
    policy.check(by, Permission.MANAGE_ASSIGNMENTS, assignment.area)
    _hold(assignment.area)
    if last_day < assignment.starts_on:
        raise ValidationError(
            {"last_day": f"It begins on {day_in_words(assignment.starts_on)}. Choose a later day"}
        )
    ended = change(
        assignment,
        END[assignment.role],
        by=by,
        area=assignment.area,
        version=version,
        on_register=False,
        ends_on=last_day,
    )
    _tell(ended, "ended")
    return ended


@transaction.atomic
def correct(
    *,
    assignment: Assignment,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    by: User,
    version: int | None = None,
) -> Assignment:
    """Put right from when to when somebody looks after an area; without a last day it goes on.

    Raises as `begin` does, and ChangedMeanwhile.
    """
    policy.check(by, Permission.MANAGE_ASSIGNMENTS, assignment.area)
    _hold(assignment.area)
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError({"ends_on": "The last day must be on or after the first day"})
    _check_days(assignment.area, starts_on, ends_on)
    return change(
        assignment,
        "assignments.correct",
        by=by,
        area=assignment.area,
        version=version,
        on_register=False,
        starts_on=starts_on,
        ends_on=ends_on,
    )


@transaction.atomic
def never_happened(
    *, assignment: Assignment, reason: str, by: User, version: int | None = None
) -> None:
    """Take an assignment back that should never have been made. The reason stays in the trail.

    Raises Refused for anybody but staff, ValidationError without a reason, and ChangedMeanwhile.
    """
    policy.check(by, Permission.MANAGE_ASSIGNMENTS, assignment.area)
    pk = assignment.pk
    take_back(
        assignment,
        "assignments.never_happened",
        by=by,
        area=assignment.area,
        reason=reason,
        version=version,
    )
    # Known by its number still, which the record itself has lost.
    assignment.pk = pk
    _tell(assignment, "taken-back")


def why_not_as(area: Area, user: User, role: str, day: datetime.date) -> str:
    """Why somebody cannot have a role in an area from a day on, as a sentence; "" when they can."""
    if user.programme_role == ProgrammeRole.SERVICE:
        return f"{user} is a service account, which looks after no area"
    if role == AssignedRole.REP:
        return why_not(area, user, day)
    if not user.is_active:
        return f"{user} may no longer sign in"
    reps = area.assignments.filter(user=user, role=AssignedRole.REP).exclude(ends_on__lt=day)
    if reps.exists():
        return f"{user} is the rep of this area. Its secretary has to be somebody else"
    return ""


def _hold(area: Area) -> None:
    """Let whoever else changes who looks after the area wait until the end."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)


def _check_days(area: Area, starts_on: datetime.date, ends_on: datetime.date | None) -> None:
    if area.closed_on is None or starts_on <= area.closed_on:
        return
    raise ValidationError(
        {"starts_on": f"The area closes on {day_in_words(area.closed_on)}. Choose a day before"}
    )


def _tell(one: Assignment, what: str) -> None:
    """Write to whoever an assignment is of, unless they may not sign in."""
    if not one.user.is_active:
        return
    queue.put(
        event=f"assignment-{what}:{one.pk}.{one.version}:user-{one.user_id}",
        kind="assignment-changed",
        to=queue.Address(one.user.name, one.user.email),
        context={
            "what": what,
            "area": one.area.name,
            "role": one.get_role_display().lower(),
            "starts_on": one.starts_on,
            "ends_on": one.ends_on,
            "href": absolute(reverse("area-detail", args=[one.area.slug])),
        },
    )
