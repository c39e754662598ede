"""Lines of an Excel workbook, read a row at a time and never believed about its own size."""

from __future__ import annotations

import io
import lzma
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from itertools import repeat
from operator import is_not
from typing import IO, Any

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.worksheet.formula import ArrayFormula, DataTableFormula

from partnerships.imports.cells import text_of
from partnerships.imports.layout import MOST_ROWS
from partnerships.imports.table import MOST_COLUMNS, Line, NoHeadings, Table, Unreadable, table_of
from partnerships.imports.writing import guarded

MEGABYTE = 1024 * 1024
# Five hundred rows of every column come to less than a megabyte, unpacked.
_LARGEST_PART = 8 * MEGABYTE
_LARGEST_WHOLE = 24 * MEGABYTE
_MOST_PARTS = 500
_MOST_SHEETS = 20
# Excel's own last row: whatever a file says of rows beyond it is not so.
_LAST_ROW = 1_048_576

# What a damaged package makes the unpackers raise; of them, only a missing unpacker or a password
# (RuntimeError and its kind) has another cause.
_BROKEN = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)

DAMAGED = (
    "The file cannot be opened as an Excel workbook: it may be damaged. Open it in your spreadsheet "
    "program, save it again as .xlsx, and choose it once more."
)
# What else is packed as a zip file, by a part that only it has.
_OTHERS = (
    ("word/document.xml", "The file is a Word document. Copy the list into a spreadsheet first."),
    ("ppt/presentation.xml", "The file is a presentation. Copy the list into a spreadsheet first."),
    ("xl/workbook.bin", "The file is a binary Excel workbook (.xlsb). Save it as .xlsx first."),
    ("Index/Document.iwa", "The file is an Apple Numbers document. Export it as Excel first."),
    ("mimetype", "The file is an OpenDocument file. Save it as Excel (.xlsx) first."),
)


def read_workbook(content: bytes) -> Table:
    """The members on the first sheet that has the headings; raises Unreadable."""
    _check_package(content)
    try:
        # Excel marks what openpyxl does not keep (lists, styles), and that is no matter here.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(io.BytesIO(content))
    except Unreadable:
        raise
    except Exception as broken:
        # openpyxl raises whatever its insides do, and names none of it.
        raise Unreadable(DAMAGED) from broken


def _check_package(content: bytes) -> None:
    """Refuse what is no plain workbook, or would be too large unpacked, before unpacking any of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            _check_parts(parts)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")):
                    _check_part(package.read(part))
    except _BROKEN as broken:
        raise Unreadable(DAMAGED) from broken
    except (NotImplementedError, RuntimeError) as locked:
        raise Unreadable(
            "The file is locked or packed in a way that we cannot open. Take its password off and "
            "save it again as .xlsx."
        ) from locked


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        for name, message in _OTHERS:
            if name in names:
                raise Unreadable(message)
        raise Unreadable(
            "The file is a zip file, not an Excel workbook. Unpack it, and choose the .xlsx or .csv "
            "file inside."
        )
    if any(part.filename.lower().endswith("vbaproject.bin") for part in parts):
        raise Unreadable(
            "The file has macros in it, which we do not open. Save it as “Excel Workbook (.xlsx)”, "
            "which leaves them out."
        )
    sizes = [part.file_size for part in parts]
    if len(parts) > _MOST_PARTS or max(sizes) > _LARGEST_PART or sum(sizes) > _LARGEST_WHOLE:
        raise Unreadable(
            f"The file is far too large once it is unpacked. A file may have up to {MOST_ROWS} rows: "
            "delete the other rows and sheets, also empty ones, and any pictures."
        )


def _check_part(xml: bytes) -> None:
    # No spreadsheet program declares entities; whoever does wants them to grow.
    if re.search(rb"<!\s*(DOCTYPE|ENTITY)", xml.replace(b"\0", b""), re.IGNORECASE):
        raise Unreadable(DAMAGED)


def _read(file: IO[bytes]) -> Table:
    # Values are not taken for formulas: a figure worked out by the sheet may be out of date, so a
    # formula is read as one and refused by the row's check.
    book = load_workbook(file, read_only=True, data_only=False, keep_links=False)
    try:
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        misses = []
        for sheet in sheets[:_MOST_SHEETS]:
            try:
                table = table_of(_lines(sheet))
            except NoHeadings as miss:
                misses.append(miss)
                continue
            if len(book.worksheets) > 1:
                return Table(
                    rows=table.rows,
                    ignored=table.ignored,
                    note=f"The workbook has {len(book.worksheets)} sheets. We read “"
                    f"{text_of(sheet.title)}”, the first with the headings, and no other.",
                )
            return table
    finally:
        book.close()
    nothing = NoHeadings("The workbook has no sheet that is shown.", 0)
    raise max(misses, key=lambda miss: miss.known, default=nothing)


def _lines(sheet: Any) -> Iterator[Line]:
    """The lines with something on them; a workbook may have a million without."""
    # With bounds of our own, what the sheet says about its size, which may be wrong, hides nobody.
    rows = sheet.iter_rows(max_row=_LAST_ROW, max_col=MOST_COLUMNS + 1)
    for number, row in enumerate(rows, start=1):
        if any(map(is_not, row, repeat(EMPTY_CELL))):
            cells = [_text(cell) for cell in row]
            while cells and not cells[-1]:
                cells.pop()
            yield number, cells


def _text(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, ArrayFormula | DataTableFormula):
        return "="
    text = text_of(value)
    # Typed with an apostrophe before it, which Excel keeps as a mark of the cell: no formula.
    return guarded(text) if isinstance(value, str) and cell.style_array.quotePrefix else text
