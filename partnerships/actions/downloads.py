"""Taking a register out of the service: noted, since from then on nobody can say who reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from biglocal.audit.record import record
from partnerships.models import Area

if TYPE_CHECKING:
    from biglocal.accounts.models import User


def take_out(*, area: Area, document: str, by: User) -> None:
    """Note that somebody downloaded homes and families of an area; no fact of the register changes.

    `document` says what it was within a sentence: "the register as a CSV file".
    """
    record("registers.download", by=by, subject=area, area=area, after={"document": document})
