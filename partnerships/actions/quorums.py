"""Recording how many members must be there to decide, as the terms of reference have it.

No rule asks for a quorum, so none of this is a fact of the register.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Area, Quorum, QuorumOf, ResidentShare

if TYPE_CHECKING:
    from biglocal.accounts.models import User

ONE_DAY = datetime.timedelta(days=1)


@one_change()
def agree(
    *,
    area: Area,
    members: int,
    starts_on: datetime.date,
    by: User | None,
    counts: str = QuorumOf.MEMBERS,
    share: str = ResidentShare.NONE,
    residents: int | None = None,
) -> Quorum:
    """Record the quorum that holds from a day; the one before it, if any, ends the day before.

    Raises ValidationError when another begins on that day or later.
    """
    before = area.quorums.filter(starts_on__lt=starts_on).exclude(ends_on__lt=starts_on).first()
    if before is not None:
        change(
            before,
            "quorums.end",
            by=by,
            area=area,
            on_register=False,
            ends_on=starts_on - ONE_DAY,
        )
    quorum = Quorum(
        area=area,
        members=members,
        counts=counts,
        share=share,
        residents=residents,
        starts_on=starts_on,
    )
    return keep(quorum, "quorums.agree", by=by, area=area, on_register=False)


def correct(
    *, quorum: Quorum, by: User | None, version: int | None = None, **values: Any
) -> Quorum:
    """Put right what was recorded, or give it a last day. What was decided under it keeps the quorum
    that was counted then. Raises ChangedMeanwhile and ValidationError as `change` does."""
    return change(
        quorum,
        "quorums.correct",
        by=by,
        area=quorum.area,
        version=version,
        on_register=False,
        **values,
    )


def never_happened(
    *, quorum: Quorum, reason: str, by: User | None, version: int | None = None
) -> None:
    """Take back a quorum that was recorded by mistake."""
    take_back(
        quorum,
        "quorums.never_happened",
        by=by,
        area=quorum.area,
        reason=reason,
        version=version,
        on_register=False,
    )
