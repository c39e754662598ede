"""The pages of rounds: what staff read, and how an administrator opens, words, extends and closes."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.design.fields import boxes
from reviews.actions import rounds
from reviews.models import Question, Review, Round, State
from tests.factories import AreaFactory, ReviewFactory

WORDING = {question.value: f"In other words: {question.value}?" for question in Question}


@pytest.fixture
def round_(northfield, southmere, ada) -> Round:
    return rounds.open_round(year=2026, by=ada)


def page(response) -> BeautifulSoup:
    return BeautifulSoup(response.content, "html.parser")


def text_of(response) -> str:
    return " ".join(page(response).main.get_text(" ").split())


def test_an_administrator_opens_a_round_in_one_page(sign_in, ada, northfield, southmere):
    client = sign_in(ada)
    said = text_of(client.get(reverse("round-open")))
    assert "each of the 2 areas that are active today" in said
    assert "Big Local partnerships, version 3, February 2020" in said

    response = client.post(reverse("round-open"), {"year": "2026", **WORDING}, follow=True)

    assert response.redirect_chain[-1][0] == reverse("round-detail", args=[2026])
    assert "The round of 2026 is open, with 2 reviews." in response.content.decode()
    assert Round.objects.get().asked(Question.ETHOS) == "In other words: ethos?"
    assert Review.objects.count() == 2


@pytest.mark.parametrize(
    ("year", "error"),
    [
        ("2026", "The round of 2026 is open already"),
        ("2028", "Enter a year from 2012 to 2027"),
        ("", "Enter the year, like 2027"),
        ("next", "Enter the year with four figures, like 2027"),
        ("9" * 400, "Enter a year from 2012 to 2027"),
    ],
)
def test_a_year_that_cannot_be_is_said_beside_it_and_nothing_is_lost(
    sign_in, ada, round_, year, error
):
    response = sign_in(ada).post(reverse("round-open"), {"year": year, **WORDING})
    assert error in text_of(response)
    assert "In other words: ethos?" in response.content.decode()
    assert Round.objects.count() == 1


def test_opening_that_was_broken_off_can_be_gone_on_with(sign_in, ada, stan, round_):
    AreaFactory(name="Westend")
    address = reverse("round-detail", args=[2026])
    assert "1 active area has no review" in text_of(sign_in(stan).get(address))
    assert sign_in(stan).post(address).status_code == 403

    response = sign_in(ada).post(address, follow=True)
    assert "with 3 reviews" in response.content.decode()
    assert "has no review" not in text_of(response)


def test_the_page_of_a_round_counts_its_reviews_and_filters_them(sign_in, stan, round_):
    Review.objects.filter(area__name="Northfield").update(state=State.IN_PROGRESS)
    address = reverse("round-detail", args=[2026])
    response = sign_in(stan).get(f"{address}?state=in-progress")
    rows = [row.th.get_text(strip=True) for row in page(response).select("tbody tr")]
    assert rows == ["Northfield"]
    assert "Give more time" not in response.content.decode()


def test_what_is_overdue_takes_longer_where_more_time_was_given(sign_in, stan, ada, round_, travel):
    rounds.extend(
        review=round_.reviews.get(area__name="Northfield"),
        until=date(2027, 1, 31),
        reason="The rep was ill",
        by=ada,
    )
    address = reverse("round-detail", args=[2026]) + "?state=overdue"
    for day, overdue in [
        (date(2026, 12, 31), []),
        (date(2027, 1, 1), ["Southmere"]),
        (date(2027, 1, 31), ["Southmere"]),
        (date(2027, 2, 1), ["Northfield", "Southmere"]),
    ]:
        travel(day)
        rows = page(sign_in(stan).get(address)).select("tbody tr")
        assert [row.th.get_text(strip=True) for row in rows] == overdue, day


def test_a_round_costs_the_same_at_ten_times_the_areas(sign_in, stan, round_):
    client, address = sign_in(stan), reverse("round-detail", args=[2026])

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        return len(captured)

    # The first look reads what later ones find known.
    queries()
    few = queries()
    for _ in range(20):
        ReviewFactory(round=round_, area=AreaFactory())
    assert queries() == few


def test_the_wording_is_changed_until_a_review_is_submitted(sign_in, ada, submitted):
    address = reverse("round-questions", args=[2026])
    response = sign_in(ada).get(address, follow=True)
    assert response.redirect_chain[-1][0] == reverse("round-detail", args=[2026])
    assert "has been submitted in this wording" in response.content.decode()


def test_two_administrators_rewording_at_once_lose_nothing(sign_in, ada, round_):
    client, address = sign_in(ada), reverse("round-questions", args=[2026])
    rounds.reword(round_=round_, questions=WORDING, by=ada)
    typed = WORDING | {"ethos": "Mine?", "version": "1"}

    response = client.post(address, typed)
    assert "Mine?" in response.content.decode()
    assert "In other words: ethos?" in response.content.decode()

    version = page(response).select_one("input[name=version]")["value"]
    assert client.post(address, typed | {"version": version}).status_code == 302
    round_.refresh_from_db()
    assert round_.asked(Question.ETHOS) == "Mine?"


def test_more_time_is_given_with_a_reason_and_said_where_it_matters(sign_in, ada, rhea, round_):
    address = reverse("review-extension", args=[2026, "northfield"])
    client = sign_in(ada)
    refused = client.post(address, boxes("until", date(2026, 12, 1)) | {"reason": ""})
    assert "Say why this area needs longer" in text_of(refused)

    response = client.post(
        address, boxes("until", date(2027, 1, 31)) | {"reason": "The rep was ill"}, follow=True
    )
    assert "is in time until 31 January 2027" in response.content.decode()
    assert "Longer: The rep was ill" in text_of(response)
    assert "submit by 31 January 2027" in text_of(
        sign_in(rhea).get(reverse("review-detail", args=[2026, "northfield"]))
    )


def test_more_time_for_what_has_come_is_refused_in_words(sign_in, ada, submitted):
    response = sign_in(ada).post(
        reverse("review-extension", args=[2026, "northfield"]),
        boxes("until", date(2027, 1, 31)) | {"reason": "The rep was ill"},
    )
    assert "has been submitted" in text_of(response)


def test_closing_names_what_never_came_before_it_is_done(sign_in, ada, round_, travel):
    travel(date(2027, 1, 20))
    client, address = sign_in(ada), reverse("round-close", args=[2026])
    said = text_of(client.get(address))
    assert "2 reviews have not come" in said
    assert "Northfield (not started)" in said
    assert "Tick the box" in text_of(client.post(address))

    response = client.post(address, {"sure": "on"}, follow=True)
    assert "The round of 2026 is closed. 2 reviews were not received." in response.content.decode()
    assert "No more reviews are waited for" in text_of(response)


def test_the_rep_of_a_review_that_was_not_received_is_told_what_to_do(
    sign_in, ada, rhea, round_, travel
):
    travel(date(2027, 1, 20))
    rounds.close(round_=round_, by=ada)
    said = text_of(sign_in(rhea).get(reverse("review-detail", args=[2026, "northfield"])))
    assert "was closed before this review came" in said
