"""The years on the page of the history, and since when on the page of the position."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from biglocal.access import roles
from biglocal.access.permissions import Permission
from biglocal.access.roles import Role
from biglocal.audit.models import AuditEvent
from partnerships.actions import members
from tests.factories import MembershipFactory, OfficeFactory, ResidenceFactory

DAY = datetime.date


@pytest.fixture
def breach(northfield, people, sol):
    """Harry left on 2 March 2024, and seven are too few."""
    members.leave(
        membership=northfield.memberships.get(person=people.harry),
        last_day=DAY(2024, 3, 2),
        reason="resigned",
        by=sol,
    )


@pytest.fixture
def shown(northfield, sol, sign_in):
    """Shows a page of Northfield to its secretary."""
    client = sign_in(sol)

    def show(name, **query):
        response = client.get(reverse(name, args=[northfield.slug]), query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return show


def text(page):
    return " ".join(page.main.get_text(" ").split())


def rows(page, caption):
    (table,) = [one for one in page.find_all("table") if caption in one.caption.get_text()]
    return [
        [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        for row in table.tbody.find_all("tr")
    ]


def test_the_history_opens_with_the_years(breach, shown):
    page = shown("history")

    assert [head.get_text() for head in page.main.find_all("h2")] == [
        "The years",
        "Periods not meeting the guidance",
        "What was changed",
    ]
    assert rows(page, "Periods not meeting the guidance") == [
        [
            "Since 3 March 2024",
            "Does not meet Criteria for partnerships: Too few members",
            "Harry Stone left.",
            "It has not ended.",
        ]
    ]
    link = page.find("a", string="Since 3 March 2024")
    assert link["href"] == "/areas/northfield/?on=2024-03-03"


def test_each_chart_has_a_name_a_description_and_a_table(breach, shown):
    page = shown("history")

    drawings = page.find_all("svg", role="img")
    assert [drawing.title.get_text() for drawing in drawings] == [
        "Members",
        "Share of members who live in the area",
    ]
    for drawing in drawings:
        described = [page.find(id=one).name for one in drawing["aria-labelledby"].split()]
        assert described == ["title", "desc"]
    assert rows(page, "Members and residents") == [
        ["3 March 2024", "7", "7", "0", "100%"],
        ["1 January 2020", "8", "8", "0", "100%"],
    ]
    assert not page.find_all(style=True)


def test_earlier_periods_are_folded_away(northfield, breach, shown):
    for year in range(2018, 2024):
        MembershipFactory(
            area=northfield,
            person__name=f"Guest of {year}",
            starts_on=DAY(year, 3, 1),
            ends_on=DAY(year, 8, 31),
        )
    northfield.memberships.filter(person__name="Ben Okafor").update(starts_on=DAY(2024, 1, 1))
    page = shown("history")

    assert len(rows(page, "Periods not meeting the guidance, newest first")) == 5
    assert "Show 1 earlier period" in text(page)
    assert [(row[0], row[2], row[3]) for row in rows(page, "Earlier periods")] == [
        ("1 March 2018 to 29 February 2020", "The register begins here.", "Guest of 2020 joined.")
    ]


def test_further_pages_of_the_trail_are_the_trail_alone(northfield, shown):
    for number in range(60):
        AuditEvent.objects.create(area=northfield, verb="people.correct", subject_id=number)

    assert shown("history").find(id="years")
    assert not shown("history", page=2).find(id="years")


def test_an_area_without_members_has_no_years(southmere, sasha, sign_in):
    southmere.memberships.all().delete()
    response = sign_in(sasha).get(reverse("history", args=[southmere.slug]))

    assert b"The years" not in response.content
    assert b"Nothing has been changed yet" in response.content


def test_names_are_for_those_who_may_see_the_register(breach, shown, monkeypatch):
    granted = roles.GRANTS[Role.SECRETARY] - {Permission.VIEW_REGISTER}
    monkeypatch.setitem(roles.GRANTS, Role.SECRETARY, granted)

    assert not shown("history").find(id="years")


def test_the_position_says_since_when_and_leads_to_the_years(breach, shown):
    page = shown("area-detail")

    assert "The criteria have not been met since 3 March 2024, when Harry Stone left." in text(page)
    assert page.find("a", string="See the years")["href"] == "/areas/northfield/history/#periods"


def test_the_position_that_meets_the_guidance_says_nothing_of_the_years(northfield, shown):
    assert not shown("area-detail").find("a", string="See the years")


def test_the_position_of_another_day_does_not_either(breach, shown):
    assert not shown("area-detail", on="2024-05-01").find("a", string="See the years")


@pytest.mark.parametrize("name", ["history", "area-detail"])
def test_the_cost_is_the_same_at_ten_times_the_facts(northfield, breach, sol, sign_in, name):
    client = sign_in(sol)

    def cost():
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name, args=[northfield.slug]))
        return len(asked)

    def fill(number):
        for at in range(number):
            period = {
                "starts_on": DAY(2021, 1, 1) + datetime.timedelta(days=at),
                "ends_on": DAY(2023, 1, 1) + datetime.timedelta(days=at),
            }
            person = MembershipFactory(area=northfield, **period).person
            ResidenceFactory(area=northfield, person=person, **period)
            OfficeFactory(area=northfield, person=person, title="helper", **period)

    fill(8)
    before = cost()
    fill(80)
    assert cost() == before
