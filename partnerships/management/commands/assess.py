"""Check partnerships against the guidance: rosters from a file, from standard input, or our own."""

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
from django.db.models import Q

from biglocal import clock
from partnerships.models import Area
from partnerships.rosters import database
from partnerships.rosters.json import UnreadableRosterError, decode_roster, encode_assessment
from partnerships.rules import Level, Roster, assess

# Byte order marks are what some spreadsheets and editors open a UTF-8 file with.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"

NO_BREACH, BREACH, BAD_INPUT = 0, 1, 2


def day(text: str) -> date:
    """A day given as an argument; raises ArgumentTypeError unless it is like 2026-10-01."""
    try:
        given = date.fromisoformat(text)
    except ValueError:
        given = None
    if given is None or given.isoformat() != text:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date like 2026-10-01")
    return given


class Command(BaseCommand):
    """Print one assessment a roster, as JSON, one a line; see the README for the format.

    The exit status is 0 with no breach anywhere, 1 with one, and 2 when any input was bad.
    """

    help = "Check partnerships against the guidance; prints one JSON object a roster."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "file",
            nargs="?",
            metavar="FILE",
            help="one roster (.json), one a line (.jsonl), or - for standard input as .jsonl",
        )
        source.add_argument("--area", metavar="NAME", help="an area of the database, by name")
        source.add_argument("--all", action="store_true", help="every area of the database")
        parser.add_argument(
            "--as-at", type=day, metavar="DATE", help="for the database; like 2026-10-01"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        self.bad_input = False
        if options["file"] is None:
            as_at = options["as_at"] or clock.today()
            status = self.print_assessments(database.rosters(_areas(options["area"]), as_at))
        elif options["as_at"] is not None:
            raise CommandError("A file says its own date: leave out --as-at.", returncode=BAD_INPUT)
        else:
            status = self.print_assessments(self.rosters_of_file(options["file"]))
        if self.bad_input:
            status = BAD_INPUT
        if status:
            sys.exit(status)

    def print_assessments(self, rosters: Iterable[Roster]) -> int:
        status = NO_BREACH
        for roster in rosters:
            assessment = assess(roster)
            self.stdout.write(encode_assessment(assessment).decode())
            if assessment.breaches:
                status = BREACH
        return status

    def rosters_of_file(self, name: str) -> Iterator[Roster]:
        with Path(name).open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield decode_roster(line)

def _areas(name):
    return Area.objects.all()
