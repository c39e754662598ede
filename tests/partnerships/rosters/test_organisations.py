"""Finding organisations on the one list, by what somebody has typed of them."""

import pytest

from partnerships.rosters.organisations import MOST, find, known_as, near
from tests.factories import OrganisationFactory


@pytest.fixture
def bakery(db):
    """The Moor Bakery, into which the Moor Bakers were put."""
    kept = OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")
    OrganisationFactory(name="Moor Bakers", org_id="GB-COH-01234567", merged_into=kept)
    return kept


def names(found):
    return [one.organisation.name for one in found]


class TestKnownAs:
    @pytest.mark.parametrize(
        "typed",
        ["Moor Bakery", "MOOR bakery", "gb-chc 1234567", "Moor Bakers", "GB-COH-1234567"],
    )
    def test_a_name_or_number_is_that_of_the_one_that_stays(self, bakery, typed):
        assert known_as([typed, "Roofs & Sons"]) == {typed: bakery}

    def test_one_on_the_list_goes_before_an_old_name(self, bakery):
        bakers = OrganisationFactory(name="Moor Bakers")
        assert known_as(["moor bakers"]) == {"moor bakers": bakers}

    def test_a_name_that_reads_alike_is_another(self, bakery):
        assert known_as(["Moor-Bakery"]) == {}

    def test_fifty_names_are_one_query(self, bakery, django_assert_num_queries):
        with django_assert_num_queries(1):
            known_as([f"Organisation {number}" for number in range(50)])
        with django_assert_num_queries(0):
            known_as([])


class TestFind:
    @pytest.fixture(autouse=True)
    def others(self, bakery):
        for name in ["Bakers of the Moor", "Old Moor Bakery", "Moorside Café", "Roofs & Sons"]:
            OrganisationFactory(name=name)

    def test_what_begins_so_comes_first_then_what_has_a_word_that_does(self):
        assert names(find("moor")) == [
            "Moor Bakery",
            "Moorside Café",
            "Bakers of the Moor",
            "Old Moor Bakery",
        ]

    def test_what_is_called_exactly_so_comes_before_all(self):
        OrganisationFactory(name="Moor")
        assert names(find("moor"))[0] == "Moor"

    def test_accents_order_and_signs_make_no_difference(self):
        assert names(find("cafe moorsi")) == ["Moorside Café"]
        assert names(find("sons roofs")) == ["Roofs & Sons"]

    def test_one_is_found_by_a_name_and_number_it_had_and_listed_once(self):
        found, _ = find("moor bakers")
        assert (found.organisation.name, found.note) == (
            "Moor Bakery",
            "GB-CHC-1234567, also known as Moor Bakers",
        )
        assert names(find("1234567")) == ["Moor Bakery"]
        assert names(find("moor bakery")).count("Moor Bakery") == 1

    def test_there_are_ten_at_most_in_one_query(self, django_assert_num_queries):
        for number in range(30):
            OrganisationFactory(name=f"Friends of the Park {number:02}")
        with django_assert_num_queries(1):
            assert len(find("park")) == MOST

    @pytest.mark.parametrize("typed", ["", " ", "%", "_", "…", "\x00", "xyzzy"])
    def test_nothing_is_found_by_nothing(self, typed):
        assert find(typed) == []


class TestPeopleInTheirOwnName:
    def test_somebody_who_applied_somewhere_is_offered_to_nobody(self, db):
        OrganisationFactory(name="Moor Potter", is_individual=True)
        assert find("moor") == near("Moor Pottery") == []

    def test_whoever_knows_the_whole_name_names_the_one_there_is(self, db):
        potter = OrganisationFactory(name="Moor Potter", is_individual=True)
        assert known_as(["Moor Potter"]) == {"Moor Potter": potter}


class TestNear:
    def test_a_slip_of_the_keyboard_finds_what_was_meant(self, bakery):
        OrganisationFactory(name="Roofs & Sons")
        assert names(near("Moor Bakry")) == ["Moor Bakery"]
        assert names(near("Moor Bakery Ltd")) == ["Moor Bakery"]

    def test_more_words_in_common_come_first(self, bakery):
        OrganisationFactory(name="Moor Street Club")
        OrganisationFactory(name="Hill Bakery")
        assert names(near("The Moor Bakery Company"))[0] == "Moor Bakery"

    def test_words_that_half_the_list_has_bring_nobody(self, bakery):
        OrganisationFactory(name="Hill Community Trust")
        assert names(near("Vale Community Trust")) == []
