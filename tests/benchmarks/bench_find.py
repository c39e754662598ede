"""How quick finding somebody among two million people is, against the same query in plain SQL.

Run by `make bench`, on PostgreSQL: in a database of its own beside the one that `DATABASE_URL` names,
or on a throwaway server. Both ways ask in turns, and the best of several rounds counts.
"""

from __future__ import annotations

import datetime
import io
import itertools
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

PEOPLE = 2_000_000
IN_AN_AREA = 100
HOMES = 200_000
ROUNDS = 15
AIM = 2
AT_ONCE = 100_000
DAY = datetime.date(2026, 10, 1)

FIRST = "ba be bo da de do fa fe ga ge go ha he ka ke lo la ma me mo na ne ra re sa se ta te wi yu"
LAST = "ack bold cott dale ering field gate ham ington jord ker ley mond nall oak pool quist rook"
LAST += " son thorpe und vale wick yard zell ford brook stone mere dean"
# Somebody alone in having their name.
RARE = "Xanthippe Quillfeather"

# By kind of question: what is asked as staff, and as the secretary of one area.
STAFF = {
    "a whole name": "xanthippe quillfeather",
    "part of a rare name": "thipp",
    "part of two names": "baker quistdale",
    "part of a common name": "ack",
    "two letters, rare": "xa",
    "two letters, common": "ma",
    "nobody": "zzyzx",
    "a postcode": "ab12 3cd",
    "half a postcode": "ab12",
}
SECRETARY = ["xanthippe quillfeather", "ack", "ma", "zzyzx", "ab12"]


