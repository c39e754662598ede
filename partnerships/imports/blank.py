"""A blank spreadsheet in the documented layout, as a workbook or as CSV; it reads back as it is written."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from partnerships.imports.column import Column, Kind
from partnerships.imports.layout import FILLED_IN, MOST_ROWS
from partnerships.imports.writing import guarded

DAY_FORMAT = "dd/mm/yyyy"
_DAYS = (Kind.DAY, Kind.SINCE)


def blank_csv() -> bytes:
    """The headings alone, marked as UTF-8 so that Excel shows accents as they are."""
    text = io.StringIO()
    csv.writer(text).writerow([guarded(column.title) for column in FILLED_IN])
    return text.getvalue().encode("utf-8-sig")


def blank_workbook() -> bytes:
    """A sheet to fill in, with lists to choose from, and a second one that explains each column."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    lay_out(sheet, FILLED_IN)
    for number, column in enumerate(FILLED_IN, start=1):
        if column.kind in _DAYS:
            for row in range(2, 62):
                sheet.cell(row, number).number_format = DAY_FORMAT
    explain(book, FILLED_IN)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lay_out(sheet: Worksheet, columns: Sequence[Column]) -> None:
    """Make it the sheet of members: headings that stay in sight, widths, and words to choose from."""
    sheet.title = "Members"
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        sheet.cell(1, number, guarded(column.title)).font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(14, len(column.title) + 3)
        if column.kind is Kind.CHOICE:
            words = ",".join(word.capitalize() for word in column.allowed)
            choices = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
            choices.showErrorMessage = False
            choices.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            sheet.add_data_validation(choices)


def explain(book: Workbook, columns: Sequence[Column]) -> None:
    """Add a sheet that says what goes into each column."""
    sheet = book.create_sheet("How to fill it in")
    rows = [("Column", "What to enter", "Words to choose from", "Example")]
    rows += [(c.title, c.what, ", ".join(c.allowed), c.example) for c in columns]
    for row in rows:
        sheet.append([guarded(text) for text in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in [("A", 22), ("B", 70), ("C", 45), ("D", 22)]:
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
