"""Confirming that people still live where the register says, many at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

from biglocal import clock
from partnerships.actions.writing import change, one_change
from partnerships.models import Area, InArea, Residence

if TYPE_CHECKING:
    from biglocal.accounts.models import User


@dataclass(frozen=True, slots=True)
class Confirmation:
    """That a home is as it was: how that was found out, and the version that was looked at."""

    residence: Residence
    checked_how: str
    version: int | None = None


@one_change()
def confirm_homes(
    *, area: Area, confirmations: Iterable[Confirmation], by: User | None
) -> list[Residence]:
    """Record that these homes, all of `area`, were found today to be as the register has them.

    All or none: raises ChangedMeanwhile with the first that somebody else saved meanwhile, and
    ValidationError for one that is over, or of which it is not known whether it is in the area.
    """
    today = clock.today()
    confirmed = []
    for one in confirmations:
        home = one.residence
        if home.in_area == InArea.UNKNOWN or not home.is_current_on(today):
            raise ValidationError(
                f"Record first whether {home.person} lives in the area: nothing is there to confirm."
            )
        confirmed.append(
            change(
                home,
                "homes.confirm",
                by=by,
                area=area,
                people=[home.person_id],
                version=one.version,
                checked_how=one.checked_how,
                checked_on=today,
                checked_by=by,
            )
        )
    return confirmed
