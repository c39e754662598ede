"""Handing several areas over, with a look before anything is saved; and the way to these pages."""

from __future__ import annotations

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from biglocal.post.models import Message
from reviews.models import State
from tests.factories import AreaFactory, AssignmentFactory, MembershipFactory, ReviewFactory

LIST = reverse("hand-over-list")
NOVEMBER = datetime.date(2026, 11, 1)


def page_of(response):
    return BeautifulSoup(response.content, "html.parser").main


def words(response) -> str:
    return " ".join(page_of(response).get_text(" ").split())


@pytest.fixture
def millbrook(northfield, rhea):
    area = AreaFactory(name="Millbrook")
    AssignmentFactory(user=rhea, area=area, role="rep")
    return area


def answers(to, *areas) -> dict[str, object]:
    typed = {"areas": [area.pk for area in areas], "to": to.pk}
    return typed | boxes("starts_on", NOVEMBER)


def test_reps_are_listed_with_how_many_areas_they_have(millbrook, rhea, ravi, stan, sign_in):
    rows = page_of(sign_in(stan).get(LIST)).select("tbody tr")
    assert [" ".join(row.get_text(" ").split()) for row in rows] == ["Ravi Rep 1", "Rhea Rep 2"]


def test_a_look_saves_nothing_and_shows_what_would_happen(
    northfield, millbrook, rhea, ravi, stan, sign_in
):
    ReviewFactory(area=northfield, state=State.IN_PROGRESS)
    url, client = reverse("hand-over", args=[rhea.pk]), sign_in(stan)
    chosen = page_of(client.get(url)).select("[name=areas][checked]")
    assert {int(box["value"]) for box in chosen} == {northfield.pk, millbrook.pk}

    typed = answers(ravi, northfield, millbrook)
    look = client.post(url, typed | {"step": "look"})

    rows = [" ".join(row.get_text(" ").split()) for row in page_of(look).select("tbody tr")]
    assert rows == [
        "Millbrook Rhea Rep ’s last day is 31 October 2026 Ravi Rep from 1 November 2026 None".replace(
            "Rep ’s", "Rep’s"
        ),
        "Northfield Rhea Rep’s last day is 31 October 2026 Ravi Rep from 1 November 2026 "
        "2026: in progress",
    ]
    assert not AuditEvent.objects.exists()
    assert not Message.objects.exists()

    sent = {}
    for box in page_of(look).select("form [name]"):
        if box["name"] not in ("csrfmiddlewaretoken", "step"):
            sent.setdefault(box["name"], []).append(box["value"])
    edit = client.post(url, sent | {"step": "edit"})
    assert len(page_of(edit).select("[name=areas][checked]")) == 2
    done = client.post(url, sent, follow=True)
    assert "Ravi Rep is the rep of 2 areas of Rhea Rep’s from 1 November 2026." in words(done)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("step", ["look", ""])
def test_every_area_that_stands_against_it_is_named(
    northfield, millbrook, rhea, ravi, stan, sign_in, step
):
    MembershipFactory(area=millbrook, person__email=ravi.email)
    url = reverse("hand-over", args=[rhea.pk])
    page = sign_in(stan).post(url, answers(ravi, northfield, millbrook) | {"step": step})
    assert "Millbrook: Ravi Rep is a member of this partnership." in words(page)
    assert len(page_of(page).select("[name=areas][checked]")) == 2
    assert not AuditEvent.objects.exists()


def test_what_cannot_be_chosen(northfield, southmere, rhea, stan, sign_in):
    url, client = reverse("hand-over", args=[rhea.pk]), sign_in(stan)
    page = words(client.post(url, {"step": "look"}))
    for sentence in ("Choose at least one area", "Select the new rep", "Enter the first day"):
        assert sentence in page
    page = client.post(url, answers(rhea, southmere) | {"step": "look"})
    assert "There is a problem" in words(page)
    assert not AuditEvent.objects.exists()


def test_somebody_without_areas_has_none_to_hand_over(stranger, stan, sign_in):
    page = sign_in(stan).get(reverse("hand-over", args=[stranger.pk]))
    assert "Sam Stranger is the rep of no area, today or later." in words(page)


def test_the_list_costs_the_same_for_ten_times_the_reps(
    rhea, stan, sign_in, django_assert_num_queries
):
    client = sign_in(stan)
    client.get(LIST)
    with django_assert_num_queries(5):
        client.get(LIST)
    AssignmentFactory.create_batch(20, role="rep")
    with django_assert_num_queries(5):
        client.get(LIST)


# The way there


def test_local_trust_finds_these_pages_from_everywhere(ada, stan, sign_in):
    page = BeautifulSoup(sign_in(stan).get(reverse("rules")).content, "html.parser")
    navigation = [link.get_text(strip=True) for link in page.select("header nav li a")]
    assert navigation == ["Overview", "Programme", "Find", "The rules"]
    said = words(sign_in(stan).get(reverse("programme")))
    assert "Hand over areas" in said
    assert "Users" not in said
    said = words(sign_in(ada).get(reverse("programme")))
    assert "Users" in said
    assert "Add an area" in said


def test_a_rep_has_no_such_entry(rhea, sign_in):
    page = BeautifulSoup(sign_in(rhea).get(reverse("rules")).content, "html.parser")
    navigation = [link.get_text(strip=True) for link in page.select("header nav li a")]
    assert "Programme" not in navigation
