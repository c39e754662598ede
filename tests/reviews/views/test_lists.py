"""A rep's reviews on one page, and the years of one area on another."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.accounts.models import User
from reviews.actions import answers, reviews
from reviews.models import Question, Section, State
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    MembershipFactory,
    RelationshipFactory,
    ReviewFactory,
    RoundFactory,
)
from tests.reviews.stages import confirm_all, earlier_action


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


# My reviews


def test_my_reviews_says_what_is_left_in_each_area(review, people, southmere, rhea, sign_in):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    ReviewFactory(area=southmere, round=review.round)
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    confirm_all(review, rhea)
    earlier_action(review)

    response = sign_in(rhea).get(reverse("my-reviews"))

    assert table_rows(response) == [
        [
            "Northfield : review of 2026",
            "In progress",
            "All confirmed",
            "0 of 8",
            "4 to answer",
            "1 to plan, 1 from earlier reviews",
            "91 days left",
            "Criteria met Conflicts not met",
        ],
        [
            "Southmere : review of 2026",
            "Not started",
            "2 to confirm",
            "0 of 2",
            "4 to answer",
            "1 to plan",
            "91 days left",
            "Criteria not met Conflicts met",
        ],
    ]
    assert "0 of 2 submitted. 91 days left: submit by 31 December 2026." in text_of(response)


def test_what_was_sent_back_comes_first_with_its_comments(ready, southmere, rhea, stan, sign_in):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    sooner = ReviewFactory(area=AreaFactory(name="Ashby"), round=ready.round)
    AssignmentFactory(user=rhea, area=sooner.area, role="rep")
    longer = ReviewFactory(
        area=southmere,
        round=ready.round,
        extended_to=datetime.date(2027, 1, 30),
        extension_reason="The rep was ill.",
    )
    answers.send_back(
        submission=reviews.submit(review=ready, by=rhea),
        comments={Section.ETHOS: "Say more.", Section.POLICIES: "Which ones?"},
        by=stan,
    )
    client = sign_in(rhea)

    rows = table_rows(client.get(reverse("my-reviews")))
    assert [(row[0].split(" :")[0], row[1], row[6]) for row in rows] == [
        ("Northfield", "Returned 2 comments to answer", "91 days left"),
        ("Ashby", "Not started", "91 days left"),
        ("Southmere", "Not started", "121 days left, given until 30 January 2027"),
    ]

    for question in (Question.ETHOS, Question.POLICIES):
        reviews.answer(review=ready, question=question, reply="no", comment="More.", by=rhea)
    assert table_rows(client.get(reverse("my-reviews")))[0][1] == "Returned Mended"
    assert not longer.is_handed_in


def test_what_is_out_of_the_reps_hands_stands_below_and_accepted_ones_last(
    ready, southmere, rhea, stan, sign_in
):
    submission = reviews.submit(review=ready, by=rhea)
    other = ReviewFactory(
        area=AreaFactory(name="Zennor"), round=ready.round, state=State.NOT_RECEIVED
    )
    AssignmentFactory(user=rhea, area=other.area, role="rep")
    client = sign_in(rhea)

    def lines() -> list[list[str]]:
        return [row[:3] for row in table_rows(client.get(reverse("my-reviews")))]

    assert lines() == [
        ["Northfield : review of 2026", "Submitted", "1 October 2026"],
        ["Zennor : review of 2026", "Not received", "Never"],
    ]
    answers.accept(submission=submission, by=stan)
    assert [line[:2] for line in lines()] == [
        ["Zennor : review of 2026", "Not received"],
        ["Northfield : review of 2026", "Accepted"],
    ]


def test_an_earlier_review_that_was_never_submitted_is_still_there(review, rhea, sign_in):
    ReviewFactory(area=review.area, round=RoundFactory(year=2025), state=State.IN_PROGRESS)
    # Given up with its round, it is nothing that the rep can do anything about.
    ReviewFactory(area=review.area, round=RoundFactory(year=2023), state=State.NOT_RECEIVED)
    ReviewFactory(area=review.area, round=RoundFactory(year=2024), state=State.SUBMITTED)

    text = text_of(sign_in(rhea).get(reverse("my-reviews")))

    assert "It was due by 31 December 2025. It can still be submitted" in text
    assert "2024" not in text
    assert "2023" not in text


def test_other_peoples_areas_are_not_on_it(review, southmere, rhea, sign_in):
    ReviewFactory(area=southmere, round=review.round)
    assert "Southmere" not in text_of(sign_in(rhea).get(reverse("my-reviews")))


def test_an_area_without_a_review_is_named(review, southmere, rhea, sign_in):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    text = text_of(sign_in(rhea).get(reverse("my-reviews")))
    assert "Areas without a review in 2026 Southmere" in text


def test_before_any_round_it_says_what_will_be_here(rhea, sign_in):
    text = text_of(sign_in(rhea).get(reverse("my-reviews")))
    assert "Your areas appear here when Local Trust opens this year’s round." in text


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ((2026, 8, 31), "You can submit from 1 September 2026 to 31 December 2026."),
        ((2026, 9, 1), "121 days left: submit by 31 December 2026."),
        ((2026, 12, 30), "1 day left: submit by 31 December 2026."),
        ((2026, 12, 31), "Today, 31 December 2026, is the last day to submit in time."),
        ((2027, 1, 1), "It was due by 31 December 2026. It can still be submitted, and will be"),
    ],
)
def test_the_time_that_is_left(review, rhea, sign_in, day, sentence):
    with time_machine.travel(datetime.datetime(*day, 12, tzinfo=datetime.UTC), tick=False):
        assert sentence in text_of(sign_in(rhea).get(reverse("my-reviews")))


def test_staff_are_sent_to_the_overview(stan, sign_in):
    assert sign_in(stan).get(reverse("my-reviews"))["Location"] == reverse("overview")


def test_my_reviews_asks_as_much_of_ten_areas_as_of_one(review, rhea, sign_in):
    client = sign_in(rhea)
    one = queries(client, reverse("my-reviews"))
    for _ in range(9):
        area = AreaFactory()
        MembershipFactory.create_batch(3, area=area)
        AssignmentFactory(user=rhea, area=area, role="rep")
        # What somebody may do is read once for a user object; this is the next one.
        confirm_all(ReviewFactory(area=area, round=review.round), User.objects.get(pk=rhea.pk))

    assert queries(client, reverse("my-reviews")) == one


# One area's reviews


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
