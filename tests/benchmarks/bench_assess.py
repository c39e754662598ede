"""How quick `manage.py assess` is on JSON Lines, against `json.loads` alone over the same file.

Run by `make bench`. Both read the same file in the same process, in turns, and the best of several
rounds counts: whatever else the machine does only ever makes a round slower.
"""

from __future__ import annotations

import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROSTERS = 2_000
ROUNDS = 9
FIRST_NAMES = ["Asha", "Ben", "Carys", "Dele", "Ewa", "Farid", "Grace", "Huw", "Imani", "Joan"]
LAST_NAMES = ["Patel", "Okafor", "Llŷr", "Adeyemi", "Nowak", "Haddad", "O'Neill", "Singh", "Ash"]
OFFICES = ["chair", "vice-chair", "secretary", "treasurer"]
SYMMETRIC_AND_NOT = ["spouse", "sibling", "parent", "child", "unmarried-partner"]


def roster(chance: random.Random, number: int) -> dict[str, object]:
    """A partnership of about 13, with a worker, some relatives, interests and decisions."""
    members = chance.randint(9, 15)
    people: list[dict[str, object]] = [
        {
            "id": f"p{index}",
            "name": f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}",
            "membership": "voting" if chance.random() < 0.9 else "non-voting",
            "resident": None if chance.random() < 0.03 else chance.random() < 0.8,
            "household": f"h{index if chance.random() < 0.95 else 0}",
        }
        for index in range(members)
    ]
    for person, office in zip(people, OFFICES, strict=False):
        person["offices"] = [office]
    people.append({"id": "w1", "name": "Zofia Baker", "paid_worker": True})
    if chance.random() < 0.1:
        people[-2]["lto_representative"] = True
    ids = [str(person["id"]) for person in people]
    pairs = {tuple(sorted(chance.sample(ids, 2))) for _ in range(chance.randint(1, 3))}
    return {
        "area": f"Area {number}",
        "as_at": "2026-10-01",
        "lto": "org-0",
        "people": people,
        "relationships": [
            {"a": a, "b": b, "kind": chance.choice(SYMMETRIC_AND_NOT)} for a, b in sorted(pairs)
        ],
        "interests": [
            {
                "person": chance.choice(ids),
                "organisation": f"org-{chance.randint(1, 30)}",
                "kind": chance.choice(["direct-financial", "loyalty"]),
                "from": "2024-04-01",
            }
            for _ in range(chance.randint(1, 5))
        ],
        "decisions": [
            {
                "id": f"d{index}",
                "date": f"2026-0{chance.randint(1, 9)}-15",
                "kind": chance.choice(["grant", "procurement"]),
                "organisations": [f"org-{chance.randint(1, 30)}", f"org-{chance.randint(1, 30)}"],
                "took_part": sorted(chance.sample(ids, 6)),
            }
            for index in range(chance.randint(1, 3))
        ],
    }


def write(path: Path) -> None:
    chance = random.Random(2026)
    with path.open("w", encoding="utf-8") as file:
        for number in range(ROSTERS):
            file.write(json.dumps(roster(chance, number), ensure_ascii=False) + "\n")


def assess_them(path: Path) -> None:
    from django.core.management import call_command

    with Path(os.devnull).open("w", encoding="utf-8") as nowhere:
        try:
            call_command("assess", str(path), stdout=nowhere)
        except SystemExit as status:
            # Some of them are in breach, which is status 1; 2 would be bad input.
            if status.code != 1:
                raise


def load_them(path: Path) -> None:
    with path.open(encoding="utf-8") as file:
        for line in file:
            json.loads(line)


def seconds(work: Callable[[Path], None], path: Path) -> float:
    start = time.perf_counter()
    work(path)
    return time.perf_counter() - start


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "biglocal.settings")
    import django

    django.setup()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rosters.jsonl"
        write(path)
        size = path.stat().st_size / ROSTERS
        assessing, loading = [], []
        for _ in range(ROUNDS):
            loading.append(seconds(load_them, path))
            assessing.append(seconds(assess_them, path))
    assessed, loaded = min(assessing), min(loading)
    print(f"{ROSTERS} rosters of {size:.0f} bytes, best of {ROUNDS} rounds")
    print(f"assess      {ROSTERS / assessed:8.0f} rosters a second")
    print(f"json.loads  {ROSTERS / loaded:8.0f} rosters a second")
    print(f"assess takes {assessed / loaded:.2f} times json.loads alone (aim: within 3)")


if __name__ == "__main__":
    main()
