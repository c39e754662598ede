"""The address book of a partnership as CSV; no cell is a formula, whatever somebody typed."""

from __future__ import annotations

import csv
import io

from partnerships.imports.writing import guarded
from partnerships.models import Area, Connection
from partnerships.presenters.connections import connections_of

COLUMNS = (
    *("Name", "Kind", "Organisation", "Organisation number", "What they do there", "E-mail"),
    *("Telephone", "Website", "Note", "In touch since", "Last spoken to", "In touch until"),
)


def connections_csv(area: Area) -> bytes:
    """All of them, marked as UTF-8 so that Excel shows accents as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    for connection in connections_of(area):
        writer.writerow([guarded(cell) for cell in _cells(connection)])
    return text.getvalue().encode("utf-8-sig")


def _cells(connection: Connection) -> list[str]:
    days = (connection.since, connection.last_spoken_on, connection.until)
    return [
        connection.name,
        connection.get_kind_display(),
        connection.organisation_name,
        connection.organisation.that_stays.org_id if connection.organisation else "",
        connection.role,
        connection.email,
        connection.telephone,
        connection.website,
        connection.note,
        *(day.isoformat() if day else "" for day in days),
    ]
