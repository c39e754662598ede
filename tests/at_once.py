"""Two people who press a button at the same moment."""

from __future__ import annotations

import threading
from collections.abc import Callable

from django.db import connection, connections


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act gave or raised, in their order; the test needs a real transaction.

    On PostgreSQL they run at the same moment. SQLite lets one write at a time whatever the moment,
    so there they follow each other.
    """
    outcomes: list[object] = [None] * len(acts)
    start = threading.Barrier(len(acts))

    def run(place: int) -> None:
        try:
            if connection.vendor == "postgresql":
                start.wait(timeout=10)
            outcomes[place] = acts[place]()
        except Exception as raised:  # noqa: BLE001  whatever it is, the test looks at it
            outcomes[place] = raised
        finally:
            if connection.vendor == "postgresql":
                connections.close_all()

    if connection.vendor != "postgresql":
        for place in range(len(acts)):
            run(place)
        return outcomes
    threads = [threading.Thread(target=run, args=[place]) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return outcomes
