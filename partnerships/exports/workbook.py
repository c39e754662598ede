"""Writes workbooks of any length as they are read: nothing is kept but the row in hand.

openpyxl makes a table of 170,000 rows and twenty columns in more than a minute, which no server waits
for, and hands it out at its end; this takes a tenth of that and begins at once. What it writes is the
little of ECMA-376 (part 1, 18.3) that a table needs: texts stand within their cells, and no cell is a
formula, whatever somebody typed as the name of an area.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from xml.sax.saxutils import escape

from partnerships.imports.writing import needs_apostrophe

# What one cell holds here: lists and choices are words by now.
Cell = str | int | float | datetime.date | None

# The most that a sheet holds in Excel, its heading among them; what is left goes on another.
MOST_ROWS = 1_048_576
MOST_LETTERS = 32_767
# Day 0 of Excel's days, as they are right from March 1900 on.
_DAY_0 = datetime.date(1899, 12, 30)
_FIRST_RIGHT_DAY = datetime.date(1900, 3, 1)
_AT_ONCE = 500

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"
# The cell styles, by their place in `_STYLES`.
_HEADING, _DAY, _QUOTED, _WRAPPED = 1, 2, 3, 4
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}">'
    '<numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1"/>'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1">'
    '<alignment wrapText="1" vertical="top"/></xf>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)
# Letters that a file of XML cannot hold.
_NO_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Sheet:
    """One table: its title, its headings with the width of each column, and its rows."""

    title: str
    headings: Sequence[str]
    widths: Sequence[int]
    rows: Iterable[Sequence[Cell]]
    is_wrapped: bool = False


class _Outbox(io.RawIOBase):
    """Takes what is written and gives it out once; nobody can go back in it."""

    def __init__(self) -> None:
        self.waiting = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.waiting += data
        return len(data)

    def take(self) -> bytes:
        taken = bytes(self.waiting)
        self.waiting.clear()
        return taken


def workbook(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    """A workbook, piece by piece. A table longer than a sheet goes on in another."""
    out = _Outbox()
    titles: list[str] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=3) as package:
        for sheet in sheets:
            rows = iter(sheet.rows)
            begun: list[Sequence[Cell]] = []
            part = 1
            while part == 1 or begun:
                titles.append(sheet.title if part == 1 else f"{sheet.title} ({part})")
                path = f"xl/worksheets/sheet{len(titles)}.xml"
                with package.open(path, "w") as file:
                    fitting = islice(chain(begun, rows), MOST_ROWS - 1)
                    for text in _sheet(sheet, fitting):
                        file.write(text.encode())
                        yield out.take()
                begun = list(islice(rows, 1))
                part += 1
        for name, text in _frame(titles):
            package.writestr(name, text)
    yield out.take()


def _sheet(sheet: Sheet, rows: Iterator[Sequence[Cell]]) -> Iterator[str]:
    columns = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(sheet.widths, start=1)
    )
    headings = "".join(_text(heading, _HEADING) for heading in sheet.headings)
    yield (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData><row>{headings}</row>"
    )
    style = _WRAPPED if sheet.is_wrapped else 0
    while some := list(islice(rows, _AT_ONCE)):
        yield "".join(f"<row>{''.join(_cell(value, style) for value in row)}</row>" for row in some)
    yield "</sheetData></worksheet>"


def _cell(value: Cell, style: int) -> str:
    if value is None or value == "":
        return "<c/>"
    if isinstance(value, str):
        return _text(value, _QUOTED if needs_apostrophe(value) else style)
    if isinstance(value, datetime.date):
        if value < _FIRST_RIGHT_DAY:
            return _text(value.isoformat(), style)
        return f'<c s="{_DAY}"><v>{(value - _DAY_0).days}</v></c>'
    return f"<c><v>{value}</v></c>"


def _text(text: str, style: int) -> str:
    plain = escape(_NO_LETTERS.sub(" ", text[:MOST_LETTERS]))
    return f'<c t="inlineStr" s="{style}"><is><t xml:space="preserve">{plain}</t></is></c>'


def _frame(titles: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The parts that say what else is in the file."""
    numbers = range(1, len(titles) + 1)
    sheets = "".join(
        f'<sheet name="{escape(title, {chr(34): "&quot;"})}" sheetId="{number}" r:id="rId{number}"/>'
        for number, title in zip(numbers, titles, strict=True)
    )
    links = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in numbers
    )
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml"'
        f' ContentType="{_SHEET}.worksheet+xml"/>'
        for number in numbers
    )
    styles = len(titles) + 1
    yield (
        "xl/workbook.xml",
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>',
    )
    yield (
        "xl/_rels/workbook.xml.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{links}'
        f'<Relationship Id="rId{styles}" Type="{_OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>",
    )
    yield "xl/styles.xml", _STYLES
    yield (
        "_rels/.rels",
        f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    )
    yield (
        "[Content_Types].xml",
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_SHEET}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_SHEET}.styles+xml"/>{types}</Types>',
    )
