"""Downloading a register: what arrives, under which name, and what the history says of it."""

import datetime
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from pypdf import PdfReader

from biglocal.audit.models import AuditEvent
from biglocal.design.fields import boxes
from partnerships.models import Area
from tests.partnerships.imports.files import opened

PRIVATE = {
    "register-xlsx": ("northfield-register-2026-10-01.xlsx", "the register as an Excel workbook"),
    "register-csv": ("northfield-register-2026-10-01.csv", "the register as a CSV file"),
    "register-pdf": ("northfield-full-register-2026-10-01.pdf", "the full register as a PDF"),
    "membership-forms-pdf": (
        "northfield-membership-forms-2026-10-01.pdf",
        "membership forms as a PDF",
    ),
}
OPEN = {
    "members-list-pdf": "northfield-members-2026-10-01.pdf",
    "blank-form-pdf": "northfield-blank-membership-form-2026-10-01.pdf",
    "attendance-pdf": "northfield-attendance-2026-10-01.pdf",
}


def fetched(client, name, **query):
    return client.get(reverse(name, args=["northfield"]), query)


@pytest.mark.parametrize("name", PRIVATE)
def test_a_file_has_a_plain_name_and_is_kept_nowhere_on_the_way(northfield, sol, sign_in, name):
    response = fetched(sign_in(sol), name)

    assert response["Content-Disposition"] == f'attachment; filename="{PRIVATE[name][0]}"'
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("name", PRIVATE)
def test_who_took_homes_and_families_out_is_in_the_history(northfield, sol, sign_in, name):
    before = Area.objects.get(pk=northfield.pk).register_version
    client = sign_in(sol)

    fetched(client, name)

    event = AuditEvent.objects.get()
    assert (event.verb, event.by, event.area) == ("registers.download", sol, northfield)
    assert Area.objects.get(pk=northfield.pk).register_version == before
    history = client.get(reverse("history", args=["northfield"])).content.decode()
    assert f"Sol Secretary downloaded {PRIVATE[name][1]}." in history


@pytest.mark.parametrize("name", OPEN)
def test_names_and_roles_are_no_secret_of_the_house(northfield, sol, sign_in, name):
    response = fetched(sign_in(sol), name)

    assert response["Content-Disposition"] == f'attachment; filename="{OPEN[name]}"'
    assert response.content.startswith(b"%PDF-")
    assert not AuditEvent.objects.exists()


def test_an_attendance_sheet_may_bear_the_day_of_the_meeting(northfield, sol, sign_in):
    client = sign_in(sol)

    dated = fetched(client, "attendance-pdf", **boxes("meeting", datetime.date(2026, 11, 3)))
    wrong = fetched(client, "attendance-pdf", meeting_day="31", meeting_month="2")

    assert "3 November 2026" in PdfReader(io.BytesIO(dated.content)).pages[0].extract_text()
    page = BeautifulSoup(wrong.content, "html.parser")
    assert page.title.text.startswith("Error: ")
    assert page.find("input", {"name": "meeting_day"})["value"] == "31"
    assert page.find("form", {"method": "get"})["action"] == reverse(
        "attendance-pdf", args=["northfield"]
    )


def test_to_ask_for_the_head_of_a_file_takes_nothing(northfield, sol, sign_in):
    sign_in(sol).head(reverse("register-csv", args=["northfield"]))

    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize("name", ["register-xlsx", "register-csv"])
def test_a_spreadsheet_holds_the_members(northfield, sol, sign_in, name):
    table = opened(fetched(sign_in(sol), name).content)

    assert [cells["name"] for _, cells in table.rows][:2] == ["Asha Patel", "Ben Okafor"]


def test_the_register_leads_to_its_files(northfield, sol, sign_in):
    client = sign_in(sol)
    register = BeautifulSoup(fetched(client, "register").content, "html.parser")
    page = fetched(client, register.find("a", string="Download and print") and "register-downloads")

    links = [link["href"] for link in BeautifulSoup(page.content, "html.parser").main.find_all("a")]

    for name in [*PRIVATE, "members-list-pdf", "blank-form-pdf"]:
        assert reverse(name, args=["northfield"]) in links


def test_only_who_may_import_is_told_to(northfield, sol, stan, sign_in):
    assert b"import it" in fetched(sign_in(sol), "register-downloads").content
    assert b"import it" not in fetched(sign_in(stan), "register-downloads").content
