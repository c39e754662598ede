"""Tables of PostgreSQL without their indexes for a while: millions of rows go in much quicker."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from django.db import connection, models

# Indexes that keep no row out, and constraints of periods, with how each is made again.
_INDEXES = """
SELECT format('DROP INDEX %%s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
FROM pg_index i
WHERE i.indrelid = ANY(%s::regclass[]) AND NOT i.indisunique
    AND NOT EXISTS (SELECT 1 FROM pg_constraint c WHERE c.conindid = i.indexrelid)
"""
_EXCLUSIONS = """
SELECT
    format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s',
        conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint
WHERE conrelid = ANY(%s::regclass[]) AND contype = 'x'
"""


@contextmanager
def without_indexes(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Within it, the tables have the indexes of their keys alone; afterwards they have all again.

    For use in a transaction: when it fails, nothing was ever different.
    """
    names = [connection.ops.quote_name(model._meta.db_table) for model in tables]
    with connection.cursor() as cursor:
        found: list[tuple[str, str]] = []
        for query in (_INDEXES, _EXCLUSIONS):
            cursor.execute(query, [names])
            found += cursor.fetchall()
        for drop, _ in found:
            cursor.execute(drop)
        yield
        for _, make in found:
            cursor.execute(make)
