"""Each row of a file checked by a form, and every error as a sentence with its row and column."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from biglocal import clock
from biglocal.design.days import NotADay, TypedDay
from biglocal.design.words import day_in_words
from partnerships.imports.cells import name_key
from partnerships.imports.layout import BY_KEY, COLUMNS, Column, Kind, plain
from partnerships.imports.table import Table

# What people write into a cell to say that there is nothing to say.
_BLANKS = {"-", "–", "—", "?", "n/a", "none", "nil"}
_FORMULA = ("=", "+", "-", "@")
_EXAMPLE = "Enter a date like 27/3/2024."
# A day on which something began may be agreed beforehand, but not by years.
_AHEAD = datetime.timedelta(days=366)


@dataclass(frozen=True, order=True)
class Problem:
    """What must be mended in one row: `column` is the title, or "" for the row as a whole."""

    row: int
    column: str
    message: str

    @property
    def sentence(self) -> str:
        """The problem with its place: “Row 7, Member since: …”."""
        place = f"Row {self.row}, {self.column}" if self.column else f"Row {self.row}"
        return f"{place}: {self.message}"


@dataclass(frozen=True, kw_only=True)
class Row:
    """One person of the file, by the keys of the layout. None or empty is an empty cell.

    `related` are the names of relatives, each with what this person is to them.
    """

    number: int
    name: str
    email: str
    since: datetime.date | None
    votes: bool | None
    appointed: str
    term_ends: datetime.date | None
    last_day: datetime.date | None
    why_ended: str
    represents: str
    offices: tuple[tuple[str, datetime.date | None], ...]
    in_area: str
    checked_how: str
    checked_on: datetime.date | None
    household: str
    home_since: datetime.date | None
    paid: str | bool | None
    employer: str
    paid_since: datetime.date | None
    lto: str | bool | None
    lto_since: datetime.date | None
    related: tuple[tuple[str, str], ...]

    @property
    def key(self) -> str:
        return name_key(self.name)


@dataclass(frozen=True)
class Checked:
    """The rows that can be used, the problems of the others, and who they are by their keys."""

    rows: list[Row]
    problems: list[Problem]
    unusable: frozenset[str]


def check(table: Table) -> Checked:
    """Check every row by itself and against the others of the file."""
    rows: list[Row] = []
    problems: list[Problem] = []
    unusable: set[str] = set()
    for number, cells in table.rows:
        form = RowForm(cells)
        if form.is_valid():
            rows.append(form.row(number))
            continue
        unusable.add(name_key(cells.get("name", "")))
        problems += [
            Problem(number, BY_KEY[key].title if key in BY_KEY else "", message)
            for key, messages in form.errors.items()
            for message in messages
        ]
    twice = list(_named_twice(rows))
    wrong = {problem.row for problem in twice}
    unusable |= {row.key for row in rows if row.number in wrong}
    return Checked(
        rows=[row for row in rows if row.number not in wrong],
        problems=sorted(problems + twice),
        unusable=frozenset(unusable),
    )


def _named_twice(rows: Sequence[Row]) -> Iterable[Problem]:
    """People in two rows; two of one name are told apart by their e-mail addresses alone."""
    seen: dict[str, list[Row]] = {}
    for row in rows:
        for other in seen.setdefault(row.key, []):
            if row.email and other.email and row.email.casefold() != other.email.casefold():
                continue
            yield Problem(
                row.number,
                BY_KEY["name"].title,
                f"“{row.name}” is on row {other.number} too. Keep one row for each person. If they "
                "are two people, enter the e-mail address of each.",
            )
            break
        seen[row.key].append(row)


class Cell(forms.Field):
    """A cell's text, read by its column; empty for nothing, and never a formula."""

    empty: Any = ""

    def __init__(self, column: Column) -> None:
        super().__init__(required=False, label=column.title)
        self.column = column

    def to_python(self, value: Any) -> Any:
        text = str(value or "")
        if not text or text.casefold() in _BLANKS:
            return self.empty
        if text == "=" or text.startswith(_FORMULA):
            raise ValidationError(
                f"The cell begins with “{text[0]}”, as a formula does. Enter the value itself: in "
                "Excel, copy the cell and paste it as values."
            )
        if text.startswith("#") and text.endswith(("!", "?", "/A")):
            raise ValidationError(f"The cell holds the error {text}. Enter the value itself.")
        return self.read(text)

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
        if day > clock.today() + _AHEAD:
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


