"""The front door: home by role, health, and pages for when things go wrong."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import AssignmentFactory


def test_everybody_is_asked_to_sign_in(client, db):
    response = client.get(reverse("home"))
    assert response.status_code == 302
    assert response["Location"] == "/account/login/?next=/"


def test_a_secretary_comes_to_their_area(sign_in, sol):
    response = sign_in(sol).get(reverse("home"))
    assert response["Location"] == "/areas/northfield/"


def test_a_rep_comes_to_their_reviews(sign_in, rhea):
    assert sign_in(rhea).get(reverse("home"))["Location"] == reverse("workbench")


def test_staff_come_to_the_overview(sign_in, stan):
    assert sign_in(stan).get(reverse("home"))["Location"] == reverse("overview")


def test_several_hats_are_asked_which(sign_in, sol, southmere):
    AssignmentFactory(user=sol, area=southmere, role="rep")
    page = sign_in(sol).get(reverse("home"))
    assert page.status_code == 200
    assert [place.text for place in page.context["places"]] == ["My areas", "Northfield"]


def test_somebody_without_an_area_is_told_what_to_do(sign_in, stranger):
    page = sign_in(stranger).get(reverse("home"))
    assert "You have no areas yet" in page.content.decode()


def test_health_answers_without_signing_in(client, db):
    response = client.get(reverse("health"))
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_what_is_not_there_says_so_kindly(sign_in, sol):
    response = sign_in(sol).get("/areas/nowhere/")
    assert response.status_code == 404
    assert "Page not found" in response.content.decode()


def test_a_refusal_says_why(sign_in, stan, northfield):
    response = sign_in(stan).get(reverse("member-add", args=["northfield"]))
    assert response.status_code == 403
    assert "kept by the partnership’s secretary and its rep" in response.content.decode()


def test_an_error_of_ours_is_owned_and_shows_nothing(sol, monkeypatch):
    client = Client(raise_request_exception=False)
    client.force_login(sol)

    def break_down(*args):
        raise RuntimeError("a secret")

    monkeypatch.setattr("partnerships.views.base.AreaDoor.get_context_data", break_down)
    response = client.get(reverse("area-detail", args=["northfield"]))
    assert response.status_code == 500
    assert "a secret" not in response.content.decode()
    assert "<h1" in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/areas/NORTHFIELD%00/",
        "/areas/northfield/people/99999999999999999999999999/",
        "/areas/northfield/people/0/",
        "/reviews/99999999999999999999/northfield/",
        "/reviews/0/northfield/",
        "/overview/?page=%00&rep=99999999999999999999999&q=%00",
        "/areas/northfield/history/?page=-1",
        "/areas/northfield/register/?page=99999999999999999999999",
    ],
)
def test_nonsense_in_an_address_is_never_our_error(client, stan, northfield, path):
    client.force_login(stan)
    assert client.get(path).status_code in (200, 404)
