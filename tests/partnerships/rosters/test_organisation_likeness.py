"""The rules by which two organisations look like one that is on the list twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.rosters.organisation_likeness import Likeness, alike, face, pairs
from partnerships.rosters.organisation_merging import look_alikes
from tests.factories import OrganisationFactory


def why(one, other, first="", second=""):
    return alike(face(1, one, first), face(2, other, second))


@pytest.mark.parametrize(
    ("one", "other", "likeness"),
    [
        ("Moor Bakery", "The Moor Bakery Ltd", Likeness.NAME),
        ("Roofs & Sons", "Sons and Roofs", Likeness.NAME),
        ("Café Moor CIC", "cafe moor", Likeness.NAME),
        ("Moor Bakery", "Moor Bakry", Likeness.LETTER),
        ("Moor Bakery", "Moor Bakerry", Likeness.LETTER),
        ("Moor Bakery", "Moor Bakory", Likeness.LETTER),
        ("Moor Bakery", "Moor Street Bakery", Likeness.WORD),
        ("Moor Bakery", "Moor Cakery Club", None),
        ("Moor Bakery", "Hill Bakery", None),
        ("Moor", "Moor Bakery", None),
        # Short words differ in a letter and mean something else.
        ("Moor Cats", "Moor Bats", None),
    ],
)
def test_names_that_look_alike(one, other, likeness):
    assert why(one, other) == why(other, one) == likeness


def test_two_numbers_of_one_list_are_two_organisations():
    assert why("Moor Bakery", "Moor Bakery Ltd", "GB-CHC-111111", "GB-CHC-222222") is None
    # A charity is often a company too.
    both = why("Moor Bakery", "Moor Bakery Ltd", "GB-CHC-111111", "GB-COH-01111111")
    assert both == Likeness.NAME


@given(st.lists(st.text("abcdeé &", min_size=1, max_size=14), max_size=14))
def test_keys_find_every_pair_that_comparing_all_with_all_would(names):
    faces = [face(pk, name, "") for pk, name in enumerate(names)]
    slowly = {
        (one.pk, other.pk)
        for place, one in enumerate(faces)
        for other in faces[place + 1 :]
        if alike(one, other)
    }
    found = [(pair.a, pair.b) for pair in pairs(faces)]
    assert sorted(found) == sorted(slowly)


def test_a_person_in_their_own_name_and_an_old_name_look_like_nobody(db):
    kept = OrganisationFactory(name="Moor Bakery")
    OrganisationFactory(name="The Moor Bakery", merged_into=kept)
    OrganisationFactory(name="Moor Bakery Ltd", is_individual=True)
    assert look_alikes() == []
    twice = OrganisationFactory(name="Moor Bakery CIC")
    assert [(pair.a, pair.b) for pair in look_alikes()] == [(kept.pk, twice.pk)]
