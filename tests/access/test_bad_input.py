"""Types nonsense into every field of every form, and after every address: never a page that breaks.

The forms are read from the pages themselves, so a new page or field is tried without a word here.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from biglocal.accounts.models import User
from biglocal.audit.models import AuditEvent
from partnerships.models import Area, Participation, Person
from tests.access.pages import LET_IN, PAGES

LONG = "a" * 100_000
# No field of text keeps these.
REFUSED = {"a NUL byte": "Asha\x00Patel", "a hundred thousand letters": LONG}
# Some field may well keep these: a comment of "-1" is a comment.
STRANGE = {
    "past every column": "999999999999999999999",
    "past every number": "0" * 5_000 + "1",
    "below nothing": "-1",
    "nothing": "",
    "blanks": " \t\r\n ",
    "emoji": "👩‍👩‍👧 Zoë O’Néill",
    # Half a pair cannot be sent as such; this is what arrives of it.
    "half a pair": b"\xed\xa0\x80".decode("utf-8", "replace"),
    "markup": "<script>alert(1)</script>\"'{{ 7|add:7 }}%s%00",
    "figures of another script": "٣",
    "no day of the year": "31/2/2024",
    "a year too far": "99999",
    "no year": "0",
    "the computer’s way": "2024-02-30",
}
QUERIES = """
page sort q region rep criteria conflicts rule review due asked person format next on on_day on_month
on_year decided_on decided_on_day decided_on_month decided_on_year
""".split()
ASKS = sorted(name for name, row in PAGES.items() if row.post != 405 and name != "workbench")
# A page that asks this first.
ASKED_BEFORE = dict.fromkeys(["decision-add", "meeting-add"], "?decided_on=2026-09-01")
# They save what there is, row by row or as far as it has got.
SAVES_IN_PART = {"review-members", "review-question", "review-action"}
# The page that answers shows what was made, since it is shown this once.
SAVES_AND_SHOWS = {"token-add", "concern-give-code"}


def address(name: str, world: SimpleNamespace) -> str:
    return reverse(name, args=PAGES[name].args(world)) + ASKED_BEFORE.get(name, "")


def fields_of(page: str) -> dict[str, list[str]]:
    """What a browser would send if somebody pressed the button of the page's form at once."""
    sent: dict[str, list[str]] = {}
    form = BeautifulSoup(page, "html.parser").select("main form[method=post] [name]")
    # A button's name is sent by pressing it alone: some ask to see what saving would do.
    for box in (one for one in form if one.name != "button"):
        values = sent.setdefault(str(box["name"]), [])
        if box.name == "textarea":
            values.append(box.get_text().removeprefix("\n"))
        elif box.name == "select":
            values += [str(one["value"]) for one in box.select("option[selected]")]
        elif box.get("type") not in ("radio", "checkbox", "file") or box.has_attr("checked"):
            values.append(str(box.get("value", "")))
    return {name: values for name, values in sent.items() if name != "csrfmiddlewaretoken"}


@pytest.fixture
def writer(world: SimpleNamespace) -> Client:
    """Rhea, who may write the register and the review; an error comes back as a page."""
    client = Client(raise_request_exception=False)
    client.force_login(world.rhea)
    return client


def let_in(name: str, world: SimpleNamespace) -> User:
    """Rhea where she may be; else Sol, an administrator, or Stan for what is his alone."""
    may = (who for who in ("rhea", "sol", "ada", "stan") if PAGES[name].who[who] == LET_IN)
    found: User = getattr(world, next(may))
    return found


def strangers(southmere: Area) -> list[str]:
    """Numbers of Southmere's: a person, a membership, a home, a household."""
    membership = southmere.memberships.get(person__name="Ines Silva")
    home = southmere.residences.get(person=membership.person)
    return [str(membership.person_id), str(membership.pk), str(home.pk), str(home.household_id)]


def southmere_as_seen(world: SimpleNamespace) -> list[object]:
    """The version of Southmere's register, its people, and those of them found in Northfield."""
    people = Person.objects.filter(memberships__area=world.southmere)
    return [
        Area.objects.get(pk=world.southmere.pk).register_version,
        list(people.order_by("pk").values_list()),
        list(people & Person.objects.on_register_of(world.area)),
        Participation.objects.filter(person__in=people).count(),
    ]


