"""Connections of a partnership: writing one down, changing it, and forgetting it altogether."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from biglocal.audit.models import AuditEvent
from biglocal.audit.redact import redact
from partnerships.actions.writing import change, keep, one_change, take_back
from partnerships.models import Connection
from partnerships.rosters.organisations import known_as

if TYPE_CHECKING:
    from biglocal.accounts.models import User
    from partnerships.models import Area

# What the trail keeps of a connection that is forgotten: nothing that says who it was.
STAYS = {"area_id", "kind"}


def add(*, area: Area, by: User, **values: Any) -> Connection:
    """Write somebody down. Raises ValidationError for what cannot be."""
    connection = Connection(area=area, **_with_organisation(values))
    return keep(connection, "connections.add", by=by, area=area, on_register=False)


def correct(
    *, connection: Connection, by: User, version: int | None = None, **values: Any
) -> Connection:
    """Change what is written of somebody. Raises ValidationError, and ChangedMeanwhile."""
    return change(
        connection,
        "connections.correct",
        by=by,
        area=connection.area,
        version=version,
        on_register=False,
        **_with_organisation(values),
    )


@one_change()
def forget(*, connection: Connection, reason: str, by: User, version: int | None = None) -> None:
    """Delete somebody, and all that the trail kept of who they were: they are on no register.

    Raises ValidationError without a reason, and ChangedMeanwhile.
    """
    pk = connection.pk
    take_back(
        connection,
        "connections.forget",
        by=by,
        area=connection.area,
        reason=reason,
        version=version,
        on_register=False,
    )
    redact(AuditEvent.objects.filter(subject_kind="connection", subject_id=pk), _without_them)


def _without_them(event: AuditEvent, part: str, value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: kept for name, kept in value.items() if name in STAYS}
    return value


def _with_organisation(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the organisation of that name on the programme's list, if it is there."""
    if "organisation_name" not in values:
        return values
    name = values["organisation_name"]
    known = known_as([name]).get(name) if name else None
    return values | {"organisation": None if known and known.is_individual else known}
