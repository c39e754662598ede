"""Every kind of page in a real browser, on a phone and on a desk: nothing axe objects to, nothing cut off."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.access.pages import HANDED_IN, LET_IN, PAGES
from tests.journeys.conftest import faults

# Who asks for each of these pages, and what they get, is tested in `tests/access/test_pages.py`.
pytestmark = pytest.mark.looks

PHONE = {"width": 320, "height": 640}
DESK = {"width": 1280, "height": 900}

# What is no page to look at: an answer for machines, a file, and what only sends elsewhere.
OF_FILES = ("-pdf", "-xlsx", "-csv", "-json", "-scan", "-file")
FILES = {name for name in PAGES if name.endswith(OF_FILES)}
# A message by itself, in which nothing can run, not even what looks at it.
MESSAGES = {name for name in PAGES if name.endswith("-html")}
# What programs read, with a token.
OF_PROGRAMS = {name for name in PAGES if name.startswith("api-")}
# Buttons that nothing is drawn for.
BUTTONS = {
    "post-retry",
    "user-invite",
    "support-take-down",
    "support-put-up",
    "survey-open",
    "concern-handler-end",
}
# What scripts ask for.
OF_SCRIPTS = {"organisation-find", "declare-organisations"}
NOT_LOOKED_AT = {
    "health",
    "home",
    "import-blank",
    "diversity-profile-blank",
    *BUTTONS,
    *OF_SCRIPTS,
    *MESSAGES,
    *FILES,
    *OF_PROGRAMS,
}

# In which order people are tried for a page; the first who is let in looks at it.
LOOKERS = ["rhea", "sol", "stan", "ada"]


def addresses(names: list[str], world) -> list[tuple[str, str, str]]:
    return [
        (name, looker, reverse(name, args=PAGES[name].args(world)) + PAGES[name].query)
        for name in names
        if (looker := next((one for one in LOOKERS if PAGES[name].who[one] == LET_IN), None))
    ]


def faults_at_both_sizes(page: Page, name: str, address: str) -> dict[tuple[str, int], list[str]]:
    """What is wrong with a page, by its name and the width.

    It is loaded once and made wider, as a window is: nothing in it depends on the width it began with.
    """
    page.set_viewport_size(PHONE)
    response = page.goto(address)
    assert response is not None
    assert response.status == 200, name
    found = {(name, PHONE["width"]): faults(page)}
    page.set_viewport_size(DESK)
    found[name, DESK["width"]] = faults(page)
    return {where: wrong for where, wrong in found.items() if wrong}


LOOKED_AT = sorted(set(PAGES) - NOT_LOOKED_AT)
OF_HANDED_IN = [name for name in LOOKED_AT if PAGES[name].args in HANDED_IN]
# Whoever is asked to declare has not declared yet, so other pages have no declaration to show.
OF_DECLARING = [name for name in LOOKED_AT if name.startswith("declare-")]
OTHERS = [name for name in LOOKED_AT if name not in {*OF_HANDED_IN, *OF_DECLARING}]
SHELVES = [OF_HANDED_IN, OF_DECLARING, *(OTHERS[start::4] for start in range(4))]


@pytest.mark.parametrize("names", SHELVES, ids=range(len(SHELVES)))
def test_every_page_is_whole_on_a_phone_and_on_a_desk(
    names: list[str],
    world,
    signed_in,
    live_server,
    transactional_db,
):
    found = {}
    for name, looker, address in addresses(names, world):
        page: Page = signed_in(getattr(world, looker))
        found |= faults_at_both_sizes(page, name, live_server.url + address)
    assert found == {}


def test_sign_in_and_its_kin(page: Page, live_server, transactional_db):
    found = {}
    for name in ["account_login", "account_reset_password", "account_reset_password_done"]:
        found |= faults_at_both_sizes(page, name, live_server.url + reverse(name))
    assert found == {}


def test_ones_own_account(signed_in, sol, live_server, transactional_db):
    page = signed_in(sol)
    found = {}
    for name in ["account_change_password", "account_logout", "mfa_index"]:
        found |= faults_at_both_sizes(page, name, live_server.url + reverse(name))
    assert found == {}


def test_when_there_is_no_such_page(signed_in, sol, live_server, transactional_db):
    page = signed_in(sol)
    response = page.goto(f"{live_server.url}/areas/nowhere/")
    assert response is not None
    assert response.status == 404
    assert faults(page) == []
