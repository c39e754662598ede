"""Tables of figures as CSV and as a workbook, row by row, however many areas there are.

Text that a spreadsheet program might run has an apostrophe before it in CSV, and is typed as text in
a workbook (`partnerships.imports.writing`).
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from django.db.models import QuerySet

from partnerships.exports.workbook import Cell, Sheet, workbook
from partnerships.imports.cells import clean
from partnerships.imports.writing import guarded
from partnerships.models import Area
from reviews.figures import Asked, Figure, Kind, Row, Table, Value

# How many areas are read at once, and how many lines are sent at once.
BATCH = 1_000
_WIDTHS = {Kind.TEXT: 30, Kind.CHOICE: 24, Kind.CHOICES: 60, Kind.TEXTS: 30}
_NARROW = 16


def rows_of(table: Table, areas: QuerySet[Area], asked: Asked) -> Iterator[Row]:
    """The rows of areas, in their order; the memory of one batch, whatever their number."""
    pks = areas.values_list("pk", flat=True).iterator(chunk_size=BATCH)
    while batch := list(islice(pks, BATCH)):
        yield from table.read(table, batch, asked)


def as_csv(table: Table, rows: Iterable[Row]) -> Iterator[bytes]:
    """A CSV file, marked as UTF-8 so that Excel shows accents as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    text.write("\ufeff")
    writer.writerow([figure.heading for figure in table.figures])
    lines = iter(rows)
    while some := list(islice(lines, BATCH)):
        for row in some:
            writer.writerow(
                [_in_csv(cell_of(figure, row[figure.name])) for figure in table.figures]
            )
        yield _taken(text)
    yield _taken(text)


def as_workbook(
    table: Table, rows: Iterable[Row], about: Sequence[tuple[str, str | datetime.date]]
) -> Iterator[bytes]:
    """A workbook: the table, what it is `about`, and what each of its columns means."""
    figures = table.figures
    yield from workbook(
        [
            Sheet(
                table.title,
                [figure.heading for figure in figures],
                [_WIDTHS.get(figure.kind, _NARROW) for figure in figures],
                ([cell_of(figure, row[figure.name]) for figure in figures] for row in rows),
            ),
            Sheet(
                "About this file",
                ["What", ""],
                [24, 90],
                [*about, ("Rows", table.one_row)],
                is_wrapped=True,
            ),
            Sheet(
                "What the columns mean",
                ["Column", "Meaning", "Where it comes from", "When it is empty"],
                [30, 70, 40, 40],
                [
                    (figure.heading, figure.meaning, figure.source, figure.when_empty)
                    for figure in figures
                ],
                is_wrapped=True,
            ),
        ]
    )


def cell_of(figure: Figure, value: Value) -> Cell:
    """A value as people read it: a choice by its words, several texts as one."""
    if value is None:
        return None
    match figure.kind:
        case Kind.CHOICE:
            return figure.words[str(value)]
        case Kind.CHOICES:
            assert isinstance(value, list)
            return "; ".join([figure.words[each] for each in value])
        case Kind.TEXTS:
            assert isinstance(value, list)
            return "; ".join([_cleaned(each) for each in value])
        case Kind.YES_NO:
            return "Yes" if value else "No"
        case Kind.TEXT:
            return _cleaned(str(value))
    assert not isinstance(value, list)
    return value


# Most texts come again and again: editions, local authorities, reps.
@lru_cache(maxsize=10_000)
def _cleaned(text: str) -> str:
    return clean(text)


def _in_csv(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case str():
            return guarded(cell)
        case datetime.date():
            return cell.isoformat()
    return str(cell)


def _taken(text: io.StringIO) -> bytes:
    taken = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return taken
