"""Real files for the tests of the import, made in memory: workbooks, CSV, and what pretends to be one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from openpyxl import Workbook

from partnerships.imports.reading import read
from partnerships.imports.rows import Checked, check
from partnerships.imports.table import Table


def workbook(*sheets: Sequence[Sequence[Any]], titles: Sequence[str] = ()) -> bytes:
    """An .xlsx file with these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.active)
    for number, rows in enumerate(sheets):
        sheet = book.create_sheet(titles[number] if titles else f"Sheet{number + 1}")
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def lines(*rows: str, separator: str = ",") -> str:
    """CSV text of rows written with commas, joined by another separator if wanted."""
    return "".join(f"{row.replace(',', separator)}\r\n" for row in rows)


def opened(content: bytes | str, name: str = "") -> Table:
    """What is read from a file with this content; text is a CSV file in UTF-8."""
    if isinstance(content, str):
        content = content.encode()
    name = name or ("members.xlsx" if content.startswith(b"PK") else "members.csv")
    return read(name, len(content), io.BytesIO(content))


def checked(*rows: str) -> Checked:
    """A CSV file's rows, read and checked."""
    return check(opened(lines(*rows)))


def repacked(
    content: bytes, change: Callable[[str, bytes], bytes | None], more: Iterable = ()
) -> bytes:
    """A workbook with its parts changed by `change`; None takes a part out, `more` adds some."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            changed = change(part, old.read(part))
            if changed is not None:
                new.writestr(part, changed)
        for part, text in more:
            new.writestr(part, text)
    return file.getvalue()
