"""Proving what was submitted: every way in which it could have been altered is told."""

from __future__ import annotations

import io
import json

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from biglocal.audit.models import AuditEvent
from reviews.actions import reviews
from reviews.freezing import canonical, digest
from reviews.models import Review, State, Submission
from tests.factories import ReviewFactory, RoundFactory
from tests.reviews.stages import complete
from tests.reviews.tampering import remove, tamper


@pytest.fixture
def submission(ready, rhea) -> Submission:
    return reviews.submit(review=ready, by=rhea)


def verify() -> tuple[int, str]:
    """The command's exit status and what it prints."""
    out = io.StringIO()
    try:
        call_command("verify_reviews", stdout=out)
    except CommandError as error:
        return error.returncode, out.getvalue()
    return 0, out.getvalue()


def altered(submission: Submission, **values: object) -> dict[str, str]:
    """A text that says something else, with a seal that goes with it."""
    text = canonical(json.loads(submission.document) | values)
    return {"document": text, "sha256": digest(text)}


def test_all_as_they_were_submitted(submission):
    assert verify() == (0, "1 submissions, all as they were submitted.\n")


def test_a_changed_text_is_told_with_its_reference(submission):
    tamper(submission, document=submission.document.replace("Asha", "Asma"))
    assert verify() == (
        1,
        f"{submission.reference}: the text is not the one that was sealed.\n"
        f"{submission.reference}: the history has another SHA-256 for it.\n",
    )


def test_one_changed_byte_is_enough(submission):
    tamper(submission, document=submission.document + " ")
    assert verify()[0] == 1


def test_a_text_sealed_anew_is_found_out_by_the_history(submission):
    tamper(submission, **altered(submission, declaration="I have not looked."))
    assert verify() == (1, f"{submission.reference}: the history has another SHA-256 for it.\n")


@pytest.mark.parametrize(
    ("values", "what"),
    [
        ({"is_late": True}, "lateness"),
        ({"meets_criteria": None}, "verdict on the criteria"),
        ({"meets_conflicts_guidance": False}, "verdict on conflicts of interest"),
        ({"edition": "Another"}, "edition"),
    ],
)
def test_copies_beside_the_text_must_agree_with_it(submission, values, what):
    tamper(submission, **values)
    assert verify() == (
        1,
        f"{submission.reference}: the {what} beside it is not what the text says.\n",
    )


def test_one_put_under_another_review_is_told(submission, southmere):
    other = ReviewFactory(area=southmere, round=RoundFactory(year=2025), state=State.SUBMITTED)
    tamper(submission, review=other)
    status, said = verify()
    assert status == 1
    for what in ["reference", "area", "year"]:
        assert f"the {what} beside it is not what the text says" in said
    assert "Northfield, 2026: nothing of what was submitted is stored." in said


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format":1}'])
def test_what_cannot_be_read_is_told(submission, text):
    tamper(submission, document=text, sha256=digest(text))
    status, said = verify()
    assert status == 1
    assert f"{submission.reference}: the text cannot be read" in said


def test_a_format_that_nobody_knows_is_told(submission):
    tamper(submission, **altered(submission, format=99))
    assert "it is written in the format 99, which is not known." in verify()[1]


def test_a_version_that_has_gone_is_told(submission, ready, rhea):
    Review.objects.update(state=State.RETURNED)
    reviews.submit(review=ready, by=rhea)
    remove(submission)
    status, said = verify()
    assert status == 1
    assert (
        "Northfield, 2026: there is a version 2, and of the versions up to it 1 are missing."
        in said
    )
    assert (
        "Northfield, submitted on 2026-10-01: version 1 is in the history and not stored." in said
    )


def test_a_last_version_that_has_gone_is_told(submission):
    remove(submission)
    assert verify() == (
        1,
        "Northfield, 2026: nothing of what was submitted is stored.\n"
        "Northfield, submitted on 2026-10-01: version 1 is in the history and not stored.\n",
    )


def test_one_that_was_slipped_in_is_told(submission):
    AuditEvent.objects.filter(verb="reviews.submit").update(verb="reviews.start")
    assert verify() == (
        1,
        f"{submission.reference}: the history does not know that it was submitted.\n",
    )


def test_it_asks_as_often_for_many_as_for_one(submission, django_assert_num_queries, rhea):
    with django_assert_num_queries(6):
        verify()
    for year in range(2016, 2026):
        review = ReviewFactory(area=submission.review.area, round=RoundFactory(year=year))
        complete(review, rhea)
        reviews.submit(review=review, by=rhea)
    with django_assert_num_queries(6):
        assert verify()[0] == 0


def test_the_database_itself_refuses_to_change_what_was_submitted(submission):
    with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
        Submission.objects.filter(pk=submission.pk).update(document="{}")
    with (
        pytest.raises(IntegrityError, match="written once"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE reviews_submission SET is_late = NOT is_late")
    if connection.vendor == "postgresql":
        with pytest.raises(IntegrityError, match="written once"), transaction.atomic():
            Submission.objects.filter(pk=submission.pk).delete()


@pytest.mark.django_db(transaction=True)
def test_a_test_that_empties_the_tables_still_can(submission):
    """Its end is the test: the database is flushed with a submission in it."""
    assert Submission.objects.exists()
