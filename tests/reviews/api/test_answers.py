"""What the API answers: the figures of the book, filtered as the overview is, and nobody named."""

import datetime

import pytest
from django.urls import reverse

from partnerships.models import Area
from reviews.figures import BY_NAME, TABLES
from reviews.models import Round
from tests.cast import NORTHFIELD_MEMBERS
from tests.factories import (
    ApiTokenFactory,
    AreaFactory,
    AssignmentFactory,
    ReviewFactory,
    RoundFactory,
    WaiverFactory,
)
from tests.reviews.api.conftest import HEADERS, ROOT


def names(response) -> list[str]:
    return [row["name"] for row in response.json()["data"]]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_answer_has_the_figures_of_the_table_and_no_others(ask, programme, table):
    response = ask(table.name)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json; charset=utf-8"
    rows = response.json()["data"]
    assert rows
    for row in rows:
        assert list(row) == [figure.name for figure in table.in_api]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nobody_is_named_not_even_a_rep(ask, programme, rhea, table):
    said = ask(table.name).content.decode()
    for name in [*NORTHFIELD_MEMBERS, rhea.name]:
        assert name not in said


def test_an_area_as_it_is_told(ask, programme):
    by_name = {row["name"]: row for row in ask("areas").json()["data"]}
    assert by_name["Southmere"] == {
        "area": "southmere",
        "name": "Southmere",
        "reference": None,
        "region": "south-east",
        "local_authority": "Exampleshire",
        "as_at": "2026-10-01",
        "meets_criteria": "does-not-meet",
        "meets_conflicts_guidance": "meets",
        "breaches": 1,
        "cautions": 0,
        "incomplete": 0,
        "not_met": ["minimum-members"],
        "waived": [],
        "not_met_since": by_name["Southmere"]["criteria_not_met_since"],
        "criteria_not_met_since": by_name["Southmere"]["criteria_not_met_since"],
        "conflicts_not_met_since": None,
        "is_one_departure_away": by_name["Southmere"]["is_one_departure_away"],
        "members": 2,
        "review": "in-progress",
        "register_changed_on": None,
        "edition": "Big Local partnerships, version 3, February 2020",
    }


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Northfield", "Southmere", "Westend"]),
        ("?region=london", ["Westend"]),
        ("?criteria=no", ["Southmere"]),
        ("?criteria=unknown", ["Westend"]),
        ("?rule=minimum-members&conflicts=yes", ["Southmere"]),
        ("?review=submitted", ["Northfield"]),
        ("?q=docklands", ["Westend"]),
        ("?q=zzz", []),
    ],
)
def test_filters_are_those_of_the_overview(ask, programme, query, expected):
    assert names(ask(f"areas{query}")) == expected
    assert names(ask(f"members{query}")) == expected


def test_findings_can_be_filtered_too(ask, programme):
    rows = ask("findings?region=south-east").json()["data"]
    assert [(row["area"], row["rule"], row["level"], row["found"]) for row in rows] == [
        ("southmere", "minimum-members", "breach", 1)
    ]


def test_a_finding_says_until_when_its_rule_is_waived(ask, programme, southmere):
    WaiverFactory(area=southmere)
    (row,) = ask("findings?region=south-east").json()["data"]
    assert (row["level"], row["found"], row["waived_until"]) == ("breach", 1, "2027-02-28")
    area = ask("areas/southmere").json()
    assert (area["meets_criteria"], area["waived"]) == ("does-not-meet", ["minimum-members"])


def test_one_area(ask, programme):
    every = {row["area"]: row for row in ask("areas").json()["data"]}
    assert ask("areas/southmere").json() == every["southmere"]


@pytest.mark.parametrize("slug", ["nowhere", "closed"])
def test_an_area_that_is_not_there(ask, programme, slug):
    AreaFactory(name="Closed", closed_on=datetime.date(2026, 9, 30))
    response = ask(f"areas/{slug}")
    assert response.status_code == 404
    assert response.json()["detail"] == "There is no such area within reach of this token."


def test_reviews_of_a_year_also_of_areas_that_closed_since(ask, programme):
    closed = AreaFactory(name="Closed", closed_on=datetime.date(2026, 6, 30))
    ReviewFactory(round=RoundFactory(year=2025), area=closed)
    assert names(ask("reviews")) == ["Northfield", "Southmere"]
    assert names(ask("reviews?year=2026")) == ["Northfield", "Southmere"]
    assert names(ask("reviews?year=2025")) == ["Closed"]
    assert names(ask("reviews?year=2013")) == []


def test_before_the_first_round(ask, northfield):
    assert not Round.objects.exists()
    assert ask("reviews").json() == {"data": [], "next": None}


@pytest.mark.parametrize("who", ["sol", "rhea"])
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_an_account_reads_what_its_pages_would_show(request, client, programme, who, table):
    ApiTokenFactory(user=request.getfixturevalue(who), secret="biglocal_own")
    headers = {"Authorization": "Bearer biglocal_own"}
    rows = client.get(ROOT + table.name, headers=headers).json()["data"]
    assert {row["area"] for row in rows} <= {"northfield"}
    assert client.get(ROOT + "areas/northfield", headers=headers).status_code == 200
    assert client.get(ROOT + "areas/southmere", headers=headers).status_code == 404


