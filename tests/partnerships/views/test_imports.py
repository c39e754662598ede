"""The pages of the import, from choosing a file to the register."""

import csv
import datetime
import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from partnerships.imports.layout import COLUMNS, FILLED_IN
from partnerships.models import ImportDraft, Person
from tests.partnerships.imports.files import lines, opened, workbook

START, CHECK, BLANK, REGISTER = (
    reverse(name, args=["northfield"])
    for name in ["import-start", "import-check", "import-blank", "register"]
)
NEW = lines("Name,Member since,Lives in the area,Phone", "Zoë Quist,27/3/2024,yes,01234")
WRONG = lines("Name,Member since,Votes", "Zoë Quist,31/02/2020,yes", "Yan Quist,1/1/2020,perhaps")


@pytest.fixture
def client(sign_in, sol):
    return sign_in(sol)


def choose(client, content, name="members.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(START, {"file": SimpleUploadedFile(name, content)})


def words(response):
    return " ".join(BeautifulSoup(response.content, "html.parser").main.get_text(" ").split())


def summary(response):
    page = BeautifulSoup(response.content, "html.parser")
    assert page.title.text.startswith("Error: ")
    return [(link.text, link["href"]) for link in page.select(".govuk-error-summary a")]


def seen(response):
    """What the page's own confirming form sends."""
    page = BeautifulSoup(response.content, "html.parser")
    return page.find("input", {"name": "seen"})["value"]


def test_the_first_page_explains_every_column(client):
    page = BeautifulSoup(client.get(START).content, "html.parser")
    headings = [cell.text for cell in page.select("main tbody th")]
    assert headings == [column.title for column in COLUMNS]


def test_a_file_is_checked_confirmed_and_on_the_register(client, northfield):
    response = choose(client, NEW)
    assert response.status_code == 302
    assert response.url == CHECK
    for _ in range(2):
        response = client.get(CHECK)
        said = words(response)
        assert "Left out, because we do not know what they are for: Phone." in said
        assert "Member since 27 March 2024, voting" in said
        assert "Members 8 9" in said
        assert not Person.objects.filter(name="Zoë Quist").exists()
    response = client.post(CHECK, {"seen": seen(response)}, follow=True)
    assert response.redirect_chain == [(REGISTER, 302)]
    assert "Imported: 1 person added." in words(response)
    assert northfield.memberships.filter(person__name="Zoë Quist").count() == 1
    assert not ImportDraft.objects.exists()


def test_a_workbook_does_as_well(client):
    choose(
        client, workbook([["Name", "Joined"], ["Zoë Quist", datetime.date(2024, 3, 27)]]), "m.xlsx"
    )
    assert "Member since 27 March 2024" in words(client.get(CHECK))


def test_errors_are_summed_up_and_lead_to_their_rows(client):
    choose(client, WRONG)
    response = client.get(CHECK)
    assert summary(response) == [
        (
            "Row 2, Member since: “31/02/2020” is not a date. Enter a date like 27/3/2024.",
            "#row-2",
        ),
        (
            "Row 3, Votes: “perhaps” is not one of the words for this column. Enter yes or no.",
            "#row-3",
        ),
    ]
    page = BeautifulSoup(response.content, "html.parser")
    assert page.find(id="row-3").th.text == "Row 3"
    assert page.find("input", {"name": "seen"}) is None


def test_a_summary_of_many_errors_ends_with_how_many_more(client):
    rows = [f"Person {number},soon" for number in range(45)]
    choose(client, lines("Name,Member since", *rows))
    found = summary(client.get(CHECK))
    assert len(found) == 11
    assert found[-1] == ("And 35 more errors, in the table below", "#row-12")


def test_a_file_with_errors_cannot_be_confirmed(client):
    choose(client, WRONG)
    response = client.post(CHECK, {"seen": client.get(CHECK).context["plan"].mark})
    assert response.status_code == 200
    assert "Nothing can be imported until its errors are mended." in words(response)
    assert not Person.objects.filter(name__endswith="Quist").exists()


def test_a_register_that_changed_is_shown_again_before_it_is_written(client, northfield):
    choose(client, NEW)
    before = seen(client.get(CHECK))
    northfield.note_register_change()
    response = client.post(CHECK, {"seen": before})
    assert response.status_code == 200
    assert "Nothing is imported yet. The register or your file changed" in words(response)
    assert not Person.objects.filter(name="Zoë Quist").exists()
    assert client.post(CHECK, {"seen": seen(response)}).status_code == 302
    assert Person.objects.filter(name="Zoë Quist").exists()


def test_a_file_that_says_nothing_new_cannot_be_confirmed_but_says_so(client):
    choose(client, lines("Name,Member since", "Asha Patel,1/1/2020"))
    response = client.get(CHECK)
    assert "there is nothing to import" in words(response)
    assert BeautifulSoup(response.content, "html.parser").find("input", {"name": "seen"}) is None


def test_the_upload_is_the_uploaders_alone(client, rhea, sign_in):
    choose(client, NEW)
    response = sign_in(rhea).get(CHECK, follow=True)
    assert response.redirect_chain == [(START, 302)]
    assert "There is no file of yours to check." in words(response)
    assert "Zoë" not in words(response)


def test_an_upload_of_yesterday_is_gone(client):
    choose(client, NEW)
    ImportDraft.objects.update(uploaded_at=timezone.now() - datetime.timedelta(days=1))
    assert client.get(CHECK).url == START
    assert client.post(CHECK, {"seen": "x"}).url == START


def test_an_upload_can_be_given_up(client):
    choose(client, NEW)
    response = client.post(CHECK, {"discard": "yes"}, follow=True)
    assert "Nothing was imported, and what you uploaded is deleted." in words(response)
    assert not ImportDraft.objects.exists()


def test_only_the_columns_that_are_known_are_kept(client):
    choose(client, NEW)
    assert "01234" not in str(ImportDraft.objects.get().table)


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "members.csv", "The file is empty. Choose another"),
        (b"MZ\x90\x00", "members.xlsx", "The file is a program, not a spreadsheet."),
        (b"a," * 5_000_000, "members.csv", "The file is larger than 2 MB."),
        (b"Name\x00", "members.csv", "characters in it that are no text"),
        (b"Name,Votes\nAsha,yes", "members.csv", "The file has no column “Member since”."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_field(client, content, name, sentence):
    response = choose(client, content, name)
    assert response.status_code == 200
    ((message, target),) = summary(response)
    assert sentence in message
    assert target == "#id_file"
    assert not ImportDraft.objects.exists()


@pytest.mark.parametrize("data", [{}, {"file": "members.csv"}])
def test_no_file_at_all(client, data):
    assert summary(client.post(START, data)) == [("Choose a file with your members", "#id_file")]


def test_the_blank_workbook_reads_back_and_holds_nobody(client):
    response = client.get(BLANK)
    assert response["Content-Disposition"] == 'attachment; filename="members.xlsx"'
    book = load_workbook(io.BytesIO(response.content))
    assert [cell.value for cell in book["Members"][1]] == [column.title for column in FILLED_IN]
    book["Members"].append(["Zoë Quist", None, datetime.date(2024, 3, 27)])
    filled = io.BytesIO()
    book.save(filled)
    (row,) = opened(filled.getvalue()).rows
    assert row[1] == {"name": "Zoë Quist", "since": "2024-03-27"}


def test_the_blank_csv_file_reads_back(client):
    response = client.get(BLANK, {"format": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    headings = next(csv.reader(io.StringIO(response.content.decode("utf-8-sig"))))
    assert headings == [column.title for column in FILLED_IN]
    filled = response.content + b"Asha Patel,,27/3/2024\r\n"
    assert opened(filled).rows == [(2, {"name": "Asha Patel", "since": "27/3/2024"})]


def test_no_cell_of_the_blanks_begins_like_a_formula(client):
    book = load_workbook(io.BytesIO(client.get(BLANK).content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert cells
    assert not [cell.value for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]


def test_the_blank_in_another_kind_is_the_workbook(client):
    assert client.get(BLANK, {"format": "exe"})["Content-Disposition"].endswith('members.xlsx"')
