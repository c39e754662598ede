"""What comes to light about a decision after it was taken: noted beside the record, and settled.

Nothing of the decision itself changes, and no rule looks at it: where the register can hold the tie,
it is recorded there, with its days.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.actions.organisations import find_or_add
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Decision, LaterConflict, Naming, Person

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@one_change()
def came_to_light(
    *,
    decision: Decision,
    found_on: datetime.date,
    what: str,
    by: User | None,
    person: Person | None = None,
    organisation: str | Naming = "",
    done: str = "",
    settled_on: datetime.date | None = None,
    settled_reason: str = "",
) -> LaterConflict:
    """Note a conflict that came to light, settled already or not.

    Raises ValidationError for a day before the decision or to come, and when it is settled without a
    reason or before it came to light.
    """
    conflict = LaterConflict(
        decision=decision,
        found_on=found_on,
        person=person,
        organisation=find_or_add(name=organisation, area=decision.area, by=by),
        what=what,
        done=done,
        settled_on=settled_on,
        settled_reason=settled_reason,
    )
    _check_days(conflict)
    return keep(
        conflict,
        "later.came_to_light",
        by=by,
        area=decision.area,
        people=_people(conflict),
        on_register=False,
    )


@one_change()
def correct(
    *,
    conflict: LaterConflict,
    by: User | None,
    organisation: str | Naming = "",
    version: int | None = None,
    **values: Any,
) -> LaterConflict:
    """Put right what was noted, or say how it was settled. Raises as `came_to_light` and `change`."""
    area = conflict.decision.area
    values["organisation"] = find_or_add(name=organisation, area=area, by=by)
    settles = conflict.is_open and values.get("settled_on") is not None
    changed = change(
        conflict,
        "later.settle" if settles else "later.correct",
        by=by,
        area=area,
        people=_people(conflict),
        version=version,
        on_register=False,
        **values,
    )
    _check_days(changed)
    return changed


def never_happened(
    *, conflict: LaterConflict, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back what was noted by mistake."""
    take_back(
        conflict,
        "later.never_happened",
        by=by,
        area=conflict.decision.area,
        people=_people(conflict),
        reason=reason,
        version=version,
        on_register=False,
    )


def _people(conflict: LaterConflict) -> list[int]:
    return [conflict.person_id] if conflict.person_id else []


def _check_days(conflict: LaterConflict) -> None:
    decided_on = conflict.decision.decided_on
    if conflict.found_on < decided_on:
        raise ValidationError(
            {
                "found_on": (
                    f"The decision was taken on {day_in_words(decided_on)}. Enter that day or a "
                    "later one."
                )
            }
        )
    for name in ("found_on", "settled_on"):
        day = getattr(conflict, name)
        if day is not None and day > clock.today():
            raise ValidationError({name: "Enter today or an earlier day."})
