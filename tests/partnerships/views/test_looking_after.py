"""Who looks after an area, as its people see it and as Local Trust changes it."""

from __future__ import annotations

import datetime

from bs4 import BeautifulSoup
from django.urls import reverse

from biglocal.design.fields import boxes
from tests.factories import AssignmentFactory

LIST = reverse("assignment-list", args=["northfield"])
ADD = reverse("assignment-add", args=["northfield"])
TODAY = datetime.date(2026, 10, 1)


def words(response) -> str:
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def page_of(name, assignment) -> str:
    return reverse(name, args=["northfield", assignment.pk])


def test_its_people_see_who_looks_after_it_and_cannot_change_it(
    northfield, sol, rhea, ravi, sign_in
):
    AssignmentFactory(user=ravi, area=northfield, role="rep", starts_on=datetime.date(2027, 1, 1))
    page = sign_in(sol).get(LIST)
    said = words(page)
    assert "Rhea Rep rhea@example.org Rep 1 January 2020 None" in said
    assert "To come" in said
    assert "Ravi Rep ravi@example.org Rep 1 January 2027 None" in said
    assert "Before" not in said
    links = [link["href"] for link in BeautifulSoup(page.content, "html.parser").main.select("a")]
    assert not [link for link in links if link.startswith(LIST) and link != LIST]


def test_nothing_is_said_of_what_they_look_after_elsewhere(
    northfield, southmere, sol, rhea, sign_in
):
    AssignmentFactory(user=rhea, area=southmere, role="rep")
    assert "Southmere" not in words(sign_in(sol).get(LIST))


def test_somebody_is_added_by_the_address_they_sign_in_with(northfield, stranger, stan, sign_in):
    typed = {"role": "secretary", "email": "SAM@example.org"} | boxes("starts_on", TODAY)
    page = sign_in(stan).post(ADD, typed, follow=True)
    assert page.redirect_chain == [(LIST, 302)]
    assert "Sam Stranger is partnership secretary of Northfield from 1 October 2026." in words(page)


def test_an_address_without_an_account_is_said_beside_it(northfield, stan, ada, sign_in):
    typed = {"role": "rep", "email": "nobody@example.org"} | boxes("starts_on", TODAY)
    page = words(sign_in(stan).post(ADD, typed))
    assert "Nobody signs in with this e-mail address." in page
    assert "If they have no account yet" not in page
    assert "If they have no account yet" in words(sign_in(ada).post(ADD, typed))


def test_who_cannot_is_said_beside_the_address(northfield, sol, stan, sign_in):
    typed = {"role": "rep", "email": sol.email} | boxes("starts_on", TODAY)
    page = BeautifulSoup(sign_in(stan).post(ADD, typed).content, "html.parser")
    assert "is the secretary of this partnership" in page.select_one("#id_email_error").text


def test_days_the_wrong_way_round(northfield, stranger, stan, sign_in):
    typed = {"role": "rep", "email": stranger.email} | boxes("starts_on", TODAY)
    page = sign_in(stan).post(ADD, typed | boxes("ends_on", datetime.date(2026, 9, 1)))
    assert "The last day must be on or after the first day" in words(page)


def test_an_end_a_correction_and_a_mistake(northfield, sol, stan, sign_in):
    held, client = sol.assignments.get(), sign_in(stan)
    end = page_of("assignment-end", held)
    assert "When does Sol Secretary stop looking after Northfield?" in words(client.get(end))
    page = client.post(end, boxes("last_day", TODAY) | {"version": 1}, follow=True)
    assert (
        "The last day of Sol Secretary, partnership secretary of Northfield is 1 October"
        in words(page)
    )
    change = page_of("assignment-change", held)
    page = client.post(change, boxes("starts_on", TODAY) | {"version": 2}, follow=True)
    assert "are corrected" in words(page)
    held.refresh_from_db()
    assert (held.starts_on, held.ends_on) == (TODAY, None)
    mistake = page_of("assignment-mistake", held)
    page = client.post(mistake, {"reason": "Another Sol.", "version": 3}, follow=True)
    assert "Nobody looks after it today" in words(page)
    taken = client.get(mistake)
    assert taken.status_code == 404
    assert "Another Sol." in words(taken)


def test_the_history_tells_it_all(northfield, sol, stan, sign_in):
    client = sign_in(stan)
    typed = {"role": "rep", "email": "ravi@example.org"} | boxes("starts_on", TODAY)
    held = page_of("assignment-end", sol.assignments.get())
    client.post(held, boxes("last_day", TODAY) | {"version": 1})
    client.post(ADD, typed)
    said = words(client.get(reverse("history", args=["northfield"])))
    assert "Stan Staff gave a secretary of the area a last day, 1 October" in said


def test_a_past_assignment_is_told_and_can_be_corrected(northfield, rhea, stan, sign_in):
    rhea.assignments.update(ends_on=datetime.date(2026, 9, 30))
    page = sign_in(stan).get(LIST)
    assert "Before" in words(page)
    assert page_of("assignment-change", rhea.assignments.get()) in page.content.decode()
    assert page_of("assignment-end", rhea.assignments.get()) not in page.content.decode()
