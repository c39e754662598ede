"""Leaves out, when one asks for `--of-the-database`, what comes out the same whichever database there is.

`make test` runs every test, and `make test-postgres` asks for this: a test that is given no database
cannot reach one, and a walk that looks at how pages appear (`looks`) has what the pages read tested
elsewhere, on both. So has a journey in a browser: each of its pages is asked for, and each of its
actions done, by tests of their own, and between them lies the browser. A few journeys that read and
write most stay (`on_every_database`), and what there is on PostgreSQL alone (`on_postgresql`).
"""

from __future__ import annotations

from collections import Counter

import pytest
from django.test import SimpleTestCase

OPTION = "--of-the-database"
# What gives a test its database, beside the mark.
GIVES_A_DATABASE = {"db", "transactional_db", "live_server"}
# What gives it a browser.
BROWSER = "browser"
STAYS = ("on_postgresql", "on_every_database")

LEFT_OUT = pytest.StashKey[Counter[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        OPTION,
        action="store_true",
        help="leave out tests that come out the same whichever database there is, and say how many",
    )


def why_left_out(item: pytest.Item) -> str | None:
    """Why a test comes out the same on every database; None for one that may not."""
    if any(item.get_closest_marker(mark) for mark in STAYS):
        return None
    if item.get_closest_marker("looks"):
        return "look at how pages appear"
    fixtures = {*getattr(item, "fixturenames", ())}
    if BROWSER in fixtures:
        return "go through the service in a browser"
    given = GIVES_A_DATABASE & fixtures
    of_django = issubclass(getattr(item, "cls", None) or object, SimpleTestCase)
    if given or of_django or item.get_closest_marker("django_db"):
        return None
    return "are given no database"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption(OPTION):
        return
    reasons = [why_left_out(item) for item in items]
    left_out = [item for item, reason in zip(items, reasons, strict=True) if reason]
    items[:] = [item for item, reason in zip(items, reasons, strict=True) if not reason]
    config.hook.pytest_deselected(items=left_out)
    config.stash[LEFT_OUT] = Counter(reason for reason in reasons if reason)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = dict(config.stash[LEFT_OUT])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node) -> None:
    """Each worker finds the same tests, so the last to say how many it left out says it for all."""
    if left_out := getattr(node, "workeroutput", {}).get("left_out"):
        node.config.stash[LEFT_OUT] = Counter(left_out)


def pytest_terminal_summary(
    terminalreporter: pytest.TerminalReporter, config: pytest.Config
) -> None:
    if left_out := config.stash.get(LEFT_OUT, None):
        told = " and ".join(f"{number} that {why}" for why, number in left_out.most_common())
        terminalreporter.write_line(
            f"Left out, because it comes out the same on every database: {told}. "
            "`make test` runs them."
        )
