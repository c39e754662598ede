"""A waiver in a review: beside the finding on every page and in what is submitted, never instead of it."""

from __future__ import annotations

import datetime
import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from reviews import freezing
from reviews.actions import reviews
from reviews.exports.documents import review_pdf
from reviews.models import Question
from reviews.presenters.submitted import Frozen
from tests.factories import WaiverFactory
from tests.reviews.stages import complete, draft
from tests.reviews.test_formats import in_first_format

TAG = "Waived until 28 February 2027"
IN_SHORT = "“Too few members” is waived until 28 February 2027."
SENTENCE = (
    "Local Trust accepts this until 28 February 2027: They are looking for new members. "
    "The verdict stays as it is."
)


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def waived(review, northfield, people):
    """The review of an area with one member too few, which is waived."""
    northfield.memberships.filter(person=people.harry).delete()
    WaiverFactory(area=northfield)
    return review


@pytest.fixture
def submitted(waived, rhea):
    complete(waived, rhea)
    return reviews.submit(review=waived, by=rhea)


def url_of(name, review, *args) -> str:
    return reverse(name, args=[review.round.year, review.area.slug, *args])


def test_while_it_is_written_the_rep_reads_it_beside_the_breach(waived, rhea, sign_in):
    client = sign_in(rhea)
    (breach,) = draft(waived).breaches
    reviews.start(review=waived, by=rhea)
    plan = text_of(client.get(url_of("review-action", waived, breach.slug)))
    assert SENTENCE in plan
    # The rules are those of the day on which the round was opened: it keeps its criteria.
    assert "?on=2026-10-01#minimum-members" in plan
    for name, *more in [("review-check",), ("review-question", Question.REFLECTS)]:
        text = text_of(client.get(url_of(name, waived, *more)))
        assert "Waived</strong> until 28 February 2027" in text
    for url in (url_of("review-detail", waived), reverse("area-reviews", args=["northfield"])):
        text = text_of(client.get(url))
        assert IN_SHORT in text
        assert "Does not meet" in text


def test_a_breach_that_is_waived_still_needs_a_plan(waived):
    (breach,) = draft(waived).breaches
    assert [one.key for one in draft(waived).missing if one.task == "action"] == [breach.slug]


def test_what_is_submitted_keeps_it_and_the_verdict_is_not_met(submitted):
    document = freezing.read(submitted)
    assert (document["format"], submitted.meets_criteria) == (4, False)
    assert document["waivers"] == [
        {
            "rule": "minimum-members",
            "until": "2027-02-28",
            "reason": "They are looking for new members.",
        }
    ]
    (found,) = Frozen(submitted).findings
    assert found["waived"].sentence == SENTENCE


def test_a_waiver_of_what_was_not_found_is_not_submitted(review, northfield, rhea):
    WaiverFactory(area=northfield)
    complete(review, rhea)
    assert freezing.read(reviews.submit(review=review, by=rhea))["waivers"] == []


def test_it_stays_beside_what_was_submitted_once_it_is_over(submitted, waived, stan, sign_in):
    waived.area.waivers.update(ends_on=datetime.date(2026, 9, 30))
    client = sign_in(stan)
    text = text_of(client.get(url_of("review-detail", waived)))
    # Of the day of the review, and no longer of today.
    assert text.count(f"{TAG}</span>") == 1
    assert SENTENCE in text
    version = text_of(client.get(url_of("review-version", waived, 1)))
    assert IN_SHORT in version


def test_the_paper_says_it(submitted):
    pages = PdfReader(io.BytesIO(review_pdf(submitted))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "Local Trust accepts this until 28 February 2027" in text


def test_what_was_submitted_in_an_earlier_format_is_still_read(submitted):
    frozen = Frozen(in_first_format(submitted))
    assert frozen.waived == {}
    assert [found["waived"] for found in frozen.findings] == [None]


def test_whoever_checked_before_it_was_waived_looks_again(review, northfield, people, rhea):
    northfield.memberships.filter(person=people.harry).delete()
    seen = freezing.fingerprint(draft(review))
    WaiverFactory(area=northfield)
    assert freezing.fingerprint(draft(review)) != seen
