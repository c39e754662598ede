"""Opens every page that changes a record, lets somebody else save first, and sends it: both are shown."""

from __future__ import annotations

import datetime
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.db.models import F
from django.test import Client
from django.urls import reverse

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.actions.members import never_happened
from partnerships.models import Acknowledgement, ProgressNote
from partnerships.models.periods import Versioned
from tests.access.pages import PAGES
from tests.access.test_bad_input import ASKS, address, fields_of, let_in
from tests.factories import MembershipFactory


def day(name: str, on: datetime.date = datetime.date(2026, 2, 2)) -> dict[str, list[str]]:
    return {box: [text] for box, text in boxes(name, on).items()}


# Records that nobody can change, so that there is nothing to be overtaken by but their going.
NEVER_CHANGED = {"policy-acknowledgement-mistake", "plan-note-mistake"}
# Buttons that need no form: whatever somebody saved meanwhile, they say what they find.
BUTTONS = {"concern-handler-end"}
# A review's pages carry marks of their own, with tests of their own.
OF_A_RECORD = [
    name
    for name in ASKS
    if name.endswith(("-change", "-mistake", "-correct", "-end", "-move", "-begin-on", "-take-on"))
    and name not in NEVER_CHANGED | BUTTONS
] + [
    *("member-re-appoint", "member-vote", "office-hand-over", "proposal-settle"),
    *("action-done", "action-drop", "action-reopen"),
    *("area-settings", "area-close", "area-reopen"),
    "correction-settle",
]
# What a page does not fill in by itself.
ANSWERS = {
    "assignment-end": day("last_day"),
    "action-drop": {"reason": ["Nobody is left to ask."]},
    "action-reopen": {"reason": ["It is not done after all."]},
    "area-close": {"reason": ["The money is spent."], "assignments": ["stay"]} | day("last_day"),
    "area-reopen": {"reason": ["There is more money."]},
    "edition-change": {"note": ["More members at last."]},
    "waiver-end": {"reason": ["It is mended."]} | day("ends_on", datetime.date(2026, 10, 2)),
    "lto-change": {"what": ["new"]},
    "member-end": {"reason": ["other"]} | day("last_day"),
    "member-re-appoint": {"appointed": ["elected"], "keeps_offices": ["yes"]} | day("from_day"),
    "office-hand-over": day("last_day"),
    "proposal-settle": {"outcome": ["declined"]},
    "correction-settle": {"state": ["made"]},
    "residence-move": {"in_area": ["no"], "living": ["alone"]} | day("starts_on"),
}


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.mark.parametrize("step", [{}, {"step": "what-if"}], ids=["saving", "looking"])
@pytest.mark.parametrize("name", OF_A_RECORD)
def test_what_somebody_else_saved_meanwhile_is_shown_and_stays(
    name: str, step: dict, world: SimpleNamespace
):
    client, url = client_of(let_in(name, world)), address(name, world)
    typed = fields_of(client.get(url).content.decode()) | ANSWERS.get(name, {})
    if name.endswith(("-mistake", "-did-not-end")):
        typed |= {"reason": ["It never was so"]}
    for model in apps.get_models():
        if issubclass(model, Versioned):
            model._base_manager.update(version=F("version") + 1)

    response = client.post(url, typed | step)

    page = response.content.decode()
    assert response.status_code == 200
    assert "Somebody else changed this" in page
    assert not AuditEvent.objects.exists()
    assert fields_of(page)["version"] != typed["version"]
    assert {k: v for k, v in fields_of(page).items() if k != "version"} == {
        k: v for k, v in typed.items() if k != "version"
    }


def test_every_page_of_a_record_is_opened():
    of_a_record = {name for name in PAGES if name.endswith(("-change", "-mistake"))}
    assert of_a_record - NEVER_CHANGED < set(OF_A_RECORD)


@pytest.mark.parametrize("record", [Acknowledgement, ProgressNote])
def test_what_nobody_can_change_has_no_version(record):
    assert not issubclass(record, Versioned)


def test_who_of_another_area_put_a_name_right_stays_unnamed(world: SimpleNamespace):
    MembershipFactory(area=world.southmere, person=world.person)
    typed = {"email": "", "version": "1"}

    def correct(user, area, name):
        url = reverse("person-correct", args=[area.slug, world.person.pk])
        return client_of(user).post(url, typed | {"name": name}).content.decode()

    correct(world.sasha, world.southmere, "Karys Hughes")
    page = correct(world.sol, world.area, "Carys Hews")

    row = BeautifulSoup(page, "html.parser").select_one(".app-conflict tbody tr")
    assert [cell.get_text() for cell in row] == ["Full name", "Karys Hughes", "Carys Hews"]
    assert "Sasha" not in page


@pytest.mark.parametrize("step", [{}, {"step": "what-if"}], ids=["saving", "looking"])
def test_what_was_typed_about_a_record_taken_back_meanwhile_is_shown(step, world: SimpleNamespace):
    client, url = (
        client_of(world.sol),
        reverse("member-end", args=["northfield", world.membership.pk]),
    )
    typed = {"reason": "other", **boxes("last_day", datetime.date(2026, 2, 2)), "version": "1"}
    never_happened(membership=world.membership, reason="Another Carys", by=world.rhea)

    response = client.post(url, typed | step)

    main = BeautifulSoup(response.content, "html.parser").main.get_text(" ", strip=True)
    assert response.status_code == 404
    assert "Rhea Rep took it back on 1 October 2026" in main
    assert "Another Carys" in main
    assert "You typed: Reason other Last day day 2 Last day month 2 Last day year 2026" in main


def test_what_another_area_took_back_is_simply_not_there(world: SimpleNamespace):
    membership = world.southmere.memberships.first()
    url = reverse("member-end", args=["northfield", membership.pk])
    never_happened(membership=membership, reason="A secret", by=world.sasha)
    response = client_of(world.sol).post(url, {})
    assert response.status_code == 404
    assert "secret" not in response.content.decode()
    assert "Page not found" in response.content.decode()
