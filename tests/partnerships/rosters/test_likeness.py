"""Who looks like one person recorded twice, by the rules alone."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Person
from partnerships.rosters.likeness import Likeness, alike, face_of, keys, pairs


def one(name, email="", birth_year=None, pk=None):
    return face_of(Person(pk=pk, name=name, email=email, birth_year=birth_year))


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Rita Osei", "rita  OSEI "),
        ("Rita Osei", "Osei, Rita"),
        ("Zoë O’Brien", "Zoe O'Brien"),
        ("Anne-Marie Smith", "Anne Marie Smith"),
        ("Łukasz Nowak", "NOWAK Lukasz"),
    ],
)
def test_the_same_words_in_any_order_are_the_same_name(name, other):
    assert alike(one(name), one(other)) == Likeness.NAME


@pytest.mark.parametrize("other", ["Rita Osie", "Rita", "Rita Osei Mensah", "", "👩"])
def test_other_names_are_not(other):
    assert alike(one("Rita Osei"), one(other)) is None


def test_nobody_is_alike_for_having_no_name_that_can_be_compared():
    assert alike(one("👩"), one("👨")) is None


@pytest.mark.parametrize(
    ("email", "birth_year", "why"),
    [
        ("rita@example.org", None, Likeness.NAME_AND_MORE),
        ("", 1950, Likeness.NAME_AND_MORE),
        ("", None, Likeness.NAME),
    ],
)
def test_one_name_is_surer_with_the_address_or_the_year(email, birth_year, why):
    assert alike(one("Rita Osei", email, birth_year), one("Rita Osei", email, birth_year)) == why


def test_different_years_of_birth_rule_it_out_whatever_else_is_the_same():
    father = one("John Ash", "ash@example.org", 1950)
    son = one("John Ash", "ash@example.org", 1980)
    assert alike(father, son) is None
    assert alike(father, one("John Ash", "ash@example.org")) == Likeness.NAME_AND_MORE


@pytest.mark.parametrize(
    ("email", "birth_year", "why"),
    [
        ("rita@example.org", None, Likeness.LONGER_NAME),
        ("", 1950, Likeness.LONGER_NAME),
        ("", None, None),
    ],
)
def test_a_middle_name_counts_with_the_address_or_the_year_alone(email, birth_year, why):
    assert (
        alike(one("Rita Osei", email, birth_year), one("Osei Rita Ama", email, birth_year)) == why
    )


def test_a_single_name_is_no_longer_name_without_a_word():
    assert alike(one("Rita", "r@example.org"), one("Rita Osei", "r@example.org")) is None


@pytest.mark.parametrize("other", ["Ben Osei", "Rita Mensah", "Ritva Osei", "Ben Mensah"])
def test_a_shared_family_address_is_normal(other):
    assert alike(one("Rita Osei", "oseis@example.org"), one(other, "oseis@example.org")) is None


def test_an_initial_may_stand_for_a_name_at_the_same_address():
    assert alike(one("R Osei", "o@example.org"), one("Rita Osei", "O@example.org")) == (
        Likeness.INITIAL
    )
    assert alike(one("B Osei", "o@example.org"), one("Rita Osei", "o@example.org")) is None
    assert alike(one("R Osei"), one("Rita Osei")) is None


def test_a_name_changed_by_marriage_is_seen_by_the_address_and_the_year():
    before, after = one("Rita Osei", "r@example.org", 1950), one("Rita Ash", "r@example.org", 1950)
    assert alike(before, after) == Likeness.ADDRESS_AND_YEAR
    assert alike(before, one("Ben Ash", "r@example.org", 1950)) is None
    assert alike(before, one("Rita Ash", "", 1950)) is None


def test_pet_names_are_left_alone():
    assert alike(one("Bob Ash", "", 1950), one("Robert Ash", "", 1950)) is None


names = st.lists(
    st.sampled_from(["rita", "osei", "ama", "r", "a", "Zoë", "ZOE", "O’Neil"]), max_size=4
).map(" ".join)
emails = st.sampled_from(["", "r@example.org", "R@example.org", "a@example.org"])
years = st.sampled_from([None, 1950, 1951])
faces = st.builds(one, names, emails, years)


@given(faces, faces)
def test_likeness_goes_both_ways(a, b):
    assert alike(a, b) == alike(b, a)


@given(faces)
def test_everybody_with_a_name_is_like_themselves(a):
    assert (alike(a, a) is not None) == bool(a.words)


@given(names.filter(bool), names, emails, emails, years, years, st.randoms())
def test_the_order_of_the_words_makes_no_difference(a, b, email, other_email, year, other, random):
    words = a.split()
    random.shuffle(words)
    face = one(b, other_email, other)
    assert alike(one(a, email, year), face) == alike(one(" ".join(words), email, year), face)


@given(faces, faces)
def test_whoever_look_alike_have_a_key_in_common(a, b):
    if alike(a, b) is not None:
        assert set(keys(a)) & set(keys(b))


@given(st.lists(faces, max_size=12))
def test_the_pairs_are_those_that_comparing_everybody_with_everybody_finds(found):
    people = [face._replace(pk=number) for number, face in enumerate(found, start=1)]
    expected = {
        (a.pk, b.pk, alike(a, b)) for a, b in itertools.combinations(people, 2) if alike(a, b)
    }
    listed = list(pairs(people))
    assert len(listed) == len(expected)
    assert set(listed) == expected
