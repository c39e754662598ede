"""Paid work for Big Local: starting it, putting it right, ending it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from partnerships.actions.organisations import find_or_add
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Area, Naming, PaidWork, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@one_change()
def start(
    *,
    area: Area,
    person: Person,
    terms: str,
    starts_on: datetime.date,
    by: User | None,
    employer: str | Naming = "",
    job_title: str = "",
    ends_on: datetime.date | None = None,
) -> PaidWork:
    """Begin paid work on a day. A new person, and an employer not heard of yet, are saved with it.

    Raises ValidationError when paid work of theirs is recorded on some of those days.
    """
    if person.pk is None:
        keep(person, "people.add", by=by, area=area)
    return keep(
        PaidWork(
            area=area,
            person=person,
            employer=find_or_add(name=employer, area=area, by=by),
            terms=terms,
            job_title=job_title,
            starts_on=starts_on,
            ends_on=ends_on,
        ),
        "work.start",
        by=by,
        area=area,
        people=[person.pk],
    )


@one_change()
def correct(
    *,
    work: PaidWork,
    by: User | None,
    employer: str | Naming | None = None,
    version: int | None = None,
    **values: Any,
) -> PaidWork:
    """Put right what was recorded wrongly; an `employer` of "" is none, None leaves it as it is.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    if employer is not None:
        values["employer"] = find_or_add(name=employer, area=work.area, by=by)
    return _change(work, "work.correct", by=by, version=version, **values)


def end(
    *, work: PaidWork, last_day: datetime.date, by: User | None, version: int | None = None
) -> PaidWork:
    """End paid work; the last day still counts. Raises as `correct` does."""
    return _change(work, "work.end", by=by, version=version, ends_on=last_day)


def never_happened(
    *, work: PaidWork, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back paid work that was recorded by mistake."""
    take_back(
        work,
        "work.never_happened",
        by=by,
        area=work.area,
        people=[work.person_id],
        reason=reason,
        version=version,
    )


def _change(
    work: PaidWork, verb: str, *, by: User | None, version: int | None, **values: Any
) -> PaidWork:
    return change(
        work, verb, by=by, area=work.area, people=[work.person_id], version=version, **values
    )
