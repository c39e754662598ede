"""Check partnerships against the guidance: rosters from a file, standard input or the database."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.db.models import Q, QuerySet

from biglocal import clock
from partnerships.models import Area
from partnerships.rosters import database
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.json import UnreadableRosterError, decode_roster, encode_assessment
from partnerships.rules import BIG_LOCAL, Criteria, Roster, assess

NO_BREACH, BREACH, BAD_INPUT = 0, 1, 2
STANDARD_INPUT = "-"

# Each is about 2,000 bytes, and to print one costs a tenth of working it out.
LINES_AT_ONCE = 32

# What some editors and spreadsheets put before UTF-8 text.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


class Command(BaseCommand):
    """Print one assessment a roster, as JSON, one a line, in the order read.

    A roster that cannot be read is named on standard error and passed over. The exit status is 0
    with no breach anywhere, 1 with one, and 2 when any input was bad.
    """

    help = "Check partnerships against the guidance, and print one JSON object for each."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "file",
            nargs="?",
            metavar="FILE",
            help="one roster (.json), one a line (.jsonl), or - for standard input, one a line",
        )
        source.add_argument("--area", metavar="NAME", help="one area of the database, by its name")
        source.add_argument(
            "--all", action="store_true", help="every area that is active on that day"
        )
        parser.add_argument(
            "--as-at",
            type=_day,
            metavar="DATE",
            help="the day to look at in the database, like 2026-10-01 (default: today)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.status = NO_BREACH
        try:
            self.print_assessments(
                self.rosters(**options), options["file"], self.criteria(**options)
            )
        except BrokenPipeError:
            _stop_writing()
        except DatabaseError as error:
            reason = str(error).partition("\n")[0]
            raise CommandError(
                f"The database cannot be read ({reason}).", returncode=BAD_INPUT
            ) from error
        if self.status:
            sys.exit(self.status)

    def rosters(
        self, *, file: str | None, area: str | None, as_at: date | None, **options: Any
    ) -> Iterator[Roster]:
        """The rosters that were asked for, one at a time."""
        if file is None:
            day = as_at or clock.today()
            areas = Area.objects.active_on(day) if area is None else _area(area)
            return database.rosters(areas, day)
        if as_at is not None:
            raise CommandError("A file says its own date: leave out --as-at.", returncode=BAD_INPUT)
        return self.rosters_of_file(file)

    def criteria(self, *, file: str | None, as_at: date | None, **options: Any) -> Criteria:
        """Of the day for what the database says; a file is checked against the guidance itself."""
        return criteria_on(as_at or clock.today()) if file is None else BIG_LOCAL

    def print_assessments(
        self, rosters: Iterable[Roster], file: str | None, criteria: Criteria
    ) -> None:
        # JSON is UTF-8, whatever this terminal is.
        if isinstance(sys.stdout, io.TextIOWrapper):
            sys.stdout.reconfigure(encoding="utf-8")
        # Whoever feeds us line by line may be waiting for the answer; a file is not.
        block = 1 if file == STANDARD_INPUT else LINES_AT_ONCE
        lines: list[bytes] = []
        try:
            for roster in rosters:
                assessment = assess(roster, criteria)
                if assessment.has_breach:
                    self.status = max(self.status, BREACH)
                lines.append(encode_assessment(assessment))
                if len(lines) >= block:
                    self.print_lines(lines)
                    lines = []
        finally:
            self.print_lines(lines)

    def print_lines(self, lines: list[bytes]) -> None:
        if lines:
            self.stdout.write(b"\n".join(lines).decode())
        self.stdout.flush()

    def rosters_of_file(self, name: str) -> Iterator[Roster]:
        if name == STANDARD_INPUT:
            yield from self.rosters_of_lines("standard input", sys.stdin.buffer)
            return
        read = {".json": self.roster_of_whole, ".jsonl": self.rosters_of_lines}
        path = Path(name)
        if path.suffix.lower() not in read:
            self.refuse(name, "expected a file that ends in .json or .jsonl")
            return
        try:
            with path.open("rb") as file:
                yield from read[path.suffix.lower()](name, file)
        except OSError as error:
            self.refuse(name, f"it cannot be read ({error.strerror})")

    def roster_of_whole(self, name: str, file: BinaryIO) -> Iterator[Roster]:
        text = file.read().removeprefix(BYTE_ORDER_MARK)
        try:
            yield decode_roster(text)
        except UnreadableRosterError as error:
            self.refuse(f"{name}:{error.line}", str(error))

    def rosters_of_lines(self, name: str, file: BinaryIO) -> Iterator[Roster]:
        is_empty = True
        for number, line in enumerate(file, 1):
            if number == 1:
                line = line.removeprefix(BYTE_ORDER_MARK)
            if not line.strip():
                continue
            is_empty = False
            try:
                roster = decode_roster(line)
            except UnreadableRosterError as error:
                self.refuse(f"{name}:{number}", str(error))
            else:
                yield roster
        if is_empty:
            self.refuse(f"{name}:1", "roster: there is nothing in it")

    def refuse(self, where: str, why: str) -> None:
        self.status = BAD_INPUT
        self.stderr.write(f"{where}: {why}")


def _day(text: str) -> date:
    """A day given as an argument; raises ArgumentTypeError unless it is written like 2026-10-01."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise argparse.ArgumentTypeError(f"expected a date like 2026-10-01, not {text!r}")
    return day


def _area(name: str) -> QuerySet[Area]:
    areas = Area.objects.filter(Q(name__iexact=name) | Q(slug=name))
    if not areas.exists():
        raise CommandError(f"There is no area called {name}.", returncode=BAD_INPUT)
    return areas


def _stop_writing() -> None:
    """Give up standard output, which nobody reads any more, so that Python does not complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
