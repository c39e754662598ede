"""Ends that did not happen after all: a last day is taken back, with a reason, and the fact goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError

from partnerships.actions.writing import change, one_change
from partnerships.models import LtoRole, Membership, Office, PaidWork

if TYPE_CHECKING:
    from biglocal.accounts.models import User

Fact = TypeVar("Fact", Membership, Office, PaidWork, LtoRole)


@one_change()
def undo_leaving(
    *,
    membership: Membership,
    reason: str,
    by: User | None,
    with_offices: bool = True,
    version: int | None = None,
) -> Membership:
    """Let a membership go on that was recorded as ended, with the offices that ended that day.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, and ValidationError without a
    reason, or when another membership follows.
    """
    area, person = membership.area, membership.person
    ends_on = membership.ends_on
    if area.memberships.filter(person=person, starts_on__gt=membership.starts_on).exists():
        raise ValidationError(
            "They are recorded as a member after that too. Take that membership back instead."
        )
    values = {"end_reason": ""} if membership.end_reason else {}
    undone = _undo(membership, "members.did_not_end", reason, by, version, **values)
    if with_offices:
        for office in area.offices.filter(person=person, ends_on=ends_on):
            undo_office(office=office, reason=reason, by=by)
    return undone


def undo_office(
    *, office: Office, reason: str, by: User | None, version: int | None = None
) -> Office:
    """Let an office go on that was recorded as given up. Raises as `undo_leaving` does."""
    return _undo(office, "offices.did_not_end", reason, by, version)


def undo_work(
    *, work: PaidWork, reason: str, by: User | None, version: int | None = None
) -> PaidWork:
    """Let paid work go on that was recorded as ended. Raises as `undo_leaving` does."""
    return _undo(work, "work.did_not_end", reason, by, version)


def undo_lto_role(
    *, role: LtoRole, reason: str, by: User | None, version: int | None = None
) -> LtoRole:
    """Let somebody represent the LTO who was recorded as having stopped. Raises as `undo_leaving`."""
    return _undo(role, "lto.role_did_not_end", reason, by, version)


def _undo(
    fact: Fact, verb: str, reason: str, by: User | None, version: int | None, **values: Any
) -> Fact:
    if not reason.strip():
        raise ValidationError({"reason": "Say why the last day was a mistake."})
    # What somebody else saved meanwhile is told by `change`.
    if fact.ends_on is None and version in (None, fact.version):
        raise ValidationError("No last day is recorded, so there is none to take back.")
    return change(
        fact,
        verb,
        by=by,
        area=fact.area,
        people=[fact.person_id],
        version=version,
        reason=reason,
        ends_on=None,
        **values,
    )
