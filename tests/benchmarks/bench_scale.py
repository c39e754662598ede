"""Times the overview at 150 areas and at 170,000, and the rebuilding of all standings, on PostgreSQL.

Run by `make bench`, in two databases of its own beside the one that `DATABASE_URL` names, or on a
throwaway server. To fill the large one takes minutes; `AREAS=20000` in the environment makes it
smaller. Every page is timed in turns with a signed-in page with nothing on it.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

from tests.benchmarks.running import set_up

FEW, MANY = 150, int(os.environ.get("AREAS", "170000"))
ROUNDS = 40
PAGES = {
    "first page": "/overview/?sort=-breaches",
    "filtered page": "/overview/?region=north-west&criteria=no",
}
AIM_OF_A_PAGE, AIM_OF_SIZE, AIM_OF_REBUILDING = 4, 1.5, 3


def main() -> None:
    """Fill both databases, and print every time and ratio; or, as its own child, time one of them."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        module = [sys.executable, "-m", "tests.benchmarks.bench_scale"]
        sys.exit(subprocess.call(["scripts/postgres.sh", *module]))
    if len(sys.argv) == 1:
        compare()
    else:
        print(json.dumps(timed(int(sys.argv[1]))))


def compare() -> None:
    """Time both sizes, each in a process of its own."""
    by_size = {}
    for areas in (FEW, MANY):
        command = [sys.executable, "-m", "tests.benchmarks.bench_scale", str(areas)]
        said = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
        by_size[areas] = json.loads(said.stdout.splitlines()[-1])
    for areas, found in by_size.items():
        print(f"{areas:,} areas, {found['people']:,} people ({found['filling']:.0f} s to fill)")
        empty = found["pages"]["empty page"]
        for name, taken in found["pages"].items():
            print(f"  {name:14} {1000 * taken:8.1f} ms, {taken / empty:5.2f} times the empty page")
        print(
            f"  standings      {found['rebuilding']:8.1f} s to work out, "
            f"{found['reading']:8.1f} s to read the same rows, "
            f"ratio {found['rebuilding'] / found['reading']:.2f} (aim: within {AIM_OF_REBUILDING}), "
            f"at most {found['memory']} MB"
        )
    few, many = by_size[FEW]["pages"], by_size[MANY]["pages"]
    for name in PAGES:
        print(
            f"{name}: {few[name] / few['empty page']:.2f} times the empty page at {FEW} areas "
            f"(aim: within {AIM_OF_A_PAGE}); at {MANY:,} {many[name] / few[name]:.2f} times what it "
            f"is at {FEW} (aim: within {AIM_OF_SIZE})"
        )


def timed(areas: int) -> dict[str, Any]:
    """Everything about a programme of so many areas, in seconds, in a database that is dropped again."""
    set_up()
    from django.core.management import call_command
    from django.db import connection

    from partnerships.models import Person

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        start = time.perf_counter()
        call_command("demo", areas=areas, verbosity=0)
        return {
            "filling": time.perf_counter() - start,
            "people": Person.objects.count(),
            "pages": pages(),
            **standings(),
        }
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def pages() -> dict[str, float]:
    """The time of each page, the empty one first: the middle one of many, each in turns with that."""
    from django.test import Client

    from biglocal.accounts.models import ProgrammeRole, User

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.filter(programme_role=ProgrammeRole.STAFF).first())

    def time_of(address: str) -> float:
        start = time.perf_counter()
        response = client.get(address)
        end = time.perf_counter()
        assert response.status_code == 200, address
        return end - start

    taken: dict[str, list[float]] = {"empty page": []}
    for name, address in PAGES.items():
        # Whoever comes back to the filters they had writes nothing down.
        for _ in range(5):
            time_of(address)
        taken[name] = []
        for _ in range(ROUNDS):
            taken["empty page"].append(time_of("/empty/"))
            taken[name].append(time_of(address))
    return {name: statistics.median(times) for name, times in taken.items()}


def standings() -> dict[str, float]:
    """How long working out every standing takes, reading the same rows by hand, and the most memory."""
    from partnerships.models import Area
    from partnerships.standing import rebuild

    start = time.perf_counter()
    rebuilt = rebuild(Area.objects.all())
    rebuilding = time.perf_counter() - start
    assert rebuilt == Area.objects.count()
    start = time.perf_counter()
    read = sum(1 for _ in rows_by_hand())
    return {
        "rebuilding": rebuilding,
        "reading": time.perf_counter() - start,
        "rows": read,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


# What a verdict is worked out from, in plain SQL; `lasting` is the condition on a dated fact.
FACTS = {
    "membership": "area_id, person_id, is_voting, represents, starts_on, ends_on",
    "office": "area_id, person_id, title, starts_on, ends_on",
    "paidwork": "area_id, person_id, starts_on, ends_on",
    "ltorole": "area_id, person_id, starts_on, ends_on",
    "residence": "area_id, person_id, household_id, in_area, starts_on, ends_on",
    "relationship": "area_id, a_id, b_id, kind, starts_on, ends_on",
    "lto": "area_id, organisation_id, is_own, starts_on, ends_on",
    "interest": "area_id, person_id, organisation_id, nature, starts_on, ends_on",
}
DECISIONS = (
    "SELECT area_id, d.id, decided_on, kind, o.organisation_id FROM partnerships_decision d "
    "LEFT JOIN partnerships_decision_organisations o ON o.decision_id = d.id WHERE {which}",
    "SELECT area_id, p.decision_id, p.person_id, p.part FROM partnerships_participation p "
    "JOIN partnerships_decision d ON d.id = p.decision_id WHERE {which}",
)


def rows_by_hand() -> Iterator[Any]:
    """Every row that a standing is worked out from, through psycopg2 alone: what holds today or later,
    and where something is not met also what is over, which tells since when."""
    import psycopg2
    from django.db import connection

    from biglocal import clock
    from partnerships.models import Standing

    not_met = Standing.objects.exclude(not_met_since=None).values_list("area", flat=True)
    lasting = {"facts": "ends_on IS NULL OR ends_on >= %(day)s", "decided": "decided_on > %(year)s"}
    everything = {"facts": "area_id = ANY(%(not_met)s)", "decided": "area_id = ANY(%(not_met)s)"}
    day = clock.today()
    values = {"day": day, "year": day.replace(year=day.year - 1), "not_met": list(not_met)}
    given = connection.get_connection_params()
    by_hand = psycopg2.connect(**{key: given[key] for key in ("dbname", "user", "host", "port")})
    statements = [
        statement
        for which in (lasting, everything)
        for statement in (
            *(
                f"SELECT {columns} FROM partnerships_{table} WHERE {which['facts']}"
                for table, columns in FACTS.items()
            ),
            *(statement.format(which=which["decided"]) for statement in DECISIONS),
        )
    ]
    try:
        for number, statement in enumerate(statements):
            with by_hand.cursor(f"rows_{number}") as cursor:
                cursor.itersize = 20_000
                cursor.execute(statement, values)
                yield from cursor
    finally:
        by_hand.close()


if __name__ == "__main__":
    main()