def test_an_assignment_that_ended_ends_the_reach(client, stranger, northfield, southmere):
    ends = datetime.date(2026, 9, 30)
    AssignmentFactory(user=stranger, area=northfield, role="rep", ends_on=ends)
    AssignmentFactory(user=stranger, area=southmere, role="rep")
    ApiTokenFactory(user=stranger, secret="biglocal_own")
    headers = {"Authorization": "Bearer biglocal_own"}
    assert names(client.get(ROOT + "areas", headers=headers)) == ["Southmere"]


def test_the_dictionary_says_what_the_answers_are_made_of(ask):
    told = {table["name"]: table for table in ask("dictionary").json()["data"]}
    assert list(told) == list(BY_NAME)
    for table in TABLES:
        assert [one["name"] for one in told[table.name]["figures"]] == [
            figure.name for figure in table.in_api
        ]


@pytest.mark.parametrize(
    ("query", "parameter", "message"),
    [
        ("region=atlantis", "region", "Input should be 'east-midlands'"),
        ("colour=blue", "colour", "There is no such parameter."),
        ("rep=1", "rep", "There is no such parameter."),
        ("limit=0", "limit", "Input should be greater than or equal to 1."),
        ("limit=501", "limit", "Input should be less than or equal to 500."),
        ("limit=many", "limit", "Input should be a valid integer"),
        ("cursor=nonsense", "cursor", "String should match pattern"),
        ("cursor=" + "9" * 19, "cursor", "String should match pattern"),
        ("q=" + "a" * 121, "q", "String should have at most 120 characters."),
        ("q=%00", "q", "String should match pattern"),
    ],
)
def test_a_question_that_makes_no_sense_is_told_apart(ask, programme, query, parameter, message):
    response = ask(f"areas?{query}")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    problem = response.json()
    assert (problem["status"], problem["type"].rpartition("#")[2]) == (422, "wrong-question")
    (error,) = problem["errors"]
    assert error["parameter"] == parameter
    assert error["message"].startswith(message)


@pytest.mark.parametrize("address", ["areas/northfield", "dictionary"])
def test_a_parameter_that_does_not_exist_is_told_everywhere(ask, programme, address):
    assert ask(f"{address}?colour=blue").status_code == 422


@pytest.mark.parametrize("query", ["year=2011", "year=0", "year=" + "9" * 40, "region=london"])
def test_a_year_that_cannot_be(ask, programme, query):
    assert ask(f"reviews?{query}").status_code == 422


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@pytest.mark.parametrize("areas", [3, 30])
def test_a_page_costs_the_same_queries_at_ten_times_the_areas(
    ask, table, areas, django_assert_max_num_queries
):
    round_ = RoundFactory(year=2026)
    for _ in range(areas):
        area = AreaFactory()
        ReviewFactory(round=round_, area=area)
        WaiverFactory(area=area)
    ask(table.name)
    with django_assert_max_num_queries(11):
        assert len(ask(f"{table.name}?limit=500").json()["data"]) >= areas


def test_what_the_service_gets_wrong_is_a_problem_too(ask, programme, monkeypatch, caplog):
    def broken(*args):
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr("reviews.api.answers.page_of", broken)
    response = ask("areas")
    assert response.status_code == 500
    assert response["Content-Type"] == "application/problem+json"
    assert "secret" not in response.content.decode()
    assert "The API failed at /api/v1/areas" in caplog.text


def test_an_address_that_does_not_exist_is_told_in_json(ask):
    for address in ("nothing", "areas/", "areas/northfield/people", ""):
        response = ask(address)
        assert response.status_code == 404
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("address", ["areas", "areas/northfield", "nothing"])
def test_nothing_can_be_changed(client, token, northfield, method, address):
    response = getattr(client, method)(ROOT + address, headers=HEADERS)
    assert (response.status_code, response["Allow"]) == (405, "GET, HEAD")
    assert response.json()["title"] == "Only reading"


def test_to_ask_what_an_answer_would_be(client, token, northfield):
    response = client.head(ROOT + "areas", headers=HEADERS)
    assert (response.status_code, response.content) == (200, b"")
    assert response["ETag"] == client.get(ROOT + "areas", headers=HEADERS)["ETag"]


def test_the_page_of_the_api_is_its_description(client, stan, ask):
    document = ask("openapi.json").json()
    client.force_login(stan)
    page = client.get(reverse("api")).content.decode()
    for address, operations in document["paths"].items():
        assert f"GET {address}" in page
        for parameter in operations["get"]["parameters"]:
            assert f"<code>{parameter['name']}</code>" in page
    assert client.get(reverse("api-description-json")).json() == document


def test_every_field_of_the_description_is_a_figure_of_the_book(ask):
    schemas = ask("openapi.json").json()["components"]["schemas"]
    for table in TABLES:
        fields = schemas[f"{table.name.title()}Row"]["properties"]
        assert list(fields) == [figure.name for figure in table.in_api]
        for figure in table.in_api:
            assert fields[figure.name]["title"] == figure.title
            assert fields[figure.name]["description"].startswith(figure.meaning)


def test_an_area_with_one_part_of_a_name_that_another_area_has(ask, programme):
    assert Area.objects.count() == 3
    assert names(ask("areas?q=field")) == ["Northfield"]
