"""Each row of a file checked by a form, and every error as a sentence with its row and column."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from biglocal.design.words import day_in_words
from partnerships.imports.cells import name_key, office_key
from partnerships.imports.fields import cell_for
from partnerships.imports.layout import BY_KEY, COLUMNS
from partnerships.imports.table import Table


@dataclass(frozen=True)
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


_PLACES = {column.title: number for number, column in enumerate(COLUMNS)}


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by row, then by column in the order of the layout; those of a whole row first."""
    return sorted(problems, key=lambda one: (one.row, _PLACES.get(one.column, -1)))


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
    # Of whom it is on the register, where the file came from there.
    person_number: int | None

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
        problems=in_order([*problems, *twice]),
        unusable=frozenset(unusable),
    )


def _named_twice(rows: Sequence[Row]) -> Iterable[Problem]:
    """People in two rows; two of one name are told apart by their e-mail addresses alone."""
    seen: dict[str, list[Row]] = {}
    for row in rows:
        for other in seen.setdefault(row.key, []):
            if row.email and other.email and row.email.casefold() != other.email.casefold():
                continue
            if (
                None not in (numbers := {row.person_number, other.person_number})
                and len(numbers) > 1
            ):
                continue
            yield Problem(
                row.number,
                BY_KEY["name"].title,
                f"“{row.name}” is on row {other.number} too. Keep one row for each person. If they "
                "are two people, enter the e-mail address of each.",
            )
            break
        seen[row.key].append(row)


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
            offices=tuple({office_key(t): (t, day) for t, day in offices}.values()),
            related=related,
            person_number=found.pop("number"),
            **found,
        )


# The fields are made of the layout, so that a column cannot be documented and not be read.
RowForm = type("RowForm", (BaseRowForm,), {column.key: cell_for(column) for column in COLUMNS})


def _side_by_side(things: Sequence[Any], about: Sequence[Any]) -> tuple[tuple[Any, Any], ...]:
    if not about:
        return tuple((thing, None) for thing in things)
    each = about if len(about) == len(things) else [about[0]] * len(things)
    return tuple(zip(things, each, strict=True))
