"""`manage.py refresh_standings`: works out again the stored verdict of every area."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Iterator
from multiprocessing import get_context
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import connection, connections
from tqdm import tqdm

from partnerships.models import Area
from partnerships.standing import bring_up_to_date, rebuild, rebuild_between

# What a worker is given at once.
AREAS_AT_ONCE = 500
MOST_WORKERS = 32


class Command(BaseCommand):
    """Nothing depends on it: it spares the first who looks, on a day on which many facts change."""

    help = (
        "Works out again the stored verdict of every area. Nothing depends on it having run: run it "
        "after midnight where there are very many areas, so that nobody waits for it in the morning, "
        "or after the rules themselves were changed. It can be stopped and begun again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--stale", action="store_true", help="only those that are not right any more"
        )
        parser.add_argument(
            "--workers",
            type=_number_of_workers,
            default=1,
            help="how many processes share the work, on PostgreSQL (1)",
        )

    def handle(self, *, stale: bool, workers: int, **options: Any) -> None:
        areas = Area.objects.all()
        if stale:
            self._say(bring_up_to_date(areas))
            return
        done = 0
        with tqdm(
            total=areas.count(), unit=" areas", file=sys.stderr, disable=not sys.stderr.isatty()
        ) as bar:
            if workers > 1 and connection.vendor == "postgresql":
                for number in _shared_out(workers):
                    done += number
                    bar.update(number)
            else:
                done = rebuild(areas, report=bar.update)
        self._say(done)

    def _say(self, number: int) -> None:
        are = "standing was" if number == 1 else "standings were"
        self.stdout.write(f"{number:,} {are} worked out again.")


def _shared_out(workers: int) -> Iterator[int]:
    """Let processes rebuild the areas part by part; how many there were in each part."""
    pks = list(Area.objects.order_by("pk").values_list("pk", flat=True))
    parts = [pks[start : start + AREAS_AT_ONCE] for start in range(0, len(pks), AREAS_AT_ONCE)]
    # A process must not speak through a connection that another one has open.
    connections.close_all()
    with get_context("fork").Pool(workers, initializer=_let_rows_be) as pool:
        yield from pool.imap_unordered(_rebuild, [(part[0], part[-1]) for part in parts])


def _let_rows_be() -> None:
    """Look for cycles more seldom in this process: among so many rows there are next to none."""
    gc.freeze()
    gc.set_threshold(200_000)


def _rebuild(part: tuple[int, int]) -> int:
    return rebuild_between(*part)


def _number_of_workers(text: str) -> int:
    """The number in an argument; argparse shows the refusal."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_WORKERS}")
    return int(text)
