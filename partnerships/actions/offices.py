"""Taking an office, handing it over, and putting right how it was recorded."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from partnerships.actions.members import check_not_before
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Area, Office, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


def take(
    *,
    area: Area,
    person: Person,
    title: str,
    starts_on: datetime.date,
    by: User | None,
    ends_on: datetime.date | None = None,
) -> Office:
    """Take an office from a day; its name is kept in small letters.

    Several people may share one. Raises ValidationError when they hold it already.
    """
    office = Office(
        area=area,
        person=person,
        title=in_small_letters(title),
        starts_on=starts_on,
        ends_on=ends_on,
    )
    return keep(office, "offices.take", by=by, area=area, people=[person.pk])


@one_change()
def hand_over(
    *,
    office: Office,
    last_day: datetime.date,
    by: User | None,
    to: Person | None = None,
    version: int | None = None,
) -> Office:
    """Give an office up; the last day still counts. `to` takes it from the day after.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    if to is not None and to.pk == office.person_id:
        raise ValidationError({"to": f"{to} holds this office now. Choose somebody else."})
    check_not_before(last_day, office.starts_on)
    ended = change(
        office,
        "offices.hand_over",
        by=by,
        area=office.area,
        people=[office.person_id],
        version=version,
        ends_on=last_day,
    )
    if to is not None:
        try:
            take(
                area=office.area, person=to, title=office.title, starts_on=last_day + ONE_DAY, by=by
            )
        except ValidationError as refusal:
            raise ValidationError({"to": refusal.messages}) from refusal
    return ended


def correct(
    *, office: Office, by: User | None, version: int | None = None, **values: Any
) -> Office:
    """Put right what was recorded wrongly; the old values stay in the trail.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    if "title" in values:
        values["title"] = in_small_letters(values["title"])
    return change(
        office,
        "offices.correct",
        by=by,
        area=office.area,
        people=[office.person_id],
        version=version,
        **values,
    )


def never_happened(
    *, office: Office, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back an office that was recorded by mistake."""
    take_back(
        office,
        "offices.never_happened",
        by=by,
        area=office.area,
        people=[office.person_id],
        reason=reason,
        version=version,
    )


def in_small_letters(title: str) -> str:
    """The name of an office as it is kept: one spelling for "Chair", "chair " and "CHAIR"."""
    return " ".join(title.lower().split())
