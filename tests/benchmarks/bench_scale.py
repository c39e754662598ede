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
from typing import Any

from tests.benchmarks import bench_standings
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

    from biglocal.accounts.models import User
    from partnerships.demo.accounts import STAFF

    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=STAFF))

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
    """How long working out every standing takes, reading the same rows by hand, the better of two rounds
    each, and the most memory."""
    from django.db import connection

    given = connection.get_connection_params()
    place = f"{given['host']}:{given['port']}/{given['dbname']}"
    os.environ["DATABASE_URL"] = f"postgresql://{given['user']}@{place}"
    # In turns, since whoever reads first after a filling reads what nothing has been kept of.
    reading, rebuilding = [], []
    for _ in range(2):
        reading.append(bench_standings.timed(bench_standings.read))
        rebuilding.append(bench_standings.timed(bench_standings.rebuild))
    return {
        "rebuilding": min(rebuilding),
        "reading": min(reading),
        "memory": resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024,
    }


if __name__ == "__main__":
    main()
