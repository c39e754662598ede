"""Reads the facts of many areas, kind by kind, by statements that are put together only once.

People and organisations have no names here, which would be read of hundreds of thousands of rows.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connections, router
from django.db.models import F, Lookup, Q, QuerySet, Value

from partnerships import models
from partnerships.rosters.database import DATED_FACTS, DECISION, DECISIONS_COUNT_FOR, Row

NO_NAME = Value("")


class Reading:
    """Reads all facts of some areas, or those that hold on a day or later.

    To put a statement together takes longer than to read what it finds of one area, and every action
    on a register asks for all of them.
    """

    def __init__(self, areas: Sequence[int], since: datetime.date | None) -> None:
        self._alias = router.db_for_write(models.Interest)
        is_postgresql = connections[self._alias].vendor == "postgresql"
        self._places: dict[str, Any] = {
            _AREAS: list(areas) if is_postgresql else json.dumps([*areas])
        }
        if since is not None:
            self._places |= {str(_SINCE): since, str(_COUNTED): since - DECISIONS_COUNT_FOR}
        self._is_all = since is None

    def rows(self, kind: str) -> list[Row]:
        """The rows of one kind; the first column is the area."""
        statement, places = _statement(self._alias, kind, self._is_all)
        with connections[self._alias].cursor() as cursor:
            cursor.execute(statement, [self._places.get(str(place), place) for place in places])
            rows: list[Row] = cursor.fetchall()
        return rows


# What stands in a statement for what is asked each time: a list of areas, and two days.
_AREAS, _SINCE, _COUNTED = "\0areas", datetime.date.min, datetime.date.max


class _OneOf(Lookup):
    """Whether a number is one of a list that is given as one parameter, however long it is.

    PostgreSQL looks each up in an index, which it does not for a list that it must first unnest.
    """

    lookup_name = "one_of"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        number, places = self.process_lhs(compiler, connection)
        return f"{number} = ANY(%s::bigint[])", [*places, self.rhs]

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        number, places = self.process_lhs(compiler, connection)
        return f"{number} IN (SELECT value FROM json_each(%s))", [*places, self.rhs]


_PART = ("decision__area_id", "decision_id", "person_id", "person__name", "part")
_INTEREST = (
    *("area_id", "person_id", "organisation_id", "organisation__name", "nature"),
    *("starts_on", "ends_on"),
)


@cache
def _statement(alias: str, kind: str, is_all: bool) -> tuple[str, tuple[Any, ...]]:
    """The SQL that reads a kind of fact, and what stands at its places."""
    areas = Q(_OneOf(F("area_id"), _AREAS))
    counted = areas if is_all else areas & Q(decided_on__gt=_COUNTED)
    found: QuerySet[Any]
    columns: tuple[str, ...]
    if kind == "decisions":
        found, columns = models.Decision.objects.filter(counted), DECISION
    elif kind == "parts":
        decided = Q(_OneOf(F("decision__area_id"), _AREAS))
        if not is_all:
            decided &= Q(decision__decided_on__gt=_COUNTED)
        found, columns = models.Participation.objects.filter(decided), _PART
    elif kind == "interests":
        lasting = Q() if is_all else Q(ends_on__isnull=True) | Q(ends_on__gt=_COUNTED)
        found, columns = models.Interest.objects.filter(areas & lasting), _INTEREST
    else:
        model, facts = DATED_FACTS[kind]
        lasting = Q() if is_all else Q(ends_on__isnull=True) | Q(ends_on__gte=_SINCE)
        columns = ("area_id", *facts, "starts_on", "ends_on")
        found = model.objects.filter(areas & lasting)
    # Of several LTOs of a day the first counts; the order of everything else says nothing.
    query = found.order_by(*(["pk"] if kind == "ltos" else [])).values_list(
        *(NO_NAME if column.endswith("__name") else column for column in columns)
    )
    statement, places = query.query.get_compiler(using=alias).as_sql()
    return statement, tuple(places)
