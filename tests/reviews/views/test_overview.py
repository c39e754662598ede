"""The overview: who is worst comes first, filters narrow it, and it costs the same at any size."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.urls import reverse

from partnerships.actions import members
from partnerships.models import Area, AssignedRole, Standing
from reviews.dashboards import choosing, glance, orders, pages
from reviews.models import Review, SavedView, State
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
    WaiverFactory,
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
    Area.objects.filter(name="Northfield").update(
        register_changed_at=datetime.datetime(2026, 9, 30, 23, 30, tzinfo=datetime.UTC)
    )
    client = sign_in(stan)
    client.get(OVERVIEW)
    Standing.objects.filter(area__name="Southmere").update(not_met_since=datetime.date(2025, 3, 1))
    Standing.objects.filter(area__name="Westend").update(is_one_departure_away=False)
    assert table(client.get(OVERVIEW)) == [
        [
            *("Southmere South East, 2 members", "Ravi Rep", "Does not meet", "Meets"),
            *("1 Too few members", "1 March 2025", "Yes", "In progress", "Never"),
        ],
        [
            *("Northfield North East, 8 members", "Rhea Rep", "Meets", "Meets"),
            *("None", "", "Yes", "Submitted", "1 October 2026"),
        ],
        [
            *("Westend London, 8 members", "No rep", "Cannot tell", "Cannot tell"),
            *("None", "", "No", "Not started", "Never"),
        ],
    ]


def test_no_two_figures_are_heard_alike(sign_in, stan, programme):
    """Links are often read out as a list, without the headings that they stand under."""
    for address in (OVERVIEW, reverse("overview-as-at")):
        heard = [name for name, _ in figures(sign_in(stan).get(address))]
        assert len(heard) == len(set(heard)) >= 6


def test_the_headline_counts_every_active_area(sign_in, stan, programme):
    AreaFactory(name="Closed", closed_on=datetime.date(2026, 9, 30))
    response = sign_in(stan).get(OVERVIEW)
    assert "3 active areas today" in response.content.decode()
    assert figures(response) == [
        # Criteria
        ("Meet the criteria", "1"),
        ("Do not meet the criteria", "1"),
        ("Cannot tell whether the criteria are met", "1"),
        # Conflicts of interest
        ("Meet the guidance on conflicts of interest", "2"),
        ("Do not meet the guidance on conflicts of interest", "0"),
        ("Cannot tell whether the guidance on conflicts of interest is met", "1"),
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
        ("level=breaches", ["Southmere"]),
        ("level=cautions", []),
        ("level=incomplete", ["Westend"]),
        ("level=incomplete&rule=minimum-members", []),
        ("rep=none", ["Westend"]),
        ("departure=yes", ["Westend"]),
        ("departure=no", ["Southmere", "Northfield"]),
        ("changed=last-30", ["Northfield"]),
        ("changed=not-90", ["Southmere", "Westend"]),
        ("changed=not-365", ["Westend"]),
        ("changed=never", ["Westend"]),
        ("review=late", ["Southmere"]),
        ("review=none", []),
        ("review=submitted", ["Northfield"]),
        ("conflicts=yes&review=in-progress", ["Southmere"]),
        ("conflicts=yes&review=not-started", []),
        ("sort=name", ["Northfield", "Southmere", "Westend"]),
        ("sort=-name", ["Westend", "Southmere", "Northfield"]),
        ("sort=criteria", ["Southmere", "Westend", "Northfield"]),
        ("sort=members&q=o", ["Southmere", "Northfield", "Westend"]),
        ("sort=review", ["Northfield", "Southmere", "Westend"]),
        ("sort=-review", ["Westend", "Southmere", "Northfield"]),
        ("sort=since", ["Southmere", "Northfield", "Westend"]),
        ("sort=-since", ["Southmere", "Northfield", "Westend"]),
        ("sort=departure", ["Westend", "Northfield", "Southmere"]),
        ("sort=changed", ["Westend", "Southmere", "Northfield"]),
        ("sort=-changed", ["Northfield", "Southmere", "Westend"]),
        ("sort=nonsense", ["Southmere", "Northfield", "Westend"]),
        ("page=999", ["Southmere", "Northfield", "Westend"]),
        ("page=nonsense", ["Southmere", "Northfield", "Westend"]),
    ],
)
def test_filters_and_orders_combine_in_the_address(sign_in, stan, programme, query, expected):
    client = sign_in(stan)
    client.get(OVERVIEW)
    changed = {"Northfield": datetime.date(2026, 9, 1), "Southmere": datetime.date(2026, 1, 1)}
    for name, day in changed.items():
        at = datetime.datetime.combine(day, datetime.time(12), datetime.UTC)
        Area.objects.filter(name=name).update(register_changed_at=at)
    Review.objects.filter(area__name="Southmere").update(
        extended_to=datetime.date(2026, 9, 30), extension_reason="Ill."
    )
    standings = Standing.objects
    standings.exclude(area__name="Westend").update(is_one_departure_away=False)
    standings.filter(area__name="Westend").update(is_one_departure_away=True)
    standings.filter(area__name="Southmere").update(not_met_since=datetime.date(2025, 3, 1))
    assert area_names(client.get(f"{OVERVIEW}?{query}")) == expected


def test_a_rep_can_be_chosen(sign_in, stan, programme, ravi):
    response = sign_in(stan).get(OVERVIEW, {"rep": ravi.pk})
    assert area_names(response) == ["Southmere"]
    assert "Showing only: rep Ravi Rep" in response.content.decode()


def test_a_filter_that_does_not_exist_is_said_and_hides_nothing(sign_in, stan, programme):
    response = sign_in(stan).get(OVERVIEW, {"region": "atlantis"})
    assert response.status_code == 200
    assert response.context["form"].errors
    assert len(table(response)) == 3


def said(response) -> str:
    """What is amiss with the address, as the page says it."""
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(one.get_text(" ", strip=True) for one in page.select(".govuk-inset-text"))


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("page=999", "There is no such page, so this is the only one."),
        ("page=0", "There is no such page, so this is the only one."),
        ("page=first", "There is no such page, so this is the first one."),
        ("page=" + "9" * 5000, "There is no such page, so this is the first one."),
        ("sort=nonsense", "There is no order called “nonsense”"),
        ("sort=%00", "There is no order called “”"),
        ("colour=red", "There is no filter called “colour” here, so it was left out."),
        ("%ff%fe=1", "There is no filter called “��” here, so it was left out."),
        ("x" * 900, "There is no filter called “" + "x" * 39 + "…” here"),
    ],
)
def test_what_cannot_be_had_is_said_in_plain_words(sign_in, stan, programme, query, words):
    response = sign_in(stan).get(f"{OVERVIEW}?{query}")
    assert response.status_code == 200
    assert words in said(response)
    assert len(table(response)) == 3


@pytest.mark.parametrize("amiss", ["region=atlantis", "rep=999", "q=%00", "rule=x", "changed=ever"])
def test_a_filter_that_is_amiss_leaves_the_others_as_they_are(sign_in, stan, programme, amiss):
    response = sign_in(stan).get(f"{OVERVIEW}?{amiss}&criteria=no")
    assert len(response.context["form"].errors) == 1
    assert area_names(response) == ["Southmere"]
    assert "Showing only: criteria: does not meet." in response.content.decode()


def test_no_area_fits(sign_in, stan, programme):
    response = sign_in(stan).get(OVERVIEW, {"q": "zzz"})
    assert "No area fits these filters" in response.content.decode()


def test_before_any_area_is_added(sign_in, stan):
    assert "No areas yet" in sign_in(stan).get(OVERVIEW).content.decode()


def tiles(response) -> dict[str, list[tuple[str, str]]]:
    """Of each region the words beside its name, then each tile's text and address."""
    page = BeautifulSoup(response.content, "html.parser")
    return {
        " ".join(head.get_text(" ", strip=True).split()): [
            (" ".join(tile.get_text(" ", strip=True).split()), tile["href"])
            for tile in head.find_next("ul").select("a.app-tile")
        ]
        for head in page.select("h3.app-tiles__heading")
    }


