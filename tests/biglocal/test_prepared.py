"""Queries that are put together once: they find what the query finds, whatever is asked, anywhere."""

from __future__ import annotations

import datetime

import pytest

from biglocal import replica
from biglocal.prepared import ANY_DAY, ANY_NUMBER, ANY_TEXT, Prepared
from partnerships.models import Area, Assignment
from partnerships.models.periods import current_q
from partnerships.standing import bring_up_to_date
from tests.factories import AreaFactory

DAY = datetime.date


@pytest.fixture
def made() -> list[str]:
    """Notes each time that a query is put together."""
    return []


def test_what_is_asked_stands_where_anything_stood(northfield, southmere, made):
    def by_slug():
        made.append("once")
        return Area.objects.filter(slug=ANY_TEXT, pk__gt=ANY_NUMBER).values_list("name")

    found = Prepared(by_slug)
    assert found.rows({ANY_TEXT: "northfield", ANY_NUMBER: 0}) == [("Northfield",)]
    assert found.rows({ANY_TEXT: "southmere", ANY_NUMBER: 0}) == [("Southmere",)]
    assert found.rows({ANY_TEXT: "southmere", ANY_NUMBER: southmere.pk}) == []
    assert made == ["once"]


@pytest.mark.parametrize("day", [DAY(2020, 1, 1), DAY(2026, 10, 1), DAY(2100, 12, 31)])
def test_days_are_asked_as_the_query_asks_them(sol, rhea, day):
    def current(on):
        return (
            Assignment.objects.filter(current_q(on)).order_by("pk").values_list("pk", "starts_on")
        )

    assert Prepared(lambda: current(ANY_DAY)).rows({ANY_DAY: day}) == list(current(day))


def test_it_asks_the_database_that_is_read_from(db, monkeypatch, made):
    AreaFactory(name="Northfield")

    def names():
        made.append("once")
        return Area.objects.values_list("name")

    found = Prepared(names)
    found.rows()
    # There is no replica here; to ask it shows that it would be.
    monkeypatch.setattr(replica, "_answers", lambda: True)
    with replica.reading(), pytest.raises(Exception, match="replica"):
        found.rows()
    assert found.rows() == [("Northfield",)]


def test_it_costs_one_query(northfield, django_assert_num_queries):
    found = Prepared(lambda: Area.objects.values_list("name"))
    for _ in range(2):
        with django_assert_num_queries(1):
            found.rows()


def test_values_are_those_that_the_query_gives(northfield):
    """A moment with its time zone, a document, a truth: whatever a database keeps them as."""
    standings = (
        Area.objects.filter(pk__gt=ANY_NUMBER)
        .order_by("pk")
        .values_list("register_changed_at", "standing__rules", "standing__meets_criteria")
    )
    bring_up_to_date(Area.objects.all())
    found = Prepared(lambda: standings).rows({ANY_NUMBER: 0})
    assert found == list(standings)
    assert isinstance(found[0][1], dict)
