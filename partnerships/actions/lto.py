"""Naming the locally trusted organisation (LTO) of an area, and who represents it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from partnerships.actions.organisations import find_or_add
from partnerships.actions.writing import (
    ChangedMeanwhile,
    change,
    check_still_there,
    keep,
    one_change,
    take_back,
)
from partnerships.models import Area, Lto, LtoRole, Naming, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@one_change()
def name(
    *,
    area: Area,
    organisation: str | Naming,
    is_own: bool,
    starts_on: datetime.date,
    by: User | None,
    instead_of: Lto | None = None,
    version: int | None = None,
) -> Lto:
    """Name the area's LTO from a day; the one before it, if any, ends the day before.

    `instead_of` is the LTO that whoever names another was shown, as of `version`. Raises
    ChangedMeanwhile when it is no longer so, and ValidationError when another begins later, or
    began on that very day.
    """
    area.note_register_change()
    if instead_of is not None and version is not None:
        shown = check_still_there(Lto.objects.filter(pk=instead_of.pk).first())
        if shown.version != version:
            raise ChangedMeanwhile(shown)
    before = area.ltos.filter(starts_on__lt=starts_on).exclude(ends_on__lt=starts_on).first()
    if before is not None:
        change(before, "lto.end", by=by, area=area, ends_on=starts_on - ONE_DAY)
    lto = Lto(
        area=area,
        organisation=find_or_add(name=organisation, area=area, by=by),
        is_own=is_own,
        starts_on=starts_on,
    )
    return keep(lto, "lto.name", by=by, area=area)


@one_change()
def correct(
    *,
    lto: Lto,
    organisation: str | Naming,
    by: User | None,
    version: int | None = None,
    **values: Any,
) -> Lto:
    """Put right what was recorded wrongly; the old values stay in the trail.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    values["organisation"] = find_or_add(name=organisation, area=lto.area, by=by)
    return change(lto, "lto.correct", by=by, area=lto.area, version=version, **values)


def never_happened(*, lto: Lto, reason: str, by: User | None, version: int | None = None) -> None:
    """Take back an LTO that was recorded by mistake."""
    take_back(lto, "lto.never_happened", by=by, area=lto.area, reason=reason, version=version)


@one_change()
def represent(
    *,
    area: Area,
    person: Person,
    capacity: str,
    starts_on: datetime.date,
    by: User | None,
    ends_on: datetime.date | None = None,
) -> LtoRole:
    """Begin to represent the LTO on a day. A new person is saved with it.

    Raises ValidationError when they are recorded as doing so on some of those days.
    """
    if person.pk is None:
        keep(person, "people.add", by=by, area=area)
    role = LtoRole(
        area=area, person=person, capacity=capacity, starts_on=starts_on, ends_on=ends_on
    )
    return keep(role, "lto.represent", by=by, area=area, people=[person.pk])


def correct_role(
    *, role: LtoRole, by: User | None, version: int | None = None, **values: Any
) -> LtoRole:
    """Put right how somebody represents the LTO. Raises as `correct` does."""
    return _change_role(role, "lto.correct_role", by=by, version=version, **values)


def end_role(
    *, role: LtoRole, last_day: datetime.date, by: User | None, version: int | None = None
) -> LtoRole:
    """Stop representing the LTO; the last day still counts. Raises as `correct` does."""
    return _change_role(role, "lto.end_role", by=by, version=version, ends_on=last_day)


def role_never_happened(
    *, role: LtoRole, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back what was recorded by mistake about somebody and the LTO."""
    take_back(
        role,
        "lto.role_never_happened",
        by=by,
        area=role.area,
        people=[role.person_id],
        reason=reason,
        version=version,
    )


def _change_role(
    role: LtoRole, verb: str, *, by: User | None, version: int | None, **values: Any
) -> LtoRole:
    return change(
        role, verb, by=by, area=role.area, people=[role.person_id], version=version, **values
    )
