"""The one place that decides whether somebody may: the role matrix joined with assignments."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Protocol

from biglocal import clock
from biglocal.access.permissions import Permission
from biglocal.access.roles import GRANTS, Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from biglocal.accounts.models import User


class Scope(Protocol):
    """Whatever a permission is asked about: an area, known by its primary key."""

    pk: Any


class Refused(Exception):
    """Somebody may not do this; `reason` is a sentence that the page may show."""

    def __init__(self, permission: Permission) -> None:
        self.permission = permission
        self.reason = permission.refusal
        super().__init__(self.reason)


def roles_of(user: User | AnonymousUser, area: Scope | None = None) -> frozenset[Role]:
    """The roles that somebody holds today: in `area`, or in any area when none is given."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    roles = {
        Role(role)
        for area_id, role in _assignments(user, clock.today())
        if area is None or area_id == area.pk
    }
    if user.programme_role:
        roles.add(Role(user.programme_role))
    return frozenset(roles)


def check(user: User | AnonymousUser, permission: Permission, area: Scope | None = None) -> None:
    """Say nothing if somebody may; raise `Refused` if not."""
    if not any(permission in GRANTS[role] for role in roles_of(user, area)):
        raise Refused(permission)


def can(user: User | AnonymousUser, permission: Permission, area: Scope | None = None) -> bool:
    """Whether somebody may, for a template that shows or leaves out a link."""
    try:
        check(user, permission, area)
    except Refused:
        return False
    return True


def _assignments(user: User, day: datetime.date) -> list[tuple[int, str]]:
    """The user's (area, role) pairs on a day, read once for each user object and day.

    A page asks many times; a user object lives as long as one request.
    """
    known: dict[datetime.date, list[tuple[int, str]]] = user.__dict__.setdefault(
        "_assignments_by_day", {}
    )
    if day not in known:
        known[day] = list(user.assignments.current_on(day).values_list("area_id", "role"))
    return known[day]
