"""The pages of a home: recorded, put right, moved, taken back, and saved by two at once."""

import datetime
from dataclasses import asdict

import pytest
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.days import TypedDay
from biglocal.design.fields import boxes
from partnerships.models import Residence
from tests.factories import PaidWorkFactory, PersonFactory

JUNE = datetime.date(2026, 6, 1)


def home_of(person):
    return Residence.objects.filter(person=person).order_by("starts_on").last()


def address(page, person, *more):
    return reverse(page, args=["northfield", person.pk, *more])


def as_shown(response, **changes):
    """What a browser would send of a page as it stands, with some answers changed."""
    form = response.context["form"]
    data = {name: form[name].value() for name in form.fields}
    for name in ("starts_on", "ends_on", "checked_on"):
        day = data.pop(name, None)
        if isinstance(day, datetime.date):
            data |= boxes(name, day)
        elif isinstance(day, TypedDay):
            data |= {f"{name}_{box}": typed for box, typed in asdict(day).items()}
    return {name: value for name, value in (data | changes).items() if value is not None}


@pytest.fixture
def wendy(northfield):
    """A paid worker of whom no home is recorded."""
    return PaidWorkFactory(area=northfield, person=PersonFactory(name="Wendy Worker")).person


def test_a_first_home_is_recorded_with_somebody(wendy, people, sol, sign_in):
    client = sign_in(sol)
    data = {"in_area": "yes", "checked_how": "", "living": "with", "mates": [people.asha.pk]}
    response = client.post(
        address("residence-change", wendy), data | boxes("starts_on", JUNE), follow=True
    )
    assert response.redirect_chain == [(address("person-detail", wendy), 302)]
    assert "Wendy Worker lives in the area, and shares a home with Asha Patel." in (
        response.content.decode()
    )
    assert home_of(wendy).household == home_of(people.asha).household


def test_a_first_home_is_proposed_from_the_day_they_joined(northfield, people, sol, sign_in):
    joined = northfield.memberships.get(person=people.asha).starts_on
    Residence.objects.filter(person=people.asha).delete()
    response = sign_in(sol).get(address("residence-change", people.asha))
    assert response.context["form"]["starts_on"].value() == joined


def test_a_correction_shows_what_is_recorded_and_keeps_it_as_one_record(people, sol, sign_in):
    client = sign_in(sol)
    url = address("residence-change", people.asha)
    data = as_shown(client.get(url), in_area="no", checked_how="told-us")
    assert client.post(url, data).status_code == 302
    home = Residence.objects.get(person=people.asha)
    assert (home.in_area, home.checked_how, home.checked_by) == ("no", "told-us", sol)
    assert home.household.residences.count() == 1


def test_what_does_not_fit_in_one_home_is_pointed_out(people, sol, sign_in):
    client = sign_in(sol)
    url = address("residence-change", people.asha)
    data = as_shown(client.get(url), in_area="no", living="with", mates=[people.ben.pk])
    assert "But Ben Okafor, in the same home, is recorded the other way." in (
        client.post(url, data, follow=True).content.decode()
    )


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"living": "with", "mates": []}, "mates", "Select who shares the home"),
        ({"in_area": "unknown", "checked_how": "postcode"}, "checked_how", "Select “Not checked”"),
        (boxes("checked_on", JUNE), "checked_how", "Select how it was checked"),
        ({"in_area": "moon"}, "in_area", "listed"),
        ({"mates": ["999999999999999999999"], "living": "with"}, "mates", "listed"),
        ({"starts_on_month": "13"}, "starts_on", "must have a month from 1 to 12"),
        ({"address": "a\x00b"}, "address", "cannot be kept"),
        ({"living": "unknown", "address": "1 Low Road"}, "living", "To keep an address"),
    ],
)
def test_what_cannot_be_is_said_beside_the_question(people, sol, sign_in, changes, field, message):
    client = sign_in(sol)
    url = address("residence-change", people.asha)
    response = client.post(url, as_shown(client.get(url), **changes))
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert not AuditEvent.objects.exists()


