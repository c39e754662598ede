"""The files themselves: their sheets, their cells, and that no cell runs."""

import csv
import datetime
import io

import pytest
from openpyxl import load_workbook

from partnerships.exports.spreadsheets import register_csv, register_workbook
from partnerships.imports.layout import COLUMNS
from partnerships.imports.writing import is_formula
from tests.conftest import TODAY
from tests.factories import MembershipFactory, OfficeFactory
from tests.partnerships.exports.registers import AWKWARD
from tests.partnerships.imports.files import opened

TITLES = [column.title for column in COLUMNS]


def sheets(area):
    return load_workbook(io.BytesIO(register_workbook(area, TODAY)))


def values(cells):
    """What cells hold, days as days."""
    return [
        cell.value.date() if isinstance(cell.value, datetime.datetime) else cell.value
        for cell in cells
    ]


def csv_rows(area):
    text = register_csv(area, TODAY).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


@pytest.fixture
def awkward(southmere):
    """Southmere with everybody in it whom a spreadsheet might take for something else."""
    for text in AWKWARD:
        person = MembershipFactory(area=southmere, person__name=text, represents=text).person
        OfficeFactory(area=southmere, person=person, title=text.lower())
    MembershipFactory(area=southmere, person__name="=2+2", ends_on=datetime.date(2026, 9, 1))
    return southmere


def test_the_first_sheet_has_the_layout_of_the_import(northfield):
    book = sheets(northfield)

    assert book.sheetnames == ["Members", "How to fill it in", "About this file"]
    assert values(book["Members"][1]) == TITLES
    asha = dict(zip(TITLES, values(book["Members"][2]), strict=True))
    assert asha["Name"] == "Asha Patel"
    assert asha["Member since"] == asha["Office since"] == datetime.date(2020, 1, 1)
    assert asha["Votes"] == "Yes"
    assert book["Members"].max_row == 9


def test_who_left_and_what_has_no_cell_stand_on_sheets_of_their_own(northfield, people):
    MembershipFactory(
        area=northfield,
        person__name="Old Hand",
        ends_on=datetime.date(2026, 9, 30),
        end_reason="died",
    )
    OfficeFactory(
        area=northfield, person=people.asha, starts_on=datetime.date(2028, 1, 1), title="clerk"
    )

    book = sheets(northfield)

    assert [values(row) for row in book["Who left"].iter_rows(min_row=2)] == [
        ["Old Hand", datetime.date(2020, 1, 1), datetime.date(2026, 9, 30), "Died"]
    ]
    assert [values(row) for row in book["Also recorded"].iter_rows(min_row=2)] == [
        ["Asha Patel", "Clerk from 1 January 2028"]
    ]


def test_a_workbook_says_of_which_day_it_is_and_that_it_is_private(northfield):
    about = {
        row[0].value: values(row)[1] for row in sheets(northfield)["About this file"].iter_rows()
    }

    assert about["Area"] == "Northfield"
    assert about["Register as it stood on"] == datetime.date(2026, 10, 1)
    assert about["Private"].startswith("Homes and families are in here.")


def test_no_cell_of_a_workbook_is_a_formula(awkward):
    cells = [cell for sheet in sheets(awkward) for row in sheet.iter_rows() for cell in row]

    assert "f" not in {cell.data_type for cell in cells}
    texts = [cell for cell in cells if isinstance(cell.value, str) and is_formula(cell.value)]
    assert "=1+1" in [cell.value for cell in texts]
    assert "=2+2" in [cell.value for cell in texts]
    assert all(cell.quotePrefix for cell in texts)


def test_no_cell_of_a_csv_file_begins_like_a_formula(awkward):
    cells = [cell for row in csv_rows(awkward) for cell in row]

    assert "'=1+1" in cells
    assert not [cell for cell in cells if is_formula(cell)]


def test_accents_and_other_scripts_arrive_in_excel(awkward):
    content = register_csv(awkward, TODAY)

    assert content.startswith(b"\xef\xbb\xbf")
    names = [row[0] for row in csv_rows(awkward)]
    assert {"Zoë Łuk", "Юлія", "张伟", "محمد"} <= set(names)


def test_days_are_days_and_in_csv_no_program_reads_them_month_first(northfield, people):
    OfficeFactory(
        area=northfield,
        person=people.asha,
        title="clerk",
        starts_on=datetime.date(2024, 4, 3),
    )
    rows = csv_rows(northfield)
    asha = dict(zip(rows[0], rows[1], strict=True))

    assert asha["Member since"] == "2020-01-01"
    assert asha["Office"] == "Chair; Clerk"
    assert asha["Office since"] == "1/1/2020; 3/4/2024"


def test_a_register_of_nobody_is_a_sheet_of_headings(southmere):
    southmere.residences.all().delete()
    southmere.memberships.all().delete()

    assert csv_rows(southmere) == [TITLES]
    assert sheets(southmere)["Members"].max_row == 1


def test_a_cell_that_somebody_typed_an_apostrophe_before_is_text_and_a_formula_is_not(northfield):
    book = sheets(northfield)
    cell = book["Members"]["A2"]
    cell.value, cell.data_type, cell.quotePrefix = "=Asha", "s", True
    book["Members"]["A3"].value = "=Ben"
    file = io.BytesIO()
    book.save(file)

    names = [cells["name"] for _, cells in opened(file.getvalue()).rows]

    assert names[:2] == ["'=Asha", "=Ben"]


@pytest.mark.parametrize("write", [register_csv, register_workbook])
def test_a_register_of_many_costs_the_queries_of_one_of_few(
    northfield, write, django_assert_num_queries
):
    def count():
        with django_assert_num_queries(8 if write is register_csv else 17):
            write(northfield, TODAY)

    count()
    for number in range(30):
        MembershipFactory(area=northfield, person__name=f"Member {number}")
    count()
