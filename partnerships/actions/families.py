"""Recording how two people are related, and putting it right."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db.models import Q

from biglocal import clock
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Area, Person, Relationship
from partnerships.rosters.families import PARTNERS, sides, told_on

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@one_change()
def relate(
    *,
    area: Area,
    person: Person,
    kind: str,
    other: Person,
    by: User | None,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Relationship:
    """Write down that `person` is the `kind` of `other`; a new person is saved with it.

    `kind` may be a child or grandchild, kept as the parent or grandparent the other way round.
    Raises ValidationError when it is recorded already how the two are related, or when somebody
    would descend from themselves.
    """
    area.note_register_change()
    _check_not_related(area, person, other)
    if other.pk is None:
        keep(other, "people.add", by=by, area=area)
    a, b, kept_kind = sides(person, kind, other)
    return keep(
        Relationship(area=area, a=a, b=b, kind=kept_kind, starts_on=starts_on, ends_on=ends_on),
        "families.relate",
        by=by,
        area=area,
        people=[person.pk, other.pk],
    )


def correct(
    *,
    relationship: Relationship,
    person: Person,
    kind: str,
    by: User | None,
    version: int | None = None,
    **days: Any,
) -> Relationship:
    """Put right how `person`, one of the two, is related to the other, or since and until when.

    Raises ChangedMeanwhile when somebody else saved it meanwhile, ValidationError when impossible.
    """
    a, b, kept_kind = sides(person, kind, relationship.other_than(person))
    if kept_kind not in PARTNERS:
        # Nobody stops being somebody's child.
        days = {"starts_on": None, "ends_on": None}
    return change(
        relationship,
        "families.correct",
        by=by,
        area=relationship.area,
        people=[a.pk, b.pk],
        version=version,
        a=a,
        b=b,
        kind=kept_kind,
        **days,
    )


def never_happened(
    *, relationship: Relationship, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back that two people are related, which was recorded by mistake."""
    take_back(
        relationship,
        "families.never_happened",
        by=by,
        area=relationship.area,
        people=[relationship.a_id, relationship.b_id],
        reason=reason,
        version=version,
    )


def _check_not_related(area: Area, person: Person, other: Person) -> None:
    if other.pk is None:
        return
    known = area.relationships.filter(Q(a=person, b=other) | Q(a=other, b=person)).first()
    if known is None:
        return
    today = clock.today()
    if known.ends_on is not None and known.ends_on < today:
        advice = (
            "There is one record for two people. "
            f"If they are together again, take away its last day on the page of {person}."
        )
    else:
        advice = f"Change that on the page of {person} if it is wrong."
    raise ValidationError(
        {"other": f"It is already recorded that {told_on(known, known.a, today)}. {advice}"}
    )
