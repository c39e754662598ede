"""What a paper about reviews is put together from: sections, with a table or with parts, and facts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

VERDICT = {True: "Met", False: "Not met", None: "Cannot tell"}
LEVEL = {
    "breach": "not as the guidance asks",
    "incomplete": "not known",
    "caution": "take care",
}
# Setting in type cuts off what is longer; what people wrote is divided before.
_LONGEST_LINE = 2000


def section(
    heading: str,
    *lines: str,
    columns: Mapping[str, int] | None = None,
    rows: Sequence[Sequence[str]] = (),
    parts: Sequence[Mapping[str, Any]] = (),
) -> dict[str, Any]:
    """A section with a table, its columns each with their share of the width, or with parts."""
    return {
        "heading": heading,
        "lines": _lines(lines),
        "columns": [{"name": name, "share": share} for name, share in (columns or {}).items()],
        "rows": rows,
        "parts": parts,
    }


def part(heading: str, *texts: str, facts: Iterable[tuple[str, str]] = ()) -> dict[str, Any]:
    return {"heading": heading, "lines": _lines(texts), "facts": fact_rows(facts)}


def fact_rows(pairs: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in pairs if value]


def _lines(texts: Iterable[str]) -> list[str]:
    """What people wrote keeps its lines."""
    return [
        line
        for text in texts
        for written in text.splitlines()
        for line in textwrap.wrap(written, _LONGEST_LINE, replace_whitespace=False)
    ]
