"""What is read from a file, whatever program wrote it, and what is refused with a plain sentence."""

import datetime
import io
import time
import tracemalloc
import zipfile

import pytest
from openpyxl import Workbook

from partnerships.imports.layout import COLUMNS, MOST_ROWS
from partnerships.imports.reading import LARGEST_FILE, read
from partnerships.imports.table import Table, Unreadable
from tests.partnerships.imports.files import lines, opened, repacked, saved, workbook

HEADINGS = ["Name", "Member since"]
ASHA = (2, {"name": "Asha Patel", "since": "2024-03-27"})


def refusal(content: bytes | str, name: str = "") -> str:
    with pytest.raises(Unreadable) as refused:
        opened(content, name)
    return str(refused.value)


def test_a_workbook_with_real_dates():
    table = opened(workbook([HEADINGS, ["Asha Patel", datetime.date(2024, 3, 27)]]))
    assert table.rows == [ASHA]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_however_it_is_encoded_and_separated(encoding, separator):
    text = lines("Name,Member since", "Zoë O’Neil,27/3/2024", separator=separator)
    assert opened(text.encode(encoding)).rows == [(2, {"name": "Zoë O’Neil", "since": "27/3/2024"})]


def test_a_csv_file_in_which_excel_says_how_it_is_separated():
    table = opened("sep=;\r\nName;Member since\r\nAsha Patel;2024-03-27\r\n")
    assert table.rows == [(3, ASHA[1])]


def test_names_with_commas_and_line_breaks_in_quotes():
    text = 'Name,Member since\n"Patel,\nAsha",2024-03-27\nBen Ade,2024-03-27\n'
    assert [(n, cells["name"]) for n, cells in opened(text).rows] == [
        (2, "Patel, Asha"),
        (3, "Ben Ade"),
    ]


def test_blanks_at_the_ends_and_blanks_that_do_not_break_are_tidied():
    text = lines("Name , Member since", "  Asha\u00a0 Patel\u200b ,\u00a02024-03-27  ")
    assert opened(text).rows == [ASHA]


def test_accents_written_in_two_characters_become_one():
    assert opened(lines("Name,Member since", "Zoe\u0308 Quist,1/1/2020")).rows[0][1]["name"] == (
        "Zo\u00eb Quist"
    )


def test_titles_above_the_headings_and_blank_rows_are_passed_over():
    rows = [["Big Local Northfield"], [], ["Members, 2026"], HEADINGS, [], ["Asha Patel", "x"]]
    assert opened(workbook(rows)).rows == [(6, {"name": "Asha Patel", "since": "x"})]


def test_a_title_in_merged_cells():
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "Our members"
    sheet.merge_cells("A1:D2")
    for column, heading in enumerate(HEADINGS, start=1):
        sheet.cell(3, column, heading)
    sheet["A4"], sheet["B4"] = "Asha Patel", "2024-03-27"
    assert opened(saved(book)).rows == [(4, ASHA[1])]


@pytest.mark.parametrize(
    "headings",
    [
        "MEMBER SINCE;FULL NAME",
        "Joined:;name",
        "Start date (dd/mm/yyyy);Member name",
        "since;NAME*",
    ],
)
def test_headings_in_any_order_and_case_and_by_other_names(headings):
    assert opened(f"{headings}\n2024-03-27;Asha Patel\n").rows == [ASHA]


def test_every_column_is_found_by_its_own_title():
    text = lines(
        ",".join(f'"{column.title}"' for column in COLUMNS), ",".join("x" for _ in COLUMNS)
    )
    assert opened(text).rows == [(2, {column.key: "x" for column in COLUMNS})]


def test_a_name_in_two_columns():
    table = opened(lines("Surname,First name,Member since", "Patel,Asha,2024-03-27"))
    assert table.rows == [ASHA]


def test_columns_that_are_not_known_are_left_out_and_said():
    table = opened(lines("Name,Phone,Member since,", "Asha Patel,01234,2024-03-27,tall"))
    assert table.rows == [ASHA]
    assert table.ignored == ["Phone", "column D (no heading)"]


