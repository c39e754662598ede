"""Local Trust answers: accepted, accepted with actions, sent back; whoever is overtaken is told."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from reviews.actions import answers, reviews
from reviews.actions.answers import Asked, Overtaken
from reviews.models import InternalNote, Kind, PlannedAction, Response, Section, State
from tests.at_once import at_once
from tests.factories import AssignmentFactory, UserFactory
from tests.reviews.stages import confirm_all

SPRING = datetime.date(2027, 3, 1)
COMMENTS = {Section.ETHOS: "Say what you looked at.", Section.MEMBERS: " \n"}
TWO_ACTIONS = [
    Asked("Publish the minutes.", "The secretary", SPRING),
    Asked("Meet.", "Asha", SPRING),
]


def state_of(submission) -> str:
    submission.review.refresh_from_db()
    return submission.review.state


def last_event() -> AuditEvent:
    return AuditEvent.objects.first()


def sent() -> set[tuple[str, str]]:
    return set(Message.objects.values_list("kind", "to_address"))


# Accepting


def test_accepting_is_kept_with_its_message(handed_in, stan, sol):
    response = answers.accept(submission=handed_in, by=stan, message="  Thank you. ")

    assert (response.submission, response.kind) == (handed_in, Kind.ACCEPTED)
    assert (response.message, response.by) == ("Thank you.", stan)
    assert state_of(handed_in) == State.ACCEPTED
    event = last_event()
    assert (event.verb, event.by, event.area) == ("reviews.accept", stan, handed_in.review.area)
    assert (event.before, event.after) == (
        {"state": "submitted"},
        {"state": "accepted", "number": 1},
    )


def test_the_rep_and_the_secretary_hear_that_it_is_accepted(handed_in, stan, sol, rhea, sasha):
    response = answers.accept(submission=handed_in, by=stan, message="Thank you <all>.")

    accepted = Message.objects.filter(kind="review-accepted")
    assert set(accepted.values_list("event", "to_address")) == {
        (f"review-accepted:{response.pk}:user-{rhea.pk}", "rhea@example.org"),
        (f"review-accepted:{response.pk}:user-{sol.pk}", "sol@example.org"),
    }
    text, html = accepted[0].text, accepted[0].html
    assert accepted[0].subject == "The review of Northfield has been accepted"
    assert "Thank you <all>." in text
    assert "Thank you &lt;all&gt;." in html
    assert "http://localhost:8000/reviews/2026/northfield/" in text


def test_nobody_is_written_to_who_is_not_assigned_today_or_may_not_sign_in(handed_in, stan, rhea):
    area = handed_in.review.area
    gone = AssignmentFactory(area=area, role="rep", ends_on=datetime.date(2026, 9, 30)).user
    to_come = AssignmentFactory(area=area, role="rep", starts_on=datetime.date(2026, 10, 2)).user
    locked = UserFactory(is_active=False)
    AssignmentFactory(area=area, role="rep", user=locked)

    answers.accept(submission=handed_in, by=stan)

    written_to = {address for kind, address in sent() if kind == "review-accepted"}
    assert written_to == {"rhea@example.org"}
    assert {gone.email, to_come.email, locked.email}.isdisjoint(written_to)


def test_accepting_with_actions_makes_them_live(handed_in, stan, sol):
    answers.accept_with_actions(submission=handed_in, actions=TWO_ACTIONS, by=stan)

    assert state_of(handed_in) == State.ACCEPTED_WITH_ACTIONS
    asked = PlannedAction.objects.filter(rule="").values_list(
        "what", "owner", "due_on", "agreed_on", "outcome"
    )
    today = datetime.date(2026, 10, 1)
    assert list(asked) == [
        ("Publish the minutes.", "The secretary", SPRING, today, ""),
        ("Meet.", "Asha", SPRING, today, ""),
    ]
    assert list(AuditEvent.objects.values_list("verb", flat=True)[:3]) == [
        "reviews.ask_for_action",
        "reviews.ask_for_action",
        "reviews.accept_with_actions",
    ]
    message = Message.objects.filter(kind="review-accepted").first()
    assert "asks for 2 actions" in message.text
    assert "Publish the minutes.\n  The secretary, by 1 March 2027" in message.text


@pytest.mark.parametrize(
    ("actions", "reason"),
    [
        ([], "at least one action"),
        ([Asked(" ", "Asha", SPRING)], "what is to be done"),
        ([Asked("Meet.", "", SPRING)], "who sees to it"),
        ([Asked("Meet.", "Asha", datetime.date(2026, 9, 30))], "today or later"),
    ],
)
def test_an_action_that_lacks_something_is_refused_and_nothing_is_kept(
    handed_in, stan, actions, reason
):
    events = AuditEvent.objects.count()
    with pytest.raises(ValidationError, match=reason):
        answers.accept_with_actions(submission=handed_in, actions=actions, by=stan)
    assert state_of(handed_in) == State.SUBMITTED
    assert not Response.objects.exists()
    assert AuditEvent.objects.count() == events


# Sending back


def test_sending_back_keeps_the_comments_and_opens_the_review(handed_in, stan, rhea, sol):
    response = answers.send_back(
        submission=handed_in, comments=COMMENTS, by=stan, message="Nearly there."
    )

    assert state_of(handed_in) == State.RETURNED
    assert list(response.comments.values_list("section", "text")) == [
        ("ethos", "Say what you looked at.")
    ]
    (message,) = Message.objects.filter(kind="review-returned")
    assert message.to_address == "rhea@example.org"
    assert "Nearly there." in message.text
    assert (
        "Question 3: Has it acted in keeping with the ethos and values of Big Local?\n"
        "Say what you looked at."
    ) in message.text


def test_the_trail_holds_no_wording_of_what_is_said_of_the_reps_work(handed_in, stan):
    answers.send_back(submission=handed_in, comments=COMMENTS, by=stan, message="Nearly there.")
    event = last_event()
    assert (event.verb, event.after) == ("reviews.send_back", {"state": "returned", "number": 1})


def test_nothing_is_sent_back_without_a_comment(handed_in, stan):
    with pytest.raises(ValidationError, match="at least one section"):
        answers.send_back(submission=handed_in, comments={Section.ETHOS: "  "}, by=stan)
    assert state_of(handed_in) == State.SUBMITTED


@pytest.mark.parametrize("accepted", [answers.accept, answers.accept_with_actions])
def test_what_was_accepted_by_mistake_can_still_be_sent_back(handed_in, stan, accepted):
    more = {"actions": TWO_ACTIONS} if accepted is answers.accept_with_actions else {}
    accepted(submission=handed_in, by=stan, **more)
    answers.send_back(submission=handed_in, comments=COMMENTS, by=stan)

    assert state_of(handed_in) == State.RETURNED
    # What was asked for meanwhile was asked for.
    assert PlannedAction.objects.open().filter(rule="").count() == len(more.get("actions", []))


# Overtaken


def test_a_version_submitted_anew_meanwhile_is_told(handed_in, stan, rhea):
    answers.send_back(submission=handed_in, comments={Section.MEMBERS: "Who is new?"}, by=stan)
    confirm_all(handed_in.review, rhea)
    again = reviews.submit(review=handed_in.review, by=rhea)

    for act, more in [
        (answers.accept, {}),
        (answers.accept_with_actions, {"actions": TWO_ACTIONS}),
        (answers.send_back, {"comments": COMMENTS}),
    ]:
        with pytest.raises(Overtaken, match="Rhea Rep submitted version 2 on 1 October 2026"):
            act(submission=handed_in, by=stan, **more)
    assert Response.objects.count() == 1
    assert answers.accept(submission=again, by=stan).submission == again


def test_an_answer_that_somebody_else_gave_meanwhile_is_told(handed_in, stan, ada):
    answers.accept(submission=handed_in, by=ada, answered=0)
    with pytest.raises(Overtaken, match=r"Ada Admin has answered this review since .*: accepted"):
        answers.send_back(submission=handed_in, comments=COMMENTS, by=stan, answered=0)
    assert state_of(handed_in) == State.ACCEPTED
    # Whoever has read that answer may still send it back.
    answers.send_back(submission=handed_in, comments=COMMENTS, by=stan, answered=1)
    assert state_of(handed_in) == State.RETURNED


@pytest.mark.django_db(transaction=True)
def test_of_two_who_answer_at_once_one_wins_and_the_other_is_told(handed_in, stan, ada):
    outcomes = at_once(
        lambda: answers.accept(submission=handed_in, by=stan, answered=0),
        lambda: answers.send_back(submission=handed_in, comments=COMMENTS, by=ada, answered=0),
    )

    (response,) = Response.objects.all()
    assert response in outcomes
    (told,) = [outcome for outcome in outcomes if outcome != response]
    assert isinstance(told, Overtaken)
    assert told.reason.startswith(f"{response.by} has answered this review since you opened")
    assert state_of(handed_in) == response.kind


# Notes that Local Trust keeps to itself


def test_a_note_is_kept_and_told_in_no_areas_history(review, stan):
    note = answers.note_internally(review=review, text=" Ring the chair. ", by=stan)

    assert (note.text, note.by) == ("Ring the chair.", stan)
    event = last_event()
    assert (event.verb, event.area, event.subject_id) == ("reviews.note_internally", None, note.pk)
    assert event.after == {"review_id": review.pk}
    assert not event.reason


@pytest.mark.parametrize("who", ["sol", "rhea", "sasha", "ravi", "stranger"])
def test_nobody_else_writes_a_note(review, who, request):
    with pytest.raises(Refused):
        answers.note_internally(review=review, text="Hm.", by=request.getfixturevalue(who))
    assert not InternalNote.objects.exists()


def test_a_note_says_something(review, stan):
    with pytest.raises(ValidationError, match="Write a note"):
        answers.note_internally(review=review, text=" \n", by=stan)
