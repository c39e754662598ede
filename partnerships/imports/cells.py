"""What a cell says, as text: one kind of blank, whole characters, dates in the computer's order."""

from __future__ import annotations

import datetime
import unicodedata

# Longer than anything the register keeps, and short enough to be shown.
LONGEST_CELL = 5000
# Marks that are not seen: soft hyphens, byte order marks, directions. The joiners that some scripts
# are written with stay.
_UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF]
)


def text_of(value: object) -> str:
    """A cell's value as one line of text, without blanks at its ends and of one form of accents."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime.datetime():
            return value.date().isoformat()
        case datetime.date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case str():
            return clean(value)
    return clean(str(value))


def clean(text: str) -> str:
    """`text` in NFC, with single spaces for every run of blanks (also those that do not break)."""
    text = text[:LONGEST_CELL].translate(_UNSEEN)
    # Control characters and halves of characters cannot be kept, in a database or on a page.
    text = "".join(
        " "
        if unicodedata.category(character) in ("Cc", "Cs", "Zl", "Zp")
        or _is_no_character(character)
        else character
        for character in text
    )
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _is_no_character(character: str) -> bool:
    """Whether Unicode keeps the place empty for good; a workbook with one cannot be opened."""
    return ord(character) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(character) <= 0xFDEF


def name_key(name: str) -> str:
    """What is the same for two spellings of one name: case, blanks, apostrophes and dashes aside."""
    alike = unicodedata.normalize("NFKC", clean(name)).translate(_ALIKE).casefold()
    return unicodedata.normalize("NFC", " ".join(alike.split()))


def office_key(title: str) -> str:
    """The name of an office as the register keeps it: in small letters."""
    return clean(title).lower()


_ALIKE = {ord(c): "'" for c in "’‘ʼ`´"} | {ord(c): "-" for c in "‐‑‒–—"}
