"""The operations of the API as its page shows them, read from its description."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from reviews.figures import BY_NAME, Figure, Kind, Table

# What the example of a figure says; a choice gives its first.
EXAMPLES: dict[str, Any] = {
    "area": "northfield",
    "name": "Northfield",
    "reference": "BL-042",
    "local_authority": "Moorshire",
    "edition": "Big Local partnerships, version 3, February 2020",
    "heading": "Criteria for Big Local partnerships",
    "submission": "BL-2026-0042",
    "year": 2026,
    "members": 13,
    "voting_members": 12,
    "residents": 8,
    "residency_unknown": 1,
    "resident_percent": 61.5,
    "not_met": [],
}
OF_KIND: dict[Kind, Any] = {
    Kind.NUMBER: 1,
    Kind.SHARE: 61.5,
    Kind.YES_NO: False,
    Kind.DAY: "2026-10-01",
}


@dataclass(frozen=True)
class Parameter:
    """A parameter in words: the values that it may have, or what fits."""

    name: str
    meaning: str


@dataclass(frozen=True)
class Operation:
    """One address of the API, with an example of what it answers.

    `parameters` are those of its own; `is_filtered` and `is_paged` tell of those it shares.
    """

    name: str
    address: str
    title: str
    meaning: str
    parameters: list[Parameter]
    is_filtered: bool
    is_paged: bool
    table: Table | None
    example: str


# Those of every answer that comes in pages.
PAGING = frozenset({"cursor", "limit"})


def shared_by(document: Mapping[str, Any]) -> list[Parameter]:
    """The filters of the overview, which several operations take, and then those of pages."""
    told = document["paths"]["/api/v1/areas"]["get"]["parameters"]
    found = [Parameter(one["name"], one["description"]) for one in told]
    return sorted(found, key=lambda one: one.name in PAGING)


def operations_of(document: Mapping[str, Any]) -> Iterator[Operation]:
    """Every operation of a description, in its order."""
    filters = {one.name for one in shared_by(document)} - PAGING
    for address, operations in document["paths"].items():
        told = operations["get"]
        name = told["operationId"]
        table = BY_NAME.get("areas" if name == "area" else name)
        names = {one["name"] for one in told["parameters"]}
        shared = PAGING | filters if filters <= names else PAGING
        yield Operation(
            name=name,
            address=address,
            title=told["summary"],
            meaning=told["description"],
            parameters=[
                Parameter(one["name"], one.get("description", "What the area is called."))
                for one in told["parameters"]
                if one["name"] not in shared
            ],
            is_filtered=filters <= names,
            is_paged=names >= PAGING,
            table=table,
            example=_example(table, is_page=name != "area") if table else "",
        )


def _example(table: Table, *, is_page: bool) -> str:
    row = {figure.name: _value(figure) for figure in table.in_api}
    said = {"data": [row], "next": None} if is_page else row
    return json.dumps(said, indent=2, ensure_ascii=False)


def _value(figure: Figure) -> Any:
    if figure.name in EXAMPLES:
        return EXAMPLES[figure.name]
    return figure.choices[0].value if figure.choices else OF_KIND[figure.kind]
