"""The further rooms of an area: each leads somewhere, to those alone who may go there."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import resolve, reverse

from partnerships.views.more import GROUPS
from tests.factories import CorrectionFactory

OF_AN_AREA = [room for _, rooms in GROUPS for room in rooms if not room.is_for_all]


def links(client, area):
    page = BeautifulSoup(client.get(reverse("area-more", args=[area.slug])).content, "html.parser")
    return {link.get_text(): link["href"] for link in page.select("main .govuk-list a")}


@pytest.mark.parametrize("viewer", ["sol", "rhea", "stan", "ada"])
def test_every_room_that_is_shown_opens(viewer, northfield, sign_in, request):
    client = sign_in(request.getfixturevalue(viewer))

    shown = links(client, northfield)

    assert shown
    assert {client.get(href).status_code for href in shown.values()} == {200}


def test_who_may_not_open_a_room_is_not_shown_it(northfield, sol, ada, sign_in):
    assert "Corrections" in links(sign_in(sol), northfield)
    assert "Settings of the area" not in links(sign_in(sol), northfield)
    assert "Corrections" not in links(sign_in(ada), northfield)
    assert "Settings of the area" in links(sign_in(ada), northfield)


@pytest.mark.parametrize("room", OF_AN_AREA, ids=lambda room: room.name)
def test_a_room_is_shown_by_the_permission_that_opens_it(room):
    page = resolve(reverse(room.name, args=["northfield"])).func.view_class

    assert page.permission == room.permission


def test_what_waits_is_counted(northfield, people, sol, sign_in):
    address = reverse("area-more", args=[northfield.slug])
    assert "waiting)" not in sign_in(sol).get(address).content.decode()

    CorrectionFactory(area=northfield, person=people.dai)

    assert "(1 waiting)" in sign_in(sol).get(address).content.decode()
