"""The years of the programme: month by month, this year beside the last, and any day of all areas."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from partnerships import stretches
from partnerships.actions import members
from partnerships.models import Area, Stretch
from reviews.views import years as views
from tests.factories import (
    AreaFactory,
    EditionFactory,
    MembershipFactory,
    ResidenceFactory,
)

DAY = datetime.date
YEARS = reverse("overview-years")
AS_AT = reverse("overview-as-at")


@pytest.fixture
def look(sign_in, stan):
    """What staff read at an address: its soup."""

    def read(address):
        response = sign_in(stan).get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return read


@pytest.fixture
def programme(northfield: Area, southmere: Area) -> None:
    """Northfield meets everything. Southmere has two members since 2020; Westend one since May."""
    westend = AreaFactory(name="Westend", region="london")
    person = MembershipFactory(area=westend, starts_on=DAY(2026, 5, 1)).person
    ResidenceFactory(area=westend, person=person)


def words(tag) -> str:
    return " ".join(tag.get_text(" ", strip=True).split())


def table(soup, caption) -> list[list[str]]:
    """The rows of the table with that caption."""
    (found,) = [one for one in soup.select("main table") if words(one.caption) == caption]
    return [
        [words(cell) for cell in row.find_all(["th", "td"])] for row in found.select("tbody tr")
    ]


MET = "Who met the guidance, month by month, newest first"
MEMBERS = "Members, month by month, newest first"


def test_each_month_says_of_which_day_it_is(look, programme):
    rows = table(look(YEARS), MET)

    assert rows[0] == [
        "October 2026 As at 1 October, so far",
        *("3", "1", "0", "2", "3", "0", "0", "66.6%"),
    ]
    assert rows[6] == [
        "April 2026 As at 30 April",
        *("2", "1", "0", "1", "2", "0", "0", "50%"),
    ]
    assert rows[-1][0] == "January 2020 As at 31 January"
    assert len(rows) == 6 * 12 + 10


def test_members_come_and_go_month_by_month(look, programme, northfield, people, sol):
    harry = northfield.memberships.get(person=people.harry)
    members.leave(membership=harry, last_day=DAY(2026, 8, 31), reason="resigned", by=sol)
    rows = table(look(YEARS), MEMBERS)

    assert [row[1:] for row in rows[:6]] == [
        ["10", "10", "0", "100%", "0", "0", "9.6%"],
        ["10", "10", "0", "100%", "0", "1", "9.6%"],
        ["11", "11", "0", "100%", "0", "0", "0%"],
        ["11", "11", "0", "100%", "0", "0", "0%"],
        ["11", "11", "0", "100%", "0", "0", "0%"],
        ["11", "11", "0", "100%", "1", "0", "0%"],
    ]
    assert rows[-1][-1] == "–"


def test_what_is_put_right_today_is_counted_in_the_month_it_is_about(
    look, programme, northfield, people, sol
):
    assert table(look(YEARS), MEMBERS)[12][:2] == ["October 2025 As at 31 October", "10"]
    harry = northfield.memberships.get(person=people.harry)
    members.leave(membership=harry, last_day=DAY(2023, 1, 1), reason="resigned", by=sol)

    assert table(look(YEARS), MEMBERS)[12][:2] == ["October 2025 As at 31 October", "9"]


def test_this_year_stands_beside_the_last(look, programme):
    assert table(look(YEARS), "This year and the last") == [
        ["Areas", "2", "3"],
        ["Meet the criteria", "1 (50%)", "1 (33.3%)"],
        ["Meet the guidance on conflicts", "2 (100%)", "3 (100%)"],
        ["Members", "10", "11"],
        ["Members who live in their area", "100%", "100%"],
        ["Joined in the twelve months before", "0", "1"],
        ["Left in the twelve months before", "0", "0"],
        ["Turnover in the twelve months before", "0%", "0%"],
        ["Time not meeting the guidance in the twelve months before", "50%", "58.7%"],
    ]


def test_regions_and_rules_lead_to_their_own_years(look, programme):
    soup = look(YEARS)
    assert table(soup, "Regions on these days") == [
        ["London", "1", "0", "1", "1", "100%"],
        ["North East", "1 1 before", "1 1 before", "1 1 before", "8 8 before", "100% 100% before"],
        ["South East", "1 1 before", "0 0 before", "1 1 before", "2 2 before", "100% 100% before"],
    ]
    assert table(soup, "Rules on these days")[0] == ["Too few members", "1", "2"]

    soup = look(f"{YEARS}?region=south-east&rule=minimum-members&since=2025")
    rows = table(soup, MET)
    assert rows[0][1:] == ["1", "0", "0", "1", "1", "0", "0", "100%", "1", "100%"]
    assert len(rows) == 22
    assert "Showing only: South East; from 2025; with the finding “too few members”" in words(soup)
    assert "Too few members" in [words(one) for one in soup.select("figcaption")]


def test_an_edition_is_marked_on_its_day_and_what_it_did_is_said(look, programme):
    EditionFactory(title="Two members", takes_effect_on=DAY(2026, 3, 15), members=2)
    soup = look(YEARS)

    for drawing in soup.select("figure svg[role=img]"):
        assert len(drawing.select(".app-chart__mark")) == 1
    assert (
        "From 15 March 2026 : “Two members”. At least 2 members are needed, where it was 8. The day "
        "before, 1 of 2 areas met the criteria and 2 the guidance on conflicts; on the day, 2 and 2 "
        "of 2." in words(soup)
    )
    assert table(soup, MET)[7][0] == "March 2026 As at 31 March. Edition 1 from 15 March"
    assert "another edition of the criteria has taken effect, on 15 March 2026" in words(soup)
    # What the months before it show is still what was asked then.
    by_month = {row[0]: row for row in table(soup, MET)}
    assert by_month["February 2026 As at 28 February"][2:5] == ["1", "0", "1"]


def test_a_chart_has_a_name_and_says_what_it_shows(look, programme):
    charts = look(YEARS).select("figure svg[role=img]")

    assert [chart.title.get_text() for chart in charts] == [
        "Criteria for partnerships",
        "Conflicts of interest",
        "Time not meeting the guidance, in each month",
        "Members",
        "Share of members who live in their area",
        "Joined and left in the twelve months before",
        "Turnover in the twelve months before",
    ]
    assert charts[0].desc.get_text() == (
        "On 31 January 2020 1 of 2 areas met it, on 1 October 2026 1 of 3; 2 did not, and of 0 nobody "
        "can tell."
    )


@pytest.mark.parametrize(
    "query",
    [
        "region=atlantis",
        "rule=no-such-rule",
        "since=1066",
        "since=%00",
        "since=99999999999999999999",
        "region=north-east&region=atlantis&rule[]=x",
    ],
)
def test_what_does_not_exist_is_said_and_the_whole_programme_shown(look, programme, query):
    soup = look(f"{YEARS}?{query}")
    assert table(soup, MET)[0][1] == "3"
    assert words(soup.select_one(".govuk-error-summary")).startswith("There is a problem")


def test_a_region_without_members_says_so(look, programme):
    assert "There is nothing to show" in words(look(f"{YEARS}?region=east-midlands"))


def test_before_the_first_member_there_is_nothing_yet(look):
    AreaFactory()
    assert "There is nothing to show yet" in words(look(YEARS))
    assert "Nobody is recorded as a member of any area" in words(look(AS_AT))


def test_areas_without_a_member_are_told_apart(look, programme):
    AreaFactory(name="Newtown")
    soup = look(YEARS)
    assert table(soup, MET)[0][1] == "3"
    assert "1 open area has had no member yet and is not counted here" in words(soup)


def test_while_much_is_to_be_worked_out_the_page_says_how_it_goes(look, monkeypatch):
    for _ in range(12):
        MembershipFactory()
    monkeypatch.setattr(views, "PATIENCE", 0)
    soup = look(YEARS)
    assert "2 of 12 areas are still to be worked out" in words(soup)
    assert not soup.select("main table")
    assert soup.select_one("main a.govuk-button")["href"] == YEARS
    assert table(look(YEARS), MET)[0][1] == "12"


@pytest.mark.parametrize("address", [YEARS, f"{AS_AT}?on=2026-03-01"])
def test_it_costs_the_same_at_ten_times_the_areas(
    sign_in, stan, programme, django_assert_max_num_queries, address
):
    client = sign_in(stan)
    client.get(address)
    for _ in range(30):
        MembershipFactory()
    stretches.bring_up_to_date(Area.objects.all())
    with django_assert_max_num_queries(20) as captured:
        client.get(address)
    queries = len(captured)
    Stretch.objects.exclude(area__name="Northfield").delete()
    with django_assert_max_num_queries(queries):
        client.get(address)


def test_any_day_shows_the_areas_as_they_stood(look, programme):
    soup = look(f"{AS_AT}?on=2026-04-30")

    assert words(soup.h1) == "The programme as at 30 April 2026"
    assert table(soup, "Areas as they stood") == [
        ["Southmere South East", "Does not meet", "Meets", "Too few members", "2", "2"],
        ["Northfield North East", "Meets", "Meets", "Nothing", "8", "8"],
    ]
    assert table(soup, "Regions") == [
        ["North East", *("1", "1", "0", "0", "1", "0", "0", "8", "100%")],
        ["South East", *("1", "0", "0", "1", "1", "0", "0", "2", "100%")],
    ]
    assert "What was put right since then is counted" in words(soup)
    assert "1 more open area had no member yet" in words(soup)
    link = soup.find("a", string="Southmere")["href"]
    assert link == reverse("area-detail", args=["southmere"]) + "?on=2026-04-30"


def test_a_past_day_goes_by_the_edition_of_that_day(look, programme):
    EditionFactory(title="Two members", takes_effect_on=DAY(2026, 3, 15), members=2)

    assert "by the criteria of that day: “ Big Local partnerships" in words(
        look(f"{AS_AT}?on=2026-03-14")
    )
    soup = look(f"{AS_AT}?on=2026-03-15")
    assert "“ Two members ”" in words(soup)
    (southmere,) = [row for row in table(soup, "Areas as they stood") if "Southmere" in row[0]]
    assert southmere[1:4] == ["Meets", "Meets", "Nothing"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("criteria=no", ["Southmere", "Westend"]),
        ("criteria=yes", ["Northfield"]),
        ("criteria=unknown", []),
        ("conflicts=yes&region=london", ["Westend"]),
        ("rule=minimum-members&sort=members", ["Westend", "Southmere"]),
        ("sort=-name", ["Westend", "Southmere", "Northfield"]),
        ("sort=nothing", ["Southmere", "Westend", "Northfield"]),
        ("criteria=perhaps&page=99", ["Southmere", "Westend", "Northfield"]),
    ],
)
def test_the_areas_of_a_day_can_be_chosen_and_ordered(look, programme, query, names):
    soup = look(f"{AS_AT}?{query}")
    assert [
        one.get_text() for one in soup.select("#areas ~ * tbody th a, #areas ~ table th a")
    ] == (names)


@pytest.mark.parametrize(
    ("on", "said"),
    [
        ("1950-01-01", "It begins on 1 January 2020: nobody is a member before that."),
        ("2199-12-31", "as if nothing else happened until then"),
    ],
)
def test_a_day_before_the_programme_or_far_ahead_is_told_in_words(look, programme, on, said):
    assert said in words(look(f"{AS_AT}?on={on}"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("colour=red", "There is no filter called “colour” here, so it was left out."),
        ("page=99", "There is no such page, so this is the only one."),
        ("page=x", "There is no such page, so this is the first one."),
        ("sort=height", "There is no order called “height”, so those that do not meet come first."),
    ],
)
def test_what_the_page_of_a_day_does_not_know_is_said(look, programme, query, said):
    soup = look(f"{AS_AT}?{query}")
    assert said in words(soup)
    assert len(soup.select("#areas ~ * tbody tr")) == 3


def test_what_the_years_do_not_know_is_said(look, programme):
    soup = look(f"{YEARS}?colour=red")
    assert "There is no filter called “colour” here, so it was left out." in words(soup)
    assert table(soup, MET)[0][1] == "3"


def test_verdicts_stand_under_what_they_are_of(look, programme):
    heads = look(AS_AT).select("#regions ~ * thead")[0]
    of_several = [(one.get_text(), one["colspan"]) for one in heads.select("[scope=colgroup]")]
    assert of_several == [("Criteria", "3"), ("Conflicts of interest", "3")]
    met = ["Met", "Cannot tell", "Not met"]
    assert [one.get_text() for one in heads.select("tr")[1].select("th")] == [*met, *met]


@pytest.mark.parametrize("on", ["nonsense", "2026-02-30", "0000-00-00", "%00", "9" * 400])
def test_what_is_no_day_leaves_the_page_at_today(look, programme, on):
    soup = look(f"{AS_AT}?on={on}")
    assert words(soup.h1) == "The programme as at 1 October 2026"
    assert soup.select_one(".govuk-error-summary")


def test_filters_keep_the_day(look, programme):
    soup = look(f"{AS_AT}?on_day=30&on_month=4&on_year=2026")
    assert soup.select_one("form[role=search] input[name=on]")["value"] == "2026-04-30"
    assert [row[0] for row in table(soup, "Areas as they stood")] == [
        "Southmere South East",
        "Northfield North East",
    ]


def test_the_overview_leads_to_the_years_and_to_any_day(look, sign_in, stan, programme):
    links = {words(link): link["href"] for link in look(reverse("overview")).select("main a")}
    assert (links["Month by month"], links["as at another day"]) == (YEARS, AS_AT)
    asked = sign_in(stan).get(reverse("overview"), {"on": "2026-04-30", "region": "south-east"})
    assert asked.headers["location"] == f"{AS_AT}?on=2026-04-30&region=south-east"


def test_figures_of_a_day_lead_to_their_areas(look, programme):
    soup = look(f"{AS_AT}?on=2026-04-30&region=south-east")
    links = [link["href"] for link in soup.select(".app-figures a")]
    assert links[1] == f"{AS_AT}?on=2026-04-30&region=south-east&criteria=no#areas"
    assert [row[0] for row in table(look(links[1]), "Areas as they stood")] == [
        "Southmere South East"
    ]
