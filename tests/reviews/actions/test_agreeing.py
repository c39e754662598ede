"""From the day it is submitted what was planned lives, and what it goes on with is settled by it."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from reviews.actions import reviews
from reviews.models import Outcome, PlannedAction, Question, Reply, Review, Section
from reviews.states import NotAllowedNow
from tests.factories import RelationshipFactory, ReviewFactory
from tests.reviews.stages import complete, draft, earlier_action, sent_back

TODAY = date(2026, 10, 1)


@pytest.fixture
def in_breach(review, people, rhea) -> Review:
    """The chair and the treasurer are siblings, and everything is said that has to be."""
    RelationshipFactory(area=review.area, a=people.asha, b=people.ben)
    complete(review, rhea)
    return review


def plan(review: Review, by, **values) -> PlannedAction:
    """Plan something for the one breach of the day."""
    (breach,) = draft(review).breaches
    values = {
        "what": "The treasurer hands over.",
        "owner": "The secretary",
        "due_on": date(2027, 3, 1),
    } | values
    return reviews.plan_action(review=review, breach=breach.key, by=by, **values)


def test_what_was_planned_is_agreed_on_the_day_of_submitting(in_breach, rhea):
    old = PlannedAction.objects.create(
        review=in_breach, rule="minimum-members", what="For a breach that is no more."
    )
    reviews.submit(review=in_breach, by=rhea)
    assert in_breach.actions.get(rule="related-positions").agreed_on == TODAY
    old.refresh_from_db()
    assert old.agreed_on is None


def test_submitting_again_keeps_the_first_day_and_agrees_on_what_is_new(in_breach, rhea, stan):
    reviews.submit(review=in_breach, by=rhea)
    in_breach.actions.update(agreed_on=date(2026, 9, 15))
    sent_back(in_breach, stan, {Section.ETHOS: "Say more."})
    in_breach.area.memberships.filter(person__name="Harry Stone").update(ends_on=date(2026, 9, 30))
    short = next(each for each in draft(in_breach).breaches if not each.plan)
    reviews.plan_action(
        review=in_breach,
        breach=short.key,
        what="Look for members.",
        owner="All",
        due_on=date(2027, 3, 1),
        by=rhea,
    )

    second = reviews.submit(review=in_breach, by=rhea)

    assert second.number == 2
    assert {each.rule: each.agreed_on for each in in_breach.actions.all()} == {
        "related-positions": date(2026, 9, 15),
        "minimum-members": TODAY,
    }


def test_what_is_gone_on_with_is_settled_by_submitting(in_breach, rhea):
    earlier = earlier_action(in_breach)
    this_years = plan(in_breach, rhea, repeats=earlier)
    earlier.refresh_from_db()
    assert earlier.is_open

    reviews.submit(review=in_breach, by=rhea)

    earlier.refresh_from_db()
    assert (earlier.outcome, earlier.settled_on) == (Outcome.REPEATED, TODAY)
    this_years.refresh_from_db()
    assert this_years.repeats == earlier
    event = AuditEvent.objects.get(verb="plans.repeat")
    assert (event.by, event.area, event.subject_id) == (rhea, in_breach.area, earlier.pk)


def test_what_was_done_meanwhile_is_not_gone_on_with(in_breach, rhea):
    earlier = earlier_action(in_breach)
    this_years = plan(in_breach, rhea, repeats=earlier)
    PlannedAction.objects.filter(pk=earlier.pk).update(outcome=Outcome.DONE, settled_on=TODAY)

    reviews.submit(review=in_breach, by=rhea)

    earlier.refresh_from_db()
    this_years.refresh_from_db()
    assert (earlier.outcome, this_years.repeats) == (Outcome.DONE, None)


def test_who_says_that_it_does_not_go_on_after_all_opens_it_again(in_breach, rhea, stan):
    earlier = earlier_action(in_breach)
    plan(in_breach, rhea, repeats=earlier)
    reviews.submit(review=in_breach, by=rhea)
    sent_back(in_breach, stan, {Section.ACTIONS: "Is this the same?"})

    plan(in_breach, rhea, repeats=None)

    earlier.refresh_from_db()
    assert earlier.is_open
    assert [each.task for each in draft(in_breach).missing] == ["carried"]


@pytest.mark.parametrize("which", ["settled", "another rule", "another area", "this year"])
def test_nothing_else_can_be_gone_on_with(in_breach, southmere, rhea, which):
    other = {
        "settled": lambda: earlier_action(in_breach, outcome=Outcome.DONE, settled_on=TODAY),
        "another rule": lambda: earlier_action(in_breach, rule="minimum-members"),
        "another area": lambda: earlier_action(
            ReviewFactory(area=southmere, round=in_breach.round)
        ),
        "this year": lambda: in_breach.actions.get(),
    }[which]()
    with pytest.raises(ValidationError, match="settled by now"):
        plan(in_breach, rhea, repeats=other)


# Only what was sent back


def test_a_part_that_was_not_sent_back_is_not_written(ready, rhea, stan):
    reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.ETHOS: "Say more."})
    refusal = "Local Trust sent back other parts of this review"
    with pytest.raises(NotAllowedNow, match=refusal):
        reviews.answer(
            review=ready, question=Question.POLICIES, reply=Reply.NO, comment="", by=rhea
        )
    with pytest.raises(NotAllowedNow, match=refusal):
        reviews.plan_action(
            review=ready,
            breach=("minimum-members", (), ""),
            what="",
            owner="",
            due_on=None,
            by=rhea,
        )
    (first, *_) = draft(ready).members
    with pytest.raises(NotAllowedNow, match=refusal):
        reviews.confirm_members(
            review=ready,
            words={int(first.person.id): reviews.Word(first.mark, is_right=None)},
            by=rhea,
        )


def test_what_was_sent_back_is_mended_and_submitted_as_a_second_version(ready, rhea, stan):
    first = reviews.submit(review=ready, by=rhea)
    sent_back(ready, stan, {Section.ETHOS: "Say more."})

    reviews.answer(
        review=ready, question=Question.ETHOS, reply=Reply.NO, comment="Much more.", by=rhea
    )
    second = reviews.submit(review=ready, by=rhea)

    assert (second.number, second.reference) == (2, f"{first.reference}-2")
    assert "Much more." in second.document
    first.refresh_from_db()
    assert "Much more." not in first.document
