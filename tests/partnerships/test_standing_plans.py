"""Every index of stretches, and of what is due among standings, is there for a query that uses it."""

import datetime
from collections.abc import Iterator

import pytest
from django.db import connection

from partnerships.models import Area, Stretch
from partnerships.standing import bring_up_to_date
from reviews.years import on_day, totals
from tests.demonstration import loaded
from tests.factories import AreaFactory
from tests.plans import ONE_DAY, TODAY, plans_of, very_many

# They are loaded once for them all, so one worker takes them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("very many areas")]

# By what is not right any more.
DUE = {
    "area_standing_is_due": "a register that changed",
    "standing_good_until": "a day on which a fact begins or ends",
    "standing_as_at": "a day before the one it was worked out for",
    "standing_edition": "another edition",
}
OF_STRETCHES = {
    "stretch_of_a_day": datetime.date(2016, 2, 1),
    "stretch_of_a_late_day": TODAY,
}


def many_stretches() -> None:
    """As many areas, and a hundred of them in each of which something changed every month for ten years."""
    very_many()
    month = 30 * ONE_DAY
    first = datetime.date(2016, 1, 1)
    figures = {"members": 8, "residents": 8, "residency_unknown": 0, "joined": 1, "left": 1}
    for area in Area.objects.order_by("pk")[:100]:
        days = [first + area.pk % 30 * ONE_DAY + n * month for n in range(130)]
        ends = [*(day - ONE_DAY for day in days[1:]), datetime.date.max]
        Stretch.objects.bulk_create(
            [
                Stretch(area=area, starts_on=day, ends_on=end, rules={}, **figures)
                for day, end in zip(days, ends, strict=True)
            ]
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE partnerships_stretch")


@pytest.fixture(scope="module", autouse=True)
def many(django_db_setup, django_db_blocker) -> Iterator[None]:
    with loaded(many_stretches, django_db_blocker):
        yield


def is_any_due() -> None:
    assert bring_up_to_date(Area.objects.all()) == 0


def test_none_is_due_until_one_is():
    is_any_due()
    AreaFactory()
    assert bring_up_to_date(Area.objects.all()) == 1


def test_every_index_of_stretches_is_tried_here():
    assert {index.name for index in Stretch._meta.indexes} == set(OF_STRETCHES)


if connection.vendor == "postgresql":

    def test_whether_any_is_due_is_seen_from_indexes_alone():
        with connection.cursor() as cursor:
            # Whether a page needs no look at its rows is known once it was vacuumed, and here it is
            # not: to look at those of which it expects a difference would be as much as all.
            cursor.execute("SET LOCAL enable_seqscan = off")
        (plan,) = plans_of(is_any_due, "UNION ALL")
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = on")
        assert [index for index in DUE if index not in plan] == []
        assert "Seq Scan" not in plan

    @pytest.mark.parametrize(("index", "day"), OF_STRETCHES.items())
    def test_how_all_stood_on_a_day_is_counted_by_an_index(index, day):
        (plan,) = plans_of(lambda: totals(Stretch.objects.filter(on_day(day))), "stretch")
        assert f"{index} " in plan
        assert "Seq Scan" not in plan
