"""Who a new fact is about: names that look alike, and what each choice needs."""

import pytest

from partnerships.forms.who import WhoForm, name_key, with_article
from tests.factories import PersonFactory


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rita Osei", "rita  OSEI "),
        ("Rita Osei", "Osei, Rita"),
        ("Zoë O’Brien", "Zoe O'Brien"),
        ("Anne-Marie Smith", "Anne Marie Smith"),
    ],
)
def test_spellings_of_one_name_are_alike(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize("other", ["Rita Osie", "Rita", "Rita Osei Mensah", ""])
def test_other_names_are_not(other):
    assert name_key("Rita Osei") != name_key(other)


@pytest.mark.parametrize(
    ("name", "said"), [("Rita Osei", "a Rita Osei"), ("Asha Patel", "an Asha Patel")]
)
def test_a_name_has_the_article_it_is_said_with(name, said):
    assert with_article(name) == said


def test_a_new_person_is_made_but_not_saved(db):
    form = WhoForm({"name": " Rita Osei "}, known=[])

    assert form.is_valid()
    assert (form.chosen.pk, form.chosen.name) == (None, "Rita Osei")


def test_what_the_other_choice_needs_is_not_asked_for(db):
    rita = PersonFactory(name="Rita Osei")

    form = WhoForm({"who": "known", "person": str(rita.pk), "name": ""}, known=[rita])

    assert form.is_valid()
    assert form.chosen == rita


def test_a_name_left_behind_in_the_other_choice_is_not_asked_about(db):
    rita = PersonFactory(name="Rita Osei")

    form = WhoForm({"who": "known", "person": str(rita.pk), "name": "Rita Osei"}, known=[rita])

    assert form.is_valid()


def test_people_of_one_name_are_told_apart_by_their_address(db):
    first = PersonFactory(name="Rita Osei", email="rita@example.org")
    second = PersonFactory(name="Rita Osei")

    form = WhoForm({"who": "new", "name": "Rita Osei"}, known=[first, second])

    assert not form.is_valid()
    assert [label for _, label in form.fields["same_person"].choices] == [
        "Yes, it is Rita Osei (rita@example.org)",
        "Yes, it is Rita Osei",
        "No, it is another person",
    ]


def test_nothing_under_a_choice_is_called_optional_that_the_choice_needs(db):
    form = WhoForm(known=[PersonFactory()])

    assert not form["name"].is_optional
    assert not form["person"].is_optional
    assert form["email"].is_optional
