"""Putting right who somebody is: the name they use and their e-mail address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnerships.actions.writing import change
from partnerships.models import Area, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User


def correct(
    *,
    person: Person,
    area: Area,
    name: str,
    email: str,
    by: User | None,
    version: int | None = None,
) -> Person:
    """Put right a name or an e-mail address, as one area asks; it is right everywhere at once.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    return change(
        person,
        "people.correct",
        by=by,
        area=area,
        people=[person.pk],
        version=version,
        name=name,
        email=email,
    )