class Several(Cell):
    """Several of what another kind of cell holds, separated by semicolons."""

    empty: Any = ()

    def __init__(self, one: Cell) -> None:
        super().__init__(one.column)
        self.one = one

    def read(self, text: str) -> tuple[Any, ...]:
        parts = [part.strip() for part in text.split(";")]
        return tuple(self.one.to_python(part) for part in parts if part)


def _cell(column: Column) -> Cell:
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


class BaseRowForm(forms.Form):
    """What one row's cells must be to each other."""

    def clean(self) -> None:
        found = self.cleaned_data
        if not found.get("name") and "name" not in self.errors:
            self.add_error("name", "Enter the name of the person on this row.")
        self._check_membership(found)
        self._check_needs(found)
        self._check_lists(found)

    def _check_membership(self, found: dict[str, Any]) -> None:
        since, last_day = found.get("since"), found.get("last_day")
        if since and last_day and last_day < since:
            self.add_error(
                "last_day",
                f"{day_in_words(last_day)} is before the first day, {day_in_words(since)}.",
            )
        if since and (term_ends := found.get("term_ends")) and term_ends < since:
            self.add_error(
                "term_ends",
                f"{day_in_words(term_ends)} is before the first day, {day_in_words(since)}.",
            )
        if found.get("why_ended") and not last_day and "last_day" not in self.errors:
            self.add_error("why_ended", "Enter the last day too, or leave this empty.")
        days = found.get("offices_since") or ()
        if last_day and any(day and day > last_day for day in days):
            self.add_error("offices_since", "They took the office after their last day.")

    def _check_needs(self, found: dict[str, Any]) -> None:
        """Cells that say something only together with another."""
        for needed, names in [
            ("paid", ("employer", "paid_since")),
            ("lto", ("lto_since",)),
            ("in_area", ("checked_how",)),
            ("checked_how", ("checked_on",)),
        ]:
            if needed in self.errors or found.get(needed):
                continue
            for name in names:
                if found.get(name):
                    self.add_error(
                        name,
                        f"Fill in “{BY_KEY[needed].title}” too, or leave this empty.",
                    )

    def _check_lists(self, found: dict[str, Any]) -> None:
        for name, other in [("offices", "offices_since"), ("related_to", "how_related")]:
            things, about = found.get(name) or (), found.get(other) or ()
            if name in self.errors or other in self.errors:
                continue
            if about and len(about) not in (1, len(things)):
                self.add_error(
                    other,
                    f"Enter one for all, or as many as in “{BY_KEY[name].title}”: there are "
                    f"{len(about)} here and {len(things)} there.",
                )
            elif about and not things:
                self.add_error(other, f"Fill in “{BY_KEY[name].title}” too, or leave this empty.")
        unsaid = not found.get("how_related") and "how_related" not in self.errors
        if found.get("related_to") and unsaid:
            self.add_error("how_related", "Enter how they are related, like brother or sister.")

    def row(self, number: int) -> Row:
        """The row of a valid form; `number` is the spreadsheet's."""
        found = dict(self.cleaned_data)
        offices = _side_by_side(found.pop("offices"), found.pop("offices_since"))
        related = _side_by_side(found.pop("related_to"), found.pop("how_related"))
        for key in ("appointed", "why_ended", "in_area", "checked_how"):
            found[key] = found[key] or ""
        return Row(
            number=number,
            offices=tuple({" ".join(t.lower().split()): (t, day) for t, day in offices}.values()),
            related=related,
            **found,
        )


# The fields are made of the layout, so that a column cannot be documented and not be read.
RowForm = type("RowForm", (BaseRowForm,), {column.key: _cell(column) for column in COLUMNS})


def _side_by_side(things: Sequence[Any], about: Sequence[Any]) -> tuple[tuple[Any, Any], ...]:
    if not about:
        return tuple((thing, None) for thing in things)
    each = about if len(about) == len(things) else [about[0]] * len(things)
    return tuple(zip(things, each, strict=True))


def _hint(wrong: NotADay) -> str:
    if "full" in wrong.problem:
        return f"Write the year in full. {_EXAMPLE}"
    if "month from 1" in wrong.problem:
        return f"The day comes first, then the month. {_EXAMPLE}"
    return _EXAMPLE


def quoted(text: str) -> str:
    """What stood in a cell, as a message shows it."""
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"
