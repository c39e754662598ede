"""What one row of a file would do: steps for an action to take, and the same in plain words."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from partnerships.imports.layout import BY_KEY
from partnerships.imports.rows import Problem, Row
from partnerships.models import Person
from partnerships.models.periods import Versioned


class Does(StrEnum):
    """One thing that an import can do."""

    JOIN = "join"
    CORRECT_MEMBERSHIP = "correct-membership"
    LEAVE = "leave"
    CHANGE_VOTE = "change-vote"
    CORRECT_PERSON = "correct-person"
    TAKE_OFFICE = "take-office"
    CORRECT_OFFICE = "correct-office"
    START_WORK = "start-work"
    CORRECT_WORK = "correct-work"
    REPRESENT_LTO = "represent-lto"
    CORRECT_LTO_ROLE = "correct-lto-role"
    RECORD_HOME = "record-home"
    CORRECT_HOME = "correct-home"
    MOVE = "move"
    RELATE = "relate"
    CORRECT_RELATIONSHIP = "correct-relationship"


@dataclass(frozen=True)
class Step:
    """One thing to do, to `record` where there is one already, with `values` by field name.

    A household among the values is one of the register, or the label that a new one goes by.
    """

    does: Does
    record: Versioned | None
    values: Mapping[str, Any]

    @property
    def mark(self) -> str:
        """What makes this step another one than it was when somebody saw it."""
        values = {name: _mark(value) for name, value in sorted(self.values.items())}
        return f"{self.does} {_mark(self.record)} {values}"


def _mark(value: object) -> object:
    if isinstance(value, Versioned):
        return f"{value._meta.model_name} {value.pk}.{value.version}"
    return str(value) if isinstance(value, datetime.date) else value


@dataclass
class Entry:
    """A row and what it comes to: whom it is about, what to do, and what to say about it.

    `person` is None for somebody who is not on the register yet. `first_day` is the first day as a
    member, or None for somebody who is no member.
    """

    row: Row
    person: Person | None
    first_day: datetime.date | None = None
    steps: list[Step] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def person_id(self) -> int:
        """The primary key of the person, or 0, which nobody has."""
        return self.person.pk if self.person else 0

    def do(self, does: Does, line: str, record: Versioned | None = None, **values: Any) -> None:
        """Add a step, and the line that says it; none where another line says it already."""
        self.steps.append(Step(does, record, values))
        if line:
            self.lines.append(line)

    def refuse(self, key: str, message: str) -> None:
        """Say what must be mended in the column with this key."""
        self.problems.append(Problem(self.row.number, BY_KEY[key].title, message))
