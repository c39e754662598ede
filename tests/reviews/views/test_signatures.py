"""Who has signed and who has not, asking and reminding with one button, and ending links."""

from __future__ import annotations

import datetime

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.urls import reverse
from django.utils import timezone

from biglocal.post.models import Message
from partnerships.models import About, Person
from reviews.actions import signatures
from reviews.models import SigningLink, State
from reviews.signatures import mark_of, stated_facts
from tests.factories import MembershipFactory, SigningLinkFactory

TODAY = datetime.date(2026, 10, 1)
LIST = "/reviews/2026/northfield/signatures/"


@pytest.fixture
def reachable(people):
    for one in (people.asha, people.ben, people.carys):
        Person.objects.filter(pk=one.pk).update(email=f"{one.name.split()[0].lower()}@example.org")
        one.refresh_from_db()
    return people


def main_of(response) -> str:
    return BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)


def rows(response) -> dict[str, list[str]]:
    """Each member's tag and when, by first name."""
    soup = BeautifulSoup(response.content, "html.parser")
    return {
        row.th.get_text(" ", strip=True).split()[0]: [
            cell.get_text(" ", strip=True) for cell in row.select("td")
        ]
        for row in soup.select("tbody tr")
    }


def one(person) -> str:
    return f"{LIST}{person.pk}/"


def sign(review, person, corrections=None):
    link = SigningLinkFactory(review=review, person=person)
    facts = stated_facts(review.area, person, TODAY)
    return signatures.sign(
        link=link, signed_as=person.name, corrections=corrections or {}, seen=mark_of(facts)
    )


def test_the_list_says_who_has_signed_how_and_when(review, reachable, sign_in, sol):
    sign(review, reachable.asha)
    signatures.ask(review=review, people=[reachable.ben], by=sol)
    SigningLinkFactory(
        review=review,
        person=reachable.dai,
        made_at=timezone.now() - datetime.timedelta(days=31),
    )

    response = sign_in(sol).get(LIST)

    assert "1 of 8 members have signed." in main_of(response)
    found = rows(response)
    assert found["Asha"] == ["Signed", "By personal link, 1 October 2026"]
    assert found["Ben"] == ["Asked", "Last asked 1 October 2026"]
    assert found["Carys"] == ["Not asked", "Never asked"]
    assert found["Dai"] == ["Asked", "Last asked 31 August 2026; the link has ended"]
    assert found["Ewa"] == ["No address", "Never asked"]


def test_one_button_asks_and_reminds_and_says_how_many(review, reachable, sign_in, sol):
    client = sign_in(sol)
    page = main_of(client.get(LIST))
    assert "Ask 3 members" in page
    assert "No e-mail address is recorded for Dai Nguyen, Ewa Kowalska" in page

    response = client.post(f"{LIST}ask/", follow=True)

    page = main_of(response)
    assert response.redirect_chain == [(LIST, 302)]
    assert (
        "A message with a personal link goes to Asha Patel, Ben Okafor and Carys Hughes. Left out, "
        "no e-mail address is recorded: Dai Nguyen, Ewa Kowalska, Farid Rahman, Grace Adeyemi and "
        "Harry Stone."
    ) in page
    assert "asked within the last week: Asha Patel, Ben Okafor and Carys Hughes." in page
    assert "Ask 3 members" not in page
    assert "Remind" not in page
    assert Message.objects.count() == 3
    # Pressed twice, it writes nobody a second time.
    assert "Nobody was written to." in main_of(client.post(f"{LIST}ask/", follow=True))
    assert Message.objects.count() == 3


def test_the_button_says_what_it_does(review, reachable, sign_in, sol):
    signatures.ask(review=review, people=[reachable.ben], by=sol)
    client = sign_in(sol)
    assert "Ask 2 members" in main_of(client.get(LIST))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8), tick=True):
        # Nobody stays signed in for so long.
        assert "Ask or remind 3 members" in main_of(sign_in(sol).get(LIST))
        signatures.ask_all(review=review, by=sol)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=16), tick=True):
        assert "Remind 3 members" in main_of(sign_in(sol).get(LIST))
        sign(review, reachable.asha)
        sign(review, reachable.ben)
        assert "Remind 1 member " in main_of(client.get(LIST))


def test_when_all_have_signed_there_is_nothing_to_press(review, people, sign_in, sol):
    for person in Person.objects.filter(memberships__area=review.area):
        sign(review, person)
    page = main_of(sign_in(sol).get(LIST))
    assert "8 of 8 members have signed." in page
    assert "Everybody has signed" in page
    assert "No e-mail address" not in page


@pytest.mark.parametrize("state", ["submitted", "accepted", "not-received"])
def test_nothing_is_collected_once_the_review_is_out_of_hand(
    review, reachable, sign_in, sol, state
):
    type(review).objects.update(state=state)
    client = sign_in(sol)
    response = client.get(LIST)
    assert "Forms are no longer collected." in main_of(response)
    assert not BeautifulSoup(response.content, "html.parser").select("main form")
    told = main_of(client.post(f"{LIST}ask/", follow=True))
    assert "of 2026" in told
    assert not Message.objects.exists()


