"""A blank spreadsheet in the documented layout, as a workbook or as CSV; it reads back as it is written."""

from __future__ import annotations

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from partnerships.imports.layout import COLUMNS, MOST_ROWS, Kind

_DAYS = (Kind.DAY, Kind.SINCE)


def blank_csv() -> bytes:
    """The headings alone, marked as UTF-8 so that Excel shows accents as they are."""
    text = io.StringIO()
    csv.writer(text).writerow([neutral(column.title) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def blank_workbook() -> bytes:
    """A sheet to fill in, with lists to choose from, and a second one that explains each column."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Members"
    sheet.freeze_panes = "B2"
    for number, column in enumerate(COLUMNS, start=1):
        letter = get_column_letter(number)
        sheet.cell(1, number, neutral(column.title)).font = Font(bold=True)
        sheet.column_dimensions[letter].width = max(14, len(column.title) + 3)
        if column.kind in _DAYS:
            for row in range(2, 62):
                sheet.cell(row, number).number_format = "dd/mm/yyyy"
        if column.kind is Kind.CHOICE:
            words = ",".join(word.capitalize() for word in column.allowed)
            choices = DataValidation("list", formula1=f'"{words}"', allow_blank=True)
            choices.showErrorMessage = False
            choices.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
            sheet.add_data_validation(choices)
    _explain(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _explain(book: Workbook) -> None:
    sheet = book.create_sheet("How to fill it in")
    rows = [("Column", "What to enter", "Words to choose from", "Example")]
    rows += [(c.title, c.what, ", ".join(c.allowed), c.example) for c in COLUMNS]
    for row in rows:
        sheet.append([neutral(text) for text in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for letter, width in [("A", 22), ("B", 70), ("C", 45), ("D", 22)]:
        sheet.column_dimensions[letter].width = width
        for cell in sheet[letter]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")


def neutral(text: str) -> str:
    """Text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
