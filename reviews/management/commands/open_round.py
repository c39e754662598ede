"""Open the review round of a year, so that every active area has its review in it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from tqdm import tqdm

from reviews.actions import rounds


class Command(BaseCommand):
    """`manage.py open_round 2026`; running it again goes on where it was broken off, and adds areas
    that have become active since."""

    help = __doc__

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, metavar="YEAR")

    def handle(self, *args: Any, year: int, **options: Any) -> None:
        try:
            with tqdm(unit="area", disable=not sys.stderr.isatty()) as bar:

                def report(done: int, of: int) -> None:
                    bar.total = of
                    bar.update(done - bar.n)

                round_ = rounds.open_round(year=year, by=None, report=report)
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from None
        count = round_.reviews.count()
        self.stdout.write(
            f"The round of {year} is open, with {count} review{'' if count == 1 else 's'}."
        )
