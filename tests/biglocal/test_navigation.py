"""The links at the top of every page show where somebody is, and never two places at once."""

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.navigation import LIST_OF_AREAS, OF_PROGRAMME
from tests.factories import AssignmentFactory

pytestmark = pytest.mark.django_db


def current(client, address: str) -> list[str]:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    menu = page.find("nav", {"aria-label": "Menu"})
    return [link.get_text() for link in menu.select("[aria-current]")]


@pytest.mark.parametrize("name", ["programme", LIST_OF_AREAS, *OF_PROGRAMME])
def test_what_the_programme_lists_belongs_to_it(name, ada, sign_in):
    assert current(sign_in(ada), reverse(name)) == ["Programme"]


def test_the_overview_has_what_begins_there(stan, sign_in):
    for name in ("overview", "overview-years", "overview-as-at", "figures-downloads"):
        assert current(sign_in(stan), reverse(name)) == ["Overview"]


def test_rounds_are_of_the_programme_also_for_whoever_has_areas_of_their_own(
    northfield, stan, sign_in
):
    AssignmentFactory(area=northfield, user=stan, role="rep")
    client = sign_in(stan)
    assert current(client, reverse("round-list")) == ["Programme"]
    assert current(client, reverse("workbench")) == ["My areas"]


def test_a_secretary_is_in_their_area_on_all_of_its_pages(northfield, sol, sign_in):
    client = sign_in(sol)
    for name in ("area-detail", "register", "ways-to-mend"):
        assert current(client, reverse(name, args=["northfield"])) == ["Northfield"]


def test_some_pages_are_of_no_place(northfield, stan, sign_in):
    assert current(sign_in(stan), reverse("area-detail", args=["northfield"])) == []
