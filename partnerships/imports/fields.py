"""The fields of a row's form: a cell's text read by its column, or a sentence that says why not."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from biglocal import clock
from biglocal.design.days import NotADay, TypedDay
from biglocal.design.words import day_in_words
from partnerships.imports.column import Column, Kind
from partnerships.imports.layout import plain
from partnerships.imports.writing import BLANKS, is_error, split, unguarded

_FORMULA = ("=", "+", "-", "@")
_EXAMPLE = "Enter a date like 27/3/2024."
# A day on which something began may be agreed beforehand, but not by years.
FURTHEST_AHEAD = datetime.timedelta(days=366)


class Cell(forms.Field):
    """A cell's text, read by its column; empty for nothing, and never a formula."""

    empty: Any = ""

    def __init__(self, column: Column) -> None:
        super().__init__(required=False, label=column.title)
        self.column = column

    def to_python(self, value: Any) -> Any:
        text = str(value or "")
        if not text or text.casefold() in BLANKS:
            return self.empty
        if text.startswith(_FORMULA):
            raise ValidationError(
                f"The cell begins with “{text[0]}”, as a formula does. Enter the value itself: in "
                "Excel, copy the cell and paste it as values."
            )
        if is_error(text):
            raise ValidationError(f"The cell holds the error {text}. Enter the value itself.")
        return self.read(self.bare(text))

    def bare(self, text: str) -> str:
        """The text as it was before something in it was kept from being read as a formula."""
        return unguarded(text)

    def read(self, text: str) -> Any:
        if len(text) > self.column.longest:
            raise ValidationError(
                f"The text has {len(text)} characters or more. Shorten it to {self.column.longest}."
            )
        return text


class EmailCell(Cell):
    """An e-mail address."""

    def read(self, text: str) -> str:
        try:
            validate_email(super().read(text))
        except ValidationError:
            raise ValidationError(
                f"{quoted(text)} is not an e-mail address. Enter one like name@example.org."
            ) from None
        return text


class DayCell(Cell):
    """A day as people write it, day first."""

    empty = None

    def read(self, text: str) -> datetime.date:
        try:
            return TypedDay.split(text).read()
        except NotADay as wrong:
            raise ValidationError(f"{quoted(text)} is not a date. {_hint(wrong)}") from None


class SinceCell(DayCell):
    """A day on which something began."""

    def read(self, text: str) -> datetime.date:
        day = super().read(text)
        if day > clock.today() + FURTHEST_AHEAD:
            raise ValidationError(
                f"{day_in_words(day)} is more than a year from now. Check the year."
            )
        return day


class ChoiceCell(Cell):
    """One of the column's words, whatever its case."""

    empty = None

    def __init__(self, column: Column) -> None:
        super().__init__(column)
        self.values = {plain(word): value for word, value in column.words.items()}

    def read(self, text: str) -> object:
        if plain(text) in self.values:
            return self.values[plain(text)]
        raise ValidationError(
            f"{quoted(text)} is not one of the words for this column. Enter "
            f"{' or '.join([', '.join(self.column.allowed[:-1]), self.column.allowed[-1]])}."
        )


class NumberCell(Cell):
    """The number of somebody on the register."""

    empty = None

    def read(self, text: str) -> int:
        # Longer ones are no number that a database counts up to.
        if text.isdecimal() and text.isascii() and len(text) <= 18:
            return int(text)
        raise ValidationError(
            f"{quoted(text)} is not a register number. Leave it empty for somebody new."
        )


class Several(Cell):
    """Several of what another kind of cell holds, separated by semicolons.

    One that holds a semicolon itself stands in quotation marks.
    """

    empty: Any = ()

    def __init__(self, one: Cell) -> None:
        super().__init__(one.column)
        self.one = one

    def bare(self, text: str) -> str:
        # Each of them has an apostrophe of its own.
        return text

    def read(self, text: str) -> tuple[Any, ...]:
        return tuple(self.one.to_python(part) for part in split(text))


def cell_for(column: Column) -> Cell:
    """The field that reads the cells of a column."""
    match column.kind:
        case Kind.TEXT:
            return Cell(column)
        case Kind.EMAIL:
            return EmailCell(column)
        case Kind.SINCE:
            return SinceCell(column)
        case Kind.DAY:
            return DayCell(column)
        case Kind.CHOICE:
            return ChoiceCell(column)
        case Kind.TEXTS:
            return Several(Cell(column))
        case Kind.DAYS:
            return Several(SinceCell(column))
        case Kind.CHOICES:
            return Several(ChoiceCell(column))
        case Kind.NUMBER:
            return NumberCell(column)


def _hint(wrong: NotADay) -> str:
    if "full" in wrong.problem:
        return f"Write the year in full. {_EXAMPLE}"
    if "month from 1" in wrong.problem:
        return f"The day comes first, then the month. {_EXAMPLE}"
    return _EXAMPLE


def quoted(text: str) -> str:
    """What stood in a cell, as a message shows it."""
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
