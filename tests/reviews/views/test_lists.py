"""The years of one area."""

from __future__ import annotations

from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reviews.actions import reviews
from tests.factories import (
    ReviewFactory,
    RoundFactory,
)


def table_rows(response) -> list[list[str]]:
    """The text of each row of the page's first table."""
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in page.select_one("tbody").find_all("tr")
    ]


def text_of(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.select_one("main").get_text(" ").split())


def queries(client, url: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_years_of_an_area_newest_first(ready, rhea, sol, sign_in):
    reviews.submit(review=ready, by=rhea)
    ReviewFactory(area=ready.area, round=RoundFactory(year=2027))

    response = sign_in(sol).get(reverse("area-reviews", args=["northfield"]))

    assert table_rows(response) == [
        ["2027 review", "Not started", "Not yet", "Not yet", "Not yet", "Not yet"],
        ["2026 review", "Submitted", "1 October 2026", "Meets", "Meets", "Nothing yet"],
    ]
    assert "The position today" in text_of(response)


def test_an_area_without_reviews_says_when_there_will_be_one(northfield, sol, sign_in):
    text = text_of(sign_in(sol).get(reverse("area-reviews", args=["northfield"])))
    assert "Every autumn Local Trust opens a round" in text


def test_an_areas_reviews_ask_as_much_for_ten_years_as_for_one(ready, rhea, sol, sign_in):
    reviews.submit(review=ready, by=rhea)
    # One that is being written has forms to be counted.
    ReviewFactory(area=ready.area, round=RoundFactory(year=2027))
    client, url = sign_in(sol), reverse("area-reviews", args=["northfield"])
    one = queries(client, url)
    for year in range(2016, 2026):
        ReviewFactory(area=ready.area, round=RoundFactory(year=year))

    assert queries(client, url) == one
