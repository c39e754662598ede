"""Interests and the organisations they are in, by name."""

import datetime

import pytest
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.forms.organisations import as_new
from partnerships.models import Interest, Organisation
from tests.factories import InterestFactory, OrganisationFactory


def address(page, person, *more):
    return reverse(page, args=["northfield", person.pk, *more])


def said(**changes):
    """An interest, in an organisation that may be new to the list."""
    told = {"organisation": "Moor Bakery", "whose": "own", "nature": "loyalty"} | changes
    return as_new("organisation", told["organisation"]) | told


def test_a_new_organisation_is_added_to_the_list(people, sol, sign_in):
    url = address("interest-add", people.asha)
    response = sign_in(sol).post(url, said(organisation="  Moor   Bakery "))
    assert response["Location"] == address("person-detail", people.asha)
    interest = Interest.objects.get()
    assert (interest.organisation.name, interest.nature) == ("Moor Bakery", "loyalty")
    assert not interest.may_be_published


def test_one_on_the_list_is_found_however_it_is_capitalised(people, sol, sign_in):
    bakery = OrganisationFactory(name="Moor Bakery")
    url = address("interest-add", people.asha)
    sign_in(sol).post(url, said(organisation="moor BAKERY"))
    assert Interest.objects.get().organisation == bakery
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"organisation": " "}, "organisation", "Enter the name of the organisation"),
        ({"organisation": "x" * 201}, "organisation", "200 characters or fewer"),
        ({"organisation": "a\x00b"}, "organisation", "cannot be kept"),
        ({"nature": "direct-financial", "whose": "friend"}, "nature", "an indirect interest"),
        ({"whose": ""}, "whose", "Select whose interest it is"),
        (
            boxes("starts_on", datetime.date(2026, 2, 1))
            | boxes("ends_on", datetime.date(2026, 1, 1)),
            "ends_on",
            "on or after the first day",
        ),
    ],
)
def test_what_cannot_be_is_said_beside_the_question(people, sol, sign_in, changes, field, message):
    response = sign_in(sol).post(address("interest-add", people.asha), said(**changes))
    assert list(response.context["form"].errors) == [field]
    assert message in response.context["form"].errors[field][0]
    assert not Interest.objects.exists()


def test_the_same_interest_twice_is_refused_kindly(northfield, people, sol, sign_in):
    client = sign_in(sol)
    url = address("interest-add", people.asha)
    client.post(url, said())
    response = client.post(url, said(organisation="moor bakery"))
    assert response.context["form"].errors["organisation"] == [
        "This interest of Asha Patel in Moor Bakery is already recorded."
    ]
    assert client.post(url, said(whose="friend")).status_code == 302


@pytest.fixture
def interest(northfield, people):
    """Asha's in the Moor Bakery, version 1."""
    return InterestFactory(area=northfield, person=people.asha, organisation__name="Moor Bakery")


def test_it_gets_a_last_day(people, interest, sol, sign_in):
    url = address("interest-change", people.asha, interest.pk)
    data = said(nature="direct-financial", version="1", may_be_published="on")
    page = sign_in(sol).post(url, data | boxes("ends_on", datetime.date(2026, 6, 30)), follow=True)
    assert "interest in Moor Bakery, until 30 June 2026." in page.content.decode()
    interest.refresh_from_db()
    assert (interest.ends_on, interest.may_be_published) == (datetime.date(2026, 6, 30), True)


def test_two_people_saving_one_interest_lose_neither(people, interest, sol, sign_in):
    client = sign_in(sol)
    url = address("interest-change", people.asha, interest.pk)
    client.post(url, said(version="1", organisation="Roofs & Sons"))
    response = client.post(url, said(version="1", whose="friend", organisation="A new one"))
    rows = {row.label: (row.saved, row.typed) for row in response.context["conflict"].rows}
    assert rows["Name of the organisation"] == ("Roofs & Sons", "A new one")
    assert not Organisation.objects.filter(name="A new one").exists()


def test_it_is_taken_back_with_a_reason(people, interest, sol, sign_in):
    url = address("interest-mistake", people.asha, interest.pk)
    assert sign_in(sol).post(url, {"reason": "", "version": "1"}).status_code == 200
    assert Interest.objects.exists()
    sign_in(sol).post(url, {"reason": "Another bakery", "version": "1"})
    assert not Interest.objects.exists()


def test_an_interest_of_somebody_else_is_not_there(people, interest, sol, sign_in):
    url = address("interest-change", people.ben, interest.pk)
    assert sign_in(sol).get(url).status_code == 404