@pytest.mark.parametrize("name", ASKS)
def test_every_field_takes_nonsense(name: str, world: SimpleNamespace, writer: Client):
    url = address(name, world)
    writer.force_login(let_in(name, world))
    fields = fields_of(writer.get(url, follow=True).content.decode())
    before = southmere_as_seen(world)

    for what, typed in tries(fields, strangers(world.southmere)):
        with transaction.atomic():
            response = writer.post(url, typed)
            page, is_saved = response.content.decode(), AuditEvent.objects.exists()
            assert response.status_code in (200, 302), what
            assert not is_saved or southmere_as_seen(world) == before, what
            # Where nothing can be typed, a press of the button is right.
            assert not (is_saved and fields and what in REFUSED), what
            if response.status_code == 200 and name not in SAVES_IN_PART | SAVES_AND_SHOWS:
                assert not is_saved, what
                assert "There is a problem" in page or "Somebody else changed" in page, what
            if response.status_code == 200 and what == "markup":
                assert_still_there(page, STRANGE[what], typed)
            transaction.set_rollback(True)


def tries(fields: dict[str, list[str]], others: list[str]) -> Iterator[tuple[str, dict]]:
    """Nonsense in every field at once, and in every third field with the others as they were."""
    for what, value in (REFUSED | {"markup": STRANGE["markup"]}).items():
        yield what, {field: [value] for field in fields}
    yield "a list", {field: ["1", LONG, "", *others] for field in fields}
    yield "a stranger", dict.fromkeys(fields, others[:1])
    nonsense = [*(REFUSED | STRANGE).values(), *others[:1]]
    for shift in range(3):
        mixed = {
            field: [nonsense[(number * 5 + shift * 7) % len(nonsense)]]
            for number, field in enumerate(fields)
        }
        yield f"mixed {shift}", mixed
        third = {field: mixed[field] for field in list(fields)[shift::3]}
        yield f"a third {shift}", fields | third


def assert_still_there(page: str, text: str, typed: dict) -> None:
    """What was typed is in every box of the form, as it was typed; a box that the page asks for only
    because of that has had nothing typed into it."""
    boxes = BeautifulSoup(page, "html.parser").select(
        "main form[method=post] input[type=text], main form[method=post] textarea"
    )
    for box in (one for one in boxes if one["name"] in typed):
        shown = (
            box.get_text().removeprefix("\n") if box.name == "textarea" else box.get("value", "")
        )
        assert shown == text, box["name"]


def test_an_upload_takes_nonsense(world: SimpleNamespace, writer: Client):
    url = address("import-start", world)
    for name in (
        "a.csv",
        "a.xlsx",
        "a.exe",
        "\x00.csv",
        "../../a.csv",
        "👩.csv",
        "a" * 300 + ".csv",
    ):
        for content in (
            b"",
            b"\x00" * 50,
            b"PK\x03\x04nothing",
            b"Name\n\x00",
            b"\xff\xfe\x00\xd8",
        ):
            response = writer.post(url, {"file": SimpleUploadedFile(name, content)})
            assert response.status_code == 200, (name, content)
            assert "There is a problem" in response.content.decode(), (name, content)
    assert writer.post(url, {"file": "no file"}).status_code == 200


@pytest.mark.parametrize("name", sorted(PAGES))
def test_every_address_takes_nonsense_after_it(name: str, world: SimpleNamespace, writer: Client):
    row = PAGES[name]
    statuses = row.get if isinstance(row.get, tuple) else (row.get,)
    writer.force_login(let_in(name, world))
    url = reverse(name, args=row.args(world))
    nonsense = [*(REFUSED | STRANGE).values()]
    for shift in range(3):
        query = {
            key: nonsense[(number * 5 + shift * 7) % len(nonsense)][:3_000]
            for number, key in enumerate(QUERIES)
        }
        response = writer.get(url, query)
        assert response.status_code in statuses, query


@pytest.mark.parametrize("name", sorted(PAGES))
def test_a_number_of_nothing_is_not_there(name: str, world: SimpleNamespace, writer: Client):
    args = PAGES[name].args(world)
    writer.force_login(let_in(name, world))
    for place, arg in enumerate(args):
        if isinstance(arg, int):
            for nothing in (0, 999_999_999_999_999_999_999):
                changed = [*args[:place], nothing, *args[place + 1 :]]
                gone = 405 if PAGES[name].get == 405 else 404
                assert writer.get(reverse(name, args=changed)).status_code == gone
                assert writer.post(reverse(name, args=changed)).status_code in (404, 405)


def test_signing_in_takes_nonsense(db, client: Client):
    client.raise_request_exception = False
    for value in (REFUSED | STRANGE).values():
        for url, fields in {
            reverse("account_login"): ("login", "password", "next"),
            reverse("account_reset_password"): ("email",),
        }.items():
            assert client.get(url, {"next": value[:3_000]}).status_code == 200
            response = client.post(url, dict.fromkeys(fields, value))
            assert response.status_code == 200, (url, value[:30])
