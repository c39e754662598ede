"""Lines of a CSV file, whatever wrote it: its encoding, its separator and its quotes found out."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator

from partnerships.imports.cells import text_of
from partnerships.imports.table import Line, NoHeadings, Table, Unreadable, table_of

# In the order in which they are preferred when a file would do with either.
_SEPARATORS = (",", ";", "\t")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NOT_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def read_delimited(content: bytes) -> Table:
    """The members of a CSV file; raises Unreadable."""
    text = decode(content)
    separators: tuple[str, ...] = _SEPARATORS
    # What Excel writes above a file to say how it is separated; the line still counts as a row.
    if said := re.match(r'"?sep=(.)"?\r?\n', text, re.IGNORECASE):
        separators = (said[1],)
    misses = []
    for separator in separators:
        try:
            return table_of(_lines(text, separator))
        except NoHeadings as miss:
            misses.append(miss)
    raise max(misses, key=lambda miss: miss.known)


def decode(content: bytes) -> str:
    encodings = ["utf-8", "cp1252"]
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            encodings = [encoding]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if _NOT_TEXT.search(text):
            break
        return text
    raise Unreadable(
        "The file has characters in it that are no text. Open it in your spreadsheet program and "
        "save it again as .xlsx, or as CSV UTF-8."
    )


def _lines(text: str, separator: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            yield number, [text_of(cell) for cell in cells]
    except csv.Error:
        raise Unreadable(
            f'Row {number + 1} of the file cannot be read: a quotation mark (") is opened and not '
            "closed, or a cell is far too long. Mend that row and save the file again."
        ) from None
