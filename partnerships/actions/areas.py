"""Areas of the programme: adding one, what is known of it, closing it and opening it again."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.text import slugify

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.accounts.models import User
from biglocal.design.words import day_in_words
from biglocal.post import queue
from biglocal.post.links import absolute
from partnerships.actions.looking_after import END
from partnerships.actions.writing import change, keep, take_back
from partnerships.models import Area, Assignment

# What stands where the name of an area does in the addresses of pages about none.
TAKEN_SLUGS = {"add"}
LONGEST_SLUG = 100
# What an area may spend, unless it is said otherwise.
USUAL_AWARD = Decimal(1_000_000)


@transaction.atomic
def add(
    *,
    name: str,
    region: str,
    by: User,
    local_authority: str = "",
    reference: str = "",
    award: Decimal | None = None,
    opened_on: datetime.date | None = None,
) -> Area:
    """Add an area to the programme, with an empty register. It never loses its address.

    Raises Refused for anybody but an administrator, and ValidationError for a name or a reference
    that another area has.
    """
    policy.check(by, Permission.MANAGE_AREAS)
    area = Area(
        name=name.strip(),
        slug=slug_for(name),
        region=region,
        local_authority=local_authority.strip(),
        reference=reference.strip() or None,
        award=USUAL_AWARD if award is None else award,
        opened_on=opened_on,
    )
    return keep(area, "areas.add", by=by, area=area, on_register=False)


@transaction.atomic
def correct(
    *,
    area: Area,
    name: str,
    region: str,
    by: User,
    local_authority: str = "",
    reference: str = "",
    award: Decimal | None = None,
    opened_on: datetime.date | None = None,
    version: int | None = None,
) -> Area:
    """Change what is known of an area; its address and its register stay as they are.

    Raises as `add` does, and ChangedMeanwhile.
    """
    policy.check(by, Permission.MANAGE_AREAS, area)
    return change(
        area,
        "areas.correct",
        by=by,
        area=area,
        version=version,
        on_register=False,
        name=name.strip(),
        region=region,
        local_authority=local_authority.strip(),
        reference=reference.strip() or None,
        award=USUAL_AWARD if award is None else award,
        opened_on=opened_on,
    )


@transaction.atomic
def close(
    *,
    area: Area,
    last_day: datetime.date,
    reason: str,
    ends_assignments: bool,
    by: User,
    version: int | None = None,
) -> Area:
    """Give an area its last day, gone by or to come. Nothing of its register or reviews is touched.

    With `ends_assignments` whoever looks after it does so until that day, or until today where that
    has passed, and what was to begin later is taken back; without, they stay and can still read it
    all and hand in its review. They are told by e-mail. Raises Refused for anybody but an
    administrator, ValidationError without a reason or for a day before the area's first, and
    ChangedMeanwhile.
    """
    policy.check(by, Permission.MANAGE_AREAS, area)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the area closes"})
    # Whoever hands the area over at this moment waits, or is waited for.
    held = Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if held.opened_on is not None and last_day < held.opened_on:
        raise ValidationError(
            {"last_day": f"It is open from {day_in_words(held.opened_on)}. Choose a later day"}
        )
    closed = change(
        area,
        "areas.close",
        by=by,
        area=area,
        version=version,
        reason=reason.strip(),
        on_register=False,
        closed_on=last_day,
    )
    until = max(last_day, clock.today())
    concerned = list(
        closed.assignments.exclude(ends_on__lt=clock.today()).select_related("user", "area")
    )
    if ends_assignments:
        for one in concerned:
            _end(one, until, closed, by)
    for user in {one.user for one in concerned if one.user.is_active}:
        _tell(user, closed, until if ends_assignments else None)
    return closed


@transaction.atomic
def reopen(*, area: Area, reason: str, by: User, version: int | None = None) -> Area:
    """Take an area's last day away, so that it is open again or never closes.

    Assignments that ended with it stay ended. Raises Refused for anybody but an administrator,
    ValidationError without a reason or for an area without a last day, and ChangedMeanwhile.
    """
    policy.check(by, Permission.MANAGE_AREAS, area)
    if not reason.strip():
        raise ValidationError({"reason": "Say why the area is open again"})
    if area.closed_on is None:
        raise ValidationError("The area has no last day.")
    return change(
        area,
        "areas.reopen",
        by=by,
        area=area,
        version=version,
        reason=reason.strip(),
        on_register=False,
        closed_on=None,
    )


def slug_for(name: str) -> str:
    """What stands for a new area in addresses: its name in plain letters, a number where taken."""
    plain = slugify(name)[:LONGEST_SLUG].strip("-") or "area"
    known = set(Area.objects.filter(slug__startswith=plain).values_list("slug", flat=True))
    taken = known | TAKEN_SLUGS
    number, slug = 1, plain
    while slug in taken:
        number += 1
        slug = f"{plain}-{number}"
    return slug


def _end(one: Assignment, until: datetime.date, area: Area, by: User) -> None:
    """End an assignment with its area, or take it back where it would not have begun."""
    values: dict[str, Any] = {"by": by, "area": area}
    if one.starts_on > until:
        take_back(one, "assignments.take_back", reason="The area closes before.", **values)
    elif one.ends_on is None or one.ends_on > until:
        change(one, END[one.role], on_register=False, ends_on=until, **values)


def _tell(user: User, area: Area, until: datetime.date | None) -> None:
    """Write to somebody who looks after an area that closes; `until` is their last day, None when
    they stay."""
    queue.put(
        event=f"area-closed:{area.pk}.{area.version}:{until}:user-{user.pk}",
        kind="area-closed",
        to=queue.Address(user.name, user.email),
        context={
            "area": area.name,
            "last_day": area.closed_on,
            "until": until,
            "is_past": area.has_closed_by(clock.today()),
            "href": absolute(reverse("area-detail", args=[area.slug])),
        },
    )
