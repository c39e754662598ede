"""Who a new fact is about: names that look alike, and what each choice needs."""

import pytest

from partnerships.forms.who import WhoForm, with_article
from tests.factories import PersonFactory


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


def test_a_year_of_birth_that_cannot_be_is_refused_in_words(db):
    for typed, message in [
        ("71", "Enter a year of birth with four figures, like 1971"),
        ("197I", "Enter a year of birth with four figures, like 1971"),
        ("2027", "The year of birth must be this year or an earlier one"),
    ]:
        form = WhoForm({"name": "Rita Osei", "birth_year": typed}, known=[])
        assert form.errors == {"birth_year": [message]}


def test_another_year_of_birth_is_another_person(db):
    rita = PersonFactory(name="Rita Osei", birth_year=1950)

    form = WhoForm({"who": "new", "name": "Osei, Rita", "birth_year": "1980"}, known=[rita])

    assert form.is_valid()
    assert (form.chosen.pk, form.chosen.birth_year) == (None, 1980)


def test_a_shared_address_and_surname_are_a_family_and_nobody_is_asked_about(db):
    ben = PersonFactory(name="Ben Osei", email="oseis@example.org")
    typed = {"who": "new", "name": "Rita Osei", "email": "oseis@example.org"}

    assert WhoForm(typed, known=[ben]).is_valid()


def test_an_initial_with_the_same_address_is_asked_about(db):
    rita = PersonFactory(name="R. Osei", email="rita@example.org", birth_year=1950)
    typed = {"who": "new", "name": "Rita Osei", "email": "Rita@example.org"}

    form = WhoForm(typed, known=[rita])

    assert form.errors == {
        "same_person": ["There is already a R. Osei on the register. Is it the same person?"]
    }
    assert form.fields["same_person"].choices[0] == (
        str(rita.pk),
        "Yes, it is R. Osei (rita@example.org, born 1950)",
    )


def test_somebody_of_another_area_of_the_users_is_asked_about_and_chosen(db):
    rita = PersonFactory(name="Rita Osei")
    typed = {"who": "new", "name": "Osei Rita"}

    def elsewhere(face):
        assert face.words == ("osei", "rita")
        return {rita: "Southmere"}

    form = WhoForm(typed, known=[], elsewhere=elsewhere)
    assert form.errors == {
        "same_person": [
            "There is already a Rita Osei in another of your areas. Is it the same person?"
        ]
    }
    assert form.fields["same_person"].choices[0][1] == "Yes, it is Rita Osei, Southmere"

    form = WhoForm(typed | {"same_person": str(rita.pk)}, known=[], elsewhere=elsewhere)
    assert form.is_valid()
    assert form.chosen == rita
