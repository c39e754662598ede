"""What a file would do, on a phone and on a desk: with errors, with findings, with nothing new."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import faults
from tests.partnerships.imports.files import workbook

HEADINGS = [
    "Name",
    "Member since",
    "Lives in the area",
    "Office",
    "Related to",
    "How related",
    "Phone",
]
ZOE = [
    "Zoë O’Neil",
    datetime.date(2024, 3, 27),
    "Yes",
    "Secretary",
    "Asha Patel",
    "sister",
    "01234",
]
WRONG = [[f"Person {number}", "31/02/2024", "perhaps"] for number in range(40)]
ASHA = ["Asha Patel", datetime.date(2020, 1, 1)]


@pytest.mark.looks
@pytest.mark.parametrize("width", [320, 1280])
def test_the_check_of_a_file_has_no_fault(width, northfield, sol, signed_in, visit, tmp_path: Path):
    file = tmp_path / "members.xlsx"
    page = signed_in(sol)
    page.set_viewport_size({"width": width, "height": 900})

    def choose(*rows: list) -> None:
        file.write_bytes(workbook([["Members of Northfield"], [], HEADINGS, *rows]))
        visit("/areas/northfield/import/")
        page.get_by_label("File with your members").set_input_files(file)
        page.get_by_role("button", name="Check the file").click()

    choose(*WRONG)
    expect(page).to_have_title("Error: Check what the file would do – Northfield – Big Local")
    assert faults(page) == []
    page.get_by_role("link", name="Row 8, Member since").click()
    expect(page.locator("#row-8")).to_be_in_viewport()

    choose(ZOE, ASHA)
    expect(page.get_by_role("heading", name="What the rules would newly find")).to_be_visible()
    assert faults(page) == []

    choose(ASHA)
    page.get_by_text("1 person stays as they are").click()
    expect(page.get_by_text("The register says the same.")).to_be_visible()
    assert faults(page) == []
