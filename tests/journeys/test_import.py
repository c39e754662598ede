"""A secretary brings the members in from a spreadsheet, and mends an error in it on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from playwright.sync_api import expect

from partnerships.models import Area
from tests.factories import AreaFactory, AssignmentFactory, UserFactory

ROWS = [
    ["Asha Patel", "yes", "27/3/2024", "yes"],
    ["Ben O’Connor", "yes", "1 May 2023", "yes"],
    ["Chloë Brontë ", "no", "31/02/2020", "yes"],
]


def spreadsheet(path: Path, rows: list[list[str]]) -> Path:
    book = Workbook()
    for row in [["Name", "Votes", "Member since", "Lives in the area"], *rows]:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.on_every_database
def test_importing_a_spreadsheet_and_mending_an_error_in_it(
    sign_in_by_hand, tmp_path, transactional_db, today
):
    area = AreaFactory(name="Northfield")
    sol = AssignmentFactory(area=area, user=UserFactory(name="Sol", email="sol@example.org")).user
    page = sign_in_by_hand(sol)

    # An empty register says what to do first.
    expect(page.get_by_role("heading", level=1)).to_have_text("Northfield")
    page.get_by_role("button", name="Import a spreadsheet").click()
    page.get_by_label("File with your members").set_input_files(
        spreadsheet(tmp_path / "our members.xlsx", ROWS)
    )
    page.get_by_role("button", name="Check the file").click()

    # Nothing can be imported yet; the summary names the row, the column and what to do.
    expect(page).to_have_title("Error: Check what the file would do – Northfield – Big Local")
    summary = page.get_by_role("alert")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        "Row 4, Member since: “31/02/2020” is not a date. Enter a date like 27/3/2024."
    )
    expect(page.get_by_role("button", name="Add")).to_have_count(0)
    assert not area.memberships.exists()

    # The mended file: the dry run shows what it would lead to, and one button does it all.
    mended = [*ROWS[:2], ["Chloë Brontë ", "no", "29/02/2020", "yes"]]
    page.get_by_role("button", name="Choose the mended file").click()
    page.get_by_label("File with your members").set_input_files(
        spreadsheet(tmp_path / "mended.xlsx", mended)
    )
    page.get_by_role("button", name="Check the file").click()
    expect(page.get_by_role("heading", name="The verdict this leads to")).to_be_visible()
    assert not area.memberships.exists()
    page.get_by_role("button", name="Add 3 people").click()

    expect(page.get_by_role("alert")).to_contain_text("Imported: 3 people added.")
    assert sorted(area.memberships.values_list("person__name", "is_voting", "starts_on__year")) == [
        ("Asha Patel", True, 2024),
        ("Ben O’Connor", True, 2023),
        ("Chloë Brontë", False, 2020),
    ]
    assert Area.objects.get().events.filter(by=sol).exists()
