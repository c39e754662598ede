"""How PostgreSQL goes about queries, and so many cheap areas that this tells how it would among more."""

import datetime
import re
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from biglocal.accounts.models import User
from partnerships.models import Area, Assignment, Region, Standing
from partnerships.rules import BIG_LOCAL
from tests.factories import AreaFactory, AssignmentFactory, UserFactory

TODAY = datetime.date(2026, 10, 1)
NOON = datetime.datetime(2026, 10, 1, 11, tzinfo=datetime.UTC)
ONE_DAY = datetime.timedelta(days=1)
VERDICTS = [True, True, True, None, False]


def plans_of(ask: Callable[[], Any], pattern: str) -> list[str]:
    """How the database carries out those of the queries that `ask` asks which fit a pattern."""
    with CaptureQueriesContext(connection) as asked:
        ask()
    queries = [query["sql"] for query in asked.captured_queries if re.search(pattern, query["sql"])]
    return [plan_of(sql) for sql in queries]


def plan_of(sql: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN {sql}")
        return "\n".join(line for (line,) in cursor.fetchall())


def very_many(number: int = 3_000) -> None:
    """Areas of every kind with standings that are right today, and a rep for every five of them."""
    regions = Region.values
    Area.objects.bulk_create(
        [
            AreaFactory.build(
                # Not in the order in which they are added.
                name=f"Area {n * 7919 % number}",
                region=regions[n % len(regions)],
                standing_version=0,
                register_changed_at=NOON - n * ONE_DAY if n % 10 else None,
            )
            for n in range(number)
        ],
        batch_size=1_000,
    )
    pks = list(Area.objects.order_by("pk").values_list("pk", flat=True))
    standings = [_standing(n, pk) for n, pk in enumerate(pks)]
    Standing.objects.bulk_create(standings, batch_size=1_000)
    reps = User.objects.bulk_create(
        [UserFactory.build(name=f"Rep {n * 7919 % 1000}") for n in range(number // 5)]
    )
    Assignment.objects.bulk_create(
        [
            AssignmentFactory.build(area_id=pk, area=None, user=reps[n % len(reps)], role="rep")
            for n, pk in enumerate(pks)
        ],
        batch_size=1_000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _standing(n: int, pk: int) -> Standing:
    criteria, conflicts = VERDICTS[n % 5], VERDICTS[n // 5 % 5]
    not_met = [criteria, conflicts].count(False)
    return Standing(
        area_id=pk,
        register_version=0,
        as_at=TODAY,
        good_until=TODAY + n % 300 * ONE_DAY if n % 3 else None,
        edition=BIG_LOCAL.edition,
        meets_criteria=criteria,
        meets_conflicts_guidance=conflicts,
        members=5 + n % 17,
        voting_members=5,
        residents=5,
        residency_unknown=0,
        breaches=not_met * (1 + n % 4),
        not_met_since=TODAY - n % 900 * ONE_DAY if not_met else None,
        is_one_departure_away=n % 6 == 0,
        rules={},
    )
