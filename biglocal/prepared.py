"""Queries that are put together once: for Django to write one takes longer than to run it.

For what nearly every page asks. Rows are as the query itself gives them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connections, router
from django.db.models import QuerySet

Row = tuple[Any, ...]
Asked = int | str | datetime.date

# What stands at a place of a statement until it is asked: nothing that any database has.
ANY_NUMBER = -1111
ANY_TEXT = "any text"
ANY_DAY = datetime.date(1111, 11, 11)


class Prepared:
    """A query by `values_list` that `make` makes for the first who asks, and nobody after them.

    Where something else is asked each time, `make` puts `ANY_NUMBER`, `ANY_TEXT` or `ANY_DAY`, or a
    day reckoned from that one.
    """

    def __init__(self, make: Callable[[], QuerySet[Any, Any]]) -> None:
        self._make = make
        # By database, since each has a language of its own.
        self._statements: dict[str, _Statement] = {}

    def rows(self, places: Mapping[Asked, Asked] | None = None) -> list[Row]:
        """The rows, with what `places` says instead of each `ANY`; one query, and none to make it."""
        for alias, statement in self._statements.items():
            if router.db_for_read(statement.model) == alias:
                return self._ask(alias, places or {})
        query = self._make()
        self._statements[query.db] = _Statement(query)
        return self._ask(query.db, places or {})

    def _ask(self, alias: str, places: Mapping[Asked, Asked]) -> list[Row]:
        connection = connections[alias]
        as_given = connection.ops.adapt_datefield_value
        given = {
            _adapted(anything, as_given): _adapted(asked, as_given)
            for anything, asked in places.items()
        }
        statement = self._statements[alias]
        with connection.cursor() as cursor:
            cursor.execute(statement.sql, [given.get(value, value) for value in statement.values])
            found: list[Row] = cursor.fetchall()
        return statement.converted(found, connection)


class _Statement:
    """What a query says to one database, and what makes values of what that gives back."""

    def __init__(self, query: QuerySet[Any, Any]) -> None:
        self.model = query.model
        compiler = query.query.get_compiler(using=query.db)
        self.sql, self.values = compiler.as_sql()
        columns = [column for column, _, _ in compiler.select[: compiler.col_count]]
        self._converters = compiler.get_converters(columns)

    def converted(self, rows: list[Row], connection: Any) -> list[Row]:
        if not self._converters:
            return rows
        return [self._one(list(row), connection) for row in rows]

    def _one(self, row: list[Any], connection: Any) -> Row:
        for place, (converters, column) in self._converters.items():
            for convert in converters:
                row[place] = convert(row[place], column, connection)
        return tuple(row)


def _adapted(asked: Asked, as_given: Callable[[datetime.date], Any]) -> Any:
    return as_given(asked) if isinstance(asked, datetime.date) else asked
