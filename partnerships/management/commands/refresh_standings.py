"""`manage.py refresh_standings`: works out again the stored verdict of every area."""

from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from tqdm import tqdm

from partnerships.management.sharing import add_workers, can_share, shared_out
from partnerships.models import Area
from partnerships.standing import bring_up_to_date, rebuild, rebuild_between

# What a worker is given at once.
AREAS_AT_ONCE = 500


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
        add_workers(parser)

    def handle(self, *, stale: bool, workers: int, **options: Any) -> None:
        areas = Area.objects.all()
        if stale:
            self._say(bring_up_to_date(areas))
            return
        done = 0
        with tqdm(
            total=areas.count(), unit=" areas", file=sys.stderr, disable=not sys.stderr.isatty()
        ) as bar:
            if can_share(workers):
                pks = list(areas.order_by("pk").values_list("pk", flat=True))
                for number in shared_out(_rebuild, pks, AREAS_AT_ONCE, workers):
                    done += number
                    bar.update(number)
            else:
                done = rebuild(areas, report=bar.update)
        self._say(done)

    def _say(self, number: int) -> None:
        are = "standing was" if number == 1 else "standings were"
        self.stdout.write(f"{number:,} {are} worked out again.")


def _rebuild(part: tuple[int, int]) -> int:
    return rebuild_between(*part)
