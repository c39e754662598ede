"""Bringing in the directory of postcodes: millions of rows, all of them or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from typing import TYPE_CHECKING

from django.db import connection, transaction

from biglocal.audit.record import record
from partnerships.imports.cells import clean
from partnerships.models import Postcode
from partnerships.places.directory import Entry

if TYPE_CHECKING:
    from biglocal.accounts.models import User

BATCH = 5_000

# A postcode that is as it was is not written again.
_PUT = """
ON CONFLICT (code) DO UPDATE
SET longitude = excluded.longitude, latitude = excluded.latitude, ended_on = excluded.ended_on
WHERE partnerships_postcode.longitude <> excluded.longitude
   OR partnerships_postcode.latitude <> excluded.latitude
   OR COALESCE(partnerships_postcode.ended_on, '1000-01-01')
      <> COALESCE(excluded.ended_on, '1000-01-01')
"""
_INSERT = "INSERT INTO partnerships_postcode (code, longitude, latitude, ended_on) "


@dataclass(frozen=True, slots=True)
class Loaded:
    """How many postcodes were added, changed, and are there now."""

    added: int
    changed: int
    total: int


@transaction.atomic
def load(*, entries: Iterable[Entry], filename: str, by: User | None) -> Loaded:
    """Add every postcode of `entries`, and bring those that are here already up to date.

    Those that `entries` leaves out stay: the directory keeps postcodes that were given up, so one
    that is missing is missing from a part of it. The last of two rows of one postcode counts.
    Whatever `entries` raises on its way undoes all of it. Memory does not grow with their number.
    """
    before = Postcode.objects.count()
    written = _copied(entries) if connection.vendor == "postgresql" else _in_batches(entries)
    total = Postcode.objects.count()
    loaded = Loaded(added=total - before, changed=written - (total - before), total=total)
    subject = Postcode()
    subject.pk = None
    record(
        "postcodes.load",
        by=by,
        subject=subject,
        after={"file": clean(filename)[:200], "added": loaded.added, "changed": loaded.changed},
    )
    return loaded


def _in_batches(entries: Iterable[Entry]) -> int:
    """Write so many rows at a time; how many were added or changed."""
    rows = ((one.code, one.longitude, one.latitude, one.ended_on) for one in entries)
    written = 0
    with connection.cursor() as cursor:
        while batch := list(islice(rows, BATCH)):
            cursor.executemany(f"{_INSERT} VALUES (%s, %s, %s, %s) {_PUT}", batch)
            written += max(cursor.rowcount, 0)
    return written


def _copied(entries: Iterable[Entry]) -> int:
    """Send all rows into a table of this session by COPY, then put them in at one stroke."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE incoming_postcode (line bigint, code text, "
            "longitude double precision, latitude double precision, ended_on date)"
        )
        lines = _as_copied(entries)
        while batch := "".join(islice(lines, BATCH)):
            cursor.copy_expert("COPY incoming_postcode FROM STDIN", StringIO(batch))
        cursor.execute(
            f"{_INSERT} SELECT DISTINCT ON (code) code, longitude, latitude, ended_on "
            f"FROM incoming_postcode ORDER BY code, line DESC {_PUT}"
        )
        written: int = cursor.rowcount
        cursor.execute("DROP TABLE incoming_postcode")
        cursor.execute("ANALYZE partnerships_postcode")
    return written


def _as_copied(entries: Iterable[Entry]) -> Iterator[str]:
    """Each entry as a line of COPY's text format, in which \\N is nothing."""
    for line, one in enumerate(entries):
        ended_on = one.ended_on or "\\N"
        yield f"{line}\t{one.code}\t{one.longitude!r}\t{one.latitude!r}\t{ended_on}\n"
