"""A draft: what is missing now, what is carried into it, and which parts of it can be written."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from reviews.actions import plans, reviews
from reviews.drafts import CarriedWord, drafts_of
from reviews.models import (
    MembershipForm,
    Outcome,
    PlannedAction,
    Progress,
    Question,
    Reply,
    Review,
    Round,
    Section,
    State,
)
from reviews.returned import CHANGED_SINCE
from tests.factories import AreaFactory, AssignmentFactory, RelationshipFactory, ReviewFactory
from tests.reviews.stages import complete, confirm_all, draft, earlier_action, sent_back


@pytest.fixture
def in_breach(review, people) -> Review:
    """The chair and the treasurer are siblings."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    return review


def noted(action: PlannedAction, by, at: datetime, text: str = "Nearly there.") -> Progress:
    return Progress.objects.create(action=action, text=text, at=at, by=by)


# The words of the round


def test_what_is_missing_is_said_in_the_words_of_the_round(review):
    review.round.questions = review.round.questions | {"ethos": "Was it fair to everybody?"}
    review.round.save()
    assert "Was it fair to everybody? Select yes, partly or no" in [
        each.text for each in draft(review).missing
    ]


# Carried actions


def test_an_open_action_of_last_year_needs_a_word(ready):
    action = earlier_action(ready)
    (missing,) = draft(ready).missing
    assert (missing.task, missing.key, missing.text) == (
        "carried",
        str(action.pk),
        "Say how this goes on, planned in 2025: The chair hands over.",
    )
    assert missing.section is Section.ACTIONS


@pytest.mark.parametrize(
    ("at", "word"),
    [
        (datetime(2026, 8, 31, 22, 59, tzinfo=UTC), None),
        # Midnight of 1 September by London's clocks.
        (datetime(2026, 8, 31, 23, 0, tzinfo=UTC), CarriedWord.GOING_ON),
    ],
)
def test_a_note_counts_from_the_first_day_of_the_round(review, rhea, at, word):
    noted(earlier_action(review), rhea, at)
    (carried,) = draft(review).carried
    assert carried.word is word
    assert carried.said == ("Nearly there." if word else "")


@pytest.mark.parametrize(
    ("opened_at", "at", "word"),
    [
        # Opened in August: what is said from that day on is kept.
        (datetime(2026, 8, 20, 9, tzinfo=UTC), datetime(2026, 8, 20, 8, tzinfo=UTC), "going-on"),
        (datetime(2026, 8, 20, 9, tzinfo=UTC), datetime(2026, 8, 19, 8, tzinfo=UTC), None),
        # Opened in the year before: what is said then is a word of that year's review.
        (datetime(2025, 11, 20, 9, tzinfo=UTC), datetime(2026, 5, 31, 9, tzinfo=UTC), None),
        (datetime(2025, 11, 20, 9, tzinfo=UTC), datetime(2026, 6, 1, 9, tzinfo=UTC), "going-on"),
    ],
)
def test_a_word_said_in_a_round_that_was_opened_before_its_window_counts(
    review, rhea, opened_at, at, word
):
    Round.objects.filter(pk=review.round_id).update(opened_at=opened_at)
    noted(earlier_action(review), rhea, at)
    (carried,) = draft(review).carried
    assert carried.word == word


def test_what_was_done_in_a_round_before_its_window_is_told_in_its_review(review):
    opened_at = datetime(2026, 8, 20, 9, tzinfo=UTC)
    Round.objects.filter(pk=review.round_id).update(opened_at=opened_at)
    action = earlier_action(review, outcome=Outcome.DONE, settled_on=date(2026, 8, 25))
    review.refresh_from_db()
    assert [each.action for each in draft(review).carried] == [action]
    assert list(PlannedAction.objects.carried_into(review)) == [action]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"outcome": Outcome.DONE, "settled_on": date(2026, 9, 1)}, [CarriedWord.DONE]),
        (
            {"outcome": Outcome.DROPPED, "settled_on": date(2026, 9, 9), "reason": "No need."},
            [CarriedWord.DROPPED],
        ),
        # What was settled before the round began is no matter of this review.
        ({"outcome": Outcome.DONE, "settled_on": date(2026, 8, 31)}, []),
        ({"agreed_on": None}, []),
    ],
)
def test_what_has_come_of_it_since_the_round_began_is_a_word(review, values, words):
    earlier_action(review, **values)
    assert [each.word for each in draft(review).carried] == words


