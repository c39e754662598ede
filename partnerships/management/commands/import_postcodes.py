"""`manage.py import_postcodes FILE`: brings in the ONS Postcode Directory."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from partnerships.actions.postcodes import load
from partnerships.places.directory import Directory, Entry, NoDirectory, opened

# Rows between two looks at how far the file has been read.
STEP = 2_000


class Command(BaseCommand):
    """Loads every postcode of the file, or nothing of it; run it again with each new edition."""

    help = (
        "Brings in the ONS Postcode Directory (.csv, or the .zip it comes in), so that postcodes can "
        "be looked up. All or nothing; running it again changes only what differs, and postcodes "
        "that the file leaves out stay. Exit status: 0 when it was brought in, 2 when it cannot be."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="the directory, as the ONS publishes it")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            with opened(file) as directory:
                loaded = load(entries=_shown(directory), filename=file.name, by=None)
        except NoDirectory as unusable:
            raise CommandError(
                f"{file.name}: {unusable} Nothing was brought in.", returncode=2
            ) from None
        self.stdout.write(
            f"{directory.read:,} rows read, {directory.skipped:,} of them without a place and left "
            f"out.\n{loaded.added:,} postcodes added, {loaded.changed:,} changed; "
            f"there are {loaded.total:,} now."
        )


def _shown(directory: Directory) -> Iterator[Entry]:
    """The directory's entries, with a bar on a terminal that says how far it has been read."""
    is_seen = sys.stderr.isatty()
    with tqdm(total=directory.size, unit="B", unit_scale=True, disable=not is_seen) as bar:
        for number, entry in enumerate(directory.entries()):
            yield entry
            if number % STEP == 0:
                bar.update(directory.position - bar.n)
        bar.update(directory.position - bar.n)
