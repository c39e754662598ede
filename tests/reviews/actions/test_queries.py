"""Saving a step asks the database as often for a large partnership as for a small one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from biglocal.accounts.models import User
from reviews.actions import reviews
from reviews.carried import CarriedWord
from reviews.models import Question, Reply, Review
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    MembershipFactory,
    OfficeFactory,
    RelationshipFactory,
    ReviewFactory,
    RoundFactory,
)
from tests.reviews.stages import confirm_all, draft, earlier_action


def partnership(members: int, rep: User) -> Review:
    """A begun review of an area with so many members, of whom the first two are siblings in power."""
    area = AreaFactory()
    people = [each.person for each in MembershipFactory.create_batch(members, area=area)]
    for person in people[:2]:
        OfficeFactory(area=area, person=person)
    RelationshipFactory(area=area, a=people[0], b=people[1])
    AssignmentFactory(user=rep, area=area, role="rep")
    review = ReviewFactory(area=area, round=RoundFactory(year=2026))
    reviews.start(review=review, by=User.objects.get(pk=rep.pk))
    return review


def words(review: Review, **values) -> dict[int, reviews.Word]:
    return {
        int(member.person.id): reviews.Word(member.mark, **values)
        for member in draft(review).members
    }


def confirm_everybody(review: Review) -> Callable[[User], object]:
    right = words(review, is_right=True)
    return lambda by: reviews.confirm_members(review=review, words=right, by=by)


def change_every_word(review: Review) -> Callable[[User], object]:
    confirm_all(review, review.area.assignments.get().user)
    differs = words(review, is_right=False, note="Has moved.")
    return lambda by: reviews.confirm_members(review=review, words=differs, by=by)


def take_every_word_back(review: Review) -> Callable[[User], object]:
    confirm_all(review, review.area.assignments.get().user)
    taken_back = words(review, is_right=None)
    return lambda by: reviews.confirm_members(review=review, words=taken_back, by=by)


def answer(review: Review) -> Callable[[User], object]:
    return lambda by: reviews.answer(
        review=review, question=Question.ETHOS, reply=Reply.NO, comment="It has not.", by=by
    )


def plan_what_goes_on(review: Review) -> Callable[[User], object]:
    earlier = earlier_action(review)
    breach = next(
        each for each in draft(review).breaches if each.finding.rule == "related-positions"
    )
    return lambda by: reviews.plan_action(
        review=review,
        breach=breach.key,
        what="One of them hands over.",
        owner="The chair",
        due_on=date(2027, 3, 1),
        repeats=earlier,
        by=by,
    )


def say_how_it_goes_on(review: Review) -> Callable[[User], object]:
    earlier = earlier_action(review)
    return lambda by: reviews.carry(
        review=review, action=earlier, word=CarriedWord.GOING_ON, text="Half done.", by=by
    )


@pytest.mark.parametrize(
    "step",
    [
        confirm_everybody,
        change_every_word,
        take_every_word_back,
        answer,
        plan_what_goes_on,
        say_how_it_goes_on,
    ],
)
def test_a_step_costs_as_much_for_forty_members_as_for_eight(db, rhea, step):
    def cost(members: int) -> int:
        act = step(partnership(members, rhea))
        # What somebody may do is read once for a user object.
        by = User.objects.get(pk=rhea.pk)
        with CaptureQueriesContext(connection) as caught:
            act(by)
        return len(caught)

    small = cost(8)
    assert cost(40) == small
    assert small <= 45