def test_two_people_saving_one_home_lose_neither_version(people, sol, rhea, sign_in, client):
    url = address("residence-change", people.asha)
    shown = as_shown(sign_in(sol).get(url), in_area="no")
    first = as_shown(client.get(url), living="with", mates=[people.ben.pk])
    assert sign_in(rhea).post(url, first).status_code == 302

    response = sign_in(sol).post(url, shown)

    rows = {row.label: (row.saved, row.typed) for row in response.context["conflict"].rows}
    assert rows["Does Asha Patel live in the area?"] == ("Yes", "No")
    assert rows["Who shares the home?"] == ("Ben Okafor", "Nothing")
    assert response.context["conflict"].by == "Rhea Rep"
    again = as_shown(response)
    assert client.post(url, again).status_code == 302
    assert home_of(people.asha).in_area == "no"


def test_a_move_ends_one_home_and_begins_another(people, sol, sign_in):
    client = sign_in(sol)
    url = address("residence-move", people.asha)
    data = as_shown(client.get(url), in_area="no", living="alone", checked_how="")
    response = client.post(url, data | boxes("starts_on", JUNE), follow=True)
    assert "Asha Patel lives outside the area." in response.content.decode()
    first, second = Residence.objects.filter(person=people.asha).order_by("starts_on")
    assert (first.ends_on, second.starts_on) == (datetime.date(2026, 5, 31), JUNE)


def test_where_no_home_is_recorded_a_move_leads_to_recording_one(wendy, sol, sign_in):
    client = sign_in(sol)
    response = client.get(address("residence-move", wendy))
    assert response["Location"] == address("residence-change", wendy)
    data = {"in_area": "no", "living": "alone"} | boxes("starts_on", JUNE)
    assert client.post(address("residence-move", wendy), data).status_code == 404


def test_a_past_home_can_be_put_right(people, sol, sign_in):
    home = home_of(people.asha)
    home.ends_on = JUNE
    home.save()
    client = sign_in(sol)
    url = address("residence-change", people.asha, home.pk)
    last_day = boxes("ends_on", datetime.date(2019, 1, 1))
    refused = client.post(url, as_shown(client.get(url), **last_day))
    assert refused.context["form"].errors["ends_on"] == [
        "The last day must be on or after the first day"
    ]
    last_day = boxes("ends_on", datetime.date(2026, 7, 31))
    assert client.post(url, as_shown(client.get(url), **last_day)).status_code == 302
    assert home_of(people.asha).ends_on == datetime.date(2026, 7, 31)


def test_a_home_is_taken_back_with_a_reason(people, sol, sign_in):
    home = home_of(people.asha)
    client = sign_in(sol)
    url = address("residence-mistake", people.asha, home.pk)
    refused = client.post(url, as_shown(client.get(url), reason=" "))
    assert refused.context["form"].errors["reason"] == ["Enter why this was a mistake"]
    client.post(url, as_shown(client.get(url), reason="That was another Asha"))
    assert home_of(people.asha) is None
    assert client.get(url).status_code == 404


def test_taking_back_what_somebody_just_changed_is_asked_again(people, sol, rhea, sign_in):
    home = home_of(people.asha)
    url = address("residence-mistake", people.asha, home.pk)
    data = as_shown(sign_in(sol).get(url), reason="Wrong")
    Residence.objects.filter(pk=home.pk).update(version=2, in_area="no")
    response = sign_in(sol).post(url, data)
    assert "Somebody else changed this since you opened the page" in response.content.decode()
    assert ("Lives in the area", "No") in response.context["facts"]
    assert home_of(people.asha) is not None


def test_a_home_of_somebody_else_is_not_there(people, sol, sign_in):
    other = home_of(people.ben)
    assert sign_in(sol).get(address("residence-change", people.asha, other.pk)).status_code == 404
    url = address("residence-change", people.asha, 10**30)
    assert sign_in(sol).get(url).status_code == 404
