"""The kept past of an area is the one its register tells, on any day and after any change."""

import datetime
from collections import Counter
from itertools import pairwise

import pytest
import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.actions import members
from partnerships.models import Area, Reckoning, Stretch
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import Editions, assessed
from partnerships.rosters.registers import registers
from partnerships.stretches import bring_up_to_date, number_stale, stretches_of
from tests.at_once import at_once
from tests.factories import AreaFactory, EditionFactory, MembershipFactory, ResidenceFactory
from tests.partnerships.rosters.test_timeline import (
    DECISIONS,
    OF_A_PERSON,
    TIES,
    periods,
    write,
)

DAY = datetime.date
FIRST = DAY(2024, 1, 1)
TODAY = DAY(2026, 10, 1)
ONE_DAY = datetime.timedelta(days=1)
END_OF_TIME = DAY.max

pytestmark = pytest.mark.django_db


def all_areas():
    return Area.objects.all()


def kept(area):
    """Its stretches: days, members, residents, who joined, who left."""
    bring_up_to_date(all_areas())
    columns = ("starts_on", "ends_on", "members", "residents", "joined", "left")
    return list(area.stretches.values_list(*columns))


def what_is_told(area, day):
    found = assessed(roster_of(area, day))
    return (
        *(found.meets_criteria, found.meets_conflicts_guidance),
        *(found.members, found.residents, found.residency_unknown),
        Counter(finding.rule for finding in found.findings),
    )


def what_is_kept(stretch):
    return (
        *(stretch.meets_criteria, stretch.meets_conflicts_guidance),
        *(stretch.members, stretch.residents, stretch.residency_unknown),
        Counter(stretch.rules),
    )


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    people=st.lists(OF_A_PERSON, min_size=4, max_size=4),
    ties=TIES,
    decisions=DECISIONS,
    ltos=periods(),
    edition=st.none() | st.integers(0, 700),
    asked=st.lists(st.integers(-10, 1500), min_size=3, max_size=8),
)
def test_any_day_is_kept_as_the_register_tells_it(people, ties, decisions, ltos, edition, asked):
    with transaction.atomic():
        area = write(people, ties, decisions, ltos)
        if edition is not None:
            day = FIRST + datetime.timedelta(days=edition)
            EditionFactory(takes_effect_on=day, members=2, left_out=["household-limit"])
        stretches = stretches_of(area, registers([area.pk])[area.pk], Editions.read())
        for day in [FIRST + datetime.timedelta(days=number) for number in asked]:
            here = [one for one in stretches if one.starts_on <= day <= one.ends_on]
            first = min((one.starts_on for one in area.memberships.all()), default=END_OF_TIME)
            assert len(here) == (day >= first)
            for stretch in here:
                assert what_is_kept(stretch) == what_is_told(area, day)
        # One after the other to the end of time, and every member came once more than they left.
        for one, following in pairwise(stretches):
            assert following.starts_on == one.ends_on + ONE_DAY
            assert following.members == one.members + following.joined - following.left
        assert not stretches or stretches[-1].ends_on == END_OF_TIME
        transaction.set_rollback(True)


def test_nothing_is_kept_of_an_area_where_nobody_ever_was_a_member(db):
    area = AreaFactory()
    assert kept(area) == []
    assert bring_up_to_date(all_areas()) == 0


def test_who_joins_and_who_leaves_is_counted_on_the_first_day_it_is_so(northfield, people, sol):
    harry = northfield.memberships.get(person=people.harry)
    members.leave(membership=harry, last_day=DAY(2026, 3, 31), reason="resigned", by=sol)
    MembershipFactory(area=northfield, starts_on=DAY(2026, 5, 1))

    assert kept(northfield) == [
        (DAY(2020, 1, 1), DAY(2026, 3, 31), 8, 8, 8, 0),
        (DAY(2026, 4, 1), DAY(2026, 4, 30), 7, 7, 0, 1),
        (DAY(2026, 5, 1), END_OF_TIME, 8, 7, 1, 0),
    ]


