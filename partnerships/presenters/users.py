"""Accounts as administrators see them: which fit the filters, and each in a line."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Count, Exists, F, OrderBy, OuterRef, Q, QuerySet

from biglocal.accounts.models import ProgrammeRole, User
from partnerships.forms.users import CLOSED, INVITED, MAY, NO_FACTOR, NO_ROLE
from partnerships.models import AssignedRole, Assignment
from partnerships.models.periods import current_q
from partnerships.rules.wording import counted

SORTS = {"name": "name", "email": "email", "signed-in": "last_login"}
DEFAULT_SORT = "name"

# An account that has no password yet, as the database keeps it.
NO_PASSWORD = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
IS_SERVICE = Q(programme_role=ProgrammeRole.SERVICE)


@dataclass(frozen=True)
class UserLine:
    """One account: its role and what it looks after in words, and where it stands."""

    user: User
    role: str
    looks_after: str
    state: str
    colour: str


def filtered(chosen: dict[str, Any], day: datetime.date) -> QuerySet[User]:
    """The accounts that fit what holds of `UserFilters`."""
    users = User.objects.all()
    if text := chosen["q"]:
        users = users.filter(Q(name__icontains=text) | Q(email__icontains=text))
    if role := chosen["role"]:
        users = _in_role(users, role, day)
    if state := chosen["state"]:
        users = users.filter(_in_state(state))
    return users


def _in_role(users: QuerySet[User], role: str, day: datetime.date) -> QuerySet[User]:
    theirs = Assignment.objects.filter(current_q(day), user=OuterRef("pk"))
    if role in AssignedRole.values:
        return users.filter(Exists(theirs.filter(role=role)))
    if role == NO_ROLE:
        return users.filter(~Exists(theirs), programme_role="")
    return users.filter(programme_role=role)


def _in_state(state: str) -> Q:
    factor = Exists(Authenticator.objects.filter(user=OuterRef("pk")))
    return {
        MAY: Q(is_active=True) & ~NO_PASSWORD & ~IS_SERVICE,
        INVITED: Q(is_active=True) & NO_PASSWORD & ~IS_SERVICE,
        CLOSED: Q(is_active=False),
        NO_FACTOR: Q(is_active=True) & ~NO_PASSWORD & ~IS_SERVICE & ~Q(factor),
    }[state]


def ordered(users: QuerySet[User], sort: str) -> tuple[QuerySet[User], str]:
    """The accounts in an order of `SORTS` ("-" for the other way round), and the order that it is.

    Whoever never signed in comes last.
    """
    if sort.removeprefix("-") not in SORTS:
        sort = DEFAULT_SORT
    name = SORTS[sort.removeprefix("-")]
    last = True if name == "last_login" else None
    by = OrderBy(F(name), descending=sort.startswith("-"), nulls_last=last)
    return users.order_by(by, "name", "pk"), sort


def lines(users: Sequence[User], day: datetime.date) -> list[UserLine]:
    """The lines of one page of accounts; one query."""
    areas: dict[int, dict[str, int]] = {}
    held = Assignment.objects.filter(current_q(day), user__in=[user.pk for user in users])
    for user_id, role, count in (
        held.order_by().values_list("user_id", "role").annotate(Count("area", distinct=True))
    ):
        areas.setdefault(user_id, {})[role] = count
    return [
        UserLine(user, role_of(user), _looks_after(areas.get(user.pk, {})), *state_of(user))
        for user in users
    ]


def _looks_after(areas: dict[str, int]) -> str:
    """ "Rep of 12 areas, secretary of 1 area"; "" for none."""
    words = {AssignedRole.REP.value: "rep", AssignedRole.SECRETARY.value: "secretary"}
    said = ", ".join(
        f"{word} of {counted(areas[role], 'area')}" for role, word in words.items() if role in areas
    )
    return said[:1].upper() + said[1:]


def role_of(user: User) -> str:
    """The role across all areas, in words; "" for none."""
    return str(ProgrammeRole(user.programme_role).label) if user.programme_role else ""


def state_of(user: User) -> tuple[str, str]:
    """A word for whether an account signs in, and its colour."""
    if not user.is_active:
        return "Closed", "grey"
    if user.programme_role == ProgrammeRole.SERVICE:
        return "A program", "blue"
    return ("May sign in", "green") if user.has_usable_password() else ("Invited", "yellow")
