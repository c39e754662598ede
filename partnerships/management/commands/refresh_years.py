"""`manage.py refresh_years`: works out the past of every area ahead of whoever looks at it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from partnerships.models import Area, Reckoning
from partnerships.stretches import bring_up_to_date, number_stale


class Command(BaseCommand):
    """Nothing depends on it: a page works out what it needs. Of many areas, that takes it long."""

    help = (
        "Works out the years of every area where they are not right, which the pages of the "
        "programme over the years would otherwise do a few areas at a time. Worth running after an "
        "edition of the criteria was published. It may be stopped and run again at any time."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--anew", action="store_true", help="work out every area, those that are right too"
        )

    def handle(self, *, anew: bool, **options: Any) -> None:
        if anew:
            Reckoning.objects.update(criteria="")
        areas = Area.objects.all()
        number = number_stale(areas)
        with tqdm(total=number, unit=" areas", disable=not sys.stderr.isatty()) as bar:
            bring_up_to_date(areas, report=bar.update)
        self.stdout.write(f"{number:,} worked out, of {areas.count():,} areas.")
