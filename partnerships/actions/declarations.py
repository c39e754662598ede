"""Writing down that somebody declared their interests, or that there are none, and taking it back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from biglocal import clock
from partnerships.actions.writing import keep, one_change, take_back
from partnerships.models import Area, Declaration, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@one_change()
def declare(
    *,
    area: Area,
    person: Person,
    made_on: datetime.date,
    nothing_to_declare: bool,
    by: User | None,
) -> Declaration:
    """Write down what somebody declared on a day: nothing, or their interests as the register has them.

    Raises ValidationError when the day is still to come or has a declaration of theirs already, and
    when what they declare is not what the register says of that day.
    """
    area.note_register_change()
    if made_on > clock.today():
        raise ValidationError({"made_on": "The day cannot be after today."})
    _check_agrees(area, person, made_on, nothing_to_declare)
    declaration = Declaration(
        area=area, person=person, made_on=made_on, nothing_to_declare=nothing_to_declare
    )
    if area.declarations.filter(person=person, made_on=made_on).exists():
        raise ValidationError(
            {"made_on": f"A declaration of {person} is already recorded for that day."}
        )
    return keep(declaration, "declarations.declare", by=by, area=area, people=[person.pk])


def never_happened(
    *, declaration: Declaration, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back a declaration that was recorded by mistake."""
    take_back(
        declaration,
        "declarations.never_happened",
        by=by,
        area=declaration.area,
        people=[declaration.person_id],
        reason=reason,
        version=version,
    )


def _check_agrees(area: Area, person: Person, day: datetime.date, nothing_to_declare: bool) -> None:
    """A declaration that the register contradicts would leave nobody sure which of them is right."""
    held = area.interests.filter(person=person).current_on(day).select_related("organisation")
    organisations = list(dict.fromkeys(str(interest.organisation) for interest in held))
    if nothing_to_declare and organisations:
        raise ValidationError(
            {
                "nothing_to_declare": (
                    f"The register has an interest of {person} on that day: "
                    f"{'; '.join(organisations)}. Give it a last day first if it has ended, "
                    "or take it back if it was never so."
                )
            }
        )
    if not nothing_to_declare and not organisations:
        raise ValidationError(
            {
                "nothing_to_declare": (
                    f"The register has no interest of {person} on that day. Record it first, "
                    "or select that there is nothing to declare."
                )
            }
        )
