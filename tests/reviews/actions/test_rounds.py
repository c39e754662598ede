"""Opening a round gives every active area its review, once."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command

from biglocal.access import policy
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import AssignedRole
from reviews import states
from reviews.actions import rounds
from reviews.models import Question, Review, Round, State
from reviews.states import NotAllowedNow
from tests.at_once import at_once
from tests.factories import AreaFactory, AssignmentFactory

WORDING = {question.value: f"In other words: {question.value}?" for question in Question}


@pytest.fixture
def areas(northfield, southmere):
    AreaFactory(name="Closed already", closed_on=date(2026, 9, 30))
    AreaFactory(name="Closing today", closed_on=date(2026, 10, 1))
    AreaFactory(name="Not yet open", opened_on=date(2026, 10, 2))


def reviewed() -> list[str]:
    return list(Review.objects.filter(round__year=2026).values_list("area__name", flat=True))


def test_every_area_that_is_active_today_has_a_review_at_once(areas, ada):
    round_ = rounds.open_round(year=2026, by=ada)

    assert reviewed() == ["Closing today", "Northfield", "Southmere"]
    assert set(Review.objects.values_list("state", flat=True)) == {State.NOT_STARTED}
    assert (round_.opened_by, round_.opens_on, round_.closes_on) == (
        ada,
        date(2026, 9, 1),
        date(2026, 12, 31),
    )


def test_opening_it_again_adds_what_is_new_and_touches_nothing_else(areas, ada):
    rounds.open_round(year=2026, by=ada)
    Review.objects.filter(area__name="Northfield").update(state=State.IN_PROGRESS)
    AreaFactory(name="Brand new")

    again = rounds.open_round(year=2026, by=ada)

    assert reviewed() == ["Brand new", "Closing today", "Northfield", "Southmere"]
    assert Review.objects.get(area__name="Northfield").state == State.IN_PROGRESS
    assert Round.objects.get() == again
    assert again.opened_by == ada


def test_the_trail_says_who_opened_it_and_each_area_that_it_has_a_review(northfield, ada):
    rounds.open_round(year=2026, by=ada)

    assert list(AuditEvent.objects.order_by("pk").values_list("verb", "by", "area")) == [
        ("rounds.open_round", ada.pk, None),
        ("reviews.open", ada.pk, northfield.pk),
    ]


def test_a_review_is_no_change_of_the_register(northfield, ada):
    before = northfield.register_version
    rounds.open_round(year=2026, by=ada)
    northfield.refresh_from_db()

    assert northfield.register_version == before


@pytest.mark.parametrize("year", [1066, 2011, 2101, 10**30, -1])
def test_a_year_that_cannot_be_meant_is_refused(db, year):
    with pytest.raises(ValidationError):
        rounds.open_round(year=year, by=None)
    assert not Round.objects.exists()


def test_the_command_opens_a_round_and_says_how_many_reviews_there_are(areas, capsys):
    call_command("open_round", "2026")
    assert capsys.readouterr().out == "The round of 2026 is open, with 3 reviews.\n"


def test_the_command_refuses_a_year_in_words(db):
    with pytest.raises(CommandError):
        call_command("open_round", "1066")
    with pytest.raises(CommandError, match="invalid int value"):
        call_command("open_round", "next")


def test_only_an_administrator_runs_a_round(stan, rhea, northfield):
    round_ = rounds.open_round(year=2026, by=None)
    review = round_.reviews.get()
    for user in (stan, rhea):
        for act in (
            lambda by: rounds.open_round(year=2027, by=by),
            lambda by: rounds.open_reviews(round_=round_, by=by),
            lambda by: rounds.reword(round_=round_, questions=WORDING, by=by),
            lambda by: rounds.extend(review=review, until=date(2027, 1, 31), reason="Ill", by=by),
            lambda by: rounds.close(round_=round_, by=by),
        ):
            with pytest.raises(policy.Refused):
                act(user)


def test_opening_that_was_broken_off_goes_on_where_it_was(areas, ada):
    heard = []

    def report(done, of):
        heard.append((done, of))
        if done == 2 and len(heard) == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rounds.open_round(year=2026, by=ada, report=report)
    # What was done stays done: each area is a transaction of its own.
    assert reviewed() == ["Closing today", "Northfield"]

    assert rounds.open_reviews(round_=Round.objects.get(), by=ada, report=report) == rounds.Opened(
        made=1, left=0
    )
    assert reviewed() == ["Closing today", "Northfield", "Southmere"]
    assert heard == [(1, 3), (2, 3), (1, 1)]


def test_opening_stops_when_its_time_is_up_and_says_how_many_are_left(areas, ada):
    round_ = rounds.begin(year=2026, by=ada)
    assert rounds.open_reviews(round_=round_, by=ada, for_seconds=-1) == rounds.Opened(1, 2)
    assert rounds.open_reviews(round_=round_, by=ada, for_seconds=60) == rounds.Opened(2, 0)


def test_a_round_begins_with_the_wording_of_the_one_before_and_keeps_its_own(northfield, ada):
    first = rounds.open_round(year=2025, by=ada, questions=WORDING)
    second = rounds.open_round(year=2026, by=ada)
    assert second.asked(Question.ETHOS) == "In other words: ethos?"

    rounds.reword(round_=second, questions=WORDING | {"ethos": "And now?"}, by=ada)

    first.refresh_from_db()
    second.refresh_from_db()
    assert first.asked(Question.ETHOS) == "In other words: ethos?"
    assert second.asked(Question.ETHOS) == "And now?"
    assert AuditEvent.objects.filter(verb="rounds.reword").count() == 1


def test_the_wording_stays_once_a_review_is_submitted_in_it(submitted, ada):
    with pytest.raises(ValidationError, match="has been submitted in this wording"):
        rounds.reword(round_=submitted.round, questions=WORDING, by=ada)


def test_a_question_cannot_be_left_empty(northfield, ada):
    round_ = rounds.open_round(year=2026, by=ada)
    with pytest.raises(ValidationError, match="Enter the question"):
        rounds.reword(round_=round_, questions=WORDING | {"ethos": " "}, by=ada)


def test_two_people_rewording_at_once_are_told(northfield, ada):
    round_ = rounds.open_round(year=2026, by=ada)
    rounds.reword(round_=round_, questions=WORDING, by=ada, version=1)
    with pytest.raises(ChangedMeanwhile):
        rounds.reword(round_=round_, questions=WORDING | {"ethos": "?"}, by=ada, version=1)


def test_an_area_that_is_given_longer_is_in_time_until_then(northfield, ada):
    review = rounds.open_round(year=2026, by=ada).reviews.get()
    until = date(2027, 1, 31)
    assert states.is_late(review, until)

    review = rounds.extend(review=review, until=until, reason=" The rep was ill. ", by=ada)

    assert (review.due_on, review.extension_reason) == (until, "The rep was ill.")
    assert not states.is_late(review, until)
    assert states.is_late(review, date(2027, 2, 1))
    event = AuditEvent.objects.get(verb="reviews.extend")
    assert (event.by, event.area, event.reason) == (ada, northfield, "The rep was ill.")


def test_the_rep_is_told_of_more_time(northfield, rhea, sol, ada):
    review = rounds.open_round(year=2026, by=ada).reviews.get()
    rounds.extend(review=review, until=date(2027, 1, 31), reason="The rep was ill.", by=ada)
    message = Message.objects.get(kind="review-extended")
    assert (message.to_address, message.subject) == (
        "rhea@example.org",
        "Northfield has until 31 January 2027",
    )
    assert "Why: The rep was ill." in message.text


@pytest.mark.parametrize(
    ("until", "reason", "sentence"),
    [
        (date(2026, 12, 31), "Ill", "Enter a day after 31 December 2026"),
        (date(2027, 1, 31), "  ", "Say why this area needs longer"),
    ],
)
def test_more_time_needs_a_later_day_and_a_reason(northfield, ada, until, reason, sentence):
    review = rounds.open_round(year=2026, by=ada).reviews.get()
    with pytest.raises(ValidationError, match=sentence):
        rounds.extend(review=review, until=until, reason=reason, by=ada)


def test_what_has_come_needs_no_more_time(submitted, ada):
    with pytest.raises(NotAllowedNow, match="has been submitted"):
        rounds.extend(review=submitted, until=date(2027, 1, 31), reason="Ill", by=ada)


def test_a_round_is_closed_after_its_last_day_and_lists_what_never_came(
    northfield, southmere, ada, travel
):
    round_ = rounds.open_round(year=2026, by=ada)
    with pytest.raises(ValidationError, match="in time until 31 December 2026"):
        rounds.close(round_=round_, by=ada)
    Review.objects.filter(area=southmere).update(state=State.SUBMITTED)

    travel(date(2027, 1, 15))
    assert [review.area for review in rounds.close(round_=round_, by=ada)] == [northfield]

    assert dict(Review.objects.values_list("area__name", "state")) == {
        "Northfield": State.NOT_RECEIVED,
        "Southmere": State.SUBMITTED,
    }
    round_.refresh_from_db()
    assert (round_.is_closed, round_.closed_by) == (True, ada)
    with pytest.raises(ValidationError, match="closed already"):
        rounds.close(round_=round_, by=ada)


def test_a_round_waits_for_whoever_was_given_longer(northfield, ada, travel):
    round_ = rounds.open_round(year=2026, by=ada)
    rounds.extend(review=round_.reviews.get(), until=date(2027, 1, 31), reason="Ill", by=ada)
    travel(date(2027, 1, 31))
    with pytest.raises(ValidationError, match="Northfield has been given longer"):
        rounds.close(round_=round_, by=ada)
    travel(date(2027, 2, 1))
    assert len(rounds.close(round_=round_, by=ada)) == 1


def test_what_does_not_come_in_the_longer_time_either_is_given_up_by_closing_again(
    northfield, ada, travel
):
    round_ = rounds.open_round(year=2026, by=ada)
    travel(date(2027, 1, 15))
    (review,) = rounds.close(round_=round_, by=ada)
    round_.refresh_from_db()
    first_closed = round_.closed_at
    rounds.extend(review=review, until=date(2027, 2, 15), reason="It was ready", by=ada)
    with pytest.raises(ValidationError, match="Northfield has been given longer"):
        rounds.close(round_=round_, by=ada)

    travel(date(2027, 2, 16))
    assert rounds.close(round_=round_, by=ada) == [review]

    review.refresh_from_db()
    round_.refresh_from_db()
    assert (review.state, round_.closed_at) == (State.NOT_RECEIVED, first_closed)


@pytest.mark.django_db(transaction=True)
def test_who_is_given_longer_while_the_round_is_closed_is_not_given_up(northfield, ada, travel):
    round_ = rounds.open_round(year=2026, by=ada)
    review = round_.reviews.get()
    travel(date(2027, 1, 15))

    closed, extended = at_once(
        lambda: rounds.close(round_=round_, by=ada),
        lambda: rounds.extend(review=review, until=date(2027, 2, 15), reason="Ill", by=ada),
    )

    assert isinstance(extended, Review)
    assert isinstance(closed, list | ValidationError)
    review.refresh_from_db()
    assert (review.is_being_written, review.extended_to) == (True, date(2027, 2, 15))


def test_no_review_is_added_to_a_round_that_is_closed(northfield, ada, travel):
    round_ = rounds.open_round(year=2026, by=ada)
    travel(date(2027, 1, 15))
    rounds.close(round_=round_, by=ada)
    AreaFactory(name="Brand new")

    with pytest.raises(ValidationError, match="The round of 2026 is closed"):
        rounds.open_round(year=2026, by=ada)
    assert reviewed() == ["Northfield"]


def test_more_time_lets_a_review_that_was_given_up_be_written_again(northfield, ada, travel):
    round_ = rounds.open_round(year=2026, by=ada)
    travel(date(2027, 1, 15))
    (review,) = rounds.close(round_=round_, by=ada)

    review = rounds.extend(review=review, until=date(2027, 2, 15), reason="It was ready", by=ada)

    assert review.state == State.IN_PROGRESS
    assert review.started_at is not None


def test_each_rep_and_secretary_is_told_once_of_all_their_areas(
    northfield, southmere, sol, rhea, sasha, stan, ada
):
    AssignmentFactory(user=rhea, area=southmere, role=AssignedRole.REP)
    AssignmentFactory(user=stan, area=southmere, role=AssignedRole.REP, ends_on=date(2026, 9, 30))
    round_ = rounds.open_round(year=2026, by=ada)
    rounds.open_round(year=2026, by=ada)

    told = {message.to_address: message for message in Message.objects.all()}
    assert set(told) == {"rhea@example.org", "sol@example.org", "sasha@example.org"}
    assert told["rhea@example.org"].subject == "The reviews of 2026 are open"
    assert "- Northfield: http" in told["rhea@example.org"].text
    assert "- Southmere: http" in told["rhea@example.org"].text
    assert "You keep the register" not in told["rhea@example.org"].text
    assert "Southmere" not in told["sol@example.org"].text
    round_.refresh_from_db()
    assert round_.announced_at is not None


def test_nobody_is_told_before_every_area_has_its_review(northfield, southmere, sol, sasha, ada):
    round_ = rounds.begin(year=2026, by=ada)
    rounds.open_reviews(round_=round_, by=ada, for_seconds=-1)
    assert not Message.objects.exists()
    rounds.open_reviews(round_=round_, by=ada)
    assert Message.objects.count() == 2


def test_who_was_told_of_a_round_is_told_of_an_area_that_is_added_to_it(northfield, rhea, ada):
    round_ = rounds.open_round(year=2026, by=ada)
    added = AreaFactory(name="Brand new")
    AssignmentFactory(user=rhea, area=added, role=AssignedRole.REP)
    rounds.open_reviews(round_=round_, by=ada)
    rounds.open_reviews(round_=round_, by=ada)

    first, second = Message.objects.order_by("pk")
    assert "Brand new" not in first.text
    assert "- Brand new: http" in second.text
    assert "Northfield" not in second.text
