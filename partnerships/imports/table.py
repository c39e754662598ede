"""Finding the headings among the lines of a sheet, and the members below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from biglocal.design.words import people_list
from partnerships.imports.layout import (
    BY_KEY,
    FIRST_NAME,
    MOST_ROWS,
    REQUIRED,
    SURNAME,
    key_of,
)

# A line of a sheet: its number as the spreadsheet shows it, and its cells as text.
Line = tuple[int, list[str]]

# Titles, notes and logos stand above the headings, but not more of them than this.
_LINES_BEFORE_HEADINGS = 30
MOST_COLUMNS = 100


class Unreadable(Exception):
    """The file cannot be used as it is; the message says why and what to do, in plain words."""


class NoHeadings(Unreadable):
    """A sheet without the row of headings; `known` is how many the best row had."""

    def __init__(self, message: str, known: int) -> None:
        super().__init__(message)
        self.known = known


@dataclass(frozen=True)
class Table:
    """A sheet's members as text: each row its number and its cells by the keys of their columns.

    Only columns of the layout are kept. `ignored` names the others; `note` says which sheet was
    read, where there was a choice.
    """

    rows: list[tuple[int, dict[str, str]]]
    ignored: list[str] = field(default_factory=list)
    note: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, kept: dict[str, Any]) -> Table:
        """The table that `as_json` was made of."""
        rows = [(number, cells) for number, cells in kept["rows"]]
        return cls(rows=rows, ignored=kept["ignored"], note=kept["note"])


def table_of(lines: Iterable[Line]) -> Table:
    """The members of a sheet, reading no further than the most rows that a file may have.

    Raises Unreadable, or NoHeadings when the sheet may not be meant for members at all.
    """
    lines = iter(lines)
    number, headings = _headings(lines)
    keys = _keys(headings)
    rows: list[tuple[int, dict[str, str]]] = []
    nameless: set[int] = set()
    for row_number, cells in lines:
        nameless.update(i for i, text in enumerate(cells) if text and not _at(headings, i))
        row = {key: cells[i] for i, key in keys.items() if _at(cells, i)}
        _join_name(row)
        if not row:
            continue
        if len(rows) == MOST_ROWS:
            raise Unreadable(
                f"The file has more than {MOST_ROWS} rows below its headings. A file may have up to "
                f"{MOST_ROWS}: take out rows that are no members, or empty ones with only a blank."
            )
        rows.append((row_number, row))
    if not rows:
        raise Unreadable(
            f"The file has headings on row {number}, but nobody below them. Add a row for each "
            "member."
        )
    ignored = [text for i, text in enumerate(headings) if text and i not in keys]
    ignored += [f"column {_letters(i)} (no heading)" for i in sorted(nameless)]
    return Table(rows=rows, ignored=ignored)


def _headings(lines: Iterator[Line]) -> Line:
    """The first line that has all the headings that must be there."""
    best: tuple[int, list[str]] | None = None
    seen = 0
    for number, cells in lines:
        if not any(cells):
            continue
        if len(cells) > MOST_COLUMNS:
            raise Unreadable(
                f"Row {number} has more than {MOST_COLUMNS} columns. Keep only those of the layout."
            )
        known = {key for key in map(key_of, cells) if key}
        if not _missing(known):
            return number, cells
        if best is None or len(known) > len(best[1]):
            best = (number, sorted(known))
        seen += 1
        if seen == _LINES_BEFORE_HEADINGS:
            break
    if best is None:
        raise NoHeadings("The file is empty. Choose another.", 0)
    number, found = best
    if not found:
        raise NoHeadings(
            "The file has no row of headings that we know. It needs at least "
            f"{people_list([column.title for column in REQUIRED])}, each above its column.",
            0,
        )
    missing = people_list([f"“{title}”" for title in _missing(set(found))])
    raise NoHeadings(
        f"The file has no column {missing}. The headings that we know are on row {number}: "
        f"{people_list([_title(key) for key in found])}. Add the missing column, or call it so.",
        len(found),
    )


def _missing(known: set[str]) -> list[str]:
    if {FIRST_NAME, SURNAME} <= known:
        known = known | {"name"}
    return [column.title for column in REQUIRED if column.key not in known]


def _title(key: str) -> str:
    return BY_KEY[key].title if key in BY_KEY else key.replace("_", " ").capitalize()


def _keys(headings: list[str]) -> dict[int, str]:
    """The columns that are read, by their place; raises Unreadable when two mean the same."""
    place: dict[str, int] = {}
    for index, heading in enumerate(headings):
        key = key_of(heading)
        if key is None:
            continue
        if key in place:
            raise Unreadable(
                f"Two columns both mean {_title(key)}: “{headings[place[key]]}” (column "
                f"{_letters(place[key])}) and “{heading}” (column {_letters(index)}). Rename or "
                "remove one of them."
            )
        place[key] = index
    if "name" in place:
        # The whole name is there, so its parts say nothing more.
        place.pop(FIRST_NAME, None)
        place.pop(SURNAME, None)
    return {index: key for key, index in place.items()}


def _join_name(row: dict[str, str]) -> None:
    parts = [row.pop(FIRST_NAME, ""), row.pop(SURNAME, "")]
    if any(parts):
        row["name"] = " ".join(filter(None, parts))


def _at(cells: list[str], index: int) -> str:
    return cells[index] if index < len(cells) else ""


def _letters(index: int) -> str:
    """The name of a column in a spreadsheet: A for 0, AA for 26."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
