"""Storing many standings at once, each new or in the place of the one that was there, and stretches."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import Any

from django.db import connections, models, router

from partnerships.models import Standing, Stretch

Field = models.Field[Any, Any]
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


def add(stretches: Sequence[Stretch]) -> None:
    """Save new stretches; their primary keys are not read back."""
    connection = connections[router.db_for_write(Stretch)]
    if connection.vendor == "postgresql" and len(stretches) >= MANY:
        fields = [field for field in Stretch._meta.concrete_fields if not field.primary_key]
        with connection.cursor() as cursor:
            _fill("partnerships_stretch", fields, stretches, cursor)
        return
    Stretch.objects.bulk_create(stretches, batch_size=500)


def _copy(standings: Sequence[Standing], connection: Any) -> None:
    """Fill a table that nobody else sees, and put all of it in its place in one statement."""
    fields = Standing._meta.concrete_fields
    named = _named(fields)
    changed = ", ".join([f"{field.column} = excluded.{field.column}" for field in FIELDS])
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TEMPORARY TABLE IF NOT EXISTS worked_out "
            "(LIKE partnerships_standing) ON COMMIT DELETE ROWS"
        )
        # Of an earlier batch of this transaction.
        cursor.execute("TRUNCATE worked_out")
        _fill("worked_out", fields, standings, cursor)
        cursor.execute(
            f"INSERT INTO partnerships_standing ({named}) SELECT {named} FROM worked_out "
            f"ON CONFLICT (area_id) DO UPDATE SET {changed}"
        )


def _fill(table: str, fields: Sequence[Field], rows: Sequence[models.Model], cursor: Any) -> None:
    """Put rows into a table by COPY."""
    lines = [
        "\t".join([_cell(field, getattr(row, field.attname)) for field in fields]) + "\n"
        for row in rows
    ]
    cursor.copy_expert(f"COPY {table} ({_named(fields)}) FROM STDIN", io.StringIO("".join(lines)))


def _named(fields: Sequence[Field]) -> str:
    """Columns as a statement names them; "left" among them is a word of SQL."""
    return ", ".join([f'"{field.column}"' for field in fields])


def _cell(field: Field, value: Any) -> str:
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
