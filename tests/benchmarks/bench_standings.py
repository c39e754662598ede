"""How quick rebuilding all standings is, against reading the same rows with plain psycopg2.

Run by `make bench`, on PostgreSQL: on the areas of the database that `DATABASE_URL` names, where it
has any, or on a throwaway server filled with `AREAS` of them (an environment variable).
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.benchmarks.running import set_up

AREAS = os.environ.get("AREAS", "5000")
WORKERS = 2
ROUNDS = 3
AIM = 3
# Rows that are held at once while they are read.
AT_ONCE = 10_000


def main() -> None:
    """Fill a database unless it is full, and print both times, their ratio, and the memory."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        module = [sys.executable, "-m", "tests.benchmarks.bench_standings"]
        sys.exit(subprocess.call(["scripts/postgres.sh", *module]))
    set_up()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("demo", "--areas", AREAS, "--if-empty", verbosity=0)
    measure()


def measure() -> None:
    """The best of several rounds of each, in turns, so that whatever else goes on falls on both."""
    from partnerships.models import Area

    areas, rows = Area.objects.count(), read()
    took = {"read": float("inf"), "rebuild": float("inf")}
    for _ in range(ROUNDS):
        took["read"] = min(took["read"], timed(read))
        took["rebuild"] = min(took["rebuild"], timed(rebuild))
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{areas:,} areas, {rows:,} rows of facts, best of {ROUNDS} rounds")
    print(f"reading them with psycopg2:  {took['read']:8.2f} s")
    print(f"rebuilding all standings:    {took['rebuild']:8.2f} s ({WORKERS} processes)")
    print(f"most memory of a process:    {memory:8.0f} MB")
    print(
        f"ratio:                       {took['rebuild'] / took['read']:8.2f}  (aim: within {AIM})"
    )


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def rebuild() -> None:
    from django.core.management import call_command

    with Path(os.devnull).open("w") as nowhere:
        call_command("refresh_standings", "--workers", str(WORKERS), stdout=nowhere)


def read() -> int:
    """Read every row that a rebuild reads, of each kind one after the other; how many there are."""
    import psycopg2

    number = 0
    connection = psycopg2.connect(os.environ["DATABASE_URL"])
    try:
        for place, statement in enumerate(statements()):
            with connection.cursor(f"reading{place}") as cursor:
                cursor.itersize = AT_ONCE
                cursor.execute(statement)
                for _ in cursor:
                    number += 1
    finally:
        connection.close()
    return number


def statements() -> Iterator[str]:
    """What reads all facts that hold today or later, and all others of the areas in breach."""
    from biglocal import clock
    from partnerships.rosters.database import DECISIONS_COUNT_FOR

    today = clock.today()
    counted = today - DECISIONS_COUNT_FOR
    breach = (
        "area_id IN (SELECT area_id FROM partnerships_standing "
        "WHERE NOT meets_criteria OR NOT meets_conflicts_guidance)"
    )
    lasting = f"(ends_on IS NULL OR ends_on >= '{today}' OR {breach})"
    for table, columns in {
        "membership": "person_id, is_voting, represents",
        "office": "person_id, title",
        "paidwork": "person_id",
        "ltorole": "person_id",
        "residence": "person_id, household_id, in_area",
        "relationship": "a_id, b_id, kind",
        "lto": "organisation_id, is_own",
    }.items():
        yield (
            f"SELECT area_id, {columns}, starts_on, ends_on FROM partnerships_{table} "
            f"WHERE {lasting}"
        )
    yield (
        "SELECT area_id, person_id, organisation_id, nature, starts_on, ends_on "
        f"FROM partnerships_interest WHERE ends_on IS NULL OR ends_on > '{counted}' OR {breach}"
    )
    decided = f"(decided_on > '{counted}' OR {breach})"
    yield (
        "SELECT area_id, d.id, decided_on, kind, organisation_id FROM partnerships_decision d "
        f"LEFT JOIN partnerships_decision_organisations o ON o.decision_id = d.id WHERE {decided}"
    )
    yield (
        "SELECT area_id, decision_id, person_id, part FROM partnerships_participation p "
        f"JOIN partnerships_decision d ON d.id = p.decision_id WHERE {decided}"
    )


if __name__ == "__main__":
    main()
