"""The overview of very many areas: each of its orders is read from an index, until a page is full."""

from collections.abc import Iterator
from itertools import product

import pytest
from django.db import connection
from django.http import QueryDict

from partnerships.models import Area, Standing
from reviews.dashboards.choosing import areas_on, filtered, reps_to_choose_from
from reviews.dashboards.figures import headline_on
from reviews.dashboards.glance import glance
from reviews.dashboards.orders import SORTS, ordered
from reviews.dashboards.pages import page_of
from tests.demonstration import loaded
from tests.partnerships.test_standing_plans import DUE
from tests.plans import TODAY, plans_of, very_many

# They are loaded once for them all, so one worker takes them.
pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("very many areas")]

# The order of reviews has none: they are of a round, and some areas have no review in it.
INDEXES = {
    "name": "area_in_order",
    "changed": "area_longest_unchanged",
    "members": "standing_fewest_members",
    "breaches": "standing_most_breaches",
    "criteria": "standing_by_criteria",
    "conflicts": "standing_by_conflicts",
    "departure": "standing_by_departure",
    "since": "standing_longest_not_met",
    "-since": "standing_latest_not_met",
}
EITHER_WAY = [(way + sort) for sort in SORTS for way in ("", "-")]


@pytest.fixture(scope="module", autouse=True)
def many(django_db_setup, django_db_blocker) -> Iterator[None]:
    with loaded(very_many, django_db_blocker):
        yield


def looked_at(address: str) -> list[int]:
    """The areas on the first page of an address, as the overview reads them."""
    seen = glance(QueryDict(address), TODAY, None)
    page, _ = page_of(seen.pages, "")
    lines, _ = seen.shown_on(page, TODAY)
    return [line.pk for line in lines]


def test_every_index_of_areas_and_standings_is_tried():
    indexes = {index.name for model in (Area, Standing) for index in model._meta.indexes}
    assert indexes == {*INDEXES.values(), *DUE}
    assert {sort.removeprefix("-") for sort in INDEXES} == SORTS.keys() - {"review"}


@pytest.mark.parametrize("sort", EITHER_WAY)
def test_an_order_among_very_many_is_the_order_among_few_but_for_those_that_are_level(sort):
    areas = areas_on(TODAY, None)
    column = SORTS[sort.removeprefix("-")].column
    few, very_many = (
        list(ordered(areas, sort, is_few=is_few).values_list(column, flat=True))
        for is_few in (True, False)
    )
    assert very_many == few
    assert len(few) == 3_000


@pytest.mark.parametrize(
    ("sort", "at"), [("since", -1), ("-since", -1), ("changed", 0), ("-changed", -1)]
)
def test_what_has_no_day_is_last_or_below_all_days(sort, at):
    in_order = ordered(areas_on(TODAY, None), sort, is_few=False)
    days = list(in_order.values_list(SORTS[sort.removeprefix("-")].column, flat=True))
    assert (days[at], days[-1 - at] is None) == (None, False)


def test_what_is_counted_once_a_while_tells_how_many_fit_what_is_counted():
    """Region and verdicts in any combination, without asking the database again."""
    areas = areas_on(TODAY, None)
    headline = headline_on(areas, TODAY, None)
    for chosen in product(
        ("", "north-west"), ("", "yes", "no", "unknown"), ("", "yes", "no"), ("", "yes", "no")
    ):
        names = ("region", "criteria", "conflicts", "departure")
        filters = {name: value for name, value in zip(names, chosen, strict=True) if value}
        fitting = filtered(areas, filters, TODAY, None)
        assert headline.fitting(filters) == fitting.count()
    assert headline.fitting({"region": "north-west", "level": "cautions"}) is None


def test_many_that_fit_are_not_counted_again_and_few_are():
    """Few have a tile each, so somebody would see that there is one more."""

    def found(region):
        return glance(QueryDict(f"conflicts=yes{region}"), TODAY, None).pages.found

    before = found(""), found("&region=london")
    assert before == (1_800, 200)
    Standing.objects.filter(meets_conflicts_guidance=None).update(meets_conflicts_guidance=True)
    assert (found(""), found("&region=london")) == (1_800, 266)


if connection.vendor == "postgresql":

    @pytest.mark.parametrize(
        "filters", ["", "&region=north-west", "&region=north-west&criteria=no"]
    )
    @pytest.mark.parametrize("sort", [sort for sort in EITHER_WAY if "review" not in sort])
    def test_a_page_is_read_in_the_order_of_an_index(sort, filters):
        if "criteria" in filters:
            # Of 3,000 so few fit both that to sort them costs about the same. Whether the index could
            # be read instead, as it is among more, is told by making a sort dear.
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL enable_sort = off")
        (plan,) = plans_of(lambda: looked_at(f"sort={sort}{filters}"), "LIMIT 30$")
        assert INDEXES.get(sort, INDEXES[sort.removeprefix("-")]) in plan
        assert "Seq Scan on partnerships_" not in plan
        assert "Sort" not in plan

    def test_that_there_are_too_many_reps_to_choose_from_is_seen_from_the_first():
        (plan,) = plans_of(lambda: reps_to_choose_from(TODAY), "accounts_user")
        assert "user_in_order" in plan
        assert "Seq Scan" not in plan
