"""Reads the ONS Postcode Directory, row by row, so that its 2.7 million rows need little memory.

It comes as a zip of CSV files, four times a year, from the ONS Open Geography Portal. The columns'
names change in case and a little in spelling from one year to the next, so they are found by name.
"""

from __future__ import annotations

import csv
import datetime
import math
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from partnerships.places.postcodes import NotAPostcode, key_of, normalise

# By what each column may be called, the best first.
_COLUMNS = {
    "postcode": ("pcds", "pcd", "pcd2", "pcd7", "pcd8"),
    "latitude": ("lat", "latitude"),
    "longitude": ("long", "lon", "longitude"),
    "ended": ("doterm",),
}
# Stands for "no grid reference" in the directory's column of latitudes.
_NOWHERE = 99.999
# The whole directory, beside the parts of it that the same zip holds in a folder below.
_WHOLE = re.compile(r"(.*/)?Data/ONSPD_[^/]*\.csv", re.IGNORECASE)
# Bytes; rows of the directory have some 400.
_LONGEST_ROW = 10_000


class NoDirectory(Exception):
    """The file cannot be used; the message says why, and where in it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One postcode: in capitals without its space, degrees, and the month in which it was given up."""

    code: str
    longitude: float
    latitude: float
    ended_on: datetime.date | None


class Directory:
    """A directory being read. `size` is its bytes; `position`, `read` and `skipped` grow on the way.

    `skipped` counts the rows without a grid reference, which are in no place.
    """

    def __init__(self, file: IO[bytes], size: int) -> None:
        self.size = size
        self.position = self.read = self.skipped = 0
        self._file = file
        self._line = 0

    def entries(self) -> Iterator[Entry]:
        """Every postcode that has a place, in the order of the file; raises NoDirectory."""
        rows = csv.reader(self._lines(), strict=True)
        try:
            headings = next(rows, [])
            columns = _columns(headings)
            for row in rows:
                if not row:
                    continue
                if len(row) != len(headings):
                    raise NoDirectory(
                        f"Row {self._line} has {len(row)} cells, where the headings have "
                        f"{len(headings)}. The file may be incomplete: get it again."
                    )
                self.read += 1
                entry = self._entry({name: row[i].strip() for name, i in columns.items()})
                if entry is None:
                    self.skipped += 1
                else:
                    yield entry
        except csv.Error as wrong:
            raise NoDirectory(f"Row {self._line} is no row of a CSV file ({wrong}).") from None
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
            raise NoDirectory("The file is damaged or incomplete. Get it again.") from None
        if not self.read:
            raise NoDirectory("The file has headings, but no postcodes.")

    def _lines(self) -> Iterator[str]:
        while raw := self._file.readline(_LONGEST_ROW):
            self._line += 1
            self.position += len(raw)
            if not raw.endswith(b"\n"):
                if len(raw) == _LONGEST_ROW:
                    raise NoDirectory(f"Row {self._line} is too long for a row of the directory.")
                # A cut inside the last number of a row would move the postcode.
                raise NoDirectory(
                    f"The file stops within row {self._line}, so it may be incomplete: get it "
                    "again. If it is whole, end that row with a line break."
                )
            try:
                yield raw.decode("utf-8-sig" if self._line == 1 else "utf-8")
            except UnicodeDecodeError:
                raise NoDirectory(f"Row {self._line} is not text in UTF-8.") from None

    def _entry(self, cells: dict[str, str]) -> Entry | None:
        """A row's postcode; None when it is nowhere."""
        try:
            code = key_of(normalise(cells["postcode"]))
        except NotAPostcode:
            raise NoDirectory(
                f"Row {self._line}: “{cells['postcode'][:20]}” is no postcode."
            ) from None
        latitude = self._degrees(cells["latitude"], "latitude", 100)
        longitude = self._degrees(cells["longitude"], "longitude", 180)
        if latitude >= _NOWHERE:
            return None
        if abs(latitude) > 90:
            raise NoDirectory(f"Row {self._line}: {latitude} is no latitude.")
        return Entry(code, longitude, latitude, self._month(cells["ended"]))

    def _degrees(self, text: str, name: str, most: int) -> float:
        try:
            degrees = float(text)
        except ValueError:
            degrees = math.nan
        if not abs(degrees) <= most:
            raise NoDirectory(f"Row {self._line}: “{text[:20]}” is no {name}.")
        return degrees

    def _month(self, text: str) -> datetime.date | None:
        if not text:
            return None
        try:
            return datetime.date(int(text[:4]), int(text[4:]), 1)
        except ValueError:
            raise NoDirectory(
                f"Row {self._line}: “{text[:20]}” is no month like 201906, in which a postcode ended."
            ) from None


@contextmanager
def opened(path: Path) -> Iterator[Directory]:
    """The directory in a `.csv` file, or in a `.zip` that holds it as Data/ONSPD_….csv.

    Raises NoDirectory when there is none.
    """
    try:
        with path.open("rb") as file:
            if path.suffix.lower() == ".csv":
                yield Directory(file, path.stat().st_size)
            elif path.suffix.lower() == ".zip":
                with zipfile.ZipFile(file) as archive:
                    member = _member(archive)
                    with archive.open(member) as content:
                        yield Directory(content, member.file_size)
            else:
                raise NoDirectory("The directory is a .csv file, or a .zip with one in it.")
    except OSError as missing:
        raise NoDirectory(f"It cannot be opened: {missing.strerror}.") from None
    except zipfile.BadZipFile:
        raise NoDirectory("The zip file is damaged or incomplete. Get it again.") from None
    except (NotImplementedError, RuntimeError):
        raise NoDirectory(
            "The zip file is locked, or packed in a way that is not known here."
        ) from None


def _member(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    """The one file of the archive that is the directory."""
    tables = [one for one in archive.infolist() if one.filename.lower().endswith(".csv")]
    found = [one for one in tables if _WHOLE.fullmatch(one.filename)] or tables
    if len(found) != 1:
        raise NoDirectory(
            "The zip file must hold the directory as Data/ONSPD_….csv. It holds "
            f"{len(found) or 'no'} CSV files that could be it."
        )
    return found[0]


def _columns(headings: list[str]) -> dict[str, int]:
    """Where each column stands, by the names of ours."""
    places: dict[str, int] = {}
    for place, heading in reversed([*enumerate(headings)]):
        places[heading.strip().lower()] = place
    columns = {}
    for name, spellings in _COLUMNS.items():
        called = next((spelling for spelling in spellings if spelling in places), None)
        if called is None:
            raise NoDirectory(
                f"The file has no column called {' or '.join(spellings)}, so it is not the ONS "
                "Postcode Directory."
            )
        columns[name] = places[called]
    return columns
