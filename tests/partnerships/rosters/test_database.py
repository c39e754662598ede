"""Rosters from the database: the facts of the day, all of them and no others, in few queries."""

import datetime

import pytest

from partnerships.models import Area
from partnerships.rosters.database import DECISIONS_COUNT_FOR, roster_of, rosters
from partnerships.rules import facts
from partnerships.rules.summary import assess
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    HouseholdFactory,
    InterestFactory,
    LtoFactory,
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
)

TODAY = datetime.date(2026, 10, 1)
ONE_DAY = datetime.timedelta(days=1)

pytestmark = pytest.mark.django_db


def test_a_member_with_everything():
    area = AreaFactory(name="Northfield")
    home = HouseholdFactory(area=area)
    asha = PersonFactory(name="Asha Patel")
    MembershipFactory(area=area, person=asha, is_voting=False, represents="The church")
    OfficeFactory(area=area, person=asha, title="treasurer")
    OfficeFactory(area=area, person=asha, title="chair")
    PaidWorkFactory(area=area, person=asha)
    LtoRoleFactory(area=area, person=asha)
    ResidenceFactory(area=area, person=asha, household=home, in_area="no")
    roster = roster_of(area, TODAY)
    assert (roster.area, roster.as_at) == ("Northfield", TODAY)
    assert roster.people == (
        facts.Person(
            id=str(asha.pk),
            name="Asha Patel",
            membership=facts.Membership.NON_VOTING,
            resident=False,
            household=str(home.pk),
            offices=("chair", "treasurer"),
            paid_worker=True,
            lto_representative=True,
            represents="The church",
        ),
    )


@pytest.mark.parametrize(("in_area", "resident"), [("yes", True), ("no", False), ("unknown", None)])
def test_what_is_not_known_stays_unknown(in_area, resident):
    home = ResidenceFactory(in_area=in_area, household=None)
    MembershipFactory(area=home.area, person=home.person)
    (person,) = roster_of(home.area, TODAY).people
    assert (person.resident, person.household) == (resident, None)


def test_a_member_without_any_home_recorded():
    membership = MembershipFactory()
    (person,) = roster_of(membership.area, TODAY).people
    assert (person.resident, person.household) == (None, None)


@pytest.mark.parametrize(
    "factory", [MembershipFactory, OfficeFactory, PaidWorkFactory, LtoRoleFactory]
)
def test_first_and_last_day_both_count(factory):
    fact = factory(starts_on=TODAY, ends_on=TODAY + ONE_DAY)
    on_roster = {
        day: len(roster_of(fact.area, day).people)
        for day in [TODAY - ONE_DAY, TODAY, TODAY + ONE_DAY, TODAY + 2 * ONE_DAY]
    }
    assert list(on_roster.values()) == [0, 1, 1, 0]


def test_relatives_who_are_not_members_link_a_family():
    area = AreaFactory()
    one, other = MembershipFactory(area=area).person, MembershipFactory(area=area).person
    parent = PersonFactory(name="Joan Ash")
    for child in (one, other):
        RelationshipFactory(area=area, a=parent, b=child, kind="parent")
    roster = roster_of(area, TODAY)
    assert {person.name for person in roster.people} >= {"Joan Ash"}
    assert {(r.a, r.b, r.kind) for r in roster.relationships} == {
        (str(parent.pk), str(child.pk), facts.RelationshipKind.PARENT) for child in (one, other)
    }


def test_a_marriage_that_ended_is_not_on_the_roster():
    marriage = RelationshipFactory(kind="spouse", ends_on=TODAY - ONE_DAY)
    assert roster_of(marriage.area, TODAY).relationships == ()
    assert len(roster_of(marriage.area, TODAY - ONE_DAY).relationships) == 1


def test_what_another_area_recorded_of_the_same_person_stays_there():
    here, there = AreaFactory(), AreaFactory()
    person = PersonFactory()
    for area in (here, there):
        MembershipFactory(area=area, person=person)
    RelationshipFactory(area=there, a=person)
    OfficeFactory(area=there, person=person)
    InterestFactory(area=there, person=person)
    roster = roster_of(here, TODAY)
    assert (roster.people[0].offices, roster.relationships, roster.interests) == ((), (), ())


def test_a_decision_with_who_took_part_who_withdrew_and_what_was_considered():
    area = AreaFactory()
    took_part, withdrew = PersonFactory(), PersonFactory()
    first, second = OrganisationFactory(), OrganisationFactory()
    decision = DecisionFactory(
        area=area,
        decided_on=TODAY,
        kind="procurement",
        took_part=[took_part],
        withdrew=[withdrew],
        organisations=[first, second],
    )
    held = InterestFactory(area=area, person=withdrew, organisation=first, starts_on=TODAY)
    roster = roster_of(area, TODAY)
    (seen,) = roster.decisions
    assert (seen.id, seen.date, seen.kind) == (
        str(decision.pk),
        TODAY,
        facts.DecisionKind.PROCUREMENT,
    )
    assert set(seen.organisations) == {str(first.pk), str(second.pk)}
    assert (seen.took_part, seen.withdrew) == ((str(took_part.pk),), (str(withdrew.pk),))
    assert roster.interests == (
        facts.Interest(
            str(held.person_id),
            str(first.pk),
            facts.InterestKind.DIRECT_FINANCIAL,
            TODAY,
            None,
        ),
    )


@pytest.mark.parametrize(
    ("days_ago", "counts"),
    [
        (-1, False),
        (0, True),
        (DECISIONS_COUNT_FOR.days - 1, True),
        (DECISIONS_COUNT_FOR.days, False),
    ],
)
def test_decisions_of_the_past_year_count(days_ago, counts):
    decision = DecisionFactory(decided_on=TODAY - datetime.timedelta(days=days_ago))
    assert bool(roster_of(decision.area, TODAY).decisions) is counts


def test_an_interest_of_somebody_long_gone_is_left_out():
    interest = InterestFactory()
    roster = roster_of(interest.area, TODAY)
    assert (roster.people, roster.interests) == ((), ())


def test_the_lto_of_the_day():
    former = LtoFactory(ends_on=TODAY - ONE_DAY)
    area = former.area
    own = LtoFactory(area=area, starts_on=TODAY, is_own=True)
    before, now = roster_of(area, TODAY - ONE_DAY), roster_of(area, TODAY)
    assert (before.lto, before.own_lto) == (str(former.organisation_id), False)
    assert (now.lto, now.own_lto) == (str(own.organisation_id), True)
    assert roster_of(AreaFactory(), TODAY).lto is None


def test_areas_come_by_name_each_with_its_own_facts():
    for name, count in [("Cope", 2), ("Ashby", 0), ("Bexley", 3)]:
        area = AreaFactory(name=name)
        for _ in range(count):
            OfficeFactory(area=area, person=MembershipFactory(area=area).person)
    assert [
        (roster.area, assess(roster).members, sum(len(p.offices) for p in roster.people))
        for roster in rosters(Area.objects.all(), TODAY)
    ] == [("Ashby", 0, 0), ("Bexley", 3, 3), ("Cope", 2, 2)]


@pytest.mark.parametrize("areas", [2, 20])
def test_any_number_of_areas_costs_eleven_queries(django_assert_num_queries, areas):
    for _ in range(areas):
        area = AreaFactory()
        person = MembershipFactory(area=area).person
        ResidenceFactory(area=area, person=person)
        DecisionFactory(area=area, took_part=[person])
    with django_assert_num_queries(11):
        assert len(list(rosters(Area.objects.all(), TODAY))) == areas