def main() -> None:
    """Fill a database, ask all there is to ask, print the times of both ways and their ratio."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        module = [sys.executable, "-m", "tests.benchmarks.bench_find"]
        sys.exit(subprocess.call(["scripts/postgres.sh", *module]))
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "biglocal.settings",
        "SECRET_KEY": "a key for timing",
        "DEBUG": "false",
        "HTTPS": "false",
        "LOG_LEVEL": "ERROR",
    }
    import django

    django.setup()
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        start = time.perf_counter()
        fill()
        print(f"{PEOPLE:,} people in {PEOPLE // IN_AN_AREA:,} areas", end=" ")
        print(f"({time.perf_counter() - start:.0f} s to fill)")
        measure()
    finally:
        connection.creation.destroy_test_db("", verbosity=0)


def fill() -> None:
    """People with a membership each, in areas of a hundred, and homes for some: all by COPY."""
    from django.db import connection

    drawn = random.Random(5)
    areas = PEOPLE // IN_AN_AREA
    firsts = [a.capitalize() + b for a, b in itertools.product(FIRST.split(), repeat=2)]
    lasts = [a.capitalize() + b for a, b in itertools.product(LAST.split(), repeat=2)]

    def people() -> Iterator[Sequence[object]]:
        for pk in range(1, PEOPLE + 1):
            first, last = drawn.choice(firsts), drawn.choice(lasts)
            middle = drawn.choice(firsts)
            name = RARE if pk == PEOPLE // 2 else f"{first} {middle} {last}"
            yield pk, 1, name, "", name.lower(), " ".join(sorted(name.lower().split()))

    tables: dict[str, tuple[str, Iterator[Sequence[object]]]] = {
        "area": (
            "id, version, name, folded_name, slug, region, local_authority, register_version",
            (
                (n, 1, f"Area {n}", f"area {n}", f"area-{n}", "london", "", 0)
                for n in range(1, areas + 1)
            ),
        ),
        "person": ("id, version, name, email, folded_name, name_words", people()),
        "membership": (
            "version, starts_on, area_id, person_id, is_voting, represents, appointed, end_reason",
            (
                (1, "2020-01-01", pk % areas + 1, pk, True, "", "", "")
                for pk in range(1, PEOPLE + 1)
            ),
        ),
        "household": (
            "id, version, area_id, address, postcode",
            (
                (n, 1, n % areas + 1, "", f"AB{n % 90 + 10} {n // 90 % 10}{_inward(n)}")
                for n in range(1, HOMES + 1)
            ),
        ),
        "residence": (
            "version, starts_on, area_id, person_id, household_id, in_area, checked_how",
            ((1, "2020-01-01", n % areas + 1, n, n, "yes", "") for n in range(1, HOMES + 1)),
        ),
    }
    with connection.cursor() as cursor:
        # Without looking up every key there is, which is what filling would spend its time on.
        cursor.execute("SET session_replication_role = replica")
        made_again = [
            statement
            for table in tables
            for statement in _taken_away(cursor, f"partnerships_{table}")
        ]
        for table, (columns, rows) in tables.items():
            others, values = _defaults(table, columns)
            copy = f"COPY partnerships_{table} ({columns}{others}) FROM STDIN"
            for batch in _batches((*row, *values) for row in rows):
                cursor.copy_expert(copy, io.StringIO(batch))
        cursor.execute("SET maintenance_work_mem = '256MB'")
        for statement in made_again:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")
        cursor.execute("VACUUM ANALYZE")


def _defaults(table: str, columns: str) -> tuple[str, list[object]]:
    """The columns of a table that are not named and may not be empty, and what a model puts there."""
    from django.apps import apps

    fields = [
        field
        for field in apps.get_model("partnerships", table)._meta.concrete_fields
        if field.column not in columns.split(", ") and not field.null and field.has_default()
    ]
    return "".join(f", {field.column}" for field in fields), [one.get_default() for one in fields]


def _inward(number: int) -> str:
    letters = "ABDEFGHJLN"
    return letters[number // 900 % 10] + letters[number // 9000 % 10]


def _batches(rows: Iterator[Sequence[object]]) -> Iterator[str]:
    """Rows as COPY reads them, so many at once."""
    while batch := list(itertools.islice(rows, AT_ONCE)):
        yield "".join("\t".join(map(str, row)) + "\n" for row in batch)


def _taken_away(cursor: Any, table: str) -> list[str]:
    """Drop the indexes of a table; the statements that make them again, each at one go.

    Those behind constraints stay, but for the one that keeps periods apart: it costs minutes, and
    finding nobody.
    """
    cursor.execute(
        "SELECT conname FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'x'", [table]
    )
    for (name,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    cursor.execute(
        "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = %s AND indexname NOT IN "
        "(SELECT conname FROM pg_constraint)",
        [table],
    )
    found = cursor.fetchall()
    for name, _ in found:
        cursor.execute(f'DROP INDEX "{name}"')
    return [definition for _, definition in found]


def measure() -> None:
    """Ask as staff and as a secretary, by the service and in plain SQL; both must find the same."""
    from django.db import connection

    from partnerships.models import Membership
    from partnerships.presenters.find import find_people

    area = Membership.objects.get(person__name=RARE).area_id
    connection.force_debug_cursor = False
    worst = 0.0
    for who, reach, questions in [
        ("staff", None, list(STAFF.values())),
        ("secretary", [area], SECRETARY),
    ]:
        for text in questions:
            service = partial(find_people, text, reach, DAY)
            plain = by_hand(text, reach)
            assert service() == plain(), (who, text)
            ours, theirs = best_of(service, plain)
            worst = max(worst, ours / theirs)
            print(
                f"{who:10}{text:24}{len(service()):4} found {1000 * ours:9.2f} ms, "
                f"plain SQL {1000 * theirs:9.2f} ms, ratio {ours / theirs:5.2f}"
            )
    print(f"finding takes at most {worst:.2f} times plain SQL (aim: within {AIM})")


def by_hand(text: str, reach: list[int] | None) -> Callable[[], list[int]]:
    """The same question as somebody would write it in SQL, through the driver alone."""
    from django.db import connection

    from partnerships.presenters.find import MOST, POSTCODE

    conditions, values = [], []
    for word in text.split():
        if len(word) < 3:
            conditions.append("(folded_name LIKE %s OR folded_name LIKE %s)")
            values += [f"{word}%", f"% {word}%"]
        else:
            conditions.append("folded_name LIKE %s")
            values.append(f"%{word}%")
    known = ""
    if reach is not None:
        known = (
            " AND id IN ("
            + " UNION ".join(
                f"SELECT {column} FROM partnerships_{table} WHERE area_id = {reach[0]}"
                for table, column in [
                    *((table, "person_id") for table in OF_PEOPLE),
                    ("relationship", "a_id"),
                    ("relationship", "b_id"),
                ]
            )
            + ")"
        )
    select = "SELECT folded_name, id FROM partnerships_person WHERE merged_into_id IS NULL"
    end = f"{known} ORDER BY folded_name, id LIMIT {MOST + 1}"
    asked = [(f"{select} AND {' AND '.join(conditions)}{end}", values)]
    compact = text.replace(" ", "").upper()
    if POSTCODE.fullmatch(compact):
        homes = (
            "SELECT person_id FROM partnerships_residence WHERE household_id IN "
            "(SELECT id FROM partnerships_household "
            "WHERE upper(replace(postcode, ' ', '')) LIKE %s) "
            "AND starts_on <= %s AND (ends_on IS NULL OR ends_on >= %s)"
        )
        asked.append((f"{select} AND id IN ({homes}){end}", [f"{compact}%", DAY, DAY]))
    raw = connection.connection

    def ask() -> list[int]:
        found = []
        with raw.cursor() as cursor:
            for sql, given in asked:
                cursor.execute(sql, given)
                found += cursor.fetchall()
        return list(dict.fromkeys(pk for _, pk in sorted(found)))[: MOST + 1]

    return ask


OF_PEOPLE = ["membership", "proposal", "office", "paidwork", "ltorole", "residence", "interest"]


def best_of(*ways: Callable[[], object]) -> list[float]:
    """The seconds that each way takes at its best, asked in turns."""
    best = [float("inf")] * len(ways)
    for _ in range(ROUNDS):
        for at, way in enumerate(ways):
            start = time.perf_counter()
            way()
            best[at] = min(best[at], time.perf_counter() - start)
    return best


if __name__ == "__main__":
    main()
