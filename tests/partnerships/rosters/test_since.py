"""Since when it is not met: the run of days up to one, as the register and each day's edition have it."""

import datetime

from partnerships.models import Area
from partnerships.rosters.editions import Editions
from partnerships.rosters.registers import registers
from partnerships.rosters.since import not_met_since
from partnerships.rules import Group
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    EditionFactory,
    InterestFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    RelationshipFactory,
    ResidenceFactory,
)

DAY = datetime.date
TODAY = DAY(2026, 10, 1)


def since(area: Area, group: Group = Group.CRITERIA, day: datetime.date = TODAY):
    return not_met_since(registers([area.pk])[area.pk], day, group, Editions.read())


def moves_out(area: Area, name: str, day: datetime.date) -> None:
    home = area.residences.get(person__name=name)
    home.ends_on = day - datetime.timedelta(days=1)
    home.save()
    ResidenceFactory(area=area, person=home.person, in_area="no", starts_on=day)


def test_what_is_met_is_not_met_since_never(northfield):
    assert since(northfield) is None
    assert since(northfield, Group.CONFLICTS) is None


def test_the_day_after_the_one_too_many_left(northfield):
    northfield.memberships.filter(person__name="Harry Stone").update(ends_on=DAY(2025, 3, 9))
    assert since(northfield) == DAY(2025, 3, 10)
    assert since(northfield, Group.CONFLICTS) is None


def test_somebody_who_left_earlier_than_we_knew_makes_it_earlier(northfield):
    leaver = northfield.memberships.filter(person__name="Harry Stone")
    leaver.update(ends_on=DAY(2025, 3, 9))
    leaver.update(ends_on=DAY(2024, 12, 31))
    assert since(northfield) == DAY(2025, 1, 1)


def test_days_on_which_it_was_met_in_between_begin_it_anew(northfield):
    northfield.memberships.filter(person__name="Harry Stone").update(ends_on=DAY(2025, 3, 9))
    MembershipFactory(area=northfield, starts_on=DAY(2025, 6, 1), ends_on=DAY(2025, 6, 30))
    assert since(northfield) == DAY(2025, 7, 1)


def test_one_shortcoming_that_follows_another_is_one_run(northfield):
    northfield.memberships.filter(person__name="Harry Stone").update(ends_on=DAY(2025, 3, 9))
    for name in ("Asha Patel", "Ben Okafor", "Carys Hughes", "Dai Nguyen"):
        moves_out(northfield, name, DAY(2025, 5, 1))
    MembershipFactory(area=northfield, starts_on=DAY(2025, 8, 1))
    assert since(northfield) == DAY(2025, 3, 10)


def test_the_day_on_which_the_last_of_too_many_moved_away(northfield):
    for month, name in enumerate(("Asha Patel", "Ben Okafor", "Carys Hughes"), start=2):
        moves_out(northfield, name, DAY(2025, month, 1))
    assert since(northfield) is None
    moves_out(northfield, "Dai Nguyen", DAY(2025, 9, 1))
    assert since(northfield) == DAY(2025, 9, 1)


def test_days_on_which_nobody_could_tell_are_none_on_which_it_was_not_met(northfield):
    for name in ("Asha Patel", "Ben Okafor", "Carys Hughes", "Dai Nguyen"):
        home = northfield.residences.filter(person__name=name)
        home.update(ends_on=DAY(2024, 12, 31))
        person = home.get().person
        ResidenceFactory(area=northfield, person=person, in_area="no", starts_on=DAY(2025, 6, 1))
    assert since(northfield) == DAY(2025, 6, 1)


def test_from_the_first_member_on_where_it_never_was_met(southmere):
    assert since(southmere) == DAY(2020, 1, 1)


def test_before_the_first_member_nothing_has_begun(southmere):
    assert since(southmere, day=DAY(2019, 12, 31)) is None
    assert since(AreaFactory()) is None


def test_an_edition_that_asks_for_more_begins_it_on_its_day(northfield):
    EditionFactory(takes_effect_on=DAY(2026, 4, 1), members=9)
    assert since(northfield) == DAY(2026, 4, 1)
    assert since(northfield, day=DAY(2026, 3, 31)) is None


def test_an_edition_that_leaves_a_rule_out_ends_it(southmere):
    EditionFactory(takes_effect_on=DAY(2025, 1, 1), left_out=["minimum-members"])
    EditionFactory(takes_effect_on=DAY(2026, 1, 1))
    assert since(southmere) == DAY(2026, 1, 1)
    assert since(southmere, day=DAY(2025, 12, 31)) is None
    assert since(southmere, day=DAY(2024, 12, 31)) == DAY(2020, 1, 1)


def test_a_conflict_since_the_second_of_two_relatives_took_office(northfield, people):
    RelationshipFactory(area=northfield, a=people.asha, b=people.carys)
    OfficeFactory(
        area=northfield, person=people.carys, title="secretary", starts_on=DAY(2026, 2, 1)
    )
    assert since(northfield, Group.CONFLICTS) == DAY(2026, 2, 1)
    assert since(northfield) is None


def test_another_conflict_the_day_after_the_first_was_over_is_the_same_run(northfield, people):
    PaidWorkFactory(
        area=northfield,
        person=people.dai,
        starts_on=DAY(2025, 11, 1),
        ends_on=DAY(2026, 1, 31),
    )
    PaidWorkFactory(area=northfield, person=people.ewa, starts_on=DAY(2026, 2, 1))
    assert since(northfield, Group.CONFLICTS) == DAY(2025, 11, 1)


def test_a_decision_begins_it_on_its_day_and_for_a_year(northfield, people):
    bidder = OrganisationFactory()
    InterestFactory(area=northfield, person=people.asha, organisation=bidder)
    DecisionFactory(
        area=northfield,
        decided_on=DAY(2026, 5, 4),
        organisations=[bidder],
        took_part=[people.asha],
    )
    assert since(northfield, Group.CONFLICTS) == DAY(2026, 5, 4)
    assert since(northfield, Group.CONFLICTS, DAY(2027, 5, 3)) == DAY(2026, 5, 4)
    assert since(northfield, Group.CONFLICTS, DAY(2027, 5, 4)) is None


def test_what_begins_after_the_day_is_no_matter_of_it(northfield, people):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben, starts_on=DAY(2026, 11, 1))
    assert since(northfield, Group.CONFLICTS) is None
    assert since(northfield, Group.CONFLICTS, DAY(2026, 12, 1)) == DAY(2026, 11, 1)
