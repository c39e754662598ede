"""One version as it was submitted: the page, the paper, and the record byte for byte."""

from __future__ import annotations

import hashlib

import pytest

from biglocal.audit.models import AuditEvent
from reviews.actions import reviews
from reviews.models import Question, Reply, Review, State
from tests.reviews.tampering import tamper
from tests.reviews.views.test_detail import main_text

URL = "/reviews/2026/northfield/versions/1/"


@pytest.fixture
def submission(ready, rhea):
    return reviews.submit(review=ready, by=rhea)


@pytest.mark.parametrize("who", ["sol", "rhea", "stan", "ada"])
def test_a_version_is_read_by_whoever_sees_the_review(submission, sign_in, who, request):
    text = main_text(sign_in(request.getfixturevalue(who)).get(URL))
    assert f"Reference {submission.reference}" in text
    assert f"its SHA-256, a sum of all that is in it: {submission.sha256}" in text


def test_the_record_is_downloaded_byte_for_byte(submission, sol, sign_in):
    response = sign_in(sol).get(URL + "review.json")

    assert hashlib.sha256(response.content).hexdigest() == submission.sha256
    assert response["Content-Type"] == "application/json"
    assert response["Content-Disposition"] == f'attachment; filename="{submission.reference}.json"'
    assert response["Cache-Control"] == "private, no-store"


def test_the_paper_is_downloaded(submission, sol, sign_in):
    response = sign_in(sol).get(URL + "review.pdf")
    assert response.content.startswith(b"%PDF-1.7")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="{submission.reference}.pdf"'


@pytest.mark.parametrize(("file", "kind"), [("review.pdf", "a PDF"), ("review.json", "its record")])
def test_the_history_says_who_took_it(submission, sol, sign_in, file, kind):
    client = sign_in(sol)
    client.head(URL + file)
    assert not AuditEvent.objects.filter(verb="registers.download").exists()
    client.get(URL + file)
    event = AuditEvent.objects.get(verb="registers.download")
    assert (event.by, event.after) == (
        sol,
        {"document": f"the review {submission.reference} as {kind}"},
    )


def test_an_earlier_version_stays_as_it_was(submission, ready, rhea, sol, sign_in):
    Review.objects.update(state=State.RETURNED)
    reviews.answer(
        review=ready, question=Question.ETHOS, reply=Reply.NO, comment="On reflection.", by=rhea
    )
    second = reviews.submit(review=ready, by=rhea)
    client = sign_in(sol)

    first_text, second_text = (
        main_text(client.get(f"/reviews/2026/northfield/versions/{n}/")) for n in (1, 2)
    )

    assert "On reflection." not in first_text
    assert "A later version was submitted" in first_text
    assert "On reflection." in second_text
    assert f"Reference {second.reference}" in second_text
    assert "A later version was submitted" not in second_text


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999", "-1", "one"])
@pytest.mark.parametrize("file", ["", "review.pdf", "review.json"])
def test_a_version_that_never_was_is_not_found(submission, sol, sign_in, number, file):
    url = f"/reviews/2026/northfield/versions/{number}/{file}"
    assert sign_in(sol).get(url).status_code == 404


@pytest.mark.parametrize("file", ["review.pdf", "review.json"])
def test_of_a_broken_seal_there_are_no_files(submission, sol, sign_in, file):
    tamper(submission, document="{}")
    response = sign_in(sol).get(URL + file, follow=True)
    assert response.redirect_chain == [(URL, 302)]
    assert f"{submission.reference} has been altered since it was submitted." in main_text(response)


def test_a_version_asks_the_database_as_often_whatever_is_in_it(
    submission, sol, sign_in, django_assert_max_num_queries
):
    client = sign_in(sol)
    client.get(URL)
    with django_assert_max_num_queries(10):
        client.get(URL)
