"""Storing many standings at once: each new, or in the place of the one that was there."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router

from partnerships.models import Standing

FIELDS = [field for field in Standing._meta.concrete_fields if not field.primary_key]
# From so many on, PostgreSQL's COPY is quicker than an INSERT that names every value.
MANY = 50
NULL = r"\N"


def store(standings: Sequence[Standing]) -> None:
    """Save standings, whether their areas had any before or not; one query, or four with COPY."""
    connection = connections[router.db_for_write(Standing)]
    if connection.vendor == "postgresql" and len(standings) >= MANY:
        _copy(standings, connection)
        return
    Standing.objects.bulk_create(
        standings,
        update_conflicts=True,
        unique_fields=["area"],
        update_fields=[field.name for field in FIELDS],
    )


def _copy(standings: Sequence[Standing], connection: Any) -> None:
    """Fill a table that nobody else sees, and put all of it in its place in one statement."""
    columns = [str(field.column) for field in Standing._meta.concrete_fields]
    named = ", ".join([connection.ops.quote_name(column) for column in columns])
    changed = ", ".join([f"{field.column} = excluded.{field.column}" for field in FIELDS])
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS worked_out "
            "(LIKE partnerships_standing) ON COMMIT DELETE ROWS"
        )
        # Of an earlier batch of this transaction.
        cursor.execute("TRUNCATE worked_out")
        cursor.copy_expert(
            f"COPY worked_out ({named}) FROM STDIN",
            io.StringIO("".join([_line(standing) for standing in standings])),
        )
        cursor.execute(
            f"INSERT INTO partnerships_standing ({named}) SELECT {named} FROM worked_out "
            f"ON CONFLICT (area_id) DO UPDATE SET {changed}"
        )


def _line(standing: Standing) -> str:
    """A row as COPY takes it."""
    values = [
        _cell(field, getattr(standing, field.attname)) for field in Standing._meta.concrete_fields
    ]
    return "\t".join(values) + "\n"


def _cell(field: models.Field[Any, Any], value: Any) -> str:
    if value is None:
        return NULL
    if isinstance(field, models.JSONField):
        value = json.dumps(value)
    if isinstance(value, str):
        return (
            value.replace("\\", r"\\")
            .replace("\t", r"\t")
            .replace("\n", r"\n")
            .replace("\r", r"\r")
        )
    return str(value)
