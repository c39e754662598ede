"""Editions of the criteria: which one holds on which day."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Edition
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import Editions, assessed, criteria_on
from partnerships.rosters.timeline import Timeline
from partnerships.rules import BIG_LOCAL, RULES
from partnerships.rules.summary import assess, rules_of
from tests.factories import EditionFactory
from tests.rosters import healthy_roster, roster

DAY = datetime.date
TWELVE_FROM = DAY(2027, 4, 1)
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def twelve(db) -> Edition:
    """At least twelve members, from 1 April 2027."""
    return EditionFactory(title="Twelve members", members=12, takes_effect_on=TWELVE_FROM)


def test_without_an_edition_the_programme_goes_by_the_guidance(db):
    for day in (DAY.min, DAY(2020, 2, 1), DAY.max):
        assert criteria_on(day) == Editions.read().on(day) == BIG_LOCAL
    assert Editions.read().begins_after(DAY.min) is None


def test_an_edition_holds_from_its_day_until_the_next(twelve):
    EditionFactory(title="Nine members", members=9, takes_effect_on=DAY(2028, 1, 1))
    editions = Editions.read()
    for day, members in (
        (TWELVE_FROM - ONE_DAY, 8),
        (TWELVE_FROM, 12),
        (DAY(2027, 12, 31), 12),
        (DAY(2028, 1, 1), 9),
        (DAY.max, 9),
    ):
        assert editions.on(day) == criteria_on(day)
        assert editions.on(day).members.figure == members
    assert editions.begins_after(DAY(2026, 1, 1)) == TWELVE_FROM
    assert editions.begins_after(TWELVE_FROM) == DAY(2028, 1, 1)
    assert editions.begins_after(DAY(2028, 1, 1)) is None


@given(
    days=st.sets(st.dates(DAY(2000, 1, 1), DAY(2100, 1, 1)), max_size=8),
    asked=st.dates(DAY(1999, 1, 1), DAY(2101, 1, 1)),
)
def test_whatever_is_published_each_day_has_one_edition_until_the_next_begins(days, asked):
    editions = Editions.of(
        EditionFactory.build(title=day.isoformat(), takes_effect_on=day) for day in days
    )
    begun = [day for day in days if day <= asked]
    expected = max(begun).isoformat() if begun else BIG_LOCAL.edition
    assert editions.on(asked).edition == expected
    following = editions.begins_after(asked)
    assert following == min((day for day in days if day > asked), default=None)
    if following:
        assert editions.on(following - ONE_DAY).edition == expected
        assert editions.on(following).edition == following.isoformat()


def test_a_draft_never_holds(twelve):
    twelve.published_at = None
    twelve.save()
    assert criteria_on(DAY.max) == BIG_LOCAL
    assert Editions.read().days == ()


def test_a_partnership_is_judged_by_the_edition_of_the_day(northfield, people, twelve):
    before, after = (
        assessed(roster_of(northfield, day)) for day in (TWELVE_FROM - ONE_DAY, TWELVE_FROM)
    )
    assert (before.members, after.members) == (8, 8)
    assert before.meets_criteria
    assert not after.meets_criteria


def test_the_years_tell_the_edition_as_a_step_of_their_own(northfield, people, twelve):
    last = Timeline(northfield).steps(TWELVE_FROM + ONE_DAY)[-1]
    assert (last.starts_on, last.assessment.meets_criteria) == (TWELVE_FROM, False)
    assert (last.change.begun, last.change.ended) == ((), ())


def test_a_rule_that_is_left_out_finds_nothing():
    seven = roster(*healthy_roster().people[:7])
    (found,) = assess(seven).breaches
    lenient = replace(BIG_LOCAL, left_out=frozenset({found.rule}))
    assert assess(seven, lenient).breaches == ()
    assert [rule.id for rule in rules_of(lenient)] == [
        rule.id for rule in RULES if rule.id != "minimum-members"
    ]


@pytest.mark.parametrize(
    "figures", [{"resident_percent": 50}, {"resident_percent": 100}, {"members": 0}]
)
def test_the_database_refuses_figures_that_could_not_be_meant(db, figures):
    with pytest.raises(IntegrityError):
        EditionFactory(**figures)


def test_two_editions_never_begin_on_one_day(twelve):
    EditionFactory(title="A draft", takes_effect_on=TWELVE_FROM, published_at=None)
    with pytest.raises(IntegrityError):
        EditionFactory(title="Another", takes_effect_on=TWELVE_FROM, published_at=timezone.now())
