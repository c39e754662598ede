"""The register page: who is on it, since when, what is coming, and at what cost."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.actions import members
from tests.factories import (
    LtoFactory,
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    ProposalFactory,
    ResidenceFactory,
)

DAY = datetime.date


def shown(client, area, **query):
    response = client.get(reverse("register", args=[area.slug]), query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows(page, caption):
    """The rows of a table as lists of texts, its caption given; none when there is no such table."""
    for table in page.find_all("table"):
        if table.caption.get_text(strip=True) == caption:
            return [
                [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
                for row in table.tbody.find_all("tr")
            ]
    return []


def row_of(page, caption, name):
    return next((row for row in rows(page, caption) if row[0].startswith(name)), None)


def test_members_stand_in_the_order_of_their_names(northfield, sol, sign_in):
    page = shown(sign_in(sol), northfield)

    assert rows(page, "Members today")[:3] == [
        ["Asha Patel", "Chair", "Yes", "Yes", "1 January 2020"],
        ["Ben Okafor", "Treasurer", "Yes", "Yes", "1 January 2020"],
        ["Carys Hughes", "Member", "Yes", "Yes", "1 January 2020"],
    ]
    assert len(rows(page, "Members today")) == 8


def test_a_name_leads_to_the_person(northfield, people, sol, sign_in):
    page = shown(sign_in(sol), northfield)

    assert page.find("a", string="Asha Patel")["href"] == reverse(
        "person-detail", args=[northfield.slug, people.asha.pk]
    )


def test_since_is_the_first_day_of_the_unbroken_run(northfield, people, sol, sign_in):
    """A vote withdrawn and a re-election make new records; a gap begins anew."""
    members.change_vote(
        membership=northfield.memberships.get(person=people.dai),
        is_voting=False,
        from_day=DAY(2024, 5, 1),
        by=sol,
    )
    ewa = northfield.memberships.get(person=people.ewa)
    ewa.ends_on = DAY(2023, 6, 30)
    ewa.save()
    MembershipFactory(area=northfield, person=people.ewa, starts_on=DAY(2023, 7, 2))

    page = shown(sign_in(sol), northfield)

    assert row_of(page, "Members today", "Dai")[2:] == ["No", "Yes", "1 January 2020"]
    assert row_of(page, "Members today", "Ewa")[4] == "2 July 2023"


def test_what_is_planned_shows_as_planned(northfield, people, sol, sign_in):
    members.leave(
        membership=northfield.memberships.get(person=people.asha),
        last_day=DAY(2027, 6, 30),
        reason="moved-away",
        by=sol,
    )
    members.change_vote(
        membership=northfield.memberships.get(person=people.dai),
        is_voting=False,
        from_day=DAY(2027, 1, 1),
        by=sol,
    )
    OfficeFactory(area=northfield, person=people.ewa, title="secretary", starts_on=DAY(2027, 2, 1))
    MembershipFactory(area=northfield, person__name="Nadia Next", starts_on=DAY(2027, 3, 1))

    page = shown(sign_in(sol), northfield)

    assert row_of(page, "Members today", "Asha")[0] == (
        "Asha Patel Chair until 30 June 2027 Leaves on 30 June 2027: moved away"
    )
    assert row_of(page, "Members today", "Dai")[0] == "Dai Nguyen No vote from 1 January 2027"
    assert row_of(page, "Members today", "Dai")[2] == "Yes"
    assert row_of(page, "Members today", "Ewa")[0] == (
        "Ewa Kowalska Secretary from 1 February 2027"
    )
    assert [row[:3] for row in rows(page, "Planned")] == [
        ["1 January 2027", "Dai Nguyen", "Has no vote any more"],
        ["1 February 2027", "Ewa Kowalska", "Becomes secretary"],
        ["1 March 2027", "Nadia Next", "Joins as a voting member"],
        ["30 June 2027", "Asha Patel", "Leaves: moved away (last day)"],
    ]
    assert len(rows(page, "Members today")) == 8


def test_the_first_and_the_last_day_both_count(northfield, sol, sign_in):
    today = DAY(2026, 10, 1)
    MembershipFactory(area=northfield, person__name="Fay First", starts_on=today)
    MembershipFactory(area=northfield, person__name="Lou Last", ends_on=today)
    MembershipFactory(area=northfield, person__name="Yve Yesterday", ends_on=DAY(2026, 9, 30))

    page = shown(sign_in(sol), northfield)

    assert row_of(page, "Members today", "Fay")
    assert row_of(page, "Members today", "Lou")
    assert row_of(page, "Members today", "Yve") is None
    assert row_of(page, "Who left", "Yve")


def test_leavers_come_latest_first_and_in_pages(northfield, sol, sign_in):
    for number in range(27):
        MembershipFactory(
            area=northfield,
            person__name=f"Leaver {number:02}",
            ends_on=DAY(2021, 1, 1) + datetime.timedelta(days=number),
            end_reason="resigned",
        )
    client = sign_in(sol)

    first, second = shown(client, northfield), shown(client, northfield, page=2)

    assert rows(first, "Who left")[0] == [
        "Leaver 26",
        "1 January 2020",
        "27 January 2021",
        "Stepped down",
    ]
    assert [row[0] for row in rows(second, "Who left")] == ["Leaver 01", "Leaver 00"]


def test_somebody_who_came_back_is_a_member_and_not_among_those_who_left(
    northfield, people, sol, sign_in
):
    MembershipFactory(
        area=northfield,
        person=people.asha,
        starts_on=DAY(2015, 1, 1),
        ends_on=DAY(2016, 1, 1),
    )

    page = shown(sign_in(sol), northfield)

    assert row_of(page, "Members today", "Asha")[4] == "1 January 2020"
    assert rows(page, "Who left") == []


def test_workers_and_the_lto_stand_below_the_members(northfield, people, sol, sign_in):
    acorn = OrganisationFactory(name="Acorn Trust")
    PaidWorkFactory(
        area=northfield, person__name="Wanda Work", employer=acorn, job_title="Gardener"
    )
    LtoFactory(area=northfield, organisation=acorn)
    LtoRoleFactory(area=northfield, person=people.dai)

    page = shown(sign_in(sol), northfield)

    assert rows(page, "Paid workers") == [
        [
            "Wanda Work",
            "Gardener",
            "Acorn Trust (employed)",
            "Since 1 January 2020",
            "Change the paid work of Wanda Work",
        ]
    ]
    assert rows(page, "Who represents the LTO")[0][:3] == [
        "Dai Nguyen",
        "Trustee or director",
        "Since 1 January 2020",
    ]
    assert row_of(page, "Members today", "Dai")[1] == "LTO representative"
    assert "Acorn Trust, since 1 January 2020" in page.get_text()


def test_the_register_as_it_stood_on_another_day(northfield, people, sol, sign_in):
    MembershipFactory(area=northfield, person__name="Old Hand", ends_on=DAY(2022, 1, 1))

    page = shown(sign_in(sol), northfield, **boxes("on", DAY(2021, 5, 1)))

    assert "Register on 1 May 2021" in page.h1.get_text()
    assert row_of(page, "Members on 1 May 2021", "Old Hand")


@pytest.mark.parametrize(
    "query", [{"on": "no day"}, {"on_day": "31", "on_month": "2", "on_year": "2026"}]
)
def test_a_day_that_is_none_is_pointed_out_and_today_shown(northfield, sol, sign_in, query):
    page = shown(sign_in(sol), northfield, **query)

    assert page.title.get_text().startswith("Error: ")
    assert len(rows(page, "Members today")) == 8


@pytest.mark.parametrize("number", ["0", "-1", "x", "9" * 40, "\x00"])
def test_a_page_that_is_none_is_the_nearest(northfield, sol, sign_in, number):
    shown(sign_in(sol), northfield, page=number)


def test_only_who_may_change_the_register_is_offered_to(northfield, sol, stan, sign_in):
    assert shown(sign_in(sol), northfield).find("a", string="Add a member")
    page = shown(sign_in(stan), northfield)
    assert not page.find("a", string="Add a member")
    assert not page.find_all("a", href=lambda href: href and "/change/" in href)


def test_an_empty_register_says_what_will_be_here(southmere, sasha, sign_in):
    southmere.residences.all().delete()
    southmere.memberships.all().delete()

    page = shown(sign_in(sasha), southmere)

    assert "Nobody is on the register yet" in page.get_text()
    assert page.find("a", string="Import a spreadsheet")


def test_nothing_of_another_area_is_here(northfield, southmere, sol, sign_in):
    page = shown(sign_in(sol), northfield)

    assert "Ines Silva" not in page.get_text()


def fill(area, number):
    """So many more members, with all that the page shows of them."""
    for _ in range(number):
        person = PersonFactory()
        MembershipFactory(area=area, person=person)
        ResidenceFactory(area=area, person=person)
        OfficeFactory(area=area, person=person, title="member")
        PaidWorkFactory(area=area, person=person, employer=OrganisationFactory())
        LtoRoleFactory(area=area, person=person)
        ProposalFactory(area=area)


@pytest.mark.parametrize(("name", "queries"), [("register", 29), ("area-detail", 38)])
@pytest.mark.parametrize("number", [1, 82])
def test_the_cost_does_not_grow_with_the_members(
    northfield, sol, sign_in, django_assert_num_queries, name, queries, number
):
    """9 members or 90: session, user, assignments, area, the roster's ten, and the page's own.

    Among them are conflicts, whose beginning the position looks for through the years.
    """
    fill(northfield, number)
    client = sign_in(sol)

    with django_assert_num_queries(queries):
        client.get(reverse(name, args=[northfield.slug]))
