"""Putting right who somebody is: the name they use, their e-mail address, their year of birth."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal.audit.record import record
from partnerships.actions.writing import change, check_still_there, one_change
from partnerships.models import Area, Distinct, Person
from partnerships.rosters.namesakes import areas_of

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

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible,
    and for a record that was erased.
    """
    if Person.objects.filter(pk=person.pk, erased_at__isnull=False).exists():
        raise ValidationError("This record was erased. Record a person anew instead.")
    return change(
        person,
        "people.correct",
        by=by,
        area=area,
        people=[person.pk],
        version=version,
        **values,
    )


@one_change()
def tell_apart(*, one: Person, other: Person, by: User | None) -> Distinct:
    """Write down that two who look like one person are two, so that nobody is asked again.

    Raises ValidationError when they are one record, or one of them was put together with another.
    """
    if one.pk == other.pk:
        raise ValidationError("Choose two different people.")
    found = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=(one.pk, other.pk))}
    a, b = (check_still_there(found.get(pk)) for pk in sorted((one.pk, other.pk)))
    if a.merged_into_id or b.merged_into_id:
        raise ValidationError(
            "One of the two was put together with another record meanwhile. Look at the list again."
        )
    told = Distinct.objects.filter(a__in=(a, b), b__in=(a, b)).first()
    if told is None:
        told = Distinct.objects.create(a=a, b=b, by=by)
        _tell("people.tell_apart", told, by)
    return told


@one_change()
def ask_again(*, told: Distinct, by: User | None) -> None:
    """Take back that two people are two: they come up again where people look alike.

    Raises ValidationError when somebody else did so already.
    """
    saved = check_still_there(Distinct.objects.select_for_update().filter(pk=told.pk).first())
    _tell("people.ask_again", saved, by)
    saved.delete()


def _tell(verb: str, told: Distinct, by: User | None) -> None:
    """Write it in the trail, and in the history of each area that knows both of them already."""
    two = [told.a_id, told.b_id]
    where = areas_of(two, Area.objects.order_by("pk"))
    both = [area for area in where[told.a_id] if area in where[told.b_id]]
    for area in [None, *both]:
        record(verb, by=by, subject=told, area=area, people=two)
