"""What one column of a file of members is: its heading, what it is for, how its cells are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto


class Kind(Enum):
    """How a cell is read."""

    TEXT = auto()
    EMAIL = auto()
    # A day on which something began: not far ahead.
    SINCE = auto()
    DAY = auto()
    CHOICE = auto()
    # Several, separated by semicolons.
    TEXTS = auto()
    DAYS = auto()
    CHOICES = auto()
    # A whole number that we wrote ourselves.
    NUMBER = auto()


@dataclass(frozen=True)
class Column:
    """One column: its heading, what it is for, and how its cells are read.

    `synonyms` are other headings that mean it. `words` give the value that each word in a cell
    stands for; the first word of a value is the one that the page names. `longest` counts
    characters.
    """

    key: str
    title: str
    kind: Kind
    what: str
    example: str
    synonyms: tuple[str, ...] = ()
    is_required: bool = False
    words: Mapping[str, object] = field(default_factory=dict)
    longest: int = 200

    @property
    def allowed(self) -> list[str]:
        """The words to choose from, one for each value."""
        seen: dict[object, str] = {}
        for word, value in self.words.items():
            seen.setdefault(value, word)
        return list(seen.values())

    def word_for(self, value: object) -> str:
        """The word that a cell has for a value, as people write it; "" for nothing recorded."""
        word = next((word for word, meant in self.words.items() if meant == value), "")
        return word.capitalize()


def words(*meanings: tuple[object, str]) -> dict[str, object]:
    """Each meaning with its words, separated by commas: `(True, "yes, y, true")`."""
    return {word: value for value, words in meanings for word in words.split(", ")}
