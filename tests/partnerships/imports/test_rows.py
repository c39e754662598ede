"""Each row checked: what is understood, and the sentence for each thing that is not."""

import datetime

import pytest

from partnerships.imports.column import Kind
from partnerships.imports.layout import COLUMNS
from partnerships.imports.rows import RowForm
from tests.partnerships.imports.files import checked

pytestmark = pytest.mark.usefixtures("db")
DAY = datetime.date


def sentences(*rows: str) -> list[str]:
    return [problem.sentence for problem in checked(*rows).problems]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("27/3/2024", DAY(2024, 3, 27)),
        ("27.03.2024", DAY(2024, 3, 27)),
        ("27 March 2024", DAY(2024, 3, 27)),
        ("27-Mar-2024", DAY(2024, 3, 27)),
        ("27th mar 2024", DAY(2024, 3, 27)),
        ("2024-03-27", DAY(2024, 3, 27)),
        ("2024-03-27 00:00:00", DAY(2024, 3, 27)),
        ("03/04/2020", DAY(2020, 4, 3)),
        ("29/2/2024", DAY(2024, 2, 29)),
    ],
)
def test_days_are_read_day_first(text, day):
    assert checked("Name,Member since", f"Asha Patel,{text}").rows[0].since == day


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("31/02/2020", "“31/02/2020” is not a date. Enter a date like 27/3/2024."),
        ("29/2/2023", "“29/2/2023” is not a date. Enter a date like 27/3/2024."),
        (
            "3/4/20",
            "“3/4/20” is not a date. Write the year in full. Enter a date like 27/3/2024.",
        ),
        (
            "3/27/2024",
            "“3/27/2024” is not a date. The day comes first, then the month. Enter a date like "
            "27/3/2024.",
        ),
        ("spring", "“spring” is not a date. Enter a date like 27/3/2024."),
        ("45378", "“45378” is not a date. Enter a date like 27/3/2024."),
        ("2/10/2027", None),
        ("3/10/2027", "3 October 2027 is more than a year from now. Check the year."),
    ],
)
def test_what_is_no_day_is_said_with_its_row_and_column(text, sentence):
    expected = [] if sentence is None else [f"Row 2, Member since: {sentence}"]
    assert sentences("Name,Member since", f"Asha Patel,{text}") == expected


def test_every_error_of_every_row_is_said_at_once():
    assert sentences(
        "Name,Member since,Votes,Lives in the area,E-mail address,How appointed",
        "Asha Patel,31/02/2020,maybe,here,asha,by lot",
        "",
        ",1/1/2020,yes,yes,,elected",
    ) == [
        "Row 2, E-mail address: “asha” is not an e-mail address. Enter one like name@example.org.",
        "Row 2, Member since: “31/02/2020” is not a date. Enter a date like 27/3/2024.",
        "Row 2, Votes: “maybe” is not one of the words for this column. Enter yes or no.",
        "Row 2, How appointed: “by lot” is not one of the words for this column. Enter elected, "
        "co-opted, nominated or founding.",
        "Row 2, Lives in the area: “here” is not one of the words for this column. Enter yes, no or "
        "not known.",
        "Row 4, Name: Enter the name of the person on this row.",
    ]


@pytest.mark.parametrize("text", ["=HYPERLINK(1)", "+44 1234", "-Asha", "@SUM(A1)", "="])
def test_what_a_spreadsheet_takes_for_a_formula_is_refused(text):
    assert sentences("Name,Member since", f"{text},1/1/2020") == [
        f"Row 2, Name: The cell begins with “{text[0]}”, as a formula does. Enter the value itself: "
        "in Excel, copy the cell and paste it as values."
    ]


def test_the_error_of_a_spreadsheet_is_no_name():
    assert sentences("Name,Member since", "#REF!,1/1/2020") == [
        "Row 2, Name: The cell holds the error #REF!. Enter the value itself."
    ]


