"""Pages of rows by a cursor: the last row that was read, so that changes in between do no harm.

An area that is added comes at the end, one that goes is missed, and none is given twice or passed
over, since the order is that of primary keys, which never change.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Schema

from partnerships.models import Area
from reviews.figures import Asked, Row, Table

LIMIT = 100
MOST = 500
# Behind the name of every rule: all of the area has been given.
END = "~"


class Paged(Schema):
    """Where a page begins, and how long it may be."""

    cursor: str = Field(
        "",
        pattern=r"^([0-9]{1,18}(\.[a-z~-]{0,60})?)?$",
        description="Where to go on. The address in “next” has it.",
    )
    limit: int = Field(LIMIT, ge=1, le=MOST, description="How many rows a page has at most.")


def page_of(
    request: HttpRequest, table: Table, areas: QuerySet[Area], asked: Asked, paged: Paged
) -> dict[str, Any]:
    """The rows after the cursor, and the address of the next page, if there is one.

    `areas` are all that the question is about. One query beside those of the table.
    """
    after = _read(paged.cursor)
    # Of the area that a page ended in, some rows may be left.
    left = {"pk__gte": after[0]} if table.within else {"pk__gt": after[0]}
    pks = list(areas.filter(**left).order_by("pk").values_list("pk", flat=True)[: paged.limit + 1])
    rows = [row for row in table.read(table, pks, asked) if _key(table, row) > after]
    if len(rows) <= paged.limit and len(pks) <= paged.limit:
        return {"data": rows, "next": None}
    rows = rows[: paged.limit]
    place, within = _key(table, rows[-1]) if rows else (pks[-1], END)
    query = request.GET.copy()
    query["cursor"] = f"{place}.{within}" if table.within else str(place)
    return {
        "data": rows,
        "next": request.build_absolute_uri(f"{request.path}?{query.urlencode()}"),
    }


def _key(table: Table, row: Row) -> tuple[int, str]:
    place = row["pk"]
    assert isinstance(place, int)
    return place, str(row[table.within]) if table.within else ""


def _read(cursor: str) -> tuple[int, str]:
    place, _, within = cursor.partition(".")
    return int(place or 0), within
