"""Submitting: when, by whom, only when complete, only once; and what is frozen then."""

from __future__ import annotations

import datetime
import hashlib
import json
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from partnerships.models import Person
from partnerships.rosters.json import roster_from_dict
from partnerships.rules import assess
from reviews import freezing
from reviews.actions import reviews
from reviews.models import Question, Reply, State, Submission
from reviews.states import NotAllowedNow
from tests.at_once import at_once
from tests.factories import AssignmentFactory, OfficeFactory, RelationshipFactory
from tests.reviews.stages import complete, draft

LONDON = ZoneInfo("Europe/London")


def at(*moment: int):
    """A moment by London's clocks."""
    return time_machine.travel(datetime.datetime(*moment, tzinfo=LONDON), tick=False)


# When


@pytest.mark.parametrize(
    ("moment", "outcome"),
    [
        ((2026, 8, 31, 23, 59, 59), "too early"),
        ((2026, 9, 1, 0, 0, 0), "in time"),
        # The day on which the clocks go back, in the hour that comes twice.
        ((2026, 10, 25, 1, 30, 0), "in time"),
        ((2026, 12, 31, 23, 59, 59), "in time"),
        ((2027, 1, 1, 0, 0, 0), "late"),
    ],
)
def test_the_days_are_londons(review, rhea, moment, outcome):
    with at(*moment):
        complete(review, rhea)
        try:
            got = "late" if reviews.submit(review=review, by=rhea).is_late else "in time"
        except NotAllowedNow:
            got = "too early"
    assert got == outcome


@pytest.mark.parametrize(
    ("moment", "is_late"),
    [
        # An hour before it is midnight by the clocks of the server, which never change.
        (datetime.datetime(2027, 3, 28, 22, 59, 59, tzinfo=datetime.UTC), False),
        (datetime.datetime(2027, 3, 28, 23, 0, 0, tzinfo=datetime.UTC), True),
    ],
)
def test_an_area_given_longer_is_in_time_to_the_end_of_its_day(review, rhea, moment, is_late):
    """Its last day is the one on which the clocks go forward."""
    review.extended_to = datetime.date(2027, 3, 28)
    review.extension_reason = "The rep was ill."
    review.save()
    with time_machine.travel(moment, tick=False):
        complete(review, rhea, due_on=datetime.date(2027, 6, 1))
        submission = reviews.submit(review=review, by=rhea)
    assert submission.is_late == is_late
    assert json.loads(submission.document)["due_on"] == "2027-03-28"


def test_a_review_given_up_says_why_nothing_can_be_written(ready, rhea):
    ready.state = State.NOT_RECEIVED
    ready.save()
    for act in (
        lambda: reviews.submit(review=ready, by=rhea),
        lambda: reviews.answer(
            review=ready, question=Question.ETHOS, reply="no", comment="", by=rhea
        ),
        lambda: reviews.confirm_members(review=ready, words={}, by=rhea),
    ):
        with pytest.raises(NotAllowedNow, match="closed before this review came"):
            act()


def test_what_is_early_is_refused_with_the_day_and_kept(review, rhea):
    with at(2026, 8, 31, 12):
        complete(review, rhea)
        with pytest.raises(NotAllowedNow, match="You can submit from 1 September 2026"):
            reviews.submit(review=review, by=rhea)
    assert review.answers.count() == 4
    assert not Submission.objects.exists()


# Who


@pytest.mark.parametrize("who", ["sol", "stan", "ada", "ravi", "stranger"])
def test_nobody_else_submits(ready, who, request):
    with pytest.raises(Refused):
        reviews.submit(review=ready, by=request.getfixturevalue(who))
    assert not Submission.objects.exists()


def test_the_rep_of_the_day_submits_and_no_longer_the_one_before(ready, rhea, stranger):
    rhea.assignments.update(ends_on=datetime.date(2026, 9, 30))
    AssignmentFactory(
        user=stranger, area=ready.area, role="rep", starts_on=datetime.date(2026, 10, 1)
    )
    # What somebody may do is read once a request; this is the next one.
    rhea.__dict__.pop("_assignments_by_day")
    with pytest.raises(Refused):
        reviews.submit(review=ready, by=rhea)
    assert reviews.submit(review=ready, by=stranger).submitted_by == stranger


# Only when complete


