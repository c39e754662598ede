"""How quick `manage.py assess` is on JSON Lines, against `json.loads` alone over the same file.

Run by `make bench`. Both read the same files in the same process, in turns, and so does each stage
of `assess` by itself. Of each file the best of several rounds counts: whatever else the machine
does only ever makes a round slower.
"""

from __future__ import annotations

import json
import os
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TextIO

from tests.benchmarks.rosters import roster_lines

ROSTERS = 1_000
# So few that a round of one file is over before the machine turns to something else.
IN_A_FILE = 100
ROUNDS = 60
AIM = 3

# What is timed: some work, and for each file what it is done on.
Timed = tuple[Callable[[Any], object], Sequence[Any]]


def main() -> None:
    """Print the time of `json.loads`, of the command, and of each stage, in microseconds a roster."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "biglocal.settings")
    import django

    django.setup()
    lines = roster_lines(ROSTERS)
    batches = [lines[start : start + IN_A_FILE] for start in range(0, ROSTERS, IN_A_FILE)]
    with tempfile.TemporaryDirectory() as folder, Path(os.devnull).open("w") as nowhere:
        paths = [write(batch, Path(folder) / f"{at}.jsonl") for at, batch in enumerate(batches)]
        whole: dict[str, Timed] = {
            "json.loads": (load_them, paths),
            "assess": (assessing(nowhere), paths),
        }
        best = best_of_rounds(whole | stages(batches))
    loaded, assessed = best.pop("json.loads"), best.pop("assess")
    best["read and print"] = assessed - sum(best.values())

    print(
        f"{ROSTERS} rosters of {sum(map(len, lines)) / ROSTERS:.0f} bytes, best of {ROUNDS} rounds"
    )
    print(f"assess      {1e6 / assessed:8.0f} rosters a second {assessed:8.1f} microseconds each")
    for name, spent in best.items():
        print(f"  {name:41}{spent:6.1f}")
    print(f"json.loads  {1e6 / loaded:8.0f} rosters a second {loaded:8.1f} microseconds each")
    print(f"assess takes {assessed / loaded:.2f} times json.loads alone (aim: within {AIM})")


def write(batch: list[bytes], path: Path) -> Path:
    path.write_bytes(b"".join(batch))
    return path


def load_them(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        for line in file:
            json.loads(line)


def assessing(nowhere: TextIO) -> Callable[[Path], None]:
    """The command as it runs once its arguments are read, which it does once for all its lines."""
    from partnerships.management.commands.assess import Command

    command = Command(stdout=nowhere)

    def assess_them(path: Path) -> None:
        try:
            command.handle(file=str(path), area=None, all=False, as_at=None)
        except SystemExit as status:
            # Some of them are in breach, which is status 1; 2 would be bad input.
            if status.code != 1:
                raise

    return assess_them


def stages(batches: list[list[bytes]]) -> dict[str, Timed]:
    """What `assess` does with a line, each stage on what the one before made of it."""
    from partnerships.rosters import json as rosters
    from partnerships.rules import assess

    stages: dict[str, Timed] = {}
    for name, work in {
        "decode": rosters._decoder.decode,
        "check, and sort who is who": rosters._as_roster,
        "ask the rules": assess,
        "encode": rosters.encode_assessment,
    }.items():
        stages[name] = (each(work), batches)
        batches = [[work(one) for one in batch] for batch in batches]
    return stages


def each(work: Callable[[Any], object]) -> Callable[[Sequence[Any]], None]:
    def done(batch: Sequence[Any]) -> None:
        for one in batch:
            work(one)

    return done


def best_of_rounds(timed: dict[str, Timed]) -> dict[str, float]:
    """The microseconds a roster of each work: of every file the best round."""
    best = {name: [float("inf")] * len(files) for name, (_, files) in timed.items()}
    for _ in range(ROUNDS):
        for name, (work, files) in timed.items():
            for at, file in enumerate(files):
                start = time.perf_counter()
                work(file)
                best[name][at] = min(best[name][at], time.perf_counter() - start)
    return {name: 1e6 * sum(times) / ROSTERS for name, times in best.items()}


if __name__ == "__main__":
    main()
