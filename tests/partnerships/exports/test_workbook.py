"""Workbooks of any length: what another program reads of them, and what they take."""

import datetime
import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from partnerships.exports import workbook as writer
from partnerships.exports.workbook import Sheet, workbook
from partnerships.imports.writing import needs_apostrophe

# As a workbook has a day.
DAY = datetime.datetime.fromisoformat("2026-10-01")


def opened(*sheets: Sheet):
    return load_workbook(io.BytesIO(b"".join(workbook(sheets))))


def values(sheet) -> list[tuple]:
    return list(sheet.iter_rows(values_only=True))


def test_cells_are_read_back_as_they_were():
    rows = [
        ("Northfield", 8, 62.5, DAY.date(), None),
        ('Zoë & <Søn> "x"', 0, 0.0, datetime.date(1899, 1, 1), "two\nlines"),
    ]
    book = opened(Sheet("Areas & more", ["Name", "A", "B", "C", "D"], [30, 10, 10, 10, 10], rows))
    assert book.sheetnames == ["Areas & more"]
    assert values(book.active) == [
        ("Name", "A", "B", "C", "D"),
        ("Northfield", 8, 62.5, DAY, None),
        ('Zoë & <Søn> "x"', 0, 0, "1899-01-01", "two\nlines"),
    ]
    assert book.active.freeze_panes == "A2"
    assert book.active["A1"].font.bold


@pytest.mark.parametrize(
    "text", ["=1+1", "+44", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "#REF!", "＝1+1"]
)
def test_no_text_is_ever_a_formula(text):
    cell = opened(Sheet("Areas", ["Name"], [30], [(text,)])).active["A2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_text_can_be_written(texts):
    sheet = opened(Sheet("Areas", ["Name"], [30], [(text,) for text in texts])).active
    for row, text in enumerate(texts, start=2):
        cell = sheet.cell(row, 1)
        plain = writer._NO_LETTERS.sub(" ", text).replace("\r\n", "\n").replace("\r", "\n")
        assert (cell.value or "") == plain
        assert cell.data_type != "f"
        assert not needs_apostrophe(text) or cell.quotePrefix or not text


def test_a_long_table_goes_on_in_another_sheet(monkeypatch):
    monkeypatch.setattr(writer, "MOST_ROWS", 3)
    book = opened(
        Sheet("Areas", ["N"], [9], ((number,) for number in range(5))),
        Sheet("Empty", ["N"], [9], ()),
    )
    assert [(sheet.title, values(sheet)) for sheet in book] == [
        ("Areas", [("N",), (0,), (1,)]),
        ("Areas (2)", [("N",), (2,), (3,)]),
        ("Areas (3)", [("N",), (4,)]),
        ("Empty", [("N",)]),
    ]


def test_a_table_that_just_fits_makes_no_empty_sheet(monkeypatch):
    monkeypatch.setattr(writer, "MOST_ROWS", 3)
    assert opened(Sheet("Areas", ["N"], [9], [(0,), (1,)])).sheetnames == ["Areas"]


def test_nothing_is_kept_of_what_was_written():
    def taken(rows: int) -> int:
        sheet = Sheet("Areas", ["N"] * 5, [9] * 5, (("Northfield",) * 5 for _ in range(rows)))
        tracemalloc.start()
        for _ in workbook([sheet]):
            pass
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    assert taken(20_000) < 1.5 * taken(2_000)