def test_a_review_with_something_left_comes_back_with_all_that_is_missing(review, rhea):
    reviews.answer(review=review, question=Question.ETHOS, reply=Reply.NO, comment="", by=rhea)
    with pytest.raises(reviews.Incomplete) as caught:
        reviews.submit(review=review, by=rhea)
    assert [each.text for each in caught.value.missing] == [
        "Confirm what is recorded about Asha Patel, Ben Okafor and 6 others",
        "Does the partnership reflect its community? Select yes, partly or no",
        "Has it kept to its own policies and procedures? Select yes, partly or no",
        "Has it acted in keeping with the ethos and values of Big Local? Say why the answer is no",
        "Does it meet the guidance on conflicts of interest? Select yes, partly or no",
    ]


def test_a_breach_that_appears_after_checking_comes_back(ready, people, rhea):
    seen = freezing.fingerprint(draft(ready))
    RelationshipFactory(area=ready.area, a=people.asha, b=people.ben)

    with pytest.raises(reviews.Incomplete) as caught:
        reviews.submit(review=ready, by=rhea, seen=seen)

    (missing,) = caught.value.missing
    assert missing.task == "action"
    assert "Say what is being done about it, by whom and by when" in missing.text


def test_what_changed_after_checking_without_leaving_anything_to_do_comes_back_too(ready, rhea):
    seen = freezing.fingerprint(draft(ready))
    reviews.answer(
        review=ready, question=Question.ETHOS, reply=Reply.NO, comment="I thought again.", by=rhea
    )
    with pytest.raises(reviews.ChangedSinceChecked):
        reviews.submit(review=ready, by=rhea, seen=seen)
    assert not Submission.objects.exists()


def test_what_was_checked_before_midnight_can_be_sent_after_it(ready, rhea):
    with at(2026, 12, 31, 23, 59):
        seen = freezing.fingerprint(draft(ready))
    with at(2027, 1, 1, 0, 0):
        assert reviews.submit(review=ready, by=rhea, seen=seen).is_late


def test_an_honest_not_met_is_never_blocked(review, northfield, people, rhea):
    northfield.memberships.exclude(person__in=[people.asha, people.ben]).update(
        ends_on=datetime.date(2026, 9, 30)
    )
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    complete(review, rhea)
    for question in Question:
        reviews.answer(
            review=review, question=question, reply=Reply.NO, comment="It does not.", by=rhea
        )

    submission = reviews.submit(review=review, by=rhea)

    assert (submission.meets_criteria, submission.meets_conflicts_guidance) == (False, False)


def test_verdicts_that_cannot_be_told_are_submitted_as_such(review, northfield, rhea):
    northfield.residences.update(in_area="unknown", household=None)
    with at(2026, 11, 5, 14):
        complete(review, rhea)
        submission = reviews.submit(review=review, by=rhea)

    submission.refresh_from_db()
    assert submission.meets_criteria is None
    assert submission.meets_conflicts_guidance is None
    assert json.loads(submission.document)["assessment"]["meets_criteria"] is None


# Only once


def test_a_review_is_submitted_once(ready, rhea):
    reviews.submit(review=ready, by=rhea)
    with pytest.raises(NotAllowedNow, match="has been submitted"):
        reviews.submit(review=ready, by=rhea)
    assert Submission.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_who_submit_at_once_one_wins_and_the_other_is_told(ready, rhea):
    seen = freezing.fingerprint(draft(ready))
    outcomes = at_once(
        *(lambda: reviews.submit(review=ready, by=rhea, seen=seen) for _ in range(2))
    )

    (submission,) = Submission.objects.all()
    assert submission in outcomes
    (told,) = [outcome for outcome in outcomes if outcome != submission]
    assert isinstance(told, NotAllowedNow)
    assert told.reason == "The review of 2026 has been submitted, so it no longer changes."
    assert AuditEvent.objects.filter(verb="reviews.submit").count() == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_changed_at_the_moment_of_submitting_is_in_it_or_refused(ready, rhea):
    seen = freezing.fingerprint(draft(ready))
    submitted, answered = at_once(
        lambda: reviews.submit(review=ready, by=rhea, seen=seen),
        lambda: reviews.answer(
            review=ready, question=Question.ETHOS, reply=Reply.NO, comment="Not at all.", by=rhea
        ),
    )

    if isinstance(submitted, Submission):
        assert isinstance(answered, NotAllowedNow)
        assert "Not at all." not in submitted.document
    else:
        assert isinstance(submitted, reviews.ChangedSinceChecked)
        assert answered.comment == "Not at all."


