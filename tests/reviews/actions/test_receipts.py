"""What is sent when a review is submitted: once each, with the paper for the rep alone."""

from __future__ import annotations

import io

import typst
from django.db import transaction
from pypdf import PdfReader

from biglocal.post.models import Enclosure, Message
from reviews.actions import receipts, reviews
from reviews.models import Review, State
from tests.factories import AssignmentFactory


def test_the_rep_gets_the_paper_and_the_secretary_the_reference(ready, rhea, sol):
    submission = reviews.submit(review=ready, by=rhea)

    to_rep, to_secretary = Message.objects.order_by("pk")
    assert to_rep.event == f"review-submitted:{submission.pk}:user-{rhea.pk}"
    assert (to_rep.to_address, to_secretary.to_address) == (rhea.email, sol.email)
    for message in (to_rep, to_secretary):
        assert message.subject == (f"The review of Northfield is submitted: {submission.reference}")
        for body in (message.text, message.html):
            assert submission.reference in body
            assert submission.sha256 in body
            assert "http://localhost:8000/reviews/2026/northfield/versions/1/" in body
            assert "Asha" not in body
    assert "You submitted the review of 2026 for Northfield on 1 October 2026." in to_rep.text
    assert "Rhea Rep submitted the review of 2026" in to_secretary.text

    enclosure = Enclosure.objects.get()
    assert enclosure.message == to_rep
    assert (enclosure.name, enclosure.content_type) == (
        f"{submission.reference}.pdf",
        "application/pdf",
    )
    first = PdfReader(io.BytesIO(bytes(enclosure.content))).pages[0].extract_text()
    assert submission.reference in first


def test_a_late_one_and_a_later_version_say_so(ready, rhea, sol, time_machine):
    reviews.submit(review=ready, by=rhea)
    assert "marked as late" not in Message.objects.first().text
    Review.objects.update(state=State.RETURNED)
    time_machine.move_to("2027-01-02 12:00")
    reviews.submit(review=ready, by=rhea)
    newest = Message.objects.latest("pk")
    assert "It is marked as late, because it was due by 31 December 2026." in newest.text
    assert "This is version 2. What was submitted before is kept beside it." in newest.text
    assert Message.objects.count() == 4


def test_whoever_is_rep_and_secretary_gets_one_message(ready, rhea):
    AssignmentFactory(user=rhea, area=ready.area, role="secretary")
    reviews.submit(review=ready, by=rhea)
    assert Message.objects.filter(to_address=rhea.email).count() == 1


def test_nothing_is_sent_of_what_was_not_submitted(ready, rhea):
    with transaction.atomic():
        reviews.submit(review=ready, by=rhea)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_review_is_not_turned_away_because_of_its_paper(ready, rhea, monkeypatch, caplog):
    def refuses(submission):
        raise typst.TypstError("no")

    monkeypatch.setattr(receipts, "review_pdf", refuses)
    submission = reviews.submit(review=ready, by=rhea)

    message = Message.objects.get(to_address=rhea.email)
    assert submission.pk
    assert not message.enclosures.exists()
    assert "enclosed" not in message.text
    assert f"{submission.reference} could not be set in type" in caplog.text
