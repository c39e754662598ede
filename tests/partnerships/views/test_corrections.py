"""What members say is wrong, beside what the register says, and settling it."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup

from partnerships.models import About
from tests.factories import CorrectionFactory, InterestFactory, MembershipFactory

LIST = "/areas/northfield/corrections/"
YESTERDAY = datetime.date(2026, 9, 30)


@pytest.fixture
def asked(northfield, people):
    return CorrectionFactory(area=northfield, person=people.carys, asked_on=YESTERDAY)


def main_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def rows(response, number=0) -> list[list[str]]:
    table = BeautifulSoup(response.content, "html.parser").select("table")[number]
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in table.select("tbody tr")
    ]


def test_what_is_said_stands_beside_what_the_register_says_now(
    northfield, people, asked, sign_in, sol
):
    InterestFactory(area=northfield, person=people.asha, organisation__name="Acorn")
    CorrectionFactory(
        area=northfield, person=people.asha, about=About.INTERESTS, says="Left\nAcorn"
    )
    people.dai.memberships.update(ends_on=YESTERDAY)
    CorrectionFactory(area=northfield, person=people.dai, about=About.VOTE, says="I do")
    CorrectionFactory(area=northfield, person=people.ewa, about=About.OTHER, says="My phone")

    found = rows(sign_in(sol).get(LIST))

    assert sorted(found) == [
        [
            "Asha Patel : settle interests",
            "Interests",
            "Left Acorn",
            "Acorn (direct financial)",
            "1 January 2020",
        ],
        [
            "Carys Hughes : settle lives in the area",
            "Lives in the area",
            "I moved away in May.",
            "They live in the area",
            "30 September 2026",
        ],
        ["Dai Nguyen : settle vote", "Vote", "I do", "They are no member today", "1 January 2020"],
        [
            "Ewa Kowalska : settle something else",
            "Something else",
            "My phone",
            "Nothing of the kind",
            "1 January 2020",
        ],
    ]
    # Those who have waited longest stand first.
    assert found[-1][0].startswith("Carys")


@pytest.mark.parametrize(
    ("about", "leads_to"),
    [
        (About.NAME, "correct/"),
        (About.RESIDENT, "home/"),
        (About.ROLE, ""),
        (About.INTERESTS, "#interests"),
        (About.RELATIVES, "#family"),
        (About.OTHER, ""),
    ],
)
def test_it_leads_to_where_it_is_put_right(northfield, people, sign_in, sol, about, leads_to):
    one = CorrectionFactory(area=northfield, person=people.carys, about=about)
    client = sign_in(sol)
    page = BeautifulSoup(client.get(f"{LIST}{one.pk}/").content, "html.parser")
    href = f"/areas/northfield/people/{people.carys.pk}/{leads_to}"
    assert page.find("a", string="change the register")["href"] == href
    there = client.get(href)
    assert there.status_code == 200
    if leads_to.startswith("#"):
        assert f'id="{leads_to[1:]}"' in there.content.decode()


def test_putting_it_right_is_noted_and_leaves_the_list(asked, sign_in, sol):
    client = sign_in(sol)
    page = main_of(client.get(f"{LIST}{asked.pk}/"))
    for text in ["I moved away in May.", "They live in the area", "30 September 2026"]:
        assert text in page
    response = client.post(f"{LIST}{asked.pk}/", {"state": "made", "version": "1"}, follow=True)
    assert "Noted: what Carys Hughes said about “lives in the area” is put right." in main_of(
        response
    )
    assert "Nothing waits" in main_of(response)
    assert rows(response)[0][3:] == ["Put right", "1 October 2026, Sol Secretary"]


def test_leaving_it_needs_a_reason_which_is_then_shown(asked, sign_in, sol):
    client, url = sign_in(sol), f"{LIST}{asked.pk}/"
    response = client.post(url, {"state": "left", "version": "1"})
    assert "Say why it stays as it is" in main_of(response)
    response = client.post(
        url, {"state": "left", "answer": "Proof was seen.", "version": "1"}, follow=True
    )
    assert rows(response)[0][3] == "Left as it was: Proof was seen."
    again = main_of(client.get(url))
    assert "So far Left as it was on 1 October 2026, Sol Secretary" in again
    assert "Proof was seen." in again


def test_another_areas_are_not_there(southmere, sign_in, sol):
    one = CorrectionFactory(area=southmere, person=southmere.memberships.first().person)
    client = sign_in(sol)
    assert client.get(f"{LIST}{one.pk}/").status_code == 404
    assert client.post(f"{LIST}{one.pk}/", {"state": "made"}).status_code == 404
    assert "Nothing waits" in main_of(client.get(LIST))
    assert client.get("/areas/southmere/corrections/").status_code == 404


def test_the_list_costs_the_same_queries_at_ten_times_the_rows(
    northfield, asked, sign_in, sol, django_assert_num_queries
):
    client = sign_in(sol)
    # Session, user, area, assignments twice, both lists, ten of the roster, and interests.
    with django_assert_num_queries(18):
        client.get(LIST)
    for number in range(20):
        person = MembershipFactory(area=northfield).person
        InterestFactory(area=northfield, person=person)
        CorrectionFactory(
            area=northfield,
            person=person,
            **({} if number % 2 else {"state": "made", "settled_on": YESTERDAY, "settled_by": sol}),
        )
    with django_assert_num_queries(18):
        client.get(LIST)


def test_the_secretary_finds_it_among_what_is_to_do(northfield, people, asked, sign_in, sol, stan):
    for about in (About.VOTE, About.ROLE):
        CorrectionFactory(area=northfield, person=people.carys, about=about)
    for user, has_link in ((sol, True), (stan, False)):
        response = sign_in(user).get("/areas/northfield/")
        assert "Settle what Carys Hughes says is wrong" in main_of(response)
        assert (LIST in response.content.decode()) is has_link
    CorrectionFactory(area=northfield, person=people.asha)
    assert "Settle what 2 members say is wrong" in main_of(sign_in(sol).get("/areas/northfield/"))


def test_the_page_of_a_person_says_that_something_waits(
    northfield, people, asked, sign_in, sol, stan
):
    page = f"/areas/northfield/people/{people.carys.pk}/"
    assert "Carys Hughes says that something here is wrong." in main_of(sign_in(sol).get(page))
    for user, url in [
        (stan, page),
        (sol, f"{page}?on=2026-09-01"),
        (sol, f"/areas/northfield/people/{people.dai.pk}/"),
    ]:
        assert "something here is wrong" not in main_of(sign_in(user).get(url))
