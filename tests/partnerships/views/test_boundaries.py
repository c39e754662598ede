"""The boundary of an area: who sees it, who loads it, and what a wrong file is told."""

import json

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from partnerships.models import Boundary
from tests.factories import BoundaryFactory

PAGE, LOAD, REMOVE = (
    reverse(name, args=["northfield"]) for name in ("boundary", "boundary-load", "boundary-remove")
)
SQUARE = [[-1.5, 53.0], [-1.49, 53.0], [-1.49, 53.01], [-1.5, 53.01], [-1.5, 53.0]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def links(response):
    page = BeautifulSoup(response.content, "html.parser").main
    return [link["href"] for link in page.select("a")]


def choose(client, document, name="northfield.geojson", **more):
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    file = SimpleUploadedFile(name, content)
    return client.post(LOAD, {"file": file, "version": 0} | more, follow=True)


def test_staff_load_a_boundary_and_see_it(northfield, stan, sign_in):
    client = sign_in(stan)
    assert "No boundary is loaded yet" in words(client.get(PAGE))
    response = choose(client, POLYGON)
    assert response.redirect_chain == [(PAGE, 302)]
    said = words(response)
    assert "The boundary of Northfield is loaded from northfield.geojson." in said
    assert "The boundary of Northfield, about 1.1 km across." in said
    assert "Size 0.7 square kilometres, in 1 part" in said
    assert "File northfield.geojson (4 points)" in said
    assert "Loaded 1 October 2026 by Stan Staff" in said
    assert AuditEvent.objects.get().verb == "boundaries.load"


def test_those_who_may_not_load_it_see_the_map_and_no_links(northfield, sol, sign_in):
    BoundaryFactory(area=northfield)
    response = sign_in(sol).get(PAGE)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.select_one("svg title").text == "Map of Northfield"
    assert page.select_one("svg desc").text == "The boundary of Northfield, about 11 km across."
    assert not {LOAD, REMOVE} & set(links(response))
    assert sign_in(sol).get(LOAD).status_code == 403


def test_the_position_leads_to_the_map(northfield, sol, sign_in):
    assert PAGE in links(sign_in(sol).get(reverse("area-detail", args=["northfield"])))


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (b"", "empty"),
        (b"{", "The file is not GeoJSON: line 1 cannot be read."),
        (POLYGON | {"type": "Point"}, "The shape is a point."),
        ({"type": "Polygon", "coordinates": [SQUARE[:-1]]}, "a ring that is not closed"),
    ],
)
def test_a_wrong_file_is_told_why_beside_the_field(northfield, stan, sign_in, document, said):
    response = choose(sign_in(stan), document)
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.text.startswith("Error: ")
    assert said in page.select_one("form .govuk-error-message").text
    assert page.select_one(".govuk-error-summary a")["href"] == "#id_file"
    assert not Boundary.objects.exists()


def test_another_file_takes_its_place(northfield, stan, sign_in):
    BoundaryFactory(area=northfield, filename="old.geojson")
    client = sign_in(stan)
    assert "takes the place of old.geojson" in words(client.get(LOAD))
    assert "loaded from new.geojson" in words(choose(client, POLYGON, "new.geojson", version=1))
    assert Boundary.objects.get().version == 2


def test_two_who_load_at_once_and_the_second_looks_first(northfield, stan, sign_in):
    client = sign_in(stan)
    BoundaryFactory(area=northfield, filename="old.geojson")
    response = choose(client, POLYGON)
    assert "Somebody else loaded a boundary since" in words(response)
    assert Boundary.objects.get().filename == "old.geojson"
    mark = response.context["form"]["version"].value()
    assert "loaded from" in words(choose(client, POLYGON, version=mark))


def test_it_is_removed_with_a_reason(northfield, stan, sign_in):
    BoundaryFactory(area=northfield)
    client = sign_in(stan)
    response = client.post(REMOVE, {"version": 1, "reason": " "})
    assert "Enter why the boundary is removed" in words(response)
    response = client.post(REMOVE, {"version": 1, "reason": "Southmere’s"}, follow=True)
    assert "The boundary of Northfield is removed." in words(response)
    assert not Boundary.objects.exists()
    response = client.get(REMOVE, follow=True)
    assert "There is no boundary to remove." in words(response)
    history = client.get(reverse("history", args=["northfield"]))
    assert "removed the boundary of the area, “boundary.geojson”" in words(history)


def test_the_page_costs_the_same_however_long_the_line(
    northfield, sol, sign_in, django_assert_max_num_queries
):
    BoundaryFactory(area=northfield)
    client = sign_in(sol)
    with django_assert_max_num_queries(12):
        client.get(PAGE)
