"""The pages of a home: recorded, put right, moved, taken back, and saved by two at once."""

import datetime
from dataclasses import asdict

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.days import TypedDay
from biglocal.design.fields import boxes
from partnerships.models import Residence
from tests.factories import BoundaryFactory, PaidWorkFactory, PersonFactory, PostcodeFactory

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


# A square of a tenth of a degree around 53.05 north, 1.45 west, and postcodes within it and around.
IN_THE_MIDDLE, FAR_OUT, ON_THE_LINE = "ZZ1 1AA", "ZZ1 1AB", "ZZ1 1AC"


@pytest.fixture
def map_of_northfield(northfield):
    BoundaryFactory(area=northfield)
    PostcodeFactory(code="ZZ11AA")
    PostcodeFactory(code="ZZ11AB", longitude=-1.38)
    PostcodeFactory(code="ZZ11AC", longitude=-1.4)
    PostcodeFactory(code="ZZ11AD", ended_on=datetime.date(2019, 6, 1))


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def a_move(postcode, **answers):
    said = {"postcode": postcode, "in_area": "yes", "checked_how": "", "living": "alone"}
    return said | boxes("starts_on", JUNE) | answers


def mark(response):
    return response.context["form"]["version"].value()


@pytest.mark.usefixtures("map_of_northfield")
class TestAPostcode:
    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ("zz11aa", "The postcode ZZ1 1AA is inside the area (3.3 km from its edge)."),
            ("ZZ1 1AB", "The postcode ZZ1 1AB is outside the area (1.3 km from its edge)."),
            ("ZZ1 1AC", "The postcode ZZ1 1AC is on the edge of the area (10 m from the line)."),
            ("ZZ1 1AD", "It is an old postcode, given up in June 2019: ask for the new one."),
        ],
    )
    def test_looked_up_it_says_where_it_is_and_answers_nothing(
        self, people, sol, sign_in, typed, said
    ):
        url = address("residence-move", people.asha)
        before = home_of(people.asha)
        response = sign_in(sol).post(url, {"step": "look-up", "postcode": typed, "address": "1 St"})
        page = BeautifulSoup(response.content, "html.parser")
        assert said in words(response)
        assert page.select_one("svg.app-map, .app-map svg desc") is not None
        assert not page.select(".govuk-error-summary")
        assert not page.select("input[name=in_area][checked], input[value=postcode][checked]")
        assert page.select_one("#id_address")["value"] == "1 St"
        assert page.select_one("#id_postcode")["value"] == typed
        assert home_of(people.asha) == before

    def test_one_that_does_not_exist_is_told_when_looked_up_and_when_saved(
        self, people, sol, sign_in
    ):
        client, url = sign_in(sol), address("residence-move", people.asha)
        for data in ({"step": "look-up", "postcode": "ZZ9 9ZZ"}, a_move("ZZ9 9ZZ")):
            response = client.post(url, data)
            assert "There is no postcode ZZ9 9ZZ in the directory." in words(response)
        assert "like SW1A 1AA" in words(client.post(url, {"step": "look-up", "postcode": "nope"}))
        assert "Enter the postcode to look up" in words(client.post(url, {"step": "look-up"}))
        assert Residence.objects.filter(person=people.asha).count() == 1

    @pytest.mark.parametrize(
        ("postcode", "answer", "asked"),
        [
            (
                FAR_OUT,
                "yes",
                "1.3 km from its edge, but the answer is that they live in it",
            ),
            (
                IN_THE_MIDDLE,
                "no",
                "3.3 km from its edge, but the answer is that they live outside it",
            ),
        ],
    )
    def test_an_answer_that_it_contradicts_is_asked_about_once_and_never_blocked(
        self, people, sol, sign_in, postcode, answer, asked
    ):
        client, url = sign_in(sol), address("residence-move", people.asha)
        typed = a_move(postcode, in_area=answer, version=mark(client.get(url)))
        response = client.post(url, typed)
        assert asked in words(response)
        assert Residence.objects.filter(person=people.asha).count() == 1
        other = typed | {"sure": f"{IN_THE_MIDDLE if postcode == FAR_OUT else FAR_OUT} {answer}"}
        assert asked in words(client.post(url, other))

        assert client.post(url, typed | {"sure": f"{postcode} {answer}"}).status_code == 302
        moved = home_of(people.asha)
        assert (moved.in_area, moved.checked_how, moved.household.postcode) == (
            answer,
            "",
            postcode,
        )

    @pytest.mark.parametrize(
        ("postcode", "answer"),
        [
            (IN_THE_MIDDLE, "yes"),
            (FAR_OUT, "no"),
            (ON_THE_LINE, "yes"),
            (ON_THE_LINE, "no"),
            (FAR_OUT, "unknown"),
            (IN_THE_MIDDLE, "unknown"),
        ],
    )
    def test_nothing_is_asked_where_they_go_together(self, people, sol, sign_in, postcode, answer):
        client, url = sign_in(sol), address("residence-move", people.asha)
        typed = a_move(postcode.lower(), in_area=answer, version=mark(client.get(url)))
        assert client.post(url, typed).status_code == 302
        assert home_of(people.asha).household.postcode == postcode

    def test_the_question_goes_along_to_the_page_before_saving(self, people, sol, sign_in):
        client, url = sign_in(sol), address("residence-move", people.asha)
        typed = a_move(FAR_OUT, version=mark(client.get(url)), sure=f"{FAR_OUT} yes")
        assert client.post(url, typed | {"step": "what-if"}).status_code in (200, 302)

    def test_what_is_recorded_is_not_judged_again(self, people, sol, sign_in):
        home = home_of(people.asha)
        home.household.postcode = "nowhere"
        home.household.save()
        client, url = sign_in(sol), address("residence-change", people.asha)
        response = client.post(url, as_shown(client.get(url), address="1 High Street"))
        assert response.status_code == 302
        home.household.refresh_from_db()
        assert (home.household.address, home.household.postcode) == ("1 High Street", "nowhere")

    def test_a_recorded_one_is_shown_with_its_place_at_once(self, people, sol, sign_in):
        home = home_of(people.asha)
        home.household.postcode = FAR_OUT
        home.household.save()
        client, url = sign_in(sol), address("residence-change", people.asha)
        assert "ZZ1 1AB is outside the area" in words(client.get(url))
        # Nobody has changed that answer now.
        assert client.post(url, as_shown(client.get(url), address="1 St")).status_code == 302

    def test_the_map_is_on_the_page_of_who_lives_there(self, people, sol, sign_in):
        home = home_of(people.asha)
        home.household.postcode = IN_THE_MIDDLE
        home.household.save()
        response = sign_in(sol).get(address("person-detail", people.asha))
        page = BeautifulSoup(response.content, "html.parser")
        assert page.select_one("#home-map-words").text == (
            "The boundary of Northfield, about 11 km across. ZZ1 1AA is inside the area, 3.3 km "
            "from its edge."
        )
        other = sign_in(sol).get(address("person-detail", people.ben))
        assert not BeautifulSoup(other.content, "html.parser").select(".app-map")

    def test_a_new_member_comes_with_a_postcode(self, northfield, people, sol, sign_in):
        url = reverse("member-add", args=["northfield"])
        typed = {
            "who": "new",
            "name": "Zoë Quist",
            "is_voting": "yes",
            "sits_for": "own",
            "in_area": "yes",
            "living": "alone",
            "address": "1 High Street",
            "postcode": "zz11ab",
        } | boxes("starts_on", JUNE)
        client = sign_in(sol)
        response = client.post(url, typed | {"step": "look-up"})
        assert "ZZ1 1AB is outside the area (1.3 km" in words(response)
        assert "is outside the area, 1.3 km from its edge, but the answer" in words(
            client.post(url, typed)
        )
        assert client.post(url, typed | {"sure": f"{FAR_OUT} yes"}).status_code == 302
        home = northfield.residences.get(person__name="Zoë Quist")
        assert (home.household.address, home.household.postcode) == ("1 High Street", FAR_OUT)


def test_without_a_directory_only_the_form_of_a_postcode_is_judged(people, sol, sign_in):
    client, url = sign_in(sol), address("residence-move", people.asha)
    response = client.get(url)
    assert "Look up the postcode" not in words(response)
    typed = a_move("zz99zz", version=mark(response))
    assert "like SW1A 1AA" in words(client.post(url, typed | {"postcode": "12345"}))
    assert client.post(url, typed).status_code == 302
    assert home_of(people.asha).household.postcode == "ZZ9 9ZZ"


def test_without_a_boundary_a_postcode_is_known_and_not_placed(people, sol, sign_in):
    PostcodeFactory(code="ZZ11AA")
    url = address("residence-move", people.asha)
    response = sign_in(sol).post(url, {"step": "look-up", "postcode": "ZZ1 1AA"})
    assert "no boundary of Northfield is loaded to place it in" in words(response)
    assert not BeautifulSoup(response.content, "html.parser").select(".app-map")