def test_each_area_has_a_tile_under_its_region(sign_in, stan, programme):
    AreaFactory(name="Eastleigh", region="london")
    assert tiles(sign_in(stan).get(OVERVIEW)) == {
        "London 2 areas: 1 does not meet, for 1 we cannot tell": [
            ("Eastleigh Does not meet criteria", "/areas/eastleigh/"),
            ("Westend Cannot tell criteria and conflicts", "/areas/westend/"),
        ],
        "North East 1 area, which meets the guidance": [("Northfield Meets", "/areas/northfield/")],
        "South East 1 area: 1 does not meet": [
            ("Southmere Does not meet criteria", "/areas/southmere/")
        ],
    }


def test_tiles_show_what_is_filtered(sign_in, stan, programme):
    assert list(tiles(sign_in(stan).get(OVERVIEW, {"criteria": "yes"}))) == [
        "North East 1 area, which meets the guidance"
    ]


def test_what_was_looked_at_last_comes_back_until_one_starts_over(sign_in, stan, ada, programme):
    client = sign_in(stan)
    client.get(f"{OVERVIEW}?region=london&q=&sort=-name&page=2&colour=red")
    again = sign_in(stan).get(OVERVIEW)
    assert again.status_code == 302
    assert again["Location"] == f"{OVERVIEW}?region=london&sort=-name"
    page = BeautifulSoup(client.get(again["Location"]).content, "html.parser")
    # Nobody else looks at it.
    assert sign_in(ada).get(OVERVIEW).status_code == 200
    start_over = page.find("a", string="Start over")["href"]
    assert client.get(start_over, follow=True).redirect_chain == [(OVERVIEW, 302)]
    assert len(table(client.get(OVERVIEW))) == 3


