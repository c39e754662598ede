"""What staff publish for partnerships: a contact, an event, a guidance link; changing it, taking it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db import transaction
from django.utils import timezone

from biglocal.access import policy
from biglocal.access.permissions import Permission
from partnerships.actions.writing import change, keep
from partnerships.models.support import Notice

if TYPE_CHECKING:
    from biglocal.accounts.models import User

Published = TypeVar("Published", bound=Notice)


@transaction.atomic
def publish(*, notice: Published, by: User) -> Published:
    """Let areas see something from its first day on.

    Raises ValidationError for what cannot be, and Refused for anybody but Local Trust's staff.
    """
    policy.check(by, Permission.MANAGE_SUPPORT)
    return keep(notice, "support.publish", by=by, area=None)


@transaction.atomic
def revise(*, notice: Published, by: User, version: int | None = None, **values: Any) -> Published:
    """Change what is published. Raises as `publish` does, and ChangedMeanwhile."""
    policy.check(by, Permission.MANAGE_SUPPORT)
    return change(notice, "support.revise", by=by, area=None, version=version, **values)


@transaction.atomic
def take_down(*, notice: Published, by: User) -> Published:
    """Let nobody see it from this moment on. Raises Refused as `publish` does."""
    policy.check(by, Permission.MANAGE_SUPPORT)
    if notice.taken_down_at is not None:
        return notice
    return change(notice, "support.take_down", by=by, area=None, taken_down_at=timezone.now())


@transaction.atomic
def put_up(*, notice: Published, by: User) -> Published:
    """Let it be seen again on the days it is for. Raises Refused as `publish` does."""
    policy.check(by, Permission.MANAGE_SUPPORT)
    return change(notice, "support.put_up", by=by, area=None, taken_down_at=None)