def test_a_plan_that_goes_on_with_it_is_a_word(in_breach, rhea):
    action = earlier_action(in_breach)
    complete(in_breach, rhea)
    assert [each.task for each in draft(in_breach).missing] == ["carried"]

    plan_on(in_breach, rhea, repeats=action)

    (carried,) = draft(in_breach).carried
    assert carried.word is CarriedWord.REPEATED
    assert draft(in_breach).missing == []


def test_only_an_open_action_of_the_same_rule_can_be_gone_on_with(in_breach):
    action = earlier_action(in_breach)
    earlier_action(in_breach, rule="minimum-members")
    done = {"outcome": Outcome.DONE, "settled_on": date(2026, 9, 1)}
    earlier_action(in_breach, people=["1", "2"], **done)
    found = draft(in_breach)
    assert [each.action for each in found.could_go_on(found.breaches[0])] == [action]


def test_what_another_area_planned_is_not_carried(review, southmere):
    earlier_action(ReviewFactory(area=southmere, round=review.round))
    assert draft(review).carried == []


def test_carried_actions_are_those_that_the_queryset_says(review, rhea):
    """The two ways to ask agree."""
    for year in (2024, 2025):
        for day in (None, date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2)):
            outcome = {"outcome": Outcome.DONE, "settled_on": day} if day else {}
            earlier_action(review, year=year, people=[str(day)], **outcome)
    earlier_action(review, agreed_on=None)
    assert [each.action for each in draft(review).carried] == list(
        PlannedAction.objects.carried_into(review).order_by("review__round__year", "pk")
    )


# Signatures


def test_the_signatures_of_members_are_counted(review, people, rhea):
    for person in (people.asha, people.ben):
        MembershipForm.objects.create(
            review=review,
            person=person,
            how="witnessed",
            signed_on=date(2026, 9, 20),
            statement="",
            facts={},
            at=datetime(2026, 9, 20, tzinfo=UTC),
            by=rhea,
        )
    review.area.memberships.filter(person=people.ben).update(ends_on=date(2026, 9, 25))
    assert draft(review).signed == 1


# What can be written


def test_until_something_is_sent_back_every_part_is_open(ready, rhea):
    assert dict(draft(ready).open_sections) == dict.fromkeys(Section, "")
    reviews.submit(review=ready, by=rhea)
    assert draft(ready).open_sections == {}


def test_of_a_returned_review_the_parts_commented_on_are_open(ready, rhea, stan):
    reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.ETHOS: "Say more about last year."})
    assert draft(ready).open_sections == {Section.ETHOS: "Say more about last year."}


def test_a_part_in_which_something_is_missing_by_now_is_open_too(ready, people, rhea, stan):
    reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.ETHOS: "Say more."})
    RelationshipFactory(area=ready.area, a=people.asha, b=people.ben)

    open_sections = draft(ready).open_sections

    assert open_sections == {Section.ETHOS: "Say more.", Section.ACTIONS: CHANGED_SINCE}


