"""The register of a day as a workbook and as CSV, in the layout that the import reads.

No cell is a formula, whatever somebody has typed as a name: in a workbook every text is typed as
text, and marked so where it would otherwise be taken for a formula when it is edited; in CSV it has
an apostrophe before it (`partnerships.imports.writing`).
"""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.exports.rows import Line, Value, lines_of
from partnerships.imports.blank import DAY_FORMAT, explain, lay_out
from partnerships.imports.cells import clean
from partnerships.imports.layout import COLUMNS
from partnerships.imports.writing import guarded, joined, needs_apostrophe
from partnerships.models import Area
from partnerships.presenters.register import LeaverRow, register_on

_WIDEST = 40
# Excel counts days from 1900 as if that had been a leap year, so it has no right days before March.
_FIRST_EXCEL_DAY = datetime.date(1900, 3, 1)


def register_csv(area: Area, day: datetime.date) -> bytes:
    """The people of a day, marked as UTF-8 so that Excel shows accents as they are."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([guarded(column.title) for column in COLUMNS])
    for line in lines_of(area, day):
        writer.writerow([_in_text(line.cells.get(column.key)) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def register_workbook(area: Area, day: datetime.date) -> bytes:
    """The people of a day on a first sheet that can come back; on others who left, and how to read it."""
    lines = lines_of(area, day)
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    lay_out(sheet, COLUMNS)
    for line in lines:
        _append(sheet, [line.cells.get(column.key) for column in COLUMNS])
    _print_well(sheet, area, day)
    _remarks(book, lines)
    _leavers(book, register_on(area, day).leavers)
    explain(book, COLUMNS)
    _about(book, area, day)
    book.properties.title = clean(f"Register of {area.name} on {day_in_words(day)}")
    book.properties.creator = "Big Local"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _remarks(book: Workbook, lines: Iterable[Line]) -> None:
    rows = [(line.cells["name"], remark) for line in lines for remark in line.remarks]
    if rows:
        _table(book, "Also recorded", ["Name", "What the first sheet has no place for"], rows)


def _leavers(book: Workbook, leavers: Iterable[LeaverRow]) -> None:
    rows = [(clean(row.person.name), row.since, row.last_day, row.reason) for row in leavers]
    if rows:
        _table(book, "Who left", ["Name", "Member from", "Last day", "Why"], rows)


def _about(book: Workbook, area: Area, day: datetime.date) -> None:
    said: list[tuple[str, Value]] = [
        ("Area", clean(area.name)),
        ("Register as it stood on", day),
        ("Downloaded on", clock.today()),
        (
            "Private",
            "Homes and families are in here. Keep it safe, and delete it when you are done.",
        ),
        (
            "Bringing it back",
            "Change the sheet “Members” and import this file. What you leave as it is stays as it "
            "is, and nobody leaves the register by being left out.",
        ),
    ]
    sheet = _table(book, "About this file", ["What", ""], said)
    sheet.column_dimensions["B"].width = 2 * _WIDEST
    for row in sheet.iter_rows(min_col=2):
        row[0].alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")


def _table(
    book: Workbook, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]]
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    _append(sheet, headings)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        _append(sheet, row)
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = _WIDEST if number == 1 else 22
    return sheet


def _append(sheet: Worksheet, values: Sequence[Value | None]) -> None:
    """Add a row; of its cells none is a formula."""
    row = sheet.max_row + 1 if sheet.cell(1, 1).value else 1
    for number, value in enumerate(values, start=1):
        if value is not None:
            cell = sheet.cell(row, number)
            assert isinstance(cell, Cell)
            _fill(cell, value)


def _fill(cell: Cell, value: Value) -> None:
    if isinstance(value, tuple) and len(value) == 1 and isinstance(value[0], datetime.date):
        value = value[0]
    if isinstance(value, int):
        cell.value = value
    elif isinstance(value, datetime.date) and value >= _FIRST_EXCEL_DAY:
        cell.value = value
        cell.number_format = DAY_FORMAT
    else:
        text = value if isinstance(value, str) else _in_text(value)
        cell.value = text
        cell.data_type = "s"
        # Of several in one cell, each has an apostrophe of its own.
        cell.quotePrefix = isinstance(value, str) and needs_apostrophe(text)


def _in_text(value: Value | None) -> str:
    """A cell of a CSV file; days in the computer's order, which no program reads month first."""
    match value:
        case None:
            return ""
        case str():
            return guarded(value)
        case int():
            return str(value)
        case datetime.date():
            return value.isoformat()
        case (datetime.date() as alone,):
            return alone.isoformat()
    return joined(one if isinstance(one, str) else _said(one) for one in value)


def _said(day: datetime.date) -> str:
    """One of several days in a cell, which is text to every program."""
    return f"{day.day}/{day.month}/{day.year}"


def _print_well(sheet: Worksheet, area: Area, day: datetime.date) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    # In a page's head, & begins a code.
    name = clean(area.name).replace("&", "&&")
    head, foot = sheet.oddHeader, sheet.oddFooter
    assert head is not None
    assert foot is not None
    head.left.text = f"{name}: register on {day_in_words(day)}. Private"
    foot.center.text = "Page &P of &N"
