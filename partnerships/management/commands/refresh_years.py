"""`manage.py refresh_years`: works out the past of every area ahead of whoever looks at it."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from partnerships.management.sharing import add_workers, can_share, shared_out
from partnerships.models import Area, Reckoning
from partnerships.stretches import bring_up_to_date, stale

# Worked out, and saved, together: more than for a page, which somebody waits for.
AREAS_AT_ONCE = 100


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

        add_workers(parser)

    def handle(self, *, anew: bool, workers: int, **options: Any) -> None:
        if anew:
            Reckoning.objects.update(criteria="")
        areas = Area.objects.all()
        pks = list(stale(areas).order_by("pk").values_list("pk", flat=True))
        with tqdm(total=len(pks), unit=" areas", disable=not sys.stderr.isatty()) as bar:
            if can_share(workers):
                for number in shared_out(_bring_up_to_date, pks, AREAS_AT_ONCE, workers):
                    bar.update(number)
            else:
                bring_up_to_date(areas, at_once=AREAS_AT_ONCE, report=bar.update)
        self.stdout.write(f"{len(pks):,} worked out, of {areas.count():,} areas.")


def _bring_up_to_date(part: tuple[int, int]) -> int:
    done: list[int] = []
    first, last = part
    areas = Area.objects.filter(pk__gte=first, pk__lte=last)
    bring_up_to_date(areas, at_once=AREAS_AT_ONCE, report=done.append)
    return sum(done)
