"""The policies of a partnership in its review: beside question two, and in what is submitted."""

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
from tests.factories import AcknowledgementFactory, PolicyVersionFactory
from tests.reviews.stages import complete, draft
from tests.reviews.test_formats import in_first_format

DUE = datetime.date(2026, 9, 1)
SAYS = "Version 3 of 1 March 2024, review due 1 September 2026. Acknowledged by 1 of 8 members."


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def url_of(name, review, *args) -> str:
    return reverse(name, args=[review.round.year, review.area.slug, *args])


@pytest.fixture
def version(northfield, people):
    version = PolicyVersionFactory(
        policy__area=northfield,
        label="3",
        adopted_on=datetime.date(2024, 3, 1),
        review_due_on=DUE,
    )
    AcknowledgementFactory(version=version, person=people.asha)
    return version


@pytest.fixture
def submitted(review, version, rhea):
    complete(review, rhea)
    return reviews.submit(review=review, by=rhea)


def test_beside_question_two_and_no_other_stands_how_the_policies_are(
    review, version, rhea, sign_in
):
    client = sign_in(rhea)
    reviews.start(review=review, by=rhea)
    page = text_of(client.get(url_of("review-question", review, Question.POLICIES)))
    assert SAYS in page
    assert "Review overdue</strong>" in page
    assert page.count("Missing</strong>") == 3
    for question in (Question.REFLECTS, Question.ETHOS, Question.CONFLICTS):
        other = text_of(client.get(url_of("review-question", review, question)))
        assert "Code of conduct" not in other


def test_what_is_submitted_keeps_how_they_were(submitted, version, people, rhea, sign_in):
    version.label = "4"
    version.review_due_on = datetime.date(2030, 1, 1)
    version.save()
    AcknowledgementFactory(version=version, person=people.ben)

    assert freezing.read(submitted)["policies"][:2] == [
        {
            "kind": "code-of-conduct",
            "title": "Code of conduct",
            "state": "overdue",
            "said": "Review overdue",
            "version": "3",
            "adopted_on": "2024-03-01",
            "review_due_on": "2026-09-01",
            "acknowledged": 1,
            "members": 8,
        },
        {
            "kind": "conflicts-of-interest",
            "title": "Conflicts of interest",
            "state": "missing",
            "said": "Missing",
            "version": "",
            "adopted_on": None,
            "review_due_on": None,
            "acknowledged": 0,
            "members": 8,
        },
    ]
    assert SAYS in text_of(sign_in(rhea).get(url_of("review-detail", submitted.review)))
    paper = " ".join(
        " ".join(
            page.extract_text() for page in PdfReader(io.BytesIO(review_pdf(submitted))).pages
        ).split()
    )
    assert "Code of conduct Review overdue 3 1 September 2026 1 of 8" in paper


def test_who_acknowledges_meanwhile_sends_nobody_back_and_a_new_version_does(
    review, version, people, rhea
):
    complete(review, rhea)
    seen = freezing.fingerprint(draft(review))
    AcknowledgementFactory(version=version, person=people.ben)
    assert freezing.fingerprint(draft(review)) == seen
    PolicyVersionFactory(policy=version.policy, adopted_on=datetime.date(2026, 9, 2))
    assert freezing.fingerprint(draft(review)) != seen


def test_a_review_of_before_says_nothing_of_policies_and_is_still_read(submitted, rhea, sign_in):
    old = in_first_format(submitted)
    assert Frozen(old).policies is None
    assert review_pdf(old).startswith(b"%PDF")
    page = text_of(sign_in(rhea).get(url_of("review-detail", old.review)))
    assert "The policies on that day" not in page


def test_lists_of_reviews_ask_nothing_of_policies(review, version, django_assert_num_queries):
    found = draft(review)
    with django_assert_num_queries(4):
        assert len(found.policies) == 4
    with django_assert_num_queries(0):
        assert len(found.policies) == 4
