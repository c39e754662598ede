"""Whatever is uploaded, the answer is a table or a sentence, and the check of it a page."""

import io
import unicodedata

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partnerships.actions.imports import rehearse
from partnerships.imports.cells import clean
from partnerships.imports.layout import COLUMNS
from partnerships.imports.reading import read
from partnerships.imports.rows import check
from partnerships.imports.table import Table, Unreadable
from tests.partnerships.imports.files import workbook

WORKBOOK = workbook([["Name", "Member since"], ["Asha Patel", "27/3/2024"]])
NAMES = st.sampled_from(["members.csv", "members.xlsx", "members.xls", "members", ".", ""])
IN_TURN = settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def read_or_refused(name: str, content: bytes) -> Table | None:
    try:
        return read(name, len(content), io.BytesIO(content))
    except Unreadable:
        return None


@given(name=NAMES, content=st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(name, content):
    read_or_refused(name, content)


@given(at=st.integers(0, len(WORKBOOK) - 1), value=st.binary(min_size=1, max_size=8))
def test_a_workbook_with_any_bytes_changed_is_read_or_refused(at, value):
    read_or_refused("members.xlsx", WORKBOOK[:at] + value + WORKBOOK[at + len(value) :])


@given(text=st.text(max_size=300), encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]))
def test_any_text_below_the_headings_is_read_or_refused(text, encoding):
    content = f"Name,Member since\n{text}".encode(encoding, "ignore")
    table = read_or_refused("members.csv", content)
    if table:
        check(table)


@given(text=st.text())
def test_a_cleaned_cell_is_one_line_that_can_be_kept_and_stays_as_it_is(text):
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not {unicodedata.category(character) for character in cleaned} & {"Cc", "Cs"}


WORDS = ["Asha Patel", "Ben Okafor", "Zoë Quist", "yes", "no", "A; B", "x", "=1", "chair", "sister"]
WORDS += ["1/1/2020", "31/12/2026", "1/10/2026", "2/2/2019", "employed", "trustee", "elected", ""]
WORDS += [word for column in COLUMNS for word in column.allowed[:2]]
CELLS = st.dictionaries(
    st.sampled_from([column.key for column in COLUMNS if column.key not in ("name", "since")]),
    st.one_of(st.sampled_from(WORDS), st.text(max_size=12).map(clean)),
    max_size=8,
)
ROWS = st.tuples(
    st.sampled_from(["Asha Patel", "Ben Okafor", "Zoë Quist", "Yan Quist", "carys hughes"]),
    st.sampled_from(["1/1/2020", "2/2/2019", "1/10/2026", "1/1/2027", ""]),
    CELLS,
)


@IN_TURN
@given(rows=st.lists(ROWS, min_size=1, max_size=4, unique_by=lambda row: row[0]))
def test_any_rows_can_be_rehearsed(northfield, rows):
    table = Table(
        [
            (number, {"name": name, "since": since} | cells)
            for number, (name, since, cells) in enumerate(rows, start=2)
        ]
    )
    before = northfield.memberships.count()
    rehearse(area=northfield, table=table, by=None)
    assert northfield.memberships.count() == before


@IN_TURN
@given(
    name=st.sampled_from(["a.csv", "a.xlsx", "a.xls", "a"]),
    content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)),
)
def test_any_upload_is_answered_with_a_page(sol, client, name, content):
    client.force_login(sol)
    upload = SimpleUploadedFile(name, b"Name,Member since\n" + content)
    response = client.post(reverse("import-start", args=["northfield"]), {"file": upload})
    assert response.status_code in (200, 302)
    check_page = client.get(reverse("import-check", args=["northfield"]))
    assert check_page.status_code in (200, 302)
