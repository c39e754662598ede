"""From whatever somebody chose to upload to a table of text, or to a sentence that says why not."""

from __future__ import annotations

from pathlib import PurePath
from typing import IO

from partnerships.imports.cells import clean
from partnerships.imports.delimited import read_delimited
from partnerships.imports.table import Table, Unreadable
from partnerships.imports.workbooks import MEGABYTE, read_workbook

LARGEST_FILE = 2 * MEGABYTE

WORKBOOK, DELIMITED = ".xlsx", ".csv"
SAVE_AS = "Save it as an Excel workbook (.xlsx) or as CSV, and choose that file."

# By their first bytes: what a file is, whatever it is called.
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRANGERS = (
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "a text document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a packed file"),
    (b"7z\xbc\xaf", "a packed file"),
    (b"Rar!", "a packed file"),
)
_BY_NAME = {
    ".xls": "The file is an old Excel workbook (.xls).",
    ".xlsm": "The file is an Excel workbook with macros (.xlsm), which we do not open.",
    ".xlsb": "The file is a binary Excel workbook (.xlsb).",
    ".ods": "The file is an OpenDocument spreadsheet (.ods).",
    ".numbers": "The file is an Apple Numbers document.",
}


def read(name: str, size: int, file: IO[bytes]) -> Table:
    """The members in an uploaded file of `size` bytes that calls itself `name`.

    Raises Unreadable with a message for whoever chose it. Never holds more than `LARGEST_FILE`
    bytes of it, and no more than the most rows.
    """
    if size > LARGEST_FILE:
        raise Unreadable(
            f"The file is larger than {LARGEST_FILE // MEGABYTE} MB. A list of members is much "
            "smaller: remove pictures, other sheets and empty rows."
        )
    content = file.read(LARGEST_FILE + 1)[:LARGEST_FILE]
    if not content.strip():
        raise Unreadable("The file is empty. Choose another.")
    extension = PurePath(name).suffix.lower()
    _check_content(content, extension)
    if extension == WORKBOOK:
        if not content.startswith(_ZIP):
            raise Unreadable(
                f"“{_shown(name)}” is called {WORKBOOK}, but it is no Excel workbook. {SAVE_AS}"
            )
        return read_workbook(content)
    if content.startswith(_ZIP):
        raise Unreadable(
            f"“{_shown(name)}” is called {DELIMITED}, but it is not a CSV file. If it is an Excel "
            f"workbook, give it a name that ends in {WORKBOOK}."
        )
    return read_delimited(content)


def _check_content(content: bytes, extension: str) -> None:
    """Refuse what is neither a workbook nor text, by what it holds and then by what it is called."""
    if content.startswith(_COMPOUND):
        # A locked workbook is wrapped in the old container, under this name in two-byte letters.
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise Unreadable(
                "The file is locked with a password. Take the password off, save it, and choose it "
                "again."
            )
        raise Unreadable(f"{_BY_NAME['.xls']} {SAVE_AS}")
    for opening, what in _STRANGERS:
        if content.startswith(opening):
            raise Unreadable(f"The file is {what}, not a spreadsheet. {SAVE_AS}")
    if content.lstrip()[:1] == b"<":
        raise Unreadable(f"The file is a web page or XML, not a spreadsheet. {SAVE_AS}")
    if extension in _BY_NAME:
        raise Unreadable(f"{_BY_NAME[extension]} {SAVE_AS}")
    if extension not in (WORKBOOK, DELIMITED):
        raise Unreadable(f"The file must be an Excel workbook (.xlsx) or a CSV file. {SAVE_AS}")


def _shown(name: str) -> str:
    name = clean(name)
    return name if len(name) <= 60 else f"{name[:59]}…"
