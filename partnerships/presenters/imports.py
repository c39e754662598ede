"""An import as its check page shows it: what to mend, what would be recorded, and the verdict."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from biglocal.design.errors import Amiss
from partnerships.imports.rows import Problem
from partnerships.imports.table import Table
from partnerships.rosters.preview import Preview
from partnerships.rules.wording import counted

# A summary longer than this is no summary; the rows below it have them all.
_SUMMED_UP = 10


@dataclass(frozen=True)
class WrongRow:
    """A row to mend, and where on the page it is."""

    number: int
    name: str
    problems: list[Problem]

    @property
    def anchor(self) -> str:
        return f"row-{self.number}"


@dataclass(frozen=True)
class Measure:
    """One line of the verdict, now and after the import; `is_verdict` for yes, no or cannot tell."""

    name: str
    now: Any
    after: Any
    is_verdict: bool = False

    @property
    def changes(self) -> bool:
        return bool(self.now != self.after)


def wrong_rows(table: Table, problems: list[Problem]) -> list[WrongRow]:
    """The rows with problems, in the order of the file, by the names that stand in it."""
    names = {number: cells.get("name", "") for number, cells in table.rows}
    return [
        WrongRow(number, names.get(number, ""), list(group))
        for number, group in groupby(problems, key=lambda problem: problem.row)
    ]


def error_summary(problems: list[Problem]) -> list[Amiss]:
    """The first problems, each linked to its row; then how many more there are."""
    lines = [Amiss(problem.sentence, f"row-{problem.row}") for problem in problems[:_SUMMED_UP]]
    more = problems[_SUMMED_UP:]
    if more:
        lines.append(
            Amiss(
                f"And {counted(len(more), 'more error')}, in the table below", f"row-{more[0].row}"
            )
        )
    return lines


def measures(verdict: Preview) -> list[Measure]:
    """The verdict and its figures, now and then."""
    now, after = verdict.before, verdict.after
    return [
        Measure("Criteria", now.meets_criteria, after.meets_criteria, True),
        Measure(
            "Conflicts of interest",
            now.meets_conflicts_guidance,
            after.meets_conflicts_guidance,
            True,
        ),
        Measure("Members", now.members, after.members),
        Measure("Voting members", now.voting_members, after.voting_members),
        Measure("Members who live in the area", now.residents, after.residents),
        Measure("Not known where they live", now.residency_unknown, after.residency_unknown),
    ]


def confirm_button(added: int, changed: int) -> str:
    """What confirming does: "Add 3 people and change 1 person"."""
    said = [
        f"{verb} {number} {'person' if number == 1 else 'people'}"
        for verb, number in [("add", added), ("change", changed)]
        if number
    ]
    sentence = " and ".join(said) or "import nothing"
    return f"{sentence[:1].upper()}{sentence[1:]}"


def done_sentence(added: int, changed: int) -> str:
    """The banner after an import."""
    said = [
        f"{number} {'person' if number == 1 else 'people'} {verb}"
        for verb, number in [("added", added), ("changed", changed)]
        if number
    ]
    return f"Imported: {' and '.join(said) or 'nothing was new'}."


def unchanged_summary(unchanged: int) -> str:
    """How many people of the file the register has as they are."""
    return (
        "1 person stays as they are" if unchanged == 1 else f"{unchanged} people stay as they are"
    )
