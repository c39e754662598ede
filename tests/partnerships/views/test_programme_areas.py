"""The list of areas, adding one, its settings, and opening it again."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.models import Area
from tests.factories import AreaFactory, AssignmentFactory, BoundaryFactory

LIST = reverse("area-list")
ADD = reverse("area-add")
SETTINGS = reverse("area-settings", args=["northfield"])
REOPEN = reverse("area-reopen", args=["northfield"])
TODAY = datetime.date(2026, 10, 1)


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def rows(response) -> list[list[str]]:
    table = BeautifulSoup(response.content, "html.parser").main.select("tbody tr")
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")] for row in table
    ]


def names(response) -> list[str]:
    return [row[0].split(" ")[0] for row in rows(response)]


def test_every_area_is_listed_with_its_people_and_days(
    northfield, southmere, sol, rhea, stan, sign_in
):
    Area.objects.filter(pk=southmere.pk).update(
        opened_on=datetime.date(2015, 4, 1), closed_on=datetime.date(2026, 6, 30)
    )
    page = sign_in(stan).get(LIST)
    assert rows(page) == [
        [
            "Northfield Moorshire, North East",
            *("Open", "Rhea Rep", "Sol Secretary", "Always", "None"),
            "People who look after Northfield",
        ],
        [
            "Southmere Exampleshire, South East",
            *("Closed", "No rep", "No secretary", "1 April 2015", "30 June 2026"),
            "People who look after Southmere",
        ],
    ]
    assert "Add an area" not in words(page)


def test_an_administrator_has_the_settings_beside(northfield, ada, sign_in):
    page = sign_in(ada).get(LIST)
    assert SETTINGS in page.content.decode()
    assert ADD in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Alder", "Birch", "Cedar", "Dogwood"]),
        ("?sort=-name", ["Dogwood", "Cedar", "Birch", "Alder"]),
        ("?sort=nonsense", ["Alder", "Birch", "Cedar", "Dogwood"]),
        ("?sort=opened", ["Cedar", "Alder", "Birch", "Dogwood"]),
        ("?sort=-closed", ["Birch", "Alder", "Cedar", "Dogwood"]),
        ("?q=edar", ["Cedar"]),
        ("?q=moor", ["Birch"]),
        ("?q=bl-7", ["Dogwood"]),
        ("?region=london", ["Alder"]),
        ("?region=atlantis", ["Alder", "Birch", "Cedar", "Dogwood"]),
        # What does not exist is said, and the rest holds.
        ("?region=atlantis&q=alder", ["Alder"]),
        ("?state=open", ["Alder", "Dogwood"]),
        ("?state=later", ["Cedar"]),
        ("?state=closed", ["Birch"]),
        ("?state=no-rep", ["Alder"]),
        ("?state=no-secretary", ["Alder", "Dogwood"]),
        ("?state=closed&region=london", []),
        ("?page=99", ["Alder", "Birch", "Cedar", "Dogwood"]),
    ],
)
def test_filters_and_orders(query, found, stan, sign_in):
    AreaFactory(name="Alder", region="london")
    AreaFactory(name="Birch", local_authority="Moor", closed_on=datetime.date(2026, 9, 30))
    AreaFactory(name="Cedar", opened_on=datetime.date(2026, 10, 2))
    dogwood = AreaFactory(name="Dogwood", reference="BL-7")
    AssignmentFactory(area=dogwood, role="rep")
    assert names(sign_in(stan).get(LIST + query)) == found


def test_a_rep_who_may_no_longer_sign_in_is_none(northfield, rhea, stan, sign_in):
    rhea.is_active = False
    rhea.save()
    assert rows(sign_in(stan).get(LIST + "?state=no-rep"))[0][2] == "No rep"


def test_the_list_costs_the_same_for_ten_times_the_areas(
    northfield, rhea, stan, sign_in, django_assert_num_queries
):
    client = sign_in(stan)
    client.get(LIST)
    with django_assert_num_queries(6):
        client.get(LIST)
    for area in AreaFactory.create_batch(30):
        AssignmentFactory(user=rhea, area=area, role="rep")
    with django_assert_num_queries(6):
        client.get(LIST)


# Adding


def test_an_added_area_asks_for_its_people_next(ada, sign_in):
    typed = {"name": "Old Quay", "region": "london", "reference": "BL-9"} | boxes(
        "opened_on", TODAY
    )
    page = sign_in(ada).post(ADD, typed, follow=True)
    assert page.redirect_chain == [(reverse("assignment-list", args=["old-quay"]), 302)]
    assert "Old Quay is added. Next, say who looks after it." in words(page)
    area = Area.objects.get()
    assert (area.region, area.reference, area.opened_on) == ("london", "BL-9", TODAY)


def test_what_is_taken_is_said_beside_its_field(northfield, ada, sign_in):
    Area.objects.update(reference="BL-1")
    page = sign_in(ada).post(ADD, {"name": "northfield", "region": "london", "reference": "BL-1"})
    assert "There is already an area with this name" in words(page)
    assert "Another area has this reference" in words(page)
    assert (
        BeautifulSoup(page.content, "html.parser").select_one("#id_name")["value"] == "northfield"
    )
    assert Area.objects.count() == 1


# Settings


def test_settings_name_who_looks_after_it_and_its_boundary(northfield, sol, rhea, ada, sign_in):
    client = sign_in(ada)
    said = words(client.get(SETTINGS))
    assert "Rhea Rep (rep), Sol Secretary (partnership secretary)" in said
    assert "Boundary Not loaded" in said
    BoundaryFactory(area=northfield, filename="northfield.geojson")
    northfield.assignments.all().delete()
    said = words(client.get(SETTINGS))
    assert "Who looks after it Nobody today" in said
    assert "Boundary Loaded from northfield.geojson" in said


def test_settings_are_changed(northfield, ada, sign_in):
    client = sign_in(ada)
    form = {"name": "Northfields", "region": "london", "version": 1}
    page = client.post(SETTINGS, form, follow=True)
    assert "Saved. The settings of Northfields are changed." in words(page)
    history = words(client.get(reverse("history", args=["northfield"])))
    assert "Ada Admin changed the settings of the area" in history
    assert "Folded" not in history


def test_the_first_day_is_not_after_the_last(northfield, ada, sign_in):
    Area.objects.update(closed_on=datetime.date(2026, 9, 30))
    form = {"name": "Northfield", "region": "london", "version": 1} | boxes("opened_on", TODAY)
    page = sign_in(ada).post(SETTINGS, form)
    assert "The first day must be on or before the last day" in words(page)


def test_who_may_not_is_told_why(northfield, stan, sol, sign_in):
    for user in (stan, sol):
        page = sign_in(user).get(SETTINGS)
        assert page.status_code == 403
        assert "Areas are opened and closed by Local Trust’s administrators." in words(page)


# Opening again


def test_an_area_is_opened_again_with_a_reason(northfield, ada, sign_in):
    Area.objects.update(closed_on=datetime.date(2026, 9, 30))
    client = sign_in(ada)
    assert "It closed after 30 September 2026." in words(client.get(REOPEN))
    page = client.post(REOPEN, {"reason": "More money.", "version": 1}, follow=True)
    assert "Northfield is open again." in words(page)
    assert Area.objects.get().closed_on is None


def test_a_last_day_to_come_is_taken_back(northfield, ada, sign_in):
    Area.objects.update(closed_on=datetime.date(2026, 12, 31))
    client = sign_in(ada)
    assert "It is open until 31 December 2026." in words(client.get(REOPEN))
    page = client.post(REOPEN, {"reason": "More money.", "version": 1}, follow=True)
    assert "Northfield does not close." in words(page)


def test_an_area_without_a_last_day_leads_back(northfield, ada, sign_in):
    page = sign_in(ada).get(REOPEN, follow=True)
    assert page.redirect_chain == [(SETTINGS, 302)]
    assert "Northfield has no last day." in words(page)


def test_the_position_of_a_closed_area_says_so_and_its_secretary_still_reads_it(
    northfield, sol, sign_in
):
    Area.objects.update(closed_on=datetime.date(2026, 9, 30))
    client = sign_in(sol)
    page = words(client.get(reverse("area-detail", args=["northfield"])))
    assert "This area closed after 30 September 2026. Its register is kept." in page
    assert client.get(reverse("register", args=["northfield"])).status_code == 200
