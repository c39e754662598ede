"""Loads a demonstration of very many areas into PostgreSQL: to see that size does not matter."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextlib import closing

from django.db import connection

from partnerships.demo.stamping import Stamping, copy_in, row
from partnerships.models import Area
from partnerships.standing import rebuild
from reviews.demo.load import load
from reviews.models import Review, Round, State

# How many areas are made up one by one; a whole number of pairs of reps.
FIRST = 150


def load_many(
    *,
    areas: int,
    seed: int,
    password: str,
    day: datetime.date,
    report: Callable[[str, int], None] = lambda step, done: None,
) -> None:
    """Fill an empty PostgreSQL; `report` hears of what how many areas are done.

    The first areas are saved before the others are copied, and the others before their verdicts are
    worked out: when it is broken off in between, begin again with an empty database.
    """
    load(
        areas=FIRST,
        seed=seed,
        password=password,
        day=day,
        report=lambda done: report("Made up", done),
    )
    round_ = Round.objects.latest_on(day)
    done = FIRST
    # Closed at once when something goes wrong, so that nothing waits for it.
    with closing(Stamping(areas=areas, seed=seed, password=password, day=day).load()) as copies:
        for copied in copies:
            if round_:
                _begin_reviews(round_, [one.pk for one in copied])
            done += len(copied)
            report("Copied", done)
    _look_over()
    _work_out(report)
    _look_over()


def _look_over() -> None:
    """Have the database know what it holds by now, as it does by itself where it is given the time."""
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _begin_reviews(round_: Round, areas: list[int]) -> None:
    """Give each area its review of the round; every fourth was begun."""
    last = Review.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    copy_in(
        Review,
        "".join(
            [
                row(
                    Review,
                    id=last + number,
                    version=1,
                    round_id=round_.pk,
                    area_id=area,
                    state=(State.NOT_STARTED if number % 4 else State.IN_PROGRESS).value,
                    started_at=None if number % 4 else round_.opened_at,
                    extended_to=None,
                    extension_reason="",
                )
                for number, area in enumerate(areas, start=1)
            ]
        ),
    )


def _work_out(report: Callable[[str, int], None]) -> None:
    done = 0

    def add(batch: int) -> None:
        nonlocal done
        done += batch
        report("Worked out", done)

    rebuild(Area.objects.filter(standing=None), report=add)
