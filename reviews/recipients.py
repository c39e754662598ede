"""Who is written to about an area's review: those assigned to the area on a day."""

from __future__ import annotations

import datetime

from biglocal.accounts.models import User
from biglocal.post.queue import Address
from partnerships.models import Area, AssignedRole


def assigned_to(area: Area, day: datetime.date, *roles: AssignedRole) -> list[User]:
    """Whoever has one of these roles in an area on a day and may sign in, each once, by name."""
    assignments = area.assignments.current_on(day).filter(role__in=roles)
    return list(User.objects.filter(pk__in=assignments.values("user"), is_active=True))


def address_of(user: User) -> Address:
    """Where somebody's post goes."""
    return Address(user.name, user.email)
