"""Loads the demonstration programme into an empty database, and says how to sign in to it."""

from __future__ import annotations

import argparse
from typing import Any, Self

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from tqdm import tqdm

from biglocal import clock
from partnerships.demo.accounts import PASSWORD, sign_ins_in_a_table
from partnerships.demo.places import MOST_AREAS
from partnerships.models import Area
from partnerships.stretches import bring_up_to_date
from reviews.demo.load import load
from reviews.demo.many import load_many

SEED = 2020
# From this many on, PostgreSQL is filled with copies: each area made up takes a tenth of a second.
MANY = 1000


class Command(BaseCommand):
    """`manage.py demo`; `--sign-ins` says again how to sign in, and loads nothing."""

    help = (
        "Loads an invented programme (areas, people, ten years of registers and reviews) into a "
        "database that has no areas yet, and prints how to sign in. One seed and one day always "
        "make the same programme."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--areas",
            type=_number_of_areas,
            default=150,
            help=f"how many areas (150); more than {MANY} on PostgreSQL alone",
        )
        parser.add_argument("--seed", type=int, default=SEED, help=f"what chance goes by ({SEED})")
        parser.add_argument(
            "--password", default=PASSWORD, help=f"the password of everybody ({PASSWORD})"
        )
        parser.add_argument(
            "--if-empty",
            action="store_true",
            help="do nothing, and call it no error, where there are areas already",
        )
        parser.add_argument(
            "--sign-ins", action="store_true", help="only print how to sign in, and load nothing"
        )

    def handle(self, **options: Any) -> None:
        if options["sign_ins"]:
            self._print_sign_ins()
        elif not Area.objects.exists():
            self._load(options)
        elif options["if_empty"]:
            self.stdout.write("There are areas in the database already, so nothing was loaded.")
        else:
            raise CommandError(
                "There are areas in the database already, and the demonstration programme goes "
                "into an empty one alone. Name another with DATABASE_URL, or delete this one first."
            )

    def _load(self, options: dict[str, Any]) -> None:
        wanted = options["areas"]

        def report(done: int) -> None:
            if options["verbosity"]:
                self.stdout.write(f"  {done} of {wanted} areas")
                self.stdout.flush()

        chosen = {"seed": options["seed"], "password": options["password"], "day": clock.today()}
        if wanted > MANY:
            if connection.vendor != "postgresql":
                raise CommandError(
                    f"More than {MANY} areas need PostgreSQL. Name one with DATABASE_URL, or ask for "
                    "fewer areas."
                )
            with Progress(wanted, self.stderr, is_quiet=not options["verbosity"]) as progress:
                load_many(areas=wanted, report=progress.say, **chosen)
        else:
            load(areas=wanted, report=report, and_one_closed=True, **chosen)
            # So that the first look at the years need not wait.
            bring_up_to_date(Area.objects.all())
        if options["verbosity"]:
            self._print_sign_ins()

    def _print_sign_ins(self) -> None:
        lines = sign_ins_in_a_table() or ["The demonstration programme is not in this database."]
        for line in ["", *lines]:
            self.stdout.write(line)


class Progress:
    """A bar for each step of loading very many areas."""

    def __init__(self, areas: int, out: Any, *, is_quiet: bool) -> None:
        self._areas = areas
        self._out = out
        self._is_quiet = is_quiet
        self._bar: tqdm | None = None
        self._step = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *of: object) -> None:
        self._close()

    def say(self, step: str, done: int) -> None:
        """So many areas are through a step by now."""
        if self._bar is None or self._step != step:
            self._close()
            self._step = step
            self._bar = tqdm(
                total=self._areas, desc=step, unit=" areas", file=self._out, disable=self._is_quiet
            )
        self._bar.update(done - self._bar.n)

    def _close(self) -> None:
        if self._bar is not None:
            self._bar.close()


def _number_of_areas(text: str) -> int:
    """The number in an argument; argparse shows the refusal."""
    if not text.isdecimal() or not 1 <= int(text) <= MOST_AREAS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST_AREAS}")
    return int(text)
