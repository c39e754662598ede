"""The overview: who is worst comes first, filters narrow it, and it costs the same at any size."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from partnerships.actions import members
from partnerships.models import Area, AssignedRole
from reviews import dashboards
from reviews.models import State
from tests.factories import (
    AreaFactory,
    AssignmentFactory,
    MembershipFactory,
    OfficeFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
    ReviewFactory,
    RoundFactory,
)

OVERVIEW = reverse("overview")


def table(response) -> list[list[str]]:
    """The text of the table's cells, row by row."""
    page = BeautifulSoup(response.content, "html.parser")
    return [
        [" ".join(cell.get_text(" ", strip=True).split()) for cell in row.find_all(["th", "td"])]
        for row in page.select("main tbody tr")
    ]


def area_names(response) -> list[str]:
    page = BeautifulSoup(response.content, "html.parser")
    return [link.get_text() for link in page.select("main tbody th a")]


def figures(response) -> list[tuple[str, str]]:
    page = BeautifulSoup(response.content, "html.parser")
    return [
        (figure.dt.get_text(" ", strip=True), figure.dd.get_text(strip=True))
        for figure in page.select(".app-figure")
    ]


@pytest.fixture
def programme(northfield: Area, southmere: Area, rhea, ravi) -> None:
    """Northfield meets everything. Southmere has two members; Westend cannot tell."""
    westend = AreaFactory(name="Westend", region="london", local_authority="Docklandshire")
    for _ in range(8):
        MembershipFactory(area=westend)
    round_ = RoundFactory(year=2026)
    ReviewFactory(round=round_, area=northfield, state=State.SUBMITTED)
    ReviewFactory(round=round_, area=southmere, state=State.IN_PROGRESS)
    ReviewFactory(round=round_, area=westend)


def test_staff_see_every_area_worst_first(sign_in, stan, programme):
    assert table(sign_in(stan).get(OVERVIEW)) == [
        [
            *("Southmere South East", "Ravi Rep", "Does not meet", "Meets"),
            *("Too few members", "2", "In progress"),
        ],
        [
            *("Northfield North East", "Rhea Rep", "Meets", "Meets"),
            *("Nothing", "8", "Submitted"),
        ],
        [
            *("Westend London", "No rep", "Cannot tell", "Cannot tell"),
            *("Nothing", "8", "Not started"),
        ],
    ]


def test_the_headline_counts_every_active_area(sign_in, stan, programme):
    AreaFactory(name="Closed", closed_on=datetime.date(2026, 9, 30))
    response = sign_in(stan).get(OVERVIEW)
    assert "3 active areas today" in response.content.decode()
    assert figures(response) == [
        # Criteria
        ("Meet", "1"),
        ("Do not meet", "1"),
        ("Cannot tell", "1"),
        # Conflicts of interest
        ("Meet", "2"),
        ("Do not meet", "0"),
        ("Cannot tell", "1"),
        # Reviews
        ("Submitted to be read", "1"),
        ("Returned", "0"),
        ("In progress", "1"),
        ("Not started", "1"),
        ("Not received", "0"),
        ("Accepted with actions", "0"),
        ("Accepted", "0"),
    ]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=docklands", ["Westend"]),
        ("q=NORTH", ["Northfield"]),
        ("region=london", ["Westend"]),
        ("criteria=no", ["Southmere"]),
        ("criteria=unknown", ["Westend"]),
        ("criteria=yes", ["Northfield"]),
        ("conflicts=yes", ["Southmere", "Northfield"]),
        ("rule=minimum-members", ["Southmere"]),
        ("rule=resident-majority-unconfirmed", ["Westend"]),
        ("review=submitted", ["Northfield"]),
        ("conflicts=yes&review=in-progress", ["Southmere"]),
        ("conflicts=yes&review=not-started", []),
        ("sort=name", ["Northfield", "Southmere", "Westend"]),
        ("sort=-name", ["Westend", "Southmere", "Northfield"]),
        ("sort=criteria", ["Southmere", "Westend", "Northfield"]),
        ("sort=members&q=o", ["Southmere", "Northfield", "Westend"]),
        ("sort=review", ["Northfield", "Southmere", "Westend"]),
        ("sort=-review", ["Westend", "Southmere", "Northfield"]),
        ("sort=nonsense", ["Southmere", "Northfield", "Westend"]),
        ("page=999", ["Southmere", "Northfield", "Westend"]),
        ("page=nonsense", ["Southmere", "Northfield", "Westend"]),
    ],
)
def test_filters_and_orders_combine_in_the_address(sign_in, stan, programme, query, expected):
    assert area_names(sign_in(stan).get(f"{OVERVIEW}?{query}")) == expected


