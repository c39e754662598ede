"""The address book of a partnership, as it is looked through."""

from __future__ import annotations

from collections.abc import Iterable

from partnerships.models import Area, Connection
from partnerships.models.names import folded


def connections_of(area: Area, looked_for: str = "", kind: str = "") -> list[Connection]:
    """Those of an area that have every word looked for, by name; whom it is no longer in touch with last.

    Accents and capitals make no difference.
    """
    found = area.connections.select_related("organisation__merged_into")
    if kind:
        found = found.filter(kind=kind)
    words = folded(looked_for).split()
    fitting = [one for one in found if all(word in _text_of(one) for word in words)]
    return sorted(fitting, key=lambda one: (one.until is not None, folded(str(one)), one.pk))


def _text_of(connection: Connection) -> str:
    return folded(" ".join(_words_of(connection)))


def _words_of(connection: Connection) -> Iterable[str]:
    return (connection.name, connection.organisation_name, connection.role, connection.note)
