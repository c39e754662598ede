"""The page about one person, and putting right their name."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from partnerships.actions import members, offices
from tests.factories import (
    DecisionFactory,
    HouseholdFactory,
    InterestFactory,
    LtoRoleFactory,
    MembershipFactory,
    OrganisationFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
)

DAY = datetime.date


def address(area, person, name="person-detail"):
    return reverse(name, args=[area.slug, person.pk])


def shown(client, area, person):
    response = client.get(address(area, person))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def rows(page, caption):
    for table in page.find_all("table"):
        if table.caption.get_text(strip=True) == caption:
            return [
                [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
                for row in table.tbody.find_all("tr")
            ]
    return []


def test_memberships_and_offices_over_time(northfield, people, sol, stan, sign_in):
    members.change_vote(
        membership=northfield.memberships.get(person=people.asha),
        is_voting=False,
        from_day=DAY(2027, 1, 1),
        by=sol,
    )
    offices.hand_over(
        office=northfield.offices.get(person=people.asha), last_day=DAY(2026, 6, 30), by=sol
    )

    page = shown(sign_in(stan), northfield, people.asha)

    assert "Voting member since 1 January 2020" in page.get_text()
    assert rows(page, "Memberships") == [
        ["From 1 January 2027 Planned", "No", "Not recorded", "Themselves", "Not ended"],
        [
            "1 January 2020 to 31 December 2026 Now",
            "Yes",
            "Not recorded",
            "Themselves",
            "Vote given or withdrawn",
        ],
    ]
    assert rows(page, "Offices") == [["Chair", "1 January 2020 to 30 June 2026"]]


def test_the_home_and_who_shares_it(northfield, people, stan, sign_in):
    home = HouseholdFactory(area=northfield, address="1 High Street", postcode="NF1 1AA")
    northfield.residences.filter(person__in=[people.asha, people.dai]).update(household=home)

    page = shown(sign_in(stan), northfield, people.asha)

    assert rows(page, "Homes") == [
        ["Since 1 January 2020 Now", "Yes", "Not recorded", "1 High Street NF1 1AA"]
    ]
    assert "Shares a home with Dai Nguyen." in page.get_text()


def test_ties_that_follow_from_others_are_marked_and_explained(northfield, people, stan, sign_in):
    mum = PersonFactory(name="Meera Patel")
    RelationshipFactory(area=northfield, a=mum, b=people.asha, kind="parent")
    RelationshipFactory(area=northfield, a=mum, b=people.ben, kind="parent")
    RelationshipFactory(area=northfield, a=people.ben, b=people.dai, kind="spouse")

    page = shown(sign_in(stan), northfield, people.asha)

    assert rows(page, "Recorded relationships") == [
        ["Meera Patel", "Meera Patel is a parent of Asha Patel"]
    ]
    assert rows(page, "What follows from the recorded relationships") == [
        [
            "Ben Okafor",
            "Asha Patel and Ben Okafor are siblings (both are children of Meera Patel)",
            "Inferred directly related",
        ],
        [
            "Dai Nguyen",
            "Asha Patel and Ben Okafor are siblings (both are children of Meera Patel), "
            "and Ben Okafor and Dai Nguyen are married",
            "Inferred of one family, not directly related",
        ],
    ]


def test_a_tie_that_ended_is_told_as_ended(northfield, people, stan, sign_in):
    RelationshipFactory(
        area=northfield,
        a=people.asha,
        b=people.dai,
        kind="spouse",
        ends_on=DAY(2025, 3, 1),
    )

    page = shown(sign_in(stan), northfield, people.asha)

    assert rows(page, "Recorded relationships") == []
    assert "Asha Patel was married to Dai Nguyen until 1 March 2025" in page.get_text()


def test_interests_work_the_lto_and_decisions(northfield, people, stan, sign_in):
    acorn = OrganisationFactory(name="Acorn Trust")
    InterestFactory(
        area=northfield, person=people.asha, organisation=acorn, starts_on=DAY(2024, 1, 1)
    )
    PaidWorkFactory(area=northfield, person=people.asha, job_title="Cook", employer=acorn)
    LtoRoleFactory(area=northfield, person=people.asha, capacity="staff")
    DecisionFactory(area=northfield, title="Summer fair", withdrew=[people.asha])

    page = shown(sign_in(stan), northfield, people.asha)

    assert rows(page, "Interests") == [
        [
            "Acorn Trust",
            "Direct financial: they are paid by it, own it or gain from it",
            "Their own",
            "From 1 January 2024",
        ]
    ]
    assert rows(page, "Paid work and parts in the LTO") == [
        ["Cook, employed by Acorn Trust Now", "Since 1 January 2020"],
        ["LTO: works for it Now", "Since 1 January 2020"],
    ]
    assert rows(page, "Decisions") == [
        ["Summer fair", "1 May 2026", "Declared an interest and withdrew"]
    ]


def test_what_another_area_knows_is_not_told(northfield, southmere, people, stan, sign_in):
    """Asha sits in Southmere too; each area has its own page about her."""
    MembershipFactory(area=southmere, person=people.asha, starts_on=DAY(2024, 1, 1))
    InterestFactory(area=southmere, person=people.asha)
    PaidWorkFactory(area=southmere, person=people.asha)

    page = shown(sign_in(stan), northfield, people.asha)

    assert len(rows(page, "Memberships")) == 1
    assert rows(page, "Interests") == []
    assert rows(page, "Paid work and parts in the LTO") == []


def test_who_is_not_on_this_register_is_not_here(northfield, southmere, stan, sign_in):
    ines = southmere.memberships.first().person
    client = sign_in(stan)

    assert client.get(address(northfield, ines)).status_code == 404
    assert client.get(address(southmere, ines)).status_code == 200


@pytest.mark.parametrize("pk", ["0", "99999999", "9" * 30])
def test_a_number_that_is_nobody_is_not_found(northfield, stan, sign_in, pk):
    assert sign_in(stan).get(f"/areas/{northfield.slug}/people/{pk}/").status_code == 404


def test_links_to_change_are_for_who_may(northfield, people, sol, stan, sign_in):
    def links(user):
        page = shown(sign_in(user), northfield, people.asha)
        return {link["href"] for link in page.find("main").find_all("a")}

    assert address(northfield, people.asha, "person-correct") in links(sol)
    assert address(northfield, people.asha, "relationship-add") in links(sol)
    seat = northfield.memberships.get(person=people.asha)
    assert address(northfield, seat, "member-end") in links(sol)
    assert links(sol) - links(stan)
    assert not [href for href in links(stan) if href.endswith(("/add/", "/change/", "/end/"))]


def test_a_past_member_can_be_added_again(northfield, people, sol, sign_in):
    northfield.memberships.filter(person=people.asha).update(ends_on=DAY(2026, 9, 30))

    page = shown(sign_in(sol), northfield, people.asha)

    assert page.find("a", string="Add them as a member again")["href"].endswith(
        f"/members/add/?person={people.asha.pk}"
    )


def test_a_name_is_corrected(northfield, people, sol, sign_in):
    client = sign_in(sol)
    url = address(northfield, people.asha, "person-correct")

    response = client.post(
        url, {"name": "Aasha Patel", "email": "a@example.org", "version": "1"}, follow=True
    )

    assert "Saved. The register has Aasha Patel, a@example.org." in response.content.decode()
    people.asha.refresh_from_db()
    assert people.asha.name == "Aasha Patel"


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({"name": ""}, "Enter the full name"),
        ({"name": "x" * 201}, "The full name must be 200 characters or fewer"),
        ({"name": "A\x00B"}, "The full name has a character in it that cannot be kept"),
        ({"email": "nobody"}, "Enter an e-mail address in full, like name@example.org"),
    ],
)
def test_what_cannot_be_kept_is_asked_again(northfield, people, sol, sign_in, typed, message):
    url = address(northfield, people.asha, "person-correct")

    response = sign_in(sol).post(url, {"name": "Asha Patel", "version": "1"} | typed)

    assert response.status_code == 200
    assert message in response.content.decode()
    people.asha.refresh_from_db()
    assert people.asha.name == "Asha Patel"


def test_two_who_correct_at_once_both_see_what_differs(northfield, people, sol, rhea, sign_in):
    url = address(northfield, people.asha, "person-correct")
    sign_in(rhea).post(url, {"name": "Aasha Patel", "version": "1"})

    response = sign_in(sol).post(url, {"name": "Asha Pattel", "version": "1"})

    page = BeautifulSoup(response.content, "html.parser")
    assert rows(page, "Where the two differ") == [["Full name", "Aasha Patel", "Asha Pattel"]]
    assert page.find(id="id_name")["value"] == "Asha Pattel"
    assert page.find("input", {"name": "version"})["value"] == "2"
    people.asha.refresh_from_db()
    assert people.asha.name == "Aasha Patel"