def test_the_database_itself_holds_one_submission_a_number(ready, rhea):
    first = reviews.submit(review=ready, by=rhea)
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save()


@pytest.mark.parametrize("act", ["answer", "plan_action", "confirm_members"])
def test_nothing_is_written_after_it(ready, rhea, act):
    reviews.submit(review=ready, by=rhea)
    values = {
        "answer": {"question": Question.ETHOS, "reply": "no", "comment": ""},
        "plan_action": {
            "breach": ("minimum-members", (), ""),
            "what": "",
            "owner": "",
            "due_on": None,
        },
        "confirm_members": {"words": {}},
    }[act]
    with pytest.raises(NotAllowedNow):
        getattr(reviews, act)(review=ready, by=rhea, **values)


def test_the_trail_says_that_it_was_submitted_and_holds_no_names(ready, rhea):
    submission = reviews.submit(review=ready, by=rhea)

    event = AuditEvent.objects.get(verb="reviews.submit")
    assert (event.by, event.area, event.subject_id) == (rhea, ready.area, submission.pk)
    assert event.before == {"state": "in-progress"}
    assert event.after == {
        "state": "submitted",
        "number": 1,
        "is_late": False,
        "sha256": submission.sha256,
    }


# Frozen for ever


@pytest.fixture
def submitted(review, people, rhea) -> Submission:
    """Asha and Ben are siblings, and something differs about Carys."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    mark = next(m.mark for m in draft(review).members if m.person.name == "Carys Hughes")
    word = reviews.Word(mark, is_right=False, note="She is treasurer too.")
    reviews.confirm_members(review=review, words={people.carys.pk: word}, by=rhea)
    return reviews.submit(review=review, by=rhea)


def test_the_seal_is_the_digest_of_the_text(submitted):
    text = submitted.document
    assert submitted.sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert text == json.dumps(
        json.loads(text), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def test_an_altered_document_is_known_by_its_seal(submitted):
    submitted.document = submitted.document.replace("treasurer too", "gone")
    with pytest.raises(freezing.BrokenSeal, match=submitted.reference):
        freezing.read(submitted)


def test_the_document_says_everything_by_itself(submitted, review, people, rhea):
    document = freezing.read(submitted)

    assert document["format"] == 4
    assert document["reference"] == f"BL-2026-{review.pk:04d}"
    assert document["area"]["name"] == "Northfield"
    assert document["submitted_by"] == {"id": rhea.pk, "name": "Rhea Rep"}
    assert document["criteria"]["edition"] == submitted.edition
    assert document["criteria"]["members"] == {
        "figure": 8,
        "heading": "Criteria for Big Local partnerships",
    }
    carys = next(each for each in document["members"] if each["name"] == "Carys Hughes")
    assert (carys["is_right"], carys["note"], carys["lives_here"]) == (
        False,
        "She is treasurer too.",
        True,
    )
    assert [each["replied"] for each in document["answers"]] == ["Yes"] * 4
    assert [each["contradicts_a_finding"] for each in document["answers"]] == [
        *(False, False, False, True)
    ]
    (finding,) = document["assessment"]["findings"]
    assert finding["names"] == ["Asha Patel", "Ben Okafor"]
    (action,) = document["actions"]
    assert (action["owner"], action["due_on"]) == ("The chair", "2027-03-01")


def test_the_frozen_roster_leads_to_the_frozen_findings(submitted):
    document = freezing.read(submitted)
    again = assess(roster_from_dict(document["roster"]))
    assert [finding.message for finding in again.findings] == [
        finding["message"] for finding in document["assessment"]["findings"]
    ]


def test_what_happens_later_does_not_alter_it(submitted, review, people):
    before = submitted.document
    Person.objects.filter(pk=people.asha.pk).update(name="Asha Shah")
    OfficeFactory(area=review.area, person=people.dai)
    review.answers.all().delete()
    review.confirmations.all().delete()
    review.actions.all().delete()
    review.area.memberships.all().delete()

    assert freezing.read(Submission.objects.get()) == json.loads(before)


def test_a_submission_cannot_be_changed_or_deleted(submitted):
    with pytest.raises(TypeError):
        submitted.save()
    with pytest.raises(TypeError):
        submitted.delete()


def test_the_review_is_submitted(submitted, review):
    review.refresh_from_db()
    assert review.state == State.SUBMITTED
