"""A real browser on a real server: how journeys sign in, and what every page they open must keep to."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.test import Client
from playwright.sync_api import ConsoleMessage, Page, expect

from biglocal.accounts.models import User

# Playwright keeps an event loop in the test's own thread, which Django would take for async code.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

PASSWORD = "a long enough password"

# How long a page may take, in milliseconds. Journeys say what people meet, not how soon: a machine that
# runs every other test beside them is slow, and what is measured is measured in tests/benchmarks.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's own Chromium where there is one; Playwright's elsewhere."""
    path = os.environ.get("BROWSER_PATH") or shutil.which("chromium")
    return {
        **browser_type_launch_args,
        **({"executable_path": path} if path else {}),
        "args": [
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "en-GB", "timezone_id": "Europe/London"}


@pytest.fixture
def page(page: Page) -> Iterator[Page]:
    """A browser page that fails its test when the console complains or a script breaks."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and "favicon" not in message.text:
            complaints.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.set_default_timeout(PATIENCE)
    yield page
    expected = tuple(
        f"Failed to load resource: the server responded with a status of {status}"
        for status in ("40", "410")
    )
    assert [text for text in complaints if not text.startswith(expected)] == []


@pytest.fixture
def visit(page: Page, live_server) -> Callable[[str], Page]:
    """`visit("/overview/")` opens an address of the running service."""

    def go(path: str) -> Page:
        page.goto(f"{live_server.url}{path}")
        return page

    return go


@pytest.fixture
def signed_in(page: Page, live_server) -> Callable[[User], Page]:
    """`signed_in(sol)` gives the browser Sol's session, for journeys that are not about signing in."""

    def sign(user: User) -> Page:
        client = Client()
        client.force_login(user)
        page.context.clear_cookies()
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )
        return page

    return sign


@pytest.fixture
def sign_in_by_hand(visit) -> Callable[[User], Page]:
    """Sign in as a person does: address, password, button."""

    def sign(user: User) -> Page:
        user.set_password(PASSWORD)
        user.save()
        page = visit("/account/login/")
        page.get_by_label("E-mail address").fill(user.email)
        page.get_by_label("Password", exact=True).fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        return page

    return sign


# What axe passed, for each rule and element, takes longer to bring over than to find.
VIOLATIONS = "axe.run({resultTypes: ['violations']}).then(results => results.violations)"


def faults(page: Page) -> list[str]:
    """What is wrong with the page as it is now: axe's violations, and anything wider than the screen."""
    # A click comes back as soon as the page that it leads to begins to come.
    page.wait_for_load_state()
    # A screen that was just made smaller is laid out anew only once the browser has heard of it.
    if page.viewport_size:
        page.wait_for_function(
            "width => window.innerWidth === width", arg=page.viewport_size["width"]
        )
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(AXE_SCRIPT)
    found = [
        f"{violation['id']}: {violation['help']} ({violation['nodes'][0]['target']})"
        for violation in page.evaluate(VIOLATIONS)
    ]
    overflow = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if overflow > 0:
        found.append(f"wider than the screen by {overflow} px")
    return found
