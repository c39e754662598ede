"""How text is written into a cell so that it runs nowhere and is read back exactly as it was.

Spreadsheet programs take a cell that begins with =, +, - or @ for a formula, and so may carry out
what somebody typed as a name. An apostrophe before it makes it plain text, to them and to our
import, which takes the apostrophe off again. The same goes for words that an import reads as
nothing, like "None".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

# What people write into a cell to say that there is nothing to say.
BLANKS = {"-", "–", "—", "?", "n/a", "none", "nil"}
_OPENINGS = tuple("=+-@\t\r\n")
# One of several, in quotation marks where it holds a semicolon itself.
_ONE = re.compile(r'\s*(?:"((?:[^"]|"")*)"\s*(?=;|$)|([^;]*))(?:;|$)')


def is_formula(text: str) -> bool:
    """Whether a spreadsheet program may take the text for a formula: also by wide or small signs."""
    return unicodedata.normalize("NFKC", text[:1]).startswith(_OPENINGS)


def is_error(text: str) -> bool:
    """Whether the text is what a formula shows that went wrong, like #REF!."""
    return text.startswith("#") and text.endswith(("!", "?", "/A"))


def needs_apostrophe(text: str) -> bool:
    """Whether the text, apostrophes before it aside, would be read as something else than text."""
    bare = text.lstrip("'")
    return is_formula(bare) or is_error(bare) or bare.casefold() in BLANKS


def guarded(text: str) -> str:
    """Text as a cell can hold it; `unguarded` gives back the very same."""
    return f"'{text}" if needs_apostrophe(text) else text


def unguarded(text: str) -> str:
    """The text that `guarded` was given; text of anybody else stays as it is."""
    return text[1:] if text.startswith("'") and needs_apostrophe(text[1:]) else text


def joined(texts: Iterable[str]) -> str:
    """Several texts in one cell, separated by semicolons; `split` and `unguarded` give them back."""
    return "; ".join(_quoted(guarded(text)) for text in texts)


def split(cell: str) -> list[str]:
    """The texts of a cell that holds several; empty ones are passed over."""
    parts = [
        in_quotes.replace('""', '"').strip() if in_quotes else plain.strip()
        for in_quotes, plain in _ONE.findall(cell)
    ]
    return [part for part in parts if part]


def _quoted(text: str) -> str:
    if ";" not in text and not text.startswith('"'):
        return text
    return '"{}"'.format(text.replace('"', '""'))
