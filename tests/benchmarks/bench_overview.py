"""Times the overview of 150 areas against a signed-in page with nothing on it, in one run."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path

from tests.benchmarks.running import set_up

ROUNDS = 60
AIM = 4


def main() -> None:
    """Make the demonstration programme in a database of its own, and print both times and the ratio."""
    with tempfile.TemporaryDirectory() as place:
        set_up(f"sqlite:///{Path(place) / 'bench.sqlite3'}")
        measure()


def measure() -> None:
    """Both pages in turn, so that whatever else the machine does falls on both."""
    from django.core.management import call_command
    from django.test import Client

    from biglocal.accounts.models import User
    from partnerships.demo.accounts import STAFF

    call_command("migrate", verbosity=0)
    call_command("demo", verbosity=0)
    client = Client(headers={"host": "localhost"})
    client.force_login(User.objects.get(email=STAFF))
    times: dict[str, list[float]] = {"/empty/": [], "/overview/": []}
    for turn in range(ROUNDS + 5):
        for address, taken in times.items():
            start = time.perf_counter()
            response = client.get(address)
            end = time.perf_counter()
            assert response.status_code == 200, address
            if turn >= 5:
                taken.append(end - start)
    # The quickest of each, since whatever else the machine does only ever adds.
    empty, overview = (min(taken) * 1000 for taken in times.values())
    print(f"empty page, signed in:   {empty:6.1f} ms")
    print(f"overview of 150 areas:   {overview:6.1f} ms")
    print(f"ratio:                   {overview / empty:6.1f}  (aim: within {AIM})")


if __name__ == "__main__":
    main()
