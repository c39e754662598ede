"""What the second format of a document adds, and that the first is still read by all that draws one."""

from __future__ import annotations

import datetime
import io
import json

import pytest
from django.utils import timezone
from pypdf import PdfReader

from reviews import freezing
from reviews.actions import reviews
from reviews.exports.documents import review_pdf
from reviews.models import MembershipForm, Outcome, PlannedAction, Progress, Submission
from reviews.presenters.submitted import Frozen
from tests.factories import PaidWorkFactory, ReviewFactory, RoundFactory
from tests.reviews.stages import complete, draft
from tests.reviews.tampering import tamper
from tests.reviews.views.test_detail import URL, main_text

# What the first format had no word for.
LATER = {"due_on", "signatures", "carried", "waivers", "policies"}


def sign(review, person, **values) -> MembershipForm:
    return MembershipForm.objects.create(
        review=review,
        person=person,
        how="link",
        signed_on=datetime.date(2026, 9, 20),
        statement="All is right.",
        facts={},
        at=timezone.now(),
        **values,
    )


def in_first_format(submission: Submission) -> Submission:
    """The submission as it would have been stored in the first format."""
    document = json.loads(submission.document)
    first = {key: value for key, value in document.items() if key not in LATER} | {"format": 1}
    first["actions"] = [
        {key: value for key, value in action.items() if key != "repeats"}
        for action in document["actions"]
    ]
    text = freezing.canonical(first)
    tamper(submission, document=text, sha256=freezing.digest(text))
    submission.refresh_from_db()
    return submission


@pytest.fixture
def last_year(northfield, rhea):
    """The review of 2025, whose one action is still open."""
    review = ReviewFactory(area=northfield, round=RoundFactory(year=2025), state="accepted")
    return PlannedAction.objects.create(
        review=review,
        rule="paid-worker-voting",
        people=[str(northfield.memberships.first().person_id)],
        what="Asha Patel gives up the vote.",
        owner="The chair",
        due_on=datetime.date(2026, 3, 1),
        agreed_on=datetime.date(2025, 11, 1),
    )


def test_who_has_signed_is_frozen_and_who_has_not(ready, people, rhea):
    sign(ready, people.asha, asked_to_correct=True)
    document = freezing.read(reviews.submit(review=ready, by=rhea))

    asha, ben = document["signatures"][:2]
    assert asha == {
        "person": str(people.asha.pk),
        "name": "Asha Patel",
        "how": "link",
        "signed": "By personal link",
        "signed_on": "2026-09-20",
        "asked_to_correct": True,
    }
    assert (ben["name"], ben["signed"], ben["signed_on"]) == ("Ben Okafor", "", None)


def test_a_signature_that_comes_in_after_checking_sends_nobody_back(ready, people, rhea):
    seen = freezing.fingerprint(draft(ready))
    sign(ready, people.asha)
    submission = reviews.submit(review=ready, by=rhea, seen=seen)
    assert freezing.read(submission)["signatures"][0]["signed_on"] == "2026-09-20"


def test_the_day_until_which_it_was_in_time_is_frozen(ready, rhea):
    ready.extended_to, ready.extension_reason = datetime.date(2027, 1, 20), "Flood"
    ready.save()
    submission = reviews.submit(review=ready, by=rhea)
    assert Frozen(submission).due_on == datetime.date(2027, 1, 20)


def test_what_came_of_earlier_actions_is_frozen(review, last_year, rhea):
    Progress.objects.create(action=last_year, text="She is thinking.", at=timezone.now(), by=rhea)
    complete(review, rhea)
    submission = reviews.submit(review=review, by=rhea)
    PlannedAction.objects.update(
        what="Something else", outcome=Outcome.DONE, settled_on="2026-10-02"
    )

    (carried,) = freezing.read(submission)["carried"]
    assert carried == {
        "year": 2025,
        "title": "Paid worker with a vote",
        "rule": "paid-worker-voting",
        "people": last_year.people,
        "names": ["Asha Patel"],
        "what": "Asha Patel gives up the vote.",
        "owner": "The chair",
        "due_on": "2026-03-01",
        "word": "going-on",
        "came_of_it": "Still going on",
        "settled_on": None,
        "text": "She is thinking.",
    }


def test_a_plan_says_which_earlier_action_it_goes_on_with(review, last_year, people, rhea):
    PaidWorkFactory(area=review.area, person=people.asha)
    complete(review, rhea)
    PlannedAction.objects.filter(review=review).update(repeats=last_year)
    document = freezing.read(reviews.submit(review=review, by=rhea))

    assert document["actions"][0]["repeats"] == {
        "year": 2025,
        "what": "Asha Patel gives up the vote.",
    }
    assert document["carried"][0]["came_of_it"] == "Goes on in a plan of this year"


def test_page_and_paper_show_it_all(review, last_year, people, rhea, sol, sign_in):
    Progress.objects.create(action=last_year, text="She is thinking.", at=timezone.now(), by=rhea)
    sign(review, people.asha)
    complete(review, rhea)
    submission = reviews.submit(review=review, by=rhea)

    page = main_text(sign_in(sol).get(URL))
    paper = " ".join(
        " ".join(
            each.extract_text() for each in PdfReader(io.BytesIO(review_pdf(submission))).pages
        ).split()
    )

    for shown in [
        "Asha Patel gives up the vote.",
        "She is thinking.",
        "Asha Patel By personal link",
    ]:
        assert shown in page
        assert shown in paper
    assert "Ben Okafor Not signed" in page
    assert "1 of 8 members had signed." in paper


def test_the_first_format_is_still_read(review, people, rhea, sol, sign_in):
    PaidWorkFactory(area=review.area, person=people.asha)
    complete(review, rhea)
    submission = in_first_format(reviews.submit(review=review, by=rhea))

    frozen = Frozen(submission)
    assert (frozen.signatures, frozen.carried) == (None, [])
    assert frozen.due_on == datetime.date(2026, 12, 31)
    assert frozen.actions[0].goes_on_with == ""
    assert review_pdf(submission).startswith(b"%PDF")
    text = main_text(sign_in(sol).get(URL))
    assert "Asking around for new members." in text
    assert "Membership forms at review" not in text
