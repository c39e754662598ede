"""Recording homes: joining a household, leaving it, moving with and without others, and what is left."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import homes
from partnerships.actions.households import Home
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Household, InArea, Residence
from partnerships.rosters.homes import Living, housemates, mark_of
from tests.factories import PersonFactory, ResidenceFactory

JUNE = datetime.date(2026, 6, 1)
OCTOBER = datetime.date(2026, 10, 1)
NOVEMBER = datetime.date(2026, 11, 1)


def home_of(person):
    return Residence.objects.filter(person=person).order_by("starts_on").last()


def with_(*mates, in_area=InArea.YES, **said):
    return Home(in_area=in_area, living=Living.WITH, mates=mates, **said)


def alone(in_area=InArea.YES, **said):
    return Home(in_area=in_area, living=Living.ALONE, **said)


def names_with(person):
    return [mate.person.name for mate in housemates(home_of(person))]


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


@pytest.fixture
def rita(northfield):
    """On the register, with no home recorded."""
    return PersonFactory(name="Rita Osei")


@pytest.fixture
def couple(northfield, people):
    """Carys and Dai share a home."""
    shared = home_of(people.carys).household
    Residence.objects.filter(person=people.dai).update(household=shared)
    shared.address = "3 High Street"
    shared.save()
    return shared


class TestRecord:
    def test_a_home_of_ones_own_with_its_address(self, northfield, rita, sol):
        home = alone(address="1 Low Road", postcode="NO1 1AA")
        residence = homes.record(area=northfield, person=rita, starts_on=JUNE, home=home, by=sol)
        assert (residence.in_area, residence.starts_on, residence.ends_on) == ("yes", JUNE, None)
        assert (residence.household.address, residence.household.postcode) == (
            "1 Low Road",
            "NO1 1AA",
        )
        assert verbs() == ["homes.open_household", "homes.record"]

    def test_a_check_is_of_today_and_by_whoever_recorded_it(self, northfield, rita, sol):
        home = Home(in_area=InArea.YES, checked_how="address-seen")
        residence = homes.record(area=northfield, person=rita, starts_on=JUNE, home=home, by=sol)
        assert (residence.checked_on, residence.checked_by) == (OCTOBER, sol)
        assert residence.household is None

    def test_living_with_somebody_who_has_a_home_joins_it(self, northfield, rita, people, sol):
        residence = homes.record(
            area=northfield, person=rita, starts_on=JUNE, home=with_(people.asha), by=sol
        )
        assert residence.household == home_of(people.asha).household

    def test_living_with_somebody_of_no_known_home_records_theirs_too(self, northfield, rita, sol):
        son = PersonFactory(name="Kofi Osei")
        homes.record(area=northfield, person=rita, starts_on=JUNE, home=with_(son), by=sol)
        theirs = home_of(son)
        assert theirs.household == home_of(rita).household
        assert (theirs.in_area, theirs.starts_on) == ("yes", JUNE)

    def test_an_address_needs_to_be_somebodys(self, northfield, rita, sol):
        with pytest.raises(ValidationError, match="say who else on the register lives there"):
            homes.record(
                area=northfield,
                person=rita,
                starts_on=JUNE,
                home=Home(in_area=InArea.YES, address="1 Low Road"),
                by=sol,
            )
        assert not Residence.objects.filter(person=rita).exists()


class TestCorrect:
    def test_joining_a_household_and_the_emptied_one_is_closed(
        self, northfield, people, couple, sol
    ):
        before = home_of(people.asha).household
        homes.correct(residence=home_of(people.asha), home=with_(people.carys, people.dai), by=sol)
        assert names_with(people.asha) == ["Carys Hughes", "Dai Nguyen"]
        assert not Household.objects.filter(pk=before.pk).exists()
        assert verbs() == ["homes.correct", "homes.close_household"]

    def test_one_who_lives_with_a_housemate_lives_with_all(self, people, couple, sol):
        with pytest.raises(
            ValidationError, match="Dai Nguyen is recorded as living with Carys Hughes"
        ):
            homes.correct(residence=home_of(people.asha), home=with_(people.carys), by=sol)
        assert names_with(people.asha) == []

    def test_leaving_a_household_leaves_the_others_in_it(self, people, couple, sol):
        homes.correct(residence=home_of(people.carys), home=alone(), by=sol)
        assert names_with(people.carys) == []
        assert home_of(people.dai).household == couple
        assert home_of(people.carys).household != couple

    def test_somebody_else_joins_the_home_they_share(self, people, couple, sol):
        homes.correct(
            residence=home_of(people.carys),
            home=with_(people.dai, people.ewa, address="3 High Street"),
            by=sol,
        )
        assert names_with(people.dai) == ["Carys Hughes", "Ewa Kowalska"]
        assert home_of(people.ewa).household == couple
        assert couple.address == "3 High Street"

    def test_not_knowing_any_more_leaves_no_household(self, people, couple, sol):
        homes.correct(residence=home_of(people.carys), home=Home(in_area=InArea.YES), by=sol)
        assert home_of(people.carys).household is None
        assert home_of(people.dai).household == couple

    def test_changing_nothing_of_who_lives_there_keeps_the_household(self, people, couple, sol):
        homes.correct(
            residence=home_of(people.carys),
            home=with_(people.dai, in_area=InArea.NO, address="3 High Street"),
            by=sol,
        )
        assert home_of(people.carys).household == couple
        assert home_of(people.carys).in_area == "no"
        assert home_of(people.dai).in_area == "yes"

    def test_the_address_is_that_of_everybody_in_the_home(self, people, couple, sol):
        homes.correct(
            residence=home_of(people.carys),
            home=with_(people.dai, address="4 High Street"),
            by=sol,
        )
        couple.refresh_from_db()
        assert couple.address == "4 High Street"

    def test_the_address_of_the_home_they_were_not_in_does_not_follow(self, people, couple, sol):
        own = home_of(people.asha).household
        own.address = "9 Mill Lane"
        own.save()
        homes.correct(
            residence=home_of(people.asha),
            home=with_(people.carys, people.dai, address="9 Mill Lane"),
            by=sol,
        )
        couple.refresh_from_db()
        assert couple.address == "3 High Street"

    def test_another_address_for_a_home_they_join_is_asked_about(self, people, couple, sol):
        with pytest.raises(ValidationError, match="is recorded with “3 High Street”"):
            homes.correct(
                residence=home_of(people.asha),
                home=with_(people.carys, people.dai, address="7 Moor View"),
                by=sol,
            )

    def test_two_single_people_said_to_live_together_share_one_household(self, people, sol):
        homes.correct(residence=home_of(people.asha), home=with_(people.ben, people.carys), by=sol)
        assert names_with(people.ben) == ["Asha Patel", "Carys Hughes"]
        assert Household.objects.filter(residences=None).count() == 0

    def test_who_checked_stays_until_the_check_is_another(self, people, sol, rhea):
        home = alone(checked_how="postcode")
        homes.correct(residence=home_of(people.asha), home=home, by=sol)
        same = alone(checked_how="postcode", checked_on=OCTOBER)
        homes.correct(residence=home_of(people.asha), home=same, by=rhea)
        assert home_of(people.asha).checked_by == sol
        homes.correct(residence=home_of(people.asha), home=alone(checked_how="told-us"), by=rhea)
        assert home_of(people.asha).checked_by == rhea

    def test_somebody_who_joined_meanwhile_is_noticed(self, people, sol):
        mark = mark_of(home_of(people.asha))
        homes.correct(residence=home_of(people.ben), home=with_(people.asha), by=sol)
        with pytest.raises(ChangedMeanwhile):
            homes.correct(residence=home_of(people.asha), home=alone(), by=sol, mark=mark)
        assert names_with(people.asha) == ["Ben Okafor"]


class TestMove:
    def test_the_home_before_ends_the_day_before(self, people, sol):
        first = home_of(people.asha)
        moved = homes.move(
            residence=first, from_day=NOVEMBER, home=alone(in_area=InArea.NO), by=sol
        )
        first.refresh_from_db()
        assert first.ends_on == datetime.date(2026, 10, 31)
        assert (moved.starts_on, moved.ends_on, moved.in_area) == (NOVEMBER, None, "no")
        assert moved.household != first.household
        assert Household.objects.filter(pk=first.household_id).exists()

    def test_those_who_are_left_stay_and_those_named_move_along(self, people, couple, sol):
        Residence.objects.filter(person=people.ewa).update(household=couple)
        homes.move(
            residence=home_of(people.carys),
            from_day=JUNE,
            home=with_(people.dai, in_area=InArea.NO, checked_how="postcode"),
            by=sol,
        )
        dai = home_of(people.dai)
        assert (dai.starts_on, dai.in_area, dai.checked_how) == (JUNE, "no", "postcode")
        assert names_with(people.carys) == ["Dai Nguyen"]
        assert names_with(people.ewa) == []
        assert home_of(people.ewa).household == couple

    def test_moving_in_with_somebody_leaves_their_home_as_it_is(self, people, couple, sol):
        homes.move(
            residence=home_of(people.asha),
            from_day=JUNE,
            home=with_(people.carys, people.dai),
            by=sol,
        )
        assert home_of(people.asha).household == couple
        assert home_of(people.carys).starts_on < JUNE

    def test_the_day_must_be_after_the_home_began(self, people, sol):
        first = home_of(people.asha)
        with pytest.raises(ValidationError, match="correct it instead"):
            homes.move(residence=first, from_day=first.starts_on, home=alone(), by=sol)

    def test_no_move_into_days_of_a_later_home(self, northfield, people, sol):
        first = home_of(people.asha)
        first.ends_on = NOVEMBER
        first.save()
        ResidenceFactory(area=northfield, person=people.asha, starts_on=datetime.date(2026, 12, 1))
        with pytest.raises(ValidationError, match="Another home is recorded for those days"):
            homes.move(residence=first, from_day=OCTOBER, home=alone(), by=sol)
        first.refresh_from_db()
        assert first.ends_on == NOVEMBER


class TestNeverHappened:
    def test_it_goes_with_a_household_nobody_else_lived_in(self, people, sol):
        residence = home_of(people.asha)
        homes.never_happened(residence=residence, reason="Wrong Asha", by=sol)
        assert home_of(people.asha) is None
        assert not Household.objects.filter(pk=residence.household_id).exists()
        event = AuditEvent.objects.get(verb="homes.never_happened")
        assert (event.reason, event.before["in_area"]) == ("Wrong Asha", "yes")

    def test_a_household_others_live_in_stays(self, people, couple, sol):
        homes.never_happened(residence=home_of(people.carys), reason="Wrong Carys", by=sol)
        assert home_of(people.dai).household == couple

    def test_not_when_somebody_saved_it_meanwhile(self, people, sol):
        residence = home_of(people.asha)
        homes.correct(residence=residence, home=alone(in_area=InArea.NO), by=sol)
        with pytest.raises(ChangedMeanwhile):
            homes.never_happened(residence=residence, reason="Wrong", by=sol, version=1)