@pytest.mark.parametrize("blank", ["", "-", "–", "n/a", "None"])
def test_what_people_write_for_nothing_is_nothing(blank):
    row = checked(
        "Name,Member since,Office,Household", f"Asha Patel,1/1/2020,{blank},{blank}"
    ).rows[0]
    assert (row.offices, row.household) == ((), "")


@pytest.mark.parametrize(
    ("column", "kind"),
    [(column, kind) for column in COLUMNS if column.words for kind in ("first", "all")],
    ids=lambda value: getattr(value, "key", value),
)
def test_every_documented_word_is_understood(column, kind):
    words = column.allowed if kind == "first" else list(column.words)
    for word in words:
        field = RowForm().fields[column.key]
        expected = column.words[word]
        got = field.clean(word.upper())
        assert got == ((expected,) if column.kind is Kind.CHOICES else expected)


def test_offices_and_relatives_take_one_day_or_word_for_all_or_one_for_each():
    row = checked(
        "Name,Member since,Office,Office since,Related to,How related",
        "Asha Patel,1/1/2020,Chair; Treasurer,1/2/2020; 1/3/2020,Ben Ade; Cy Ade,Mother",
    ).rows[0]
    assert row.offices == (("Chair", DAY(2020, 2, 1)), ("Treasurer", DAY(2020, 3, 1)))
    assert row.related == (("Ben Ade", "parent"), ("Cy Ade", "parent"))


def test_an_office_named_twice_counts_once():
    row = checked("Name,Member since,Office", "Asha Patel,1/1/2020,Chair; CHAIR ;").rows[0]
    assert row.offices == (("CHAIR", None),)


@pytest.mark.parametrize(
    ("headings", "cells", "sentence"),
    [
        (
            "Last day",
            "31/12/2019",
            "Last day: 31 December 2019 is before the first day, 1 January 2020.",
        ),
        (
            "Term ends",
            "31/12/2019",
            "Term ends: 31 December 2019 is before the first day, 1 January 2020.",
        ),
        ("Why it ended", "resigned", "Why it ended: Enter the last day too, or leave this empty."),
        ("Employer", "Acme", "Employer: Fill in “Paid worker” too, or leave this empty."),
        (
            "LTO since",
            "1/1/2021",
            "LTO since: Fill in “LTO representative” too, or leave this empty.",
        ),
        (
            "How checked",
            "seen",
            "How checked: Fill in “Lives in the area” too, or leave this empty.",
        ),
        ("Office since", "1/1/2021", "Office since: Fill in “Office” too, or leave this empty."),
        ("Related to", "Ben", "How related: Enter how they are related, like brother or sister."),
        (
            "Office,Office since",
            "Chair;Treasurer;Secretary,1/1/2021;1/1/2022",
            "Office since: Enter one for all, or as many as in “Office”: there are 2 here and 3 there.",
        ),
        (
            "Last day,Office,Office since",
            "1/1/2021,Chair,2/1/2021",
            "Office since: They took the office after their last day.",
        ),
        ("Office", "x" * 81, "Office: The text has 81 characters or more. Shorten it to 80."),
    ],
)
def test_cells_that_do_not_go_together(headings, cells, sentence):
    assert sentences(f"Name,Member since,{headings}", f"Asha Patel,1/1/2020,{cells}") == [
        f"Row 2, {sentence}"
    ]


@pytest.mark.parametrize("again", ["Asha Patel", "asha  PATEL", "Asha\u00a0Patel"])
def test_somebody_in_two_rows_is_pointed_out_with_both(again):
    assert sentences(
        "Name,Member since", "Asha Patel,1/1/2020", "Ben,1/1/2020", f"{again},1/1/2020"
    ) == [
        f"Row 4, Name: “{' '.join(again.split())}” is on row 2 too. Keep one row for each person. If "
        "they are two people, enter the e-mail address of each."
    ]


def test_two_people_of_one_name_are_told_apart_by_their_addresses():
    found = checked(
        "Name,Member since,E-mail address",
        "Sam O’Neil,1/1/2020,sam@example.org",
        "Sam O'Neil,1/1/2020,samuel@example.org",
    )
    assert found.problems == []
    assert len(found.rows) == 2
