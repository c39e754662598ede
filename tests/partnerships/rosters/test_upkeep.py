"""What needs looking at on a register, to the day."""

import datetime

import pytest

from partnerships.rosters.upkeep import upkeep_of
from tests.factories import (
    DeclarationFactory,
    MembershipFactory,
    PersonFactory,
    ProposalFactory,
    ResidenceFactory,
)

DAY = datetime.date
TODAY = DAY(2026, 10, 1)


@pytest.fixture
def look(northfield):
    """Looks Northfield's register through as on a day, today unless another is given."""
    return lambda day=TODAY: upkeep_of(northfield, day)


def names(records):
    return [str(one.person) for one in records]


class TestTerms:
    @pytest.mark.parametrize(
        ("ends", "is_told"),
        [
            (DAY(2020, 1, 2), True),
            (DAY(2026, 9, 30), True),
            (DAY(2026, 11, 30), True),
            (DAY(2026, 12, 1), False),
        ],
    )
    def test_within_sixty_days_or_gone_by(self, northfield, people, look, ends, is_told):
        northfield.memberships.filter(person=people.dai).update(term_ends_on=ends)
        assert names(look().terms) == ["Dai Nguyen"] * is_told

    def test_the_first_to_end_comes_first(self, northfield, people, look):
        for person, ends in [(people.asha, DAY(2026, 11, 1)), (people.dai, DAY(2026, 10, 31))]:
            northfield.memberships.filter(person=person).update(term_ends_on=ends)
        assert names(look().terms) == ["Dai Nguyen", "Asha Patel"]

    def test_whose_last_day_is_known_needs_nothing(self, northfield, people, look):
        northfield.memberships.filter(person=people.dai).update(
            term_ends_on=TODAY, ends_on=DAY(2026, 12, 31)
        )
        assert look().terms == []


class TestHomes:
    @pytest.fixture(autouse=True)
    def all_but_dais_are_confirmed(self, northfield, people):
        homes = northfield.residences.exclude(person=people.dai)
        homes.update(checked_on=TODAY)

    @pytest.mark.parametrize(
        ("checked_on", "is_stale"),
        [(DAY(2025, 10, 1), False), (DAY(2025, 9, 30), True), (DAY(2026, 10, 1), False)],
    )
    def test_a_check_lasts_a_year(self, northfield, people, look, checked_on, is_stale):
        northfield.residences.filter(person=people.dai).update(checked_on=checked_on)
        assert names(look().homes) == ["Dai Nguyen"] * is_stale

    @pytest.mark.parametrize(("moved_in", "is_stale"), [(TODAY, False), (DAY(2025, 9, 30), True)])
    def test_without_a_check_the_first_day_counts(
        self, northfield, people, look, moved_in, is_stale
    ):
        northfield.residences.filter(person=people.dai).update(starts_on=moved_in)
        assert names(look().homes) == ["Dai Nguyen"] * is_stale

    def test_on_29_february_the_year_began_on_the_28th(self, northfield, people, look):
        northfield.residences.filter(person=people.dai).update(checked_on=DAY(2027, 2, 28))
        assert "Dai Nguyen" not in names(look(DAY(2028, 2, 29)).homes)
        northfield.residences.filter(person=people.dai).update(checked_on=DAY(2027, 2, 27))
        assert "Dai Nguyen" in names(look(DAY(2028, 2, 29)).homes)

    def test_what_is_not_known_cannot_be_confirmed(self, northfield, people, look):
        northfield.residences.filter(person=people.dai).update(in_area="unknown")
        assert look().homes == []

    def test_only_members_homes_of_today_are_asked_about(self, northfield, people, look):
        ResidenceFactory(area=northfield)
        ResidenceFactory(person=people.asha)
        northfield.residences.filter(person=people.dai).update(ends_on=DAY(2026, 9, 30))
        assert look().homes == []


class TestDeclarations:
    @pytest.mark.parametrize(
        ("made_on", "counts"),
        [
            (DAY(2026, 8, 31), False),
            (DAY(2026, 9, 1), True),
            (TODAY, True),
            (DAY(2026, 10, 2), False),
        ],
    )
    def test_a_year_begins_on_1_september(self, northfield, people, look, made_on, counts):
        DeclarationFactory(area=northfield, person=people.dai, made_on=made_on)
        assert ("Dai Nguyen" in names(look().undeclared)) is not counts

    def test_the_last_one_is_told(self, northfield, people, look):
        for made_on in [DAY(2025, 9, 9), DAY(2024, 9, 9)]:
            DeclarationFactory(area=northfield, person=people.asha, made_on=made_on)
        first, second = look().declarations[:2]
        assert (str(first.person), first.last.made_on) == ("Asha Patel", DAY(2025, 9, 9))
        assert (str(second.person), second.last) == ("Ben Okafor", None)

    def test_another_area_s_declaration_is_not_this_one_s(self, southmere, people, look):
        DeclarationFactory(area=southmere, person=people.dai, made_on=TODAY)
        assert "Dai Nguyen" in names(look().undeclared)

    def test_only_members_of_the_day_are_asked(self, northfield, look):
        MembershipFactory(area=northfield, starts_on=DAY(2026, 10, 2))
        MembershipFactory(area=northfield, ends_on=DAY(2026, 9, 30))
        assert len(look().declarations) == 8


@pytest.mark.parametrize(
    ("made_on", "waits_long"), [(DAY(2026, 8, 1), True), (DAY(2026, 8, 2), False)]
)
def test_a_proposal_waits_long_after_sixty_days(northfield, look, made_on, waits_long):
    rita = PersonFactory(name="Rita Osei")
    proposal = ProposalFactory(area=northfield, person=rita, made_on=made_on)
    assert names(look().proposals) == ["Rita Osei"] * waits_long
    proposal.outcome, proposal.closed_on = "declined", TODAY
    proposal.save()
    assert look().proposals == []


def test_it_costs_five_queries(northfield, look, django_assert_num_queries):
    with django_assert_num_queries(5):
        upkeep = look()
        assert len(names([*upkeep.homes, *upkeep.terms, *upkeep.declarations])) == 16
