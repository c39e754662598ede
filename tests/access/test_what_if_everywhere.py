"""Opens every page that changes the register, asks what it would do, and saves from there."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.test import Client
from django.urls import URLResolver, get_resolver

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.models import Organisation
from partnerships.views.changes import RegisterChange
from tests.access.test_bad_input import address, fields_of, strangers, tries

LAST_WEEK, NEXT_YEAR = datetime.date(2026, 9, 24), datetime.date(2027, 1, 1)
# These hold no fact, and change by looking around.
PASSING = {"sessions.Session", "accounts.User", "usersessions.UserSession"}


def day(name: str, when: datetime.date = LAST_WEEK) -> dict[str, list[str]]:
    return {box: [text] for box, text in boxes(name, when).items()}


NEWCOMER = {"who": ["new"], "name": ["Rita Osei"]}
# What makes each page change something that the rules look at; for a mistake a reason will do.
ANSWERS = {
    "member-add": NEWCOMER | {"in_area": ["no"], "living": ["alone"]} | day("starts_on"),
    "member-change": {"is_voting": ["no"]},
    "member-vote": day("from_day"),
    "member-end": {"reason": ["other"]} | day("last_day"),
    "member-re-appoint": {"appointed": ["elected"], "keeps_offices": ["no"]} | day("from_day"),
    "member-begin-on": day("starts_on", NEXT_YEAR),
    "office-take-on": day("starts_on", NEXT_YEAR),
    "office-add": {"title": ["another"], "other_title": ["Tree warden"]} | day("starts_on"),
    "office-change": {"title": ["vice-chair"]},
    "office-hand-over": day("last_day"),
    "paid-work-add": NEWCOMER | {"terms": ["employed"]} | day("starts_on"),
    "paid-work-change": day("ends_on"),
    "lto-change": {"what": ["correct"], "kind": ["own"], "organisation": ["Us"]},
    "lto-role-add": NEWCOMER | {"capacity": ["trustee"]} | day("starts_on"),
    "lto-role-change": day("ends_on"),
    "residence-change": {"in_area": ["no"]},
    "residence-move": {"in_area": ["no"], "living": ["alone"]} | day("starts_on"),
    "relationship-add": {"kind": ["child"], "who": ["new"], "new_name": ["Joan Ash"]},
    "relationship-change": {"kind": ["parent"]},
    "interest-add": {"organisation": ["Acorn"], "whose": ["own"], "nature": ["loyalty"]},
    "interest-change": {"nature": ["loyalty"], "organisation": ["Acorn"]},
    "decision-add": {"kind": ["grant"], "title": ["A bus"], "organisations": ["Acorn\r\nYew"]},
    "decision-change": {"kind": ["procurement"], "organisations": ["Acorn\r\nYew"]},
}


def changes(resolver: URLResolver) -> Iterator[str]:
    """The names of the pages that show first what they would do."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from changes(entry)
        else:
            view = getattr(entry.callback, "view_class", object)
            if issubclass(view, RegisterChange) and view.looks_first:
                yield entry.name


CHANGES = sorted({*changes(get_resolver())})


@pytest.fixture
def sols(world: SimpleNamespace) -> Client:
    """Sol's client, which gets an error as a page."""
    client = Client(raise_request_exception=False)
    client.force_login(world.sol)
    return client


def answered(name: str, world: SimpleNamespace, page: str) -> dict[str, list[str]]:
    """The page's form as a browser would send it, answered so that something changes."""
    for listed in ("Acorn", "Yew", "Us"):
        Organisation.objects.get_or_create(name=listed)
    typed = fields_of(page) | ANSWERS.get(name, {"reason": ["It never was so"]})
    if name == "office-add":
        typed["person"] = [str(world.person.pk)]
    if name == "decision-add":
        typed |= {field: ["took-part"] for field in typed if field.endswith("-part")}
    return {field: values for field, values in typed.items() if values}


def database() -> dict[str, list[str]]:
    """Every row of every table that holds a fact."""
    return {
        model._meta.label: sorted(str(row) for row in model._base_manager.values_list())
        for model in apps.get_models()
        if model._meta.label not in PASSING
    }


def test_whatever_may_break_a_rule_is_looked_at_first():
    assert {*ANSWERS} < {*CHANGES}
    assert not {name for name in CHANGES if name.startswith("proposal")}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_shown_leaves_nothing_and_is_saved_from_there(
    name: str, world: SimpleNamespace, sols: Client
):
    url = address(name, world)
    form = sols.get(url).content.decode()
    button = BeautifulSoup(form, "html.parser").select(
        "main form[method=post] button:not(.govuk-button--secondary)"
    )[-1]
    assert (button["name"], button["value"], button.text) == ("step", "what-if", "Continue")
    typed, before = answered(name, world, form), database()

    looked = sols.post(url, typed | {"step": "what-if"})

    assert looked.status_code == 200
    page = looked.content.decode()
    assert "What this would do" in page
    assert fields_of(page) == typed
    assert database() == before

    edited = sols.post(url, fields_of(page) | {"step": "edit"})

    assert edited.status_code == 200
    assert "There is a problem" not in edited.content.decode()
    shown = fields_of(edited.content.decode())
    assert {field: shown.get(field, []) for field in typed} == typed
    assert database() == before

    saved = sols.post(url, fields_of(page))

    assert saved.status_code == 302
    assert AuditEvent.objects.filter(by=world.sol, area=world.area).exists()


@pytest.mark.parametrize("name", CHANGES)
def test_looking_takes_nonsense_and_never_saves(name: str, world: SimpleNamespace, sols: Client):
    url = address(name, world)
    fields, before = fields_of(sols.get(url).content.decode()), database()

    for number, (what, typed) in enumerate([*tries(fields, strangers(world.southmere))][::2]):
        step = ["what-if", "edit", "nonsense", "\x00", "٣"][number % 5]
        response = sols.post(url, typed | {"step": step})
        assert response.status_code == 200, what

    assert database() == before
