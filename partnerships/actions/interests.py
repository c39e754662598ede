"""Declaring what somebody has to do with an organisation, putting it right, ending and taking it back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from partnerships.actions.organisations import find_or_add
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Area, Interest, Naming, Organisation, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@one_change()
def declare(
    *,
    area: Area,
    person: Person,
    organisation: str | Naming,
    whose: str,
    nature: str,
    by: User | None,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
    may_be_published: bool = False,
) -> Interest:
    """Write down an interest; an organisation that nobody has named yet is added to the list.

    Raises ValidationError when it is recorded already for some of those days, or impossible.
    """
    area.note_register_change()
    interest = Interest(
        area=area,
        person=person,
        organisation=_named(organisation, area, by),
        whose=whose,
        nature=nature,
        starts_on=starts_on,
        ends_on=ends_on,
        may_be_published=may_be_published,
    )
    _check_not_declared(interest)
    return keep(interest, "interests.declare", by=by, area=area, people=[person.pk])


@one_change()
def correct(
    *,
    interest: Interest,
    organisation: str | Naming,
    by: User | None,
    version: int | None = None,
    **values: Any,
) -> Interest:
    """Put right what was recorded of an interest, or give it a last day.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError as `declare`.
    """
    interest.area.note_register_change()
    changed = change(
        interest,
        "interests.correct",
        by=by,
        area=interest.area,
        people=[interest.person_id],
        version=version,
        organisation=_named(organisation, interest.area, by),
        **values,
    )
    _check_not_declared(changed)
    return changed


def never_happened(
    *, interest: Interest, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back an interest that was recorded by mistake."""
    take_back(
        interest,
        "interests.never_happened",
        by=by,
        area=interest.area,
        people=[interest.person_id],
        reason=reason,
        version=version,
    )


def _named(name: str | Naming, area: Area, by: User | None) -> Organisation:
    organisation = find_or_add(name=name, area=area, by=by)
    if organisation is None:
        raise ValidationError({"organisation": "Enter the name of the organisation"})
    return organisation


def _check_not_declared(interest: Interest) -> None:
    """The same interest twice on one day would be read as two."""
    same = interest.area.interests.filter(
        person=interest.person,
        organisation=interest.organisation,
        whose=interest.whose,
        nature=interest.nature,
    ).exclude(pk=interest.pk)
    first, last = interest.starts_on or datetime.date.min, interest.ends_on or datetime.date.max
    for other in same:
        if (other.starts_on or datetime.date.min) <= last and first <= (
            other.ends_on or datetime.date.max
        ):
            raise ValidationError(
                {
                    "organisation": (
                        f"This interest of {interest.person} in {interest.organisation} "
                        "is already recorded."
                    )
                }
            )