def test_a_rep_can_be_chosen(sign_in, stan, programme, ravi):
    response = sign_in(stan).get(OVERVIEW, {"rep": ravi.pk})
    assert area_names(response) == ["Southmere"]
    assert "Showing only: rep Ravi Rep" in response.content.decode()


def test_a_filter_that_does_not_exist_is_said_and_hides_nothing(sign_in, stan, programme):
    response = sign_in(stan).get(OVERVIEW, {"region": "atlantis"})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert len(table(response)) == 3


def test_no_area_fits(sign_in, stan, programme):
    response = sign_in(stan).get(OVERVIEW, {"q": "zzz"})
    assert "No area fits these filters" in response.content.decode()


def test_before_any_area_is_added(sign_in, stan):
    assert "No areas yet" in sign_in(stan).get(OVERVIEW).content.decode()


def test_an_area_opens_to_the_page_its_secretary_sees(sign_in, stan, programme):
    page = BeautifulSoup(sign_in(stan).get(OVERVIEW).content, "html.parser")
    link = page.find("a", string="Northfield")
    assert link["href"] == reverse("area-detail", args=["northfield"])


def test_a_change_in_a_register_shows_at_once(sign_in, stan, northfield, sol):
    client = sign_in(stan)
    assert table(client.get(OVERVIEW))[0][2:5] == ["Meets", "Meets", "Nothing"]
    leaver = northfield.memberships.get(person__name="Harry Stone")
    members.leave(membership=leaver, last_day=datetime.date(2026, 9, 30), reason="resigned", by=sol)
    assert table(client.get(OVERVIEW))[0][2:5] == ["Does not meet", "Meets", "Too few members"]


def fill(areas: int) -> None:
    round_ = RoundFactory(year=2026)
    for _ in range(areas):
        area = AreaFactory()
        AssignmentFactory(area=area, role=AssignedRole.REP)
        ReviewFactory(round=round_, area=area)
        first, second = PersonFactory(), PersonFactory()
        for person in (first, second):
            MembershipFactory(area=area, person=person)
            OfficeFactory(area=area, person=person)
            ResidenceFactory(area=area, person=person)
        RelationshipFactory(area=area, a=first, b=second)


@pytest.mark.parametrize("areas", [3, 30])
def test_it_costs_the_same_queries_at_ten_times_the_areas(
    sign_in, stan, django_assert_num_queries, areas
):
    fill(areas)
    client = sign_in(stan)
    client.get(OVERVIEW)
    with django_assert_num_queries(QUERIES):
        assert len(table(client.get(OVERVIEW))) == areas


# Session and user; assignments (for the navigation); the edition of the criteria; standings that are
# not right; the round; the two of the headline; the actions; the reps to choose from; the
# page, and the page's reps.
QUERIES = 12


def test_every_state_has_its_place_and_what_waits_for_local_trust_is_first():
    assert sorted(dashboards.WAITING_FIRST) == sorted(State)
    assert dashboards.WAITING_FIRST[0] == State.SUBMITTED
    assert set(dashboards.STATE_COLOURS) == set(State)