def test_a_vote_that_is_withdrawn_is_neither_leaving_nor_joining(northfield, people, sol):
    harry = northfield.memberships.get(person=people.harry)
    members.change_vote(membership=harry, is_voting=False, from_day=DAY(2026, 4, 1), by=sol)

    assert northfield.memberships.count() == 9
    assert kept(northfield) == [(DAY(2020, 1, 1), END_OF_TIME, 8, 8, 8, 0)]


def test_an_area_counts_while_it_is_open(northfield):
    """Whoever was there before it opened has not joined on the day it did."""
    northfield.opened_on, northfield.closed_on = DAY(2021, 1, 1), DAY(2025, 12, 31)
    northfield.save()

    assert kept(northfield) == [(DAY(2021, 1, 1), DAY(2025, 12, 31), 8, 8, 0, 0)]


def test_what_is_put_right_today_is_right_of_every_day_since(northfield, people, sol):
    """A fact that is backdated changes the months it is about."""
    kept(northfield)
    harry = northfield.memberships.get(person=people.harry)
    members.leave(membership=harry, last_day=DAY(2022, 6, 30), reason="resigned", by=sol)

    assert number_stale(all_areas()) == 1
    assert kept(northfield)[1] == (DAY(2022, 7, 1), END_OF_TIME, 7, 7, 0, 1)


def test_what_is_right_is_not_worked_out_again(northfield, southmere, django_assert_num_queries):
    bring_up_to_date(all_areas())
    with django_assert_num_queries(2):
        assert bring_up_to_date(all_areas()) == 0


def test_a_day_gone_by_changes_nothing(northfield):
    bring_up_to_date(all_areas())
    with time_machine.travel(datetime.datetime(2031, 1, 1, 12, tzinfo=datetime.UTC)):
        assert number_stale(all_areas()) == 0


def test_an_edition_changes_the_days_from_its_own_on(northfield):
    kept(northfield)
    EditionFactory(takes_effect_on=DAY(2027, 4, 1), members=12)

    kept(northfield)
    assert list(northfield.stretches.values_list("starts_on", "ends_on", "meets_criteria")) == [
        (DAY(2020, 1, 1), DAY(2027, 3, 31), True),
        (DAY(2027, 4, 1), END_OF_TIME, False),
    ]


def test_a_draft_changes_nothing(northfield):
    kept(northfield)
    EditionFactory(takes_effect_on=DAY(2027, 4, 1), members=12, published_at=None)
    assert number_stale(all_areas()) == 0


def test_an_area_that_is_closed_is_worked_out_again(northfield, southmere):
    kept(northfield)
    northfield.closed_on = TODAY
    northfield.version += 1
    northfield.save()
    assert number_stale(all_areas()) == 1


def test_a_change_while_the_facts_are_read_is_not_lost(northfield):
    kept(northfield)
    Reckoning.objects.update(register_version=41)
    northfield.note_register_change()
    assert number_stale(all_areas()) == 1


def test_only_the_areas_asked_about_are_worked_out(northfield, southmere):
    bring_up_to_date(Area.objects.filter(pk=northfield.pk))
    assert not Stretch.objects.filter(area=southmere).exists()


def test_a_page_that_has_not_for_ever_does_some_and_says_how_many_are_left(db):
    for _ in range(23):
        ResidenceFactory(area=MembershipFactory().area)
    done = []
    assert bring_up_to_date(all_areas(), seconds=0, report=done.append) == 13
    assert bring_up_to_date(all_areas(), report=done.append) == 0
    assert done == [10, 10, 3]


@pytest.mark.django_db(transaction=True)
def test_two_who_look_at_the_same_moment_keep_it_once(northfield, southmere):
    def looked():
        return bring_up_to_date(all_areas())

    assert at_once(looked, looked, looked) == [0, 0, 0]
    assert kept(northfield) == [(DAY(2020, 1, 1), END_OF_TIME, 8, 8, 8, 0)]
    assert Stretch.objects.count() == 2
