"""The question pages about an action: what each saves, what they refuse, and two people at once."""

from __future__ import annotations

from datetime import date

import pytest
from bs4 import BeautifulSoup

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from reviews.actions import plans
from reviews.models import Outcome, PlannedAction
from tests.factories import PlannedActionFactory

TODAY = date(2026, 10, 1)


@pytest.fixture
def action(review) -> PlannedAction:
    return PlannedActionFactory(review=review)


@pytest.fixture
def url(action) -> str:
    return f"/areas/northfield/actions/{action.pk}/"


def text_of(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.main.get_text(" ", strip=True).split())


def fields(response) -> dict[str, str]:
    """What is in the form's boxes."""
    form = BeautifulSoup(response.content, "html.parser").select_one("main form[method=post]")
    return {
        box["name"]: box.get_text().strip() if box.name == "textarea" else box.get("value", "")
        for box in form.select("input[type=text], input[name=version], textarea")
    }


@pytest.mark.parametrize("who", ["sol", "rhea", "stan", "ada"])
def test_a_note_is_written_and_read_by_all_who_see_the_area(
    action, url, sol, rhea, who, sign_in, request
):
    client = sign_in(request.getfixturevalue(who))
    response = client.post(url + "progress/", {"text": "Two said yes."}, follow=True)
    assert "Your note is saved." in response.content.decode()
    for reader in (sol, rhea):
        assert "Two said yes." in text_of(sign_in(reader).get(url))


def test_done_begins_with_today_and_takes_another_day(action, url, rhea, sign_in):
    client = sign_in(rhea)
    typed = fields(client.get(url + "done/"))
    assert typed == {**boxes("on", TODAY), "text": "", "version": "1"}

    response = client.post(
        url + "done/", typed | {"text": "All nine sit."} | boxes("on", TODAY), follow=True
    )

    assert "The action is done." in response.content.decode()
    action.refresh_from_db()
    assert (action.outcome, action.settled_on) == (Outcome.DONE, TODAY)
    assert action.progress.get().text == "All nine sit."


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (boxes("on", date(2026, 10, 2)), "The day it was done must be 1 October 2026 or earlier"),
        (boxes("on", date(2026, 9, 30)), "It was agreed on 1 October 2026."),
        ({}, "Enter the day it was done, like 27 3 2024"),
    ],
)
def test_a_day_that_it_was_not_done_on_is_said_beside_its_field(
    action, url, rhea, sign_in, typed, sentence
):
    response = sign_in(rhea).post(url + "done/", {"text": "Nine sit.", "version": "1"} | typed)
    page = BeautifulSoup(response.content, "html.parser")
    assert sentence in page.select_one(".govuk-error-message").get_text()
    assert fields(response)["text"] == "Nine sit."
    assert not AuditEvent.objects.exists()


def test_dropped_with_a_reason_and_open_again(action, url, sol, sign_in):
    client = sign_in(sol)
    response = client.post(url + "drop/", {"reason": "", "version": "1"})
    assert "Enter why it is dropped" in response.content.decode()

    response = client.post(url + "drop/", {"reason": "She left.", "version": "1"}, follow=True)
    assert "Why it was dropped She left." in text_of(response)
    assert response.redirect_chain == [(url, 302)]

    response = client.post(url + "reopen/", {"reason": "She is back.", "version": "2"}, follow=True)
    assert "The action is open again." in response.content.decode()
    assert "Opened again She is back. Sol Secretary" in text_of(response)


@pytest.mark.parametrize("page", ["progress/", "done/", "drop/"])
def test_what_is_settled_leads_to_the_action_and_says_why(action, url, sol, rhea, sign_in, page):
    plans.finish(action=action, by=rhea)
    response = sign_in(sol).get(url + page, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert "It was done on 1 October 2026. Open it again first" in response.content.decode()


def test_what_is_open_is_not_opened(action, url, sol, sign_in):
    response = sign_in(sol).get(url + "reopen/", follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert "It is open already." in response.content.decode()


@pytest.mark.parametrize(
    ("page", "typed"),
    [
        ("progress/", {"text": "Two said yes."}),
        ("done/", {"text": "Two said yes.", **boxes("on", TODAY)}),
        ("drop/", {"reason": "Two said yes."}),
    ],
)
def test_what_was_typed_while_somebody_settled_it_stays_on_the_page(
    action, url, sol, rhea, sign_in, page, typed
):
    plans.finish(action=action, by=rhea)
    response = sign_in(sol).post(url + page, typed | {"version": "1"})
    assert "It was done on 1 October 2026." in text_of(response)
    assert "Two said yes." in fields(response).values()
    assert not action.progress.exists()


def test_what_somebody_saved_meanwhile_is_shown_before_it_is_saved_over(action, url, sol, sign_in):
    client = sign_in(sol)
    client.get(url + "drop/")
    PlannedAction.objects.filter(pk=action.pk).update(what="Asking in the library", version=4)

    response = client.post(url + "drop/", {"reason": "She left.", "version": "1"})
    text = text_of(response)
    assert "Somebody else changed this while you had it open" in text
    assert "Action Asking in the library" in text
    assert fields(response) == {"reason": "She left.", "version": "4"}

    client.post(url + "drop/", fields(response))
    action.refresh_from_db()
    assert action.outcome == Outcome.DROPPED


@pytest.mark.parametrize("version", ["", "nonsense", "-1", "9" * 40])
def test_a_version_that_is_none_never_breaks_the_page(action, url, sol, sign_in, version):
    response = sign_in(sol).post(url + "drop/", {"reason": "She left.", "version": version})
    assert response.status_code in (200, 302)


@pytest.mark.parametrize("who", ["sasha", "ravi", "stranger"])
def test_nobody_from_elsewhere_finds_it(action, url, who, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    for page in ("", "progress/", "done/", "drop/", "reopen/"):
        assert client.get(url + page).status_code == 404