def test_of_several_sheets_the_first_with_the_headings_is_read_and_named():
    content = workbook(
        [["Notes"], ["Call Asha"]],
        [HEADINGS, ["Asha Patel", "2024-03-27"]],
        [HEADINGS, ["Somebody Else", "2024-03-27"]],
        titles=["Notes", "Members", "Old"],
    )
    table = opened(content)
    assert table.rows == [ASHA]
    assert table.note == (
        "The workbook has 3 sheets. We read “Members”, the first with the headings, and no other."
    )


def test_a_hidden_sheet_is_not_read():
    book = Workbook()
    book.active.append(["Name"])
    hidden = book.create_sheet("Hidden")
    hidden.sheet_state = "hidden"
    hidden.append(HEADINGS)
    hidden.append(["Asha Patel", "2024-03-27"])
    assert "no column “Member since”" in refusal(saved(book))


def test_a_wrong_declared_size_hides_nobody():
    content = workbook([HEADINGS, ["Asha Patel", "2024-03-27"]])

    def lie(part: str, text: bytes) -> bytes:
        return text.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"')

    lied = repacked(content, lie)
    assert lied != content
    assert opened(lied).rows == [ASHA]


def test_a_row_far_below_is_read_and_one_beyond_the_end_of_excel_is_not_waited_for():
    content = workbook([HEADINGS, ["Asha Patel", "2024-03-27"]])
    far = repacked(content, lambda part, text: text.replace(b'<row r="2"', b'<row r="900000"'))
    assert opened(far).rows == [(900_000, ASHA[1])]
    beyond = repacked(
        content, lambda part, text: text.replace(b'<row r="2"', b'<row r="999999999"')
    )
    started = time.monotonic()
    assert "nobody below" in refusal(beyond)
    assert time.monotonic() - started < 10


def test_a_formula_is_read_as_one_for_the_row_to_refuse():
    table = opened(workbook([HEADINGS, ["=A1&B1", "2024-03-27"]]))
    assert table.rows[0][1]["name"] == "=A1&B1"


def test_a_table_comes_back_from_json_as_it_was():
    table = Table(rows=[ASHA], ignored=["Phone"], note="We read “Members”.")
    assert Table.from_json(table.as_json()) == table


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "members.csv", "The file is empty."),
        (b" \r\n", "members.csv", "The file is empty."),
        (b"\xef\xbb\xbf\r\n\r\n", "members.csv", "The file is empty."),
        (b"MZ\x90\x00\x03\x00", "members.xlsx", "The file is a program, not a spreadsheet."),
        (b"MZ\x90\x00\x03\x00", "members.csv", "The file is a program, not a spreadsheet."),
        (b"%PDF-1.7", "members.csv", "The file is a PDF document, not a spreadsheet."),
        (b"\x89PNG\r\n", "members.xlsx", "The file is a picture, not a spreadsheet."),
        (b"<html><table></table>", "members.xls", "The file is a web page or XML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.xls", "an old Excel workbook (.xls)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old", "a.xlsx", "an old Excel workbook (.xls)"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "members.xlsx",
            "The file is locked with a password.",
        ),
        (
            b"Name,Member since",
            "members.xlsx",
            "“members.xlsx” is called .xlsx, but it is no Excel",
        ),
        (b"Name,Member since", "members.doc", "must be an Excel workbook (.xlsx) or a CSV file"),
        (b"Name,Member since", "members", "must be an Excel workbook (.xlsx) or a CSV file"),
        (b"Name,Member\x00 since", "members.csv", "characters in it that are no text"),
        (b"Name,\x81\x8d", "members.csv", "characters in it that are no text"),
        ("Name,Member since".encode("utf-16-le"), "a.csv", "characters in it that are no text"),
        (b"\xff\xfeN", "a.csv", "characters in it that are no text"),
        (b"Name,Member since\r\n", "members.csv", "headings on row 1, but nobody below them"),
        (b"Name,Member since\r\n , \r\n", "a.csv", "headings on row 1, but nobody below them"),
        (b"Asha Patel,27/3/2024\r\n", "a.csv", "no row of headings that we know"),
        (b'Name,Member since\n"Asha,1/1/2020\n', "a.csv", "Row 2 of the file cannot be read"),
        (b"Name,Member since\n" + b"a" * 200_000, "a.csv", "Row 2 of the file cannot be read"),
        (b"," * 300, "a.csv", "The file is empty."),
        (b"a," * 300, "a.csv", "more than 100 columns"),
    ],
)
def test_what_is_no_list_of_members_is_refused_in_plain_words(content, name, sentence):
    assert sentence in refusal(content, name)