def test_showing_everything_again_is_remembered_too(sign_in, stan, programme):
    client = sign_in(stan)
    client.get(f"{OVERVIEW}?region=london")
    client.get(f"{OVERVIEW}?region=&q=")
    assert client.get(OVERVIEW).status_code == 200
    assert not SavedView.objects.exists()


def test_what_is_too_long_to_be_kept_is_shown_all_the_same(sign_in, stan, programme):
    client = sign_in(stan)
    response = client.get(OVERVIEW, {"q": "😀" * 120})
    assert "No area fits these filters" in response.content.decode()
    assert client.get(OVERVIEW).status_code == 200


def test_the_late_are_counted_and_found(sign_in, stan, programme):
    Review.objects.filter(area__name="Southmere").update(
        extended_to=datetime.date(2026, 9, 30), extension_reason="Ill."
    )
    page = BeautifulSoup(sign_in(stan).get(OVERVIEW).content, "html.parser")
    assert page.find("a", string="1 is late")["href"] == "?review=late#areas"
    row = page.find("a", string="Southmere").find_parent("tr")
    assert row.find("td", {"data-label": "Review"}).get_text(" ", strip=True) == "In progress Late"


@pytest.fixture
def very_many(monkeypatch) -> None:
    """As if two areas were more than a page has room for."""
    monkeypatch.setattr(glance, "FEW", 2)
    cache.clear()


def test_very_many_areas_are_counted_by_region(sign_in, stan, programme, very_many):
    response = sign_in(stan).get(OVERVIEW)
    page = BeautifulSoup(response.content, "html.parser")
    counts, areas = page.select("main tbody")
    assert [row.get_text(" ", strip=True) for row in counts.select("tr")] == [
        "London 1 0 0 1",
        "North East 1 1 0 0",
        "South East 1 0 1 0",
    ]
    assert counts.a["href"] == "?region=london#areas"
    assert [link.get_text() for link in areas.select("th a")] == [
        "Southmere",
        "Northfield",
        "Westend",
    ]
    assert figures(response)[:6] == [
        ("Meet the criteria", "1"),
        ("Do not meet the criteria", "1"),
        ("Cannot tell whether the criteria are met", "1"),
        ("Meet the guidance on conflicts of interest", "2"),
        ("Do not meet the guidance on conflicts of interest", "0"),
        ("Cannot tell whether the guidance on conflicts of interest is met", "1"),
    ]
    assert "Counted at 12:00." in response.content.decode()
    assert not tiles(response)


def test_few_of_very_many_have_their_tiles(sign_in, stan, programme, ravi, very_many):
    client = sign_in(stan)
    assert list(tiles(client.get(OVERVIEW, {"rep": ravi.pk}))) == [
        "South East 1 area: 1 does not meet"
    ]
    assert area_names(client.get(OVERVIEW, {"review": "submitted"})) == ["Northfield"]


def test_reps_are_looked_for_by_name_where_they_are_too_many(
    sign_in, stan, programme, very_many, monkeypatch
):
    monkeypatch.setattr(choosing, "MOST_REPS", 1)
    response = sign_in(stan).get(OVERVIEW, {"rep": "ravi"})
    assert area_names(response) == ["Southmere"]
    assert "Showing only: rep ravi." in response.content.decode()


def test_there_are_only_as_many_pages_as_somebody_would_turn(
    sign_in, stan, programme, very_many, monkeypatch
):
    monkeypatch.setattr(pages, "MOST", 2)
    client = sign_in(stan)
    assert "Areas 1 to 2 of 3. The table goes on to number 2:" in text(client.get(OVERVIEW))
    AreaFactory(name="Southwick")
    AreaFactory(name="Southgate")
    filtered = client.get(OVERVIEW, {"criteria": "no"})
    assert "Areas 1 to 2 of more than 2. The table goes on to number 2:" in text(filtered)
    assert "More areas fit than a page has room for as tiles." in text(filtered)


def text(response) -> str:
    page = BeautifulSoup(response.content, "html.parser")
    return " ".join(page.main.get_text(" ", strip=True).split())


@pytest.mark.parametrize("areas", [3, 30])
@pytest.mark.parametrize(("query", "queries"), [("", 15), ("?region=north-east", 14)])
def test_very_many_cost_the_same_queries_at_ten_times_the_areas(
    sign_in, stan, very_many, django_assert_max_num_queries, areas, query, queries
):
    fill(areas)
    client = sign_in(stan)
    client.get(OVERVIEW + query)
    with django_assert_max_num_queries(queries):
        client.get(OVERVIEW + query)


