"""A seat and a home recorded in one act, all or nothing."""

import datetime
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from partnerships.actions.arrivals import admit
from partnerships.actions.households import Home
from partnerships.models import InArea, Person
from partnerships.rosters.homes import Living
from tests.factories import PaidWorkFactory, ResidenceFactory

TODAY = datetime.date(2026, 10, 1)
NEXT_YEAR = datetime.date(2027, 1, 1)

IN_THE_AREA = Home(in_area=InArea.YES, living=Living.ALONE, checked_how="postcode")
NOTHING_KNOWN = Home(in_area=InArea.UNKNOWN)


def admitted(area, person, by, home=IN_THE_AREA, starts_on=TODAY, **seat):
    return admit(area=area, person=person, starts_on=starts_on, home=home, by=by, **seat)


def home_of(area, person):
    return area.residences.get(person=person)


def test_a_new_member_lives_where_they_say_from_the_day_they_join(northfield, sol):
    seat = admitted(northfield, Person(name="Rita Osei"), sol, is_voting=False)

    home = home_of(northfield, seat.person)
    assert seat.is_voting is False
    assert (home.starts_on, home.in_area, home.checked_how, home.checked_by) == (
        TODAY,
        InArea.YES,
        "postcode",
        sol,
    )
    assert home.household is not None


def test_who_joins_later_lives_there_today(northfield, sol):
    seat = admitted(northfield, Person(name="Rita Osei"), sol, starts_on=NEXT_YEAR)

    assert seat.starts_on == NEXT_YEAR
    assert home_of(northfield, seat.person).starts_on == TODAY


def test_what_is_not_known_is_not_recorded(northfield, sol):
    seat = admitted(northfield, Person(name="Rita Osei"), sol, home=NOTHING_KNOWN)

    assert not northfield.residences.filter(person=seat.person).exists()


def test_a_home_shared_with_a_member_is_their_household(northfield, people, sol):
    home = Home(in_area=InArea.YES, living=Living.WITH, mates=(people.dai,))

    seat = admitted(northfield, Person(name="Rita Osei"), sol, home=home)

    household = home_of(northfield, people.dai).household
    assert home_of(northfield, seat.person).household == household


def test_a_recorded_home_is_completed(northfield, sol):
    wanda = PaidWorkFactory(area=northfield, person__name="Wanda").person
    ResidenceFactory(area=northfield, person=wanda, in_area=InArea.UNKNOWN, household=None)

    admitted(northfield, wanda, sol)

    home = home_of(northfield, wanda)
    assert (home.in_area, home.starts_on) == (InArea.YES, datetime.date(2020, 1, 1))
    assert home.household is not None


def test_a_recorded_home_stays_as_it_is_where_nothing_new_is_said(northfield, sol):
    wanda = PaidWorkFactory(area=northfield, person__name="Wanda").person
    home = ResidenceFactory(area=northfield, person=wanda, checked_how="address-seen")

    admitted(northfield, wanda, sol, home=NOTHING_KNOWN)

    kept = home_of(northfield, wanda)
    assert (kept.pk, kept.version, kept.in_area, kept.checked_how, kept.household) == (
        home.pk,
        1,
        InArea.YES,
        "address-seen",
        home.household,
    )


def test_a_home_that_contradicts_what_is_recorded_is_refused_with_the_seat(northfield, sol):
    wanda = PaidWorkFactory(area=northfield, person__name="Wanda").person
    ResidenceFactory(area=northfield, person=wanda, in_area=InArea.NO)

    with pytest.raises(ValidationError) as refusal:
        admitted(northfield, wanda, sol)

    assert refusal.value.message_dict == {
        "in_area": [
            "Wanda’s home is recorded as outside the area since 1 January 2020. Answer as it is "
            "recorded, and then correct it or record the move on their own page."
        ]
    }
    assert not northfield.memberships.filter(person=wanda).exists()


def test_an_address_completes_the_home_that_is_recorded(northfield, sol):
    wendy = PaidWorkFactory(area=northfield).person
    recorded = ResidenceFactory(area=northfield, person=wendy)
    said = replace(IN_THE_AREA, address="1 High Street", postcode="ZZ1 1AA")
    admitted(northfield, wendy, sol, home=said)
    recorded.household.refresh_from_db()
    assert (recorded.household.address, recorded.household.postcode) == ("1 High Street", "ZZ1 1AA")


def test_another_postcode_than_is_recorded_is_refused_not_lost(northfield, sol):
    wendy = PaidWorkFactory(area=northfield).person
    recorded = ResidenceFactory(area=northfield, person=wendy, household__postcode="zz11aa")
    admitted(northfield, wendy, sol, home=replace(IN_THE_AREA, postcode="ZZ1 1AA"))
    recorded.household.refresh_from_db()
    assert recorded.household.postcode == "zz11aa"
    northfield.memberships.filter(person=wendy).delete()
    with pytest.raises(ValidationError, match="recorded with “zz11aa”") as refused:
        admitted(northfield, wendy, sol, home=replace(IN_THE_AREA, postcode="ZZ1 1AB"))
    assert [*refused.value.error_dict] == ["postcode"]


def test_an_address_of_which_it_is_not_said_who_shares_it_is_not_lost(northfield, sol):
    with pytest.raises(ValidationError, match="say who else on the register lives there"):
        admitted(northfield, Person(name="Rita"), sol, home=replace(NOTHING_KNOWN, postcode="ZZ1"))