def test_missing_headings_are_named_with_those_that_are_there():
    assert refusal(lines("Some title", "Name,Votes", "Asha,yes")) == (
        "The file has no column “Member since”. The headings that we know are on row 2: Name and "
        "Votes. Add the missing column, or call it so."
    )


def test_two_columns_that_mean_the_same_are_refused():
    assert refusal(lines("Name,Joined,Start date", "Asha,1/1/2020,1/1/2020")) == (
        "Two columns both mean Member since: “Joined” (column B) and “Start date” (column C). "
        "Rename or remove one of them."
    )


def test_a_workbook_that_is_called_csv_is_refused():
    content = workbook([HEADINGS, ["Asha Patel", "2024-03-27"]])
    assert "give it a name that ends in .xlsx" in refusal(content, "members.csv")


def test_a_workbook_with_macros_is_refused():
    content = workbook([HEADINGS])
    with_macros = repacked(content, lambda part, text: text, [("xl/vbaProject.bin", b"x")])
    assert "macros in it, which we do not open" in refusal(with_macros)
    assert "with macros (.xlsm)" in refusal(content, "members.xlsm")


@pytest.mark.parametrize(
    ("part", "sentence"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.bin", "a binary Excel workbook"),
        ("mimetype", "an OpenDocument file"),
        ("members.csv", "a zip file, not an Excel workbook"),
    ],
)
def test_other_packed_files_are_told_apart(part, sentence):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(part, "x")
    assert sentence in refusal(file.getvalue(), "members.xlsx")


def test_damaged_workbooks_are_refused():
    content = workbook([HEADINGS, ["Asha Patel", "2024-03-27"]])
    for damaged in [
        content[: len(content) // 2],
        content[:-40],
        repacked(content, lambda part, text: text[: len(text) // 2]),
    ]:
        assert "cannot be opened as an Excel workbook" in refusal(damaged, "members.xlsx")
    sheetless = repacked(content, lambda part, text: None if "worksheets" in part else text)
    assert refusal(sheetless) == "The workbook has no sheet that is shown."


def test_xml_that_declares_entities_is_refused():
    content = workbook([HEADINGS, ["Asha Patel", "2024-03-27"]])
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'

    def with_entities(part: str, text: bytes) -> bytes:
        return text if part != "xl/worksheets/sheet1.xml" else bomb + text

    assert "cannot be opened" in refusal(repacked(content, with_entities))


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    content = workbook([HEADINGS])
    bomb = repacked(content, lambda part, text: text, [("xl/media/a.xml", b"0" * 60_000_000)])
    assert len(bomb) < LARGEST_FILE
    tracemalloc.start()
    assert "far too large once it is unpacked" in refusal(bomb)
    assert tracemalloc.get_traced_memory()[1] < 20_000_000
    tracemalloc.stop()


def test_a_file_of_ten_megabytes_is_refused_without_being_read():
    class Untouched(io.BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            raise AssertionError("The file was read")

    with pytest.raises(Unreadable, match="larger than 2 MB"):
        read("members.csv", 10_000_000, Untouched())


@pytest.mark.parametrize("rows", [MOST_ROWS + 1, 5_000, 50_000])
def test_a_sheet_with_too_many_rows_is_refused_soon(rows):
    asked = [HEADINGS, *[["Asha Patel", "1/1/2020"]] * rows]
    for content in (workbook(asked), lines(*[",".join(row) for row in asked])):
        started = time.monotonic()
        message = refusal(content)
        assert f"{MOST_ROWS} rows" in message
        assert time.monotonic() - started < 5


def test_as_many_rows_as_allowed_are_read():
    content = lines("Name,Member since", *["Asha Patel,1/1/2020"] * MOST_ROWS)
    assert len(opened(content).rows) == MOST_ROWS