def test_staff_see_and_do_not_press(review, reachable, sign_in, stan):
    SigningLinkFactory(review=review, person=reachable.asha)
    client = sign_in(stan)
    for url in (LIST, one(reachable.asha), one(reachable.dai)):
        response = client.get(url)
        assert response.status_code == 200
        assert not BeautifulSoup(response.content, "html.parser").select("main form")
        assert b"/correct/" not in response.content


@pytest.mark.parametrize("more", [0, 72])
def test_the_list_costs_the_same_queries_at_ten_times_the_members(
    review, reachable, sign_in, sol, more, django_assert_num_queries
):
    for _ in range(more):
        person = MembershipFactory(area=review.area, person__email="x@example.org").person
        SigningLinkFactory(review=review, person=person)
    client = sign_in(sol)
    # Session, user, area, assignments twice, the review, and three of who has signed.
    with django_assert_num_queries(9):
        client.get(LIST)


def test_a_member_has_a_page_with_every_link(review, reachable, sign_in, sol):
    client = sign_in(sol)
    asha = reachable.asha
    page = main_of(client.get(one(asha)))
    assert "Send a personal link" in page
    assert "asha@example.org" in page

    told = main_of(client.post(f"{one(asha)}ask/", follow=True))
    assert "A message with a personal link goes to Asha Patel." in told
    assert "Works until 31 October 2026" in told
    client.post(f"{one(asha)}ask/")
    assert SigningLink.objects.filter(person=asha).count() == 2

    told = main_of(client.post(f"{one(asha)}revoke/", follow=True))
    assert "The links of Asha Patel no longer work." in told
    assert told.count("Ended on 1 October 2026") == 2
    told = main_of(client.post(f"{one(asha)}revoke/", follow=True))
    assert "Asha Patel had no link that works." in told


def test_the_page_of_a_member_costs_the_same_queries_at_ten_times_the_links(
    review, reachable, sign_in, sol, rhea, django_assert_num_queries
):
    client = sign_in(sol)
    for by in (sol, rhea) * 10:
        SigningLinkFactory(review=review, person=reachable.asha, made_by=by)
    # Session, user, area, assignments twice, the review, the person, links, form, and membership.
    with django_assert_num_queries(10):
        client.get(one(reachable.asha))


def test_what_became_of_each_link(review, people, sign_in, sol):
    now = timezone.now()
    ago = datetime.timedelta
    for days, changes in [
        (40, {}),
        (3, {"wrong_tries": 5, "revoked_at": now}),
        (2, {"revoked_at": now}),
    ]:
        SigningLinkFactory(
            review=review, person=people.asha, made_at=now - ago(days=days), **changes
        )
    sign(review, people.asha)
    page = main_of(sign_in(sol).get(one(people.asha)))
    order = [
        "Signed with on 1 October 2026",
        "Ended on 1 October 2026",
        "Ended after too many wrong answers",
        "Expired on 21 September 2026",
    ]
    places = [page.index(text) for text in order]
    assert places == sorted(places)


def test_what_was_signed_can_be_read(review, people, sign_in, sol, stan):
    sign(review, people.asha, {About.VOTE: "I have none"})
    for user in (sol, stan):
        page = main_of(sign_in(user).get(one(people.asha)))
        for text in [
            "Signed as Asha Patel",
            "They asked for something to be put right",
            "They vote",
            "They live in the area",
            "What is stated here about me is right",
        ]:
            assert text in page


def test_who_has_no_address_is_led_to_where_it_is_added(review, people, sign_in, sol):
    response = sign_in(sol).get(one(people.dai))
    assert "No e-mail address is recorded for Dai Nguyen" in main_of(response)
    assert (
        reverse("person-correct", args=["northfield", people.dai.pk]) in response.content.decode()
    )


def test_who_left_is_there_for_what_was_sent_and_gets_no_more(review, reachable, sign_in, sol):
    SigningLinkFactory(review=review, person=reachable.asha)
    reachable.asha.memberships.update(ends_on=TODAY - datetime.timedelta(days=1))
    client = sign_in(sol)
    page = main_of(client.get(one(reachable.asha)))
    assert "Asha Patel is no member today" in page
    assert "Send" not in page
    assert "Asha" not in rows(client.get(LIST))
    assert "Nobody was written to." in main_of(
        client.post(f"{one(reachable.asha)}ask/", follow=True)
    )


def test_nobody_elses_people_are_found_here(review, southmere, sign_in, sol):
    jack = southmere.memberships.get(person__name="Jack Barnes").person
    client = sign_in(sol)
    for url in (one(jack), f"{one(jack)}ask/", f"{one(jack)}revoke/"):
        assert client.get(url).status_code == 404
    assert client.post(f"{one(jack)}ask/").status_code == 404
    assert client.post(f"{one(jack)}revoke/").status_code == 404


def test_the_forms_are_within_sight_of_the_review(review, people, sign_in, sol):
    sign(review, people.asha)
    client = sign_in(sol)
    for url in ("/areas/northfield/reviews/", "/reviews/2026/northfield/"):
        response = client.get(url)
        assert LIST in response.content.decode()
        assert "1 of 8" in main_of(response)
    type(review).objects.update(state=State.NOT_RECEIVED)
    assert LIST not in client.get("/areas/northfield/reviews/").content.decode()
