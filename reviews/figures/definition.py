"""What a figure is: its name, words, kind, unit and source, from which all else about it follows."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, TypeAlias

from reviews.models import Round

Value: TypeAlias = str | int | float | bool | datetime.date | list[str] | None
Row: TypeAlias = Mapping[str, Value]


class Kind(StrEnum):
    """What the values of a figure are; the value is how the dictionary says it."""

    TEXT = "Text"
    NUMBER = "Whole number"
    SHARE = "Number with one decimal, rounded down"
    YES_NO = "Yes or no"
    DAY = "Day"
    CHOICE = "One of these"
    CHOICES = "Any of these"
    TEXTS = "Several texts"


class Choice(NamedTuple):
    """One of the values that a figure may have: as the API has it, and in words."""

    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One column of a file, one field of the API, one entry of the dictionary.

    `name` is the field, `title` the heading, `meaning` one sentence or two. `unit` is what is
    counted. `when_empty` says what it means that there is no value; a figure without it always has
    one. `path` is where a query finds the value, "" for what is worked out.
    """

    name: str
    title: str
    kind: Kind
    meaning: str
    source: str
    path: str = ""
    unit: str = ""
    when_empty: str = ""
    choices: tuple[Choice, ...] = ()
    is_in_api: bool = True

    @property
    def may_be_empty(self) -> bool:
        return bool(self.when_empty)

    @property
    def heading(self) -> str:
        """The title as a column has it, with a sign that figures go with."""
        return f"{self.title} (%)" if self.unit == "%" else self.title

    @property
    def words(self) -> dict[str, str]:
        """What each of its values is in words."""
        return dict(self.choices)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a table is asked about: the day, which is today, and the round of reviews, if any."""

    day: datetime.date
    round: Round | None


@dataclass(frozen=True, slots=True)
class Table:
    """Figures that belong together, and how they are read.

    `read` gives the rows of areas in the order of the primary keys it is given, in a fixed number
    of queries; each has, beside its figures, the area's `pk`. Where an area has several rows, they
    come in the order of `within`, the figure that tells them apart.
    """

    name: str
    title: str
    one_row: str
    figures: tuple[Figure, ...]
    read: Callable[[Table, Sequence[int], Asked], Iterator[Row]]
    within: str = ""

    @property
    def in_api(self) -> tuple[Figure, ...]:
        return tuple([figure for figure in self.figures if figure.is_in_api])

    @property
    def paths(self) -> dict[str, str]:
        """Where a query finds the values, by the name of the figure."""
        return {figure.name: figure.path for figure in self.figures if figure.path}
