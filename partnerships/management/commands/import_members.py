"""`manage.py import_members FILE --area NAME`: the import of the page, for whoever runs the service."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db.models import Q

from partnerships.actions.imports import NotAsSeen, Rehearsal, bring_in, rehearse
from partnerships.imports.reading import read
from partnerships.imports.table import Table, Unreadable
from partnerships.models import Area
from partnerships.presenters.imports import confirm_button, done_sentence, measures
from partnerships.rules.wording import counted

VERDICTS = {True: "meets", False: "does not meet", None: "cannot tell"}


class Command(BaseCommand):
    """Says what a file would do, row by row; writes it with --confirm, all of it or nothing."""

    help = (
        "Shows what a spreadsheet of members (.xlsx or .csv) would add to the register of an area, "
        "and every error in it. Writes nothing without --confirm. Exit status: 0 when the file can "
        "be or was imported, 1 when it cannot."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, help="an .xlsx or .csv file in the documented layout"
        )
        parser.add_argument(
            "--area", required=True, help="the area's name, or its name in addresses"
        )
        parser.add_argument("--confirm", action="store_true", help="write what the file says")

    def handle(self, *args: Any, file: Path, area: str, confirm: bool, **options: Any) -> None:
        found = Area.objects.filter(Q(name__iexact=area) | Q(slug=area)).first()
        if found is None:
            raise CommandError(f"There is no area called {area}.")
        table = self._read(file)
        rehearsal = rehearse(area=found, table=table, by=None)
        self._say_what_was_read(table)
        plan = rehearsal.plan
        if plan.problems:
            for problem in plan.problems:
                self.stderr.write(problem.sentence)
            raise CommandError(
                f"Nothing was imported: {counted(len(plan.problems), 'error')} to mend in "
                f"{file.name}."
            )
        self._say_what_it_would_do(rehearsal)
        if not confirm:
            would = confirm_button(len(plan.added), len(plan.changed))
            self.stdout.write(f"Nothing is written yet. With --confirm: {would.lower()}.")
            return
        try:
            bring_in(area=found, table=table, filename=file.name, seen=plan.mark, by=None)
        except NotAsSeen:
            raise CommandError(
                "Nothing was imported: the register changed meanwhile. Run this again."
            ) from None
        self.stdout.write(done_sentence(len(plan.added), len(plan.changed)))

    def _say_what_was_read(self, table: Table) -> None:
        if table.note:
            self.stdout.write(table.note)
        if table.ignored:
            self.stdout.write(f"Left out: {', '.join(table.ignored)}")

    def _say_what_it_would_do(self, rehearsal: Rehearsal) -> None:
        plan = rehearsal.plan
        for heading, entries in [("Added", plan.added), ("Changed", plan.changed)]:
            for entry in entries:
                said = "; ".join([*entry.lines, *entry.notes])
                self.stdout.write(f"{heading}: row {entry.row.number}, {entry.row.name}: {said}")
        self.stdout.write(f"As they are: {counted(len(plan.unchanged), 'row')}")
        for measure in measures(rehearsal.verdict):
            now, after = measure.now, measure.after
            if measure.is_verdict:
                now, after = VERDICTS[now], VERDICTS[after]
            self.stdout.write(f"{measure.name}: now {now}, after the import {after}")

    def _read(self, file: Path) -> Table:
        try:
            with file.open("rb") as content:
                return read(file.name, file.stat().st_size, content)
        except OSError as missing:
            raise CommandError(f"{file} cannot be opened: {missing.strerror}.") from None
        except Unreadable as unreadable:
            raise CommandError(f"{file.name}: {unreadable}") from None
