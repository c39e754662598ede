"""Finding somebody among twenty thousand: how the database goes about it."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from partnerships.models import Person
from partnerships.presenters.find import find_people, reach_of
from tests.demonstration import loaded
from tests.factories import MembershipFactory

# The crowd is loaded once for them all, so one worker takes them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("a crowd")]

DAY = datetime.date


def many_people(number=20_000):
    """So many that a database has reason to use an index, and the names of a few."""
    syllables = ["ba", "do", "fi", "gu", "ke", "lo", "mi", "nu", "pa", "ra", "se", "ti", "vo", "wu"]
    of = len(syllables)

    def name(n):
        first, last = n % of**2, n // of**2
        return (
            f"{syllables[first % of]}{syllables[first // of]} "
            f"{syllables[last % of]}{syllables[last // of % of]}n"
        )

    Person.objects.bulk_create(
        [Person(name=name(n), folded_name=name(n)) for n in range(number)], batch_size=1_000
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        if connection.vendor == "postgresql":
            # Rows that other tests rolled back lie there unsorted, and make the index look dear.
            cursor.execute("SELECT gin_clean_pending_list('person_name_parts')")


def plan_of(queries):
    """How the database would carry out the look for people among these queries."""
    (sql,) = [
        query["sql"] for query in queries if query["sql"].startswith("SELECT folded_name, id")
    ]
    explain = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}")
        return "\n".join(str(row) for row in cursor.fetchall())


@pytest.fixture(scope="module", autouse=True)
def many(django_db_setup, django_db_blocker) -> Iterator[None]:
    with loaded(many_people, django_db_blocker):
        yield


@pytest.fixture
def crowd(northfield, southmere):
    return MembershipFactory(area=northfield, person__name="Xanthippe Quill").person


@pytest.mark.parametrize("q", ["xanthippe", "quil", "ippe qui", "xa", "qu xa"])
def test_staff_find_somebody_in_a_crowd_by_an_index(crowd, stan, q):
    with CaptureQueriesContext(connection) as asked:
        assert find_people(q, reach_of(stan), DAY(2026, 10, 1)) == [crowd.pk]
    used = {"postgresql": "person_name_parts", "sqlite": "person_in_order"}[connection.vendor]
    if connection.vendor == "postgresql":
        # For two letters these are so few still that reading all of them would cost as little.
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
    plan = plan_of(asked.captured_queries)
    assert used in plan
    assert "membership" not in plan


@pytest.mark.parametrize("q", ["pa", "ado", "n"])
def test_what_many_are_called_is_read_in_order_until_there_is_enough(crowd, stan, q):
    with CaptureQueriesContext(connection) as asked:
        assert len(find_people(q, reach_of(stan), DAY(2026, 10, 1))) == 101
    assert "person_in_order" in plan_of(asked.captured_queries)


@pytest.mark.parametrize("q", ["xanthippe", "xa"])
def test_a_secretary_begins_with_the_people_of_her_own_area(crowd, sol, q):
    with CaptureQueriesContext(connection) as asked:
        assert find_people(q, reach_of(sol), DAY(2026, 10, 1)) == [crowd.pk]
    plan = plan_of(asked.captured_queries)
    assert "partnerships_membership" in plan
    assert "Seq Scan on partnerships_person" not in plan
