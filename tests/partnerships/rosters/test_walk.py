"""A register that is followed from day to day has the roster of each day, whoever it is on."""

import datetime
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.actions import members
from partnerships.rosters.registers import registers
from partnerships.rosters.walk import Walk
from tests.factories import DecisionFactory, OfficeFactory, ResidenceFactory
from tests.partnerships.rosters.test_timeline import DECISIONS, OF_A_PERSON, TIES, periods, write

DAY = datetime.date

pytestmark = pytest.mark.django_db


def register_of(area):
    return registers([area.pk])[area.pk]


def said(roster):
    """All of it but the day, and the order in which people, and what they have, are read."""
    return replace(
        roster,
        as_at=DAY.min,
        people=tuple(sorted(roster.people, key=lambda one: one.id)),
        relationships=tuple(sorted(roster.relationships, key=lambda one: one.pair)),
        decisions=tuple(sorted(roster.decisions, key=lambda one: one.id)),
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(OF_A_PERSON, min_size=4, max_size=4),
    ties=TIES,
    decisions=DECISIONS,
    ltos=periods(),
)
def test_every_day_has_the_roster_that_the_register_has_on_it(people, ties, decisions, ltos):
    with transaction.atomic():
        register = register_of(write(people, ties, decisions, ltos))
        walk = Walk(register)
        for day in sorted(register.days()):
            assert said(walk.to(day)) == said(register.roster_on(day))
        transaction.set_rollback(True)


def test_days_may_be_passed_over(northfield, people, sol):
    harry = northfield.memberships.get(person=people.harry)
    members.leave(membership=harry, last_day=DAY(2026, 3, 31), reason="resigned", by=sol)
    register = register_of(northfield)
    walk = Walk(register)
    for day in (DAY(2019, 12, 31), DAY(2026, 3, 31), DAY(2026, 9, 1)):
        assert said(walk.to(day)) == said(register.roster_on(day))


def test_it_is_the_same_roster_while_nothing_on_it_is_otherwise(northfield, people):
    """Neither a decision that nobody has an interest in nor the home of a stranger is on it."""
    before = DAY(2026, 1, 31)
    DecisionFactory(area=northfield, decided_on=DAY(2026, 2, 1))
    ResidenceFactory(area=northfield, starts_on=DAY(2026, 3, 1))
    walk = Walk(register_of(northfield))
    then = walk.to(before)
    assert walk.to(DAY(2026, 2, 1)) is then
    assert walk.to(DAY(2026, 3, 1)) is then


def test_it_is_another_from_the_day_on_which_somebody_takes_an_office(northfield, people):
    OfficeFactory(
        area=northfield, person=people.harry, title="treasurer", starts_on=DAY(2026, 4, 1)
    )
    walk = Walk(register_of(northfield))
    before, after = walk.to(DAY(2026, 3, 31)), walk.to(DAY(2026, 4, 1))
    assert before is not after
    assert "treasurer" in after.who.by_id[str(people.harry.pk)].offices
    assert "treasurer" not in before.who.by_id[str(people.harry.pk)].offices
