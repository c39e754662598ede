"""Downloads of figures: exactly what the filters of the overview show, and nobody else's areas."""

import csv
import io

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from openpyxl import load_workbook

from partnerships.models import Area
from reviews.figures import TABLES
from reviews.models import State
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    ReviewFactory,
    RoundFactory,
    WaiverFactory,
)

PAGE = reverse("figures-downloads")


def file(kind: str, table: str) -> str:
    return reverse(f"figures-{kind}", args=[table])


def content(response) -> bytes:
    assert response.status_code == 200, response
    return b"".join(response.streaming_content)


def lines(response) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content(response).decode("utf-8-sig"))))


def sheets(response) -> dict[str, list[tuple]]:
    book = load_workbook(io.BytesIO(content(response)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


@pytest.fixture
def programme(northfield: Area, southmere: Area, rhea, ravi) -> None:
    """Northfield meets everything. Southmere has two members; Westend cannot tell."""
    westend = AreaFactory(name="Westend", region="london", local_authority="Docklandshire")
    for _ in range(8):
        MembershipFactory(area=westend)
    round_ = RoundFactory(year=2026)
    ReviewFactory(round=round_, area=northfield, state=State.SUBMITTED)
    ReviewFactory(round=round_, area=southmere, state=State.IN_PROGRESS)


QUERIES = [
    "",
    "region=london",
    "criteria=no",
    "criteria=unknown&sort=name",
    "rule=minimum-members",
    "review=submitted",
    "q=o&sort=-name",
    "conflicts=yes&sort=members",
    "q=zzz",
    "sort=nonsense",
    "page=99",
    "colour=blue",
    "region=atlantis",
    "level=breaches",
    "rep=none",
    "departure=no&sort=-changed",
    "changed=never&sort=since",
]


@pytest.mark.parametrize("query", QUERIES)
def test_a_file_holds_what_the_page_shows_in_its_order(sign_in, stan, programme, query):
    client = sign_in(stan)
    page = BeautifulSoup(client.get(f"{reverse('overview')}?{query}").content, "html.parser")
    shown = [link.get_text() for link in page.select("main tbody th a")]

    found = lines(client.get(f"{file('csv', 'areas')}?{query}"))

    assert [line["Name"] for line in found] == shown


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_workbook_says_the_same_as_the_csv_file(sign_in, stan, programme, table):
    client = sign_in(stan)
    by_heading = lines(client.get(file("csv", table.name)))
    headings, *rows = sheets(client.get(file("xlsx", table.name)))[table.title]
    assert list(headings) == [figure.heading for figure in table.figures]
    said = [["" if value is None else _in_text(value) for value in row] for row in rows]
    assert said == [list(line.values()) for line in by_heading]
    assert said


def _in_text(value) -> str:
    return value.date().isoformat() if hasattr(value, "date") else str(value)


def test_a_line_in_words(sign_in, stan, programme):
    line = lines(sign_in(stan).get(f"{file('csv', 'areas')}?q=southmere"))[0]
    assert {title: line[title] for title in ("Name", "Rep", "Region", "Criteria", "Not met")} == {
        "Name": "Southmere",
        "Rep": "Ravi Rep",
        "Region": "South East",
        "Criteria": "Does not meet",
        "Not met": "Too few members",
    }
    assert (line["Members"], line["Review"], line["As at"]) == ("2", "In progress", "2026-10-01")


def test_a_finding_that_is_waived_says_until_when(sign_in, stan, programme, southmere):
    WaiverFactory(area=southmere)
    client = sign_in(stan)
    (line,) = lines(client.get(f"{file('csv', 'findings')}?q=southmere"))
    assert (line["Rule"], line["Level"]) == ("Too few members", "Breach")
    assert line["Waived until"] == "2027-02-28"
    headings, row = sheets(client.get(f"{file('xlsx', 'findings')}?q=southmere"))["Findings"]
    assert dict(zip(headings, row, strict=True))["Waived until"].isoformat()[:10] == "2027-02-28"
    (line,) = lines(client.get(f"{file('csv', 'areas')}?q=southmere"))
    assert (line["Criteria"], line["Waived"]) == ("Does not meet", "Too few members")


def test_a_workbook_tells_what_it_is(sign_in, stan, programme):
    response = sign_in(stan).get(f"{file('xlsx', 'members')}?region=london")
    assert response["Content-Disposition"] == 'attachment; filename="members-2026-10-01.xlsx"'
    assert response["Cache-Control"] == "private, no-store"
    book = sheets(response)
    assert book["About this file"][2] == ("Areas chosen", "London")
    meanings = dict(row[:2] for row in book["What the columns mean"])
    assert meanings["Residents’ share (%)"].startswith("Residents among all members")


def test_a_name_that_looks_like_a_formula_runs_nowhere(sign_in, stan, db):
    AreaFactory(name="=HYPERLINK(1)", slug="formula")
    client = sign_in(stan)
    assert lines(client.get(file("csv", "areas")))[0]["Name"] == "'=HYPERLINK(1)"
    book = load_workbook(io.BytesIO(content(client.get(file("xlsx", "areas")))))
    assert (book.active["B2"].value, book.active["B2"].data_type) == ("=HYPERLINK(1)", "s")


@pytest.mark.parametrize("who", ["sol", "rhea"])
def test_a_rep_and_a_secretary_take_their_own_areas_alone(
    who, request, sign_in, programme, northfield
):
    client = sign_in(request.getfixturevalue(who))
    for table in TABLES:
        for query in ("", "?q=southmere", "?sort=-name"):
            names = {line["Name"] for line in lines(client.get(file("csv", table.name) + query))}
            assert names <= {"Northfield"}, table.name
    assert [line["Name"] for line in lines(client.get(file("csv", "areas")))] == ["Northfield"]


def test_nobody_learns_the_name_of_another_rep(sign_in, sol, programme, ravi):
    client = sign_in(sol)
    page = client.get(PAGE, {"rep": ravi.pk}).content.decode()
    assert "Ravi" not in page
    assert [line["Name"] for line in lines(client.get(file("csv", "areas"), {"rep": ravi.pk}))] == [
        "Northfield"
    ]


def test_the_page_says_what_is_chosen_and_its_links_choose_the_same(sign_in, stan, programme):
    page = sign_in(stan).get(f"{PAGE}?region=london&page=2").content.decode()
    assert "1 area: London." in page
    assert f'href="{file("csv", "findings")}?region=london"' in page


def test_a_filter_that_does_not_exist_is_said_and_left_out(sign_in, stan, programme):
    client = sign_in(stan)
    page = client.get(f"{PAGE}?region=atlantis&colour=blue&criteria=no").content.decode()
    assert "1 area: criteria: does not meet." in page
    assert "“atlantis” is not among the choices for “Region”, so it was left out." in page
    assert "There is no filter called “colour” here, so it was left out." in page
    assert "=atlantis" not in page
    found = lines(client.get(f"{file('csv', 'areas')}?region=atlantis&criteria=no"))
    assert [line["Name"] for line in found] == ["Southmere"]


def test_a_table_that_does_not_exist_is_not_there(sign_in, stan):
    assert sign_in(stan).get(file("csv", "people")).status_code == 404


def test_asked_for_twice_at_once_both_come_whole(sign_in, stan, programme):
    client = sign_in(stan)
    first, second = (client.get(file("csv", "areas")) for _ in range(2))
    pieces = [iter(first.streaming_content), iter(second.streaming_content)]
    both = [b"".join(piece) for piece in pieces]
    assert both[0] == both[1]
    assert both[0].count(b"\r\n") == 4


def test_to_ask_what_a_file_would_be_makes_none(sign_in, stan, programme):
    response = sign_in(stan).head(file("xlsx", "areas"))
    assert content(response) == b""
    assert response["Content-Type"].endswith("spreadsheetml.sheet")


def test_before_any_area_is_added_a_file_has_its_headings(sign_in, stan):
    assert content(sign_in(stan).get(file("csv", "areas"))).decode("utf-8-sig").startswith("Area,")


@pytest.mark.parametrize("areas", [3, 30])
def test_a_file_costs_the_same_queries_at_ten_times_the_areas(
    sign_in, stan, django_assert_max_num_queries, areas
):
    round_ = RoundFactory(year=2026)
    for _ in range(areas):
        area = AreaFactory()
        ReviewFactory(round=round_, area=area)
        WaiverFactory(area=area)
    client = sign_in(stan)
    client.get(PAGE)
    # Session and user; the round; the standings that are not right and by which edition; the reps
    # to choose from, three times; the areas; and four for each batch of them.
    with django_assert_max_num_queries(14):
        assert len(lines(client.get(file("csv", "areas")))) == areas


def test_the_dictionary_explains_every_figure(sign_in, stan):
    page = BeautifulSoup(sign_in(stan).get(reverse("data-dictionary")).content, "html.parser")
    for table in TABLES:
        for figure in table.figures:
            row = page.find(id=f"{table.name}-{figure.name}")
            assert figure.heading in row.get_text()
            assert figure.meaning in row.get_text()
