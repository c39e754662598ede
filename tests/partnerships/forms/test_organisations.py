"""The one field for organisations: what is on the list is found, what is not is asked about."""

import pytest
from django import forms

from biglocal.design.forms import DesignForm
from partnerships.forms.organisations import (
    NamesOrganisations,
    OrganisationField,
    OrganisationsField,
    as_new,
    question_about,
)
from partnerships.models import Naming, Organisation
from tests.factories import OrganisationFactory


class BidForm(NamesOrganisations, DesignForm):
    """A form as another would have it."""

    bidder = OrganisationField(label="Who bids?")
    others = OrganisationsField(label="Who else?", required=False)
    why = forms.CharField(required=False)


@pytest.fixture(autouse=True)
def bakery(db):
    return OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")


def asked(form):
    """The questions that a form asks beyond its own."""
    return [name for name in form.fields if name not in BidForm.base_fields]


@pytest.mark.parametrize("typed", ["moor  bakery", "GB-CHC-1234567", " Moor Bakery"])
def test_one_on_the_list_is_taken_by_the_name_that_it_has_there(typed):
    form = BidForm({"bidder": typed, "others": f"{typed}\n\nMOOR BAKERY"})
    assert form.is_valid(), form.errors
    assert asked(form) == []
    assert form.answers == {"bidder": "Moor Bakery", "others": ["Moor Bakery"], "why": ""}


def test_one_with_a_near_name_is_asked_about_below_its_box():
    form = BidForm({"bidder": "Moor Bakry", "why": "They are cheap"})
    question = question_about("bidder", "Moor Bakry")
    assert not form.is_valid()
    assert list(form.fields)[:3] == ["bidder", question, f"{question}-number"]
    assert form.errors == {
        question: ["Select whether “Moor Bakry” is one of these organisations or a new one"]
    }
    offered = form[question].choices
    assert [one["label"] for one in offered] == [
        "Yes, Moor Bakery",
        "No, add “Moor Bakry” to the list",
    ]
    assert offered[0]["hint"] == "GB-CHC-1234567"
    # Nothing that was typed is lost.
    assert (form["bidder"].value(), form["why"].value()) == ("Moor Bakry", "They are cheap")


def test_the_one_that_was_meant_takes_the_place_of_what_was_typed(bakery):
    typed = {"bidder": "Moor Bakry", question_about("bidder", "Moor Bakry"): str(bakery.pk)}
    form = BidForm(typed)
    assert form.is_valid()
    assert form.answers["bidder"] == "Moor Bakery"


def test_a_new_one_comes_with_its_number():
    question = question_about("bidder", "Moor Bakry")
    typed = {"bidder": "Moor Bakry", f"{question}-number": "gb-coh 7833396"}
    form = BidForm(typed | as_new("bidder", "Moor Bakry"))
    assert form.is_valid()
    assert form.answers["bidder"] == Naming("Moor Bakry", "GB-COH-07833396")
    assert not Organisation.objects.filter(name="Moor Bakry").exists()


def test_where_nothing_is_near_one_tick_adds_it():
    form = BidForm({"bidder": "Roofs & Sons"})
    question = question_about("bidder", "Roofs & Sons")
    assert form.errors == {
        question: ["“Roofs & Sons” is not on the list. Tick the box to add it, or change the name"]
    }
    assert BidForm({"bidder": "Roofs & Sons", question: "new"}).is_valid()


def test_an_answer_is_about_the_name_that_it_was_given_for():
    typed = {"bidder": "Hill Bakery"} | as_new("bidder", "Moor Bakry")
    assert list(BidForm(typed).errors) == [question_about("bidder", "Hill Bakery")]


def test_each_line_is_asked_about_once(bakery):
    form = BidForm({"bidder": "Moor Bakery", "others": "Roofs\nroofs\nMoor Bakery\nCubs"})
    assert not form.is_valid()
    assert list(form.errors) == [question_about("others", name) for name in ("Roofs", "Cubs")]
    typed = {"bidder": "Moor Bakery", "others": "Roofs\nMoor Bakry"} | as_new("others", "Roofs")
    form = BidForm(typed | {question_about("others", "Moor Bakry"): str(bakery.pk)})
    assert form.is_valid()
    assert form.answers["others"] == ["Roofs", "Moor Bakery"]


@pytest.mark.parametrize(
    ("number", "message"),
    [
        ("12", "Enter the number with its list"),
        ("GB-CHC-12", "6 or 7 figures"),
    ],
)
def test_a_number_that_is_none_is_refused_beside_its_box(number, message):
    question = question_about("bidder", "Roofs")
    form = BidForm({"bidder": "Roofs", f"{question}-number": number} | as_new("bidder", "Roofs"))
    assert list(form.errors) == [f"{question}-number"]
    assert message in form.errors[f"{question}-number"][0]


def test_a_number_that_nobody_has_is_no_name():
    form = BidForm({"bidder": "GB-CHC-7654321"})
    assert form.errors == {
        "bidder": [
            "No organisation on the list has the number GB-CHC-7654321. Enter its name, and we ask "
            "for the number"
        ]
    }


def test_a_choice_that_was_not_offered_is_refused():
    other = OrganisationFactory(name="Roofs")
    typed = {"bidder": "Moor Bakry", question_about("bidder", "Moor Bakry"): str(other.pk)}
    assert not BidForm(typed).is_valid()


def test_markup_in_a_name_is_text_in_the_question():
    page = str(BidForm({"bidder": "<script>alert(1)</script>"}))
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
