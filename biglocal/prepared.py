"""Queries that are put together once: for Django to write one takes longer than to run it.

For what nearly every page asks. Columns must be those of tables, or counts: nothing is converted
but what the database's own cursor converts.
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
        self._statements: dict[str, tuple[str, tuple[Any, ...], type[Any]]] = {}

    def rows(self, places: Mapping[Asked, Asked] | None = None) -> list[Row]:
        """The rows, with what `places` says instead of each `ANY`; one query, and none to make it."""
        for alias, (_, _, model) in self._statements.items():
            if router.db_for_read(model) == alias:
                return self._ask(alias, places or {})
        query = self._make()
        self._statements[query.db] = (*query.query.sql_with_params(), query.model)
        return self._ask(query.db, places or {})

    def _ask(self, alias: str, places: Mapping[Asked, Asked]) -> list[Row]:
        connection = connections[alias]
        as_given = connection.ops.adapt_datefield_value
        given = {
            _adapted(anything, as_given): _adapted(asked, as_given)
            for anything, asked in places.items()
        }
        statement, values, _ = self._statements[alias]
        with connection.cursor() as cursor:
            cursor.execute(statement, [given.get(value, value) for value in values])
            found: list[Row] = cursor.fetchall()
        return found


def _adapted(asked: Asked, as_given: Callable[[datetime.date], Any]) -> Any:
    return as_given(asked) if isinstance(asked, datetime.date) else asked
