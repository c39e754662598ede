"""Putting right who somebody is: the name they use, their e-mail address, their year of birth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from partnerships.actions.writing import change
from partnerships.models import Area, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User


def correct(
    *,
    person: Person,
    area: Area,
    by: User | None,
    version: int | None = None,
    **values: Any,
) -> Person:
    """Put right `name`, `email` or `birth_year`, as one area asks; it is right everywhere at once.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    return change(
        person,
        "people.correct",
        by=by,
        area=area,
        people=[person.pk],
        version=version,
        **values,
    )
