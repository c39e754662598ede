"""Lets several processes share the work of a command over all areas."""

from __future__ import annotations

import argparse
import gc
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context

from django.core.management.base import CommandParser
from django.db import connection, connections

MOST_WORKERS = 32


def add_workers(parser: CommandParser) -> None:
    """Let a command be told how many processes there are to be."""
    parser.add_argument(
        "--workers",
        type=_number_of_workers,
        default=1,
        help="how many processes share the work, on PostgreSQL (1)",
    )


def can_share(workers: int) -> bool:
    """Whether there is more than one, on a database where several can write at once."""
    return workers > 1 and connection.vendor == "postgresql"


def shared_out(
    work: Callable[[tuple[int, int]], int], pks: Sequence[int], at_once: int, workers: int
) -> Iterator[int]:
    """Let processes do the work part by part; what it says of each part, as they are done.

    `work` is a function of a module, which is given the first and the last primary key of at most
    `at_once` areas.
    """
    parts = [pks[start : start + at_once] for start in range(0, len(pks), at_once)]
    # A process must not speak through a connection that another one has open.
    connections.close_all()
    with get_context("fork").Pool(workers, initializer=_begin) as pool:
        yield from pool.imap_unordered(work, [(part[0], part[-1]) for part in parts])


def _begin() -> None:
    """Begin a process: with connections of its own, whatever was open where it comes from.

    It looks for cycles more seldom, too: among so many rows there are next to none.
    """
    for one in connections.all(initialized_only=True):
        # Let go of, and not closed, which would end it for the process that it belongs to.
        one.connection = None
    gc.freeze()
    gc.set_threshold(200_000)


def _number_of_workers(text: str) -> int:
    """The number in an argument; argparse shows the refusal."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_WORKERS}")
    return int(text)