def test_what_was_written_since_can_be_put_right_until_it_is_submitted(ready, people, rhea, stan):
    with time_machine.travel(datetime(2026, 10, 2, 12, tzinfo=UTC)):
        reviews.submit(review=ready, by=rhea)
    with time_machine.travel(datetime(2026, 10, 3, 12, tzinfo=UTC)):
        sent_back(ready, stan, {Section.ETHOS: "Say more."})
    with time_machine.travel(datetime(2026, 10, 4, 12, tzinfo=UTC)):
        RelationshipFactory(area=ready.area, a=people.asha, b=people.ben)
        people.dai.residences.update(in_area="no")
        confirm_all(ready, rhea)
        plan_on(ready, rhea)
        now = draft(ready)
        assert now.missing == []
        assert set(now.open_sections) == {Section.MEMBERS, Section.ETHOS, Section.ACTIONS}


def test_the_latest_response_counts(ready, rhea, stan):
    reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.ETHOS: "Say more."})
    reviews.answer(
        review=ready, question=Question.ETHOS, reply=Reply.YES, comment="Much more.", by=rhea
    )
    reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.POLICIES: "And here?"})
    assert draft(ready).open_sections == {Section.POLICIES: "And here?"}


def plan_on(review: Review, by, **values) -> PlannedAction:
    """Plan something for the one breach of the day."""
    (breach,) = draft(review).breaches
    values = {
        "what": "The treasurer hands over.",
        "owner": "The secretary",
        "due_on": date(2027, 3, 1),
        "repeats": None,
    } | values
    return reviews.plan_action(review=review, breach=breach.key, by=by, **values)


# Many at once


def test_ten_reviews_cost_as_many_queries_as_two(review, rhea, stan):
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            for each in drafts_of(Review.objects.filter(round=review.round), date(2026, 10, 1)):
                _ = each.missing, each.carried, each.open_sections
        return len(caught)

    def another() -> Review:
        return ReviewFactory(area=AreaFactory(), round=review.round)

    returned = another()
    AssignmentFactory(user=rhea, area=returned.area, role="rep")
    complete(returned, rhea)
    reviews.submit(review=returned, by=rhea)
    sent_back(returned, stan, {Section.ETHOS: "Say more."})
    noted(earlier_action(returned), rhea, datetime(2026, 9, 1, tzinfo=UTC))
    two = asked()
    for _ in range(8):
        noted(earlier_action(another()), rhea, datetime(2026, 9, 1, tzinfo=UTC))
    assert asked() == two
    assert Review.objects.filter(state=State.RETURNED).count() == 1


def test_what_came_in_time_is_in_time_when_it_comes_again(ready, rhea, stan, travel):
    reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.ETHOS: "Say more."})
    travel(date(2027, 1, 20))
    reviews.answer(
        review=ready, question=Question.ETHOS, reply=Reply.YES, comment="As asked.", by=rhea
    )
    assert not draft(ready).is_late
    assert not reviews.submit(review=ready, by=rhea).is_late


def test_what_came_late_stays_late_when_it_comes_again(ready, rhea, stan, travel):
    travel(date(2027, 1, 20))
    assert draft(ready).is_late
    reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.ETHOS: "Say more."})
    assert draft(ready).is_late


@pytest.mark.parametrize("come_of_it", ["dropped", "said to be done"])
def test_a_breach_that_is_still_there_asks_again_for_what_was_settled(
    in_breach, rhea, stan, come_of_it
):
    complete(in_breach, rhea)
    reviews.submit(review=in_breach, by=rhea)
    sent_back(in_breach, stan, {Section.ETHOS: "Say more."})
    plan = in_breach.actions.get()
    if come_of_it == "dropped":
        plans.drop(action=plan, reason="Nobody came.", by=rhea)
    else:
        plans.finish(action=plan, by=rhea)

    (missing,) = draft(in_breach).missing
    assert f"This was {come_of_it}, and it is still found." in missing.text
    assert Section.ACTIONS in draft(in_breach).open_sections

    (breach,) = draft(in_breach).breaches
    reviews.plan_action(
        review=in_breach,
        breach=breach.key,
        what=plan.what,
        owner=plan.owner,
        due_on=plan.due_on,
        by=rhea,
    )
    plan.refresh_from_db()
    assert plan.is_open
    assert draft(in_breach).missing == []