def test_an_area_opens_to_the_page_its_secretary_sees(sign_in, stan, programme):
    page = BeautifulSoup(sign_in(stan).get(OVERVIEW).content, "html.parser")
    link = page.find("a", string="Northfield")
    assert link["href"] == reverse("area-detail", args=["northfield"])


def test_a_change_in_a_register_shows_at_once(sign_in, stan, northfield, sol):
    client = sign_in(stan)
    assert table(client.get(OVERVIEW))[0][2:5] == ["Meets", "Meets", "None"]
    leaver = northfield.memberships.get(person__name="Harry Stone")
    members.leave(membership=leaver, last_day=datetime.date(2026, 9, 30), reason="resigned", by=sol)
    assert table(client.get(OVERVIEW))[0][2:5] == ["Does not meet", "Meets", "1 Too few members"]


def test_what_is_waived_stands_beside_the_breach_and_changes_no_count(sign_in, stan, northfield):
    northfield.memberships.filter(person__name="Harry Stone").delete()
    WaiverFactory(area=northfield)
    WaiverFactory(area=northfield, rule="own-right")
    response = sign_in(stan).get(OVERVIEW)
    assert table(response)[0][2:5] == [
        "Does not meet",
        "Meets",
        "1 Too few members (waived until 28 February 2027)",
    ]
    assert response.context["headline"].criteria.does_not == 1


def test_a_tile_says_which_rule_behind_its_status_is_waived(sign_in, stan, northfield, southmere):
    """The shape, the word and the colour of the status stay; what is seen is short, what is heard whole."""
    WaiverFactory(area=southmere)
    WaiverFactory(area=northfield)
    response = sign_in(stan).get(OVERVIEW)
    said = {text.split()[0]: text for of in tiles(response).values() for text, _ in of}
    assert said == {
        "Northfield": "Northfield Meets",
        "Southmere": (
            "Southmere Does not meet criteria waived "
            ", Too few members waived until 28 February 2027"
        ),
    }
    tile = BeautifulSoup(response.content, "html.parser").select_one(
        ".app-tile:has(.app-tile__mark)"
    )
    assert tile.select_one(".app-tile__status").get_text() == "Does not meet"
    assert tile.select_one("[aria-hidden] + .govuk-visually-hidden")


def test_a_tile_says_how_much_of_what_is_behind_it_is_waived(sign_in, stan, db):
    area = AreaFactory()
    first, second = PersonFactory(), PersonFactory()
    for person in (first, second):
        MembershipFactory(area=area, person=person)
        OfficeFactory(area=area, person=person)
    RelationshipFactory(area=area, a=first, b=second)
    WaiverFactory(area=area)
    # Nobody knows where they live either, but the tile is about what is not met.
    WaiverFactory(area=area, rule="resident-majority-unconfirmed")
    page = BeautifulSoup(sign_in(stan).get(OVERVIEW).content, "html.parser")
    assert page.select_one(".app-tile__mark").get_text() == "1 of 2 waived"


def test_a_tile_of_what_nobody_can_tell_says_that_the_fact_is_waived(sign_in, stan, db):
    area = AreaFactory()
    for _ in range(8):
        MembershipFactory(area=area)
    for rule in ("resident-majority-unconfirmed", "household-limit-unconfirmed"):
        WaiverFactory(area=area, rule=rule)
    page = BeautifulSoup(sign_in(stan).get(OVERVIEW).content, "html.parser")
    tile = page.select_one(".app-tile")
    assert tile.select_one(".app-tile__status").get_text() == "Cannot tell"
    assert tile.select_one(".app-tile__mark").get_text() == "waived"


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
        WaiverFactory(area=area)


@pytest.mark.parametrize("areas", [3, 30])
def test_it_costs_the_same_queries_at_ten_times_the_areas(
    sign_in, stan, django_assert_num_queries, areas
):
    fill(areas)
    client = sign_in(stan)
    client.get(OVERVIEW)
    with django_assert_num_queries(QUERIES):
        assert len(table(client.get(OVERVIEW))) == areas


# Session and user; assignments (for the navigation); the views that are saved; the edition of the day,
# and standings that are not right; the round; whether the areas are few; the reps; the areas; the
# actions; what is waived.
QUERIES = 12


def test_every_state_has_its_place_and_what_waits_for_local_trust_is_first():
    assert sorted(orders.WAITING_FIRST) == sorted(State)
    assert orders.WAITING_FIRST[0] == State.SUBMITTED
    assert set(orders.STATE_COLOURS) == set(State)
