"""The columns of a file of members: one table, for the code and for the page that explains it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from partnerships.imports.column import Column, Kind
from partnerships.imports.life_columns import LIFE_COLUMNS
from partnerships.imports.seat_columns import SEAT_COLUMNS

# A partnership has 9 to 41 members; with everybody who ever left, a few hundred at most.
MOST_ROWS = 500

# Written by us into what is downloaded, and read again; nobody fills it in.
NUMBER = Column(
    "number",
    "Register number",
    Kind.NUMBER,
    "Stands in files that were downloaded from the register, and tells people of one name apart. "
    "Leave it as it is, and leave it empty for somebody new.",
    "",
)
FILLED_IN: tuple[Column, ...] = (*SEAT_COLUMNS, *LIFE_COLUMNS)
COLUMNS: tuple[Column, ...] = (*FILLED_IN, NUMBER)
BY_KEY: Mapping[str, Column] = {column.key: column for column in COLUMNS}
REQUIRED: tuple[Column, ...] = tuple(column for column in COLUMNS if column.is_required)

# Two columns that together are the name.
FIRST_NAME, SURNAME = "first_name", "surname"
_NAME_PARTS = {
    FIRST_NAME: ("first name", "forename", "given name", "first names", "christian name"),
    SURNAME: ("surname", "last name", "family name", "second name"),
}


def plain(text: str) -> str:
    """A heading or word of choice as it is compared: letters and figures, small, single spaces."""
    text = unicodedata.normalize("NFKC", text).casefold().replace("’", "'")
    return " ".join(re.sub(r"[^\w']|_", " ", text).split())


def _meanings() -> Iterable[tuple[str, str]]:
    for column in COLUMNS:
        for heading in (column.title, *column.synonyms):
            yield plain(heading), column.key
    for part, headings in _NAME_PARTS.items():
        for heading in headings:
            yield plain(heading), part


_KEY_OF: Mapping[str, str] = dict(_meanings())


def key_of(heading: str) -> str | None:
    """The column that a heading means, by its key; None for one that is not known.

    Case, punctuation and what stands in brackets make no difference: "VOTES (yes/no)" is Votes.
    """
    return _KEY_OF.get(plain(heading)) or _KEY_OF.get(plain(re.sub(r"[(\[].*", "", heading)))
