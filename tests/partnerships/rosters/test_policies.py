"""Policies as on a day: what is in force, missing and overdue, and how many have acknowledged it."""

from __future__ import annotations

import datetime

import pytest

from partnerships.models import NEEDED
from partnerships.rosters.policies import (
    PolicyState,
    policies_by_area,
    policies_of,
    state_of,
    states_by_area,
)
from tests.factories import AcknowledgementFactory, MembershipFactory, PolicyVersionFactory

MARCH = datetime.date(2026, 3, 1)
LATER = datetime.date(2028, 3, 1)
DAY = datetime.timedelta(days=1)


@pytest.mark.parametrize(
    ("due", "state"),
    [
        (None, PolicyState.MISSING),
        (MARCH - DAY, PolicyState.OVERDUE),
        (MARCH, PolicyState.IN_FORCE),
        (MARCH + DAY, PolicyState.IN_FORCE),
    ],
)
def test_a_review_is_overdue_from_the_day_after_it_was_due(due, state):
    assert state_of(due, MARCH) is state


def test_a_partnership_without_any_misses_the_four_and_none_of_its_own(northfield):
    found = policies_of(northfield, MARCH)
    assert [one.kind for one in found] == list(NEEDED)
    assert {one.state for one in found} == {PolicyState.MISSING}
    assert {one.members for one in found} == {8}


def test_a_version_is_in_force_until_the_next_is_adopted(northfield):
    first = PolicyVersionFactory(policy__area=northfield, adopted_on=MARCH, review_due_on=LATER)
    second = PolicyVersionFactory(
        policy=first.policy, adopted_on=datetime.date(2027, 3, 1), review_due_on=LATER
    )

    def on(day):
        return policies_of(northfield, day)[0]

    assert (on(MARCH - DAY).version, on(MARCH - DAY).to_come) == (None, first)
    assert (on(MARCH).version, on(MARCH).to_come) == (first, second)
    assert on(second.adopted_on - DAY).version == first
    assert (on(second.adopted_on).version, on(second.adopted_on).to_come) == (second, None)
    assert on(LATER + DAY).state is PolicyState.OVERDUE


def test_one_of_its_own_follows_the_four_by_name(northfield):
    for name in ("Safeguarding", "lone working"):
        PolicyVersionFactory(policy__area=northfield, policy__kind="other", policy__name=name)
    assert [one.title for one in policies_of(northfield, LATER)][4:] == [
        "lone working",
        "Safeguarding",
    ]


def test_only_members_of_the_day_count_as_having_acknowledged_by_then(northfield, people):
    version = PolicyVersionFactory(policy__area=northfield, adopted_on=MARCH)
    april, may = datetime.date(2026, 4, 1), datetime.date(2026, 5, 1)
    AcknowledgementFactory(version=version, person=people.asha, acknowledged_on=april)
    AcknowledgementFactory(version=version, person=people.ben, acknowledged_on=may)
    left = MembershipFactory(area=northfield, ends_on=april).person
    AcknowledgementFactory(version=version, person=left, acknowledged_on=april)

    def counts(day):
        one = policies_of(northfield, day)[0]
        return one.acknowledged, one.members

    assert counts(april) == (2, 9)
    assert counts(may) == (2, 8)


def test_many_areas_and_policies_cost_no_more_queries(
    northfield, southmere, django_assert_num_queries
):
    for area in (northfield, southmere):
        for kind in NEEDED:
            PolicyVersionFactory(policy__area=area, policy__kind=kind)
            PolicyVersionFactory(
                policy=area.policies.get(kind=kind), adopted_on=datetime.date(2025, 1, 1)
            )
    with django_assert_num_queries(4):
        found = policies_by_area([northfield.pk, southmere.pk], LATER)
    assert {len(lines) for lines in found.values()} == {4}
    assert {one.version.adopted_on for one in found[southmere.pk]} == {MARCH}
    with django_assert_num_queries(2):
        states_by_area([northfield.pk, southmere.pk], LATER)
