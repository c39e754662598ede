"""Every figure of the overview is what somebody counts who asks `manage.py assess --all`."""

import datetime
import json
from collections import Counter
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse

from partnerships.models import Area, Region
from partnerships.rules.book import RULES
from reviews.models import State
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    OfficeFactory,
    PaidWorkFactory,
    RelationshipFactory,
    ResidenceFactory,
    ReviewFactory,
    RoundFactory,
)

OVERVIEW = reverse("overview")


def residents(area: Area, count: int, since: datetime.date | None = None) -> list:
    people = [MembershipFactory(area=area).person for _ in range(count)]
    for person in people:
        ResidenceFactory(area=area, person=person)
    return people


@pytest.fixture
def programme(northfield: Area, southmere: Area) -> None:
    """Partnerships of every kind, each with what is wrong with it, and one that is closed."""
    round_ = RoundFactory(year=2026)
    few = AreaFactory(name="Few", region="london")
    residents(few, 7)
    married = AreaFactory(name="Married", region="london")
    first, second, *_ = residents(married, 9)
    for person in (first, second):
        OfficeFactory(area=married, person=person)
    RelationshipFactory(area=married, a=first, b=second, kind="spouse")
    paid = AreaFactory(name="Paid", region="yorkshire-and-the-humber")
    PaidWorkFactory(area=paid, person=residents(paid, 4)[0])
    unknown = AreaFactory(name="Unknown", region="london")
    for _ in range(8):
        MembershipFactory(area=unknown)
    shrunk = AreaFactory(name="Shrunk")
    residents(shrunk, 7)
    left = MembershipFactory(area=shrunk, ends_on=datetime.date(2026, 3, 31)).person
    ResidenceFactory(area=shrunk, person=left)
    residents(AreaFactory(name="Closed", closed_on=datetime.date(2026, 9, 30)), 2)
    for area, state in zip(Area.objects.exclude(name="Closed"), State, strict=False):
        ReviewFactory(round=round_, area=area, state=state)


def counted(as_at: str = "") -> list[dict]:
    """What `manage.py assess --all` prints."""
    out = StringIO()
    # It exits with 1 when there is a breach somewhere.
    with pytest.raises(SystemExit):
        call_command("assess", "--all", *(["--as-at", as_at] if as_at else []), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines() if line]


@pytest.fixture
def ask(sign_in, stan):
    """`ask("?rule=…")` opens the overview, read."""
    client = sign_in(stan)
    return lambda query="": BeautifulSoup(client.get(OVERVIEW + query).content, "html.parser")


def names(page) -> set[str]:
    return {link.get_text() for link in page.select("main tbody th a")}


def cells(page, label: str) -> dict[str, str]:
    """A column of the table, by area."""
    return {
        row.th.a.get_text(): row.find("td", {"data-label": label}).get_text(" ", strip=True)
        for row in page.select("main tbody tr")
    }


def test_the_figures_on_top(programme, ask):
    found = counted()
    figures = [int(number.get_text()) for number in ask("?page=1").select(".app-figure__number")]
    by_verdict = [
        sum(one[verdict] is value for one in found)
        for verdict in ("meets_criteria", "meets_conflicts_guidance")
        for value in (True, False, None)
    ]
    assert figures[:6] == by_verdict
    assert min(by_verdict) > 0
    assert len(found) == 7


def test_the_filters_by_verdict_rule_and_level(programme, ask):
    found = counted()
    for name, key in [("criteria", "meets_criteria"), ("conflicts", "meets_conflicts_guidance")]:
        for value, verdict in [("yes", True), ("no", False), ("unknown", None)]:
            expected = {one["area"] for one in found if one[key] is verdict}
            assert names(ask(f"?{name}={value}")) == expected
    by_rule: dict[str, set[str]] = {rule.id: set() for rule in RULES}
    by_level: dict[str, set[str]] = {"breach": set(), "caution": set(), "incomplete": set()}
    for one in found:
        for finding in one["findings"]:
            by_rule[finding["rule"]].add(one["area"])
            by_level[finding["level"]].add(one["area"])
    assert sum(map(bool, by_rule.values())) >= 4
    for rule, expected in by_rule.items():
        assert names(ask(f"?rule={rule}")) == expected, rule
    for level, value in [
        ("breach", "breaches"),
        ("caution", "cautions"),
        ("incomplete", "incomplete"),
    ]:
        assert names(ask(f"?level={value}")) == by_level[level], level


def test_tiles_and_regions(programme, ask):
    words = {True: "Meets", False: "Does not meet", None: "Cannot tell"}
    expected: dict[str, str] = {}
    regions: dict[str, Counter] = {}
    for one in counted():
        both = (one["meets_criteria"], one["meets_conflicts_guidance"])
        verdict = False if False in both else None if None in both else True
        expected[one["area"]] = words[verdict]
        region = Region(Area.objects.get(name=one["area"]).region).label
        regions.setdefault(region, Counter())[verdict] += 1
    page = ask("?page=1")
    assert {
        tile.select_one(".app-tile__name").get_text(): tile.select_one(
            ".app-tile__status"
        ).get_text()
        for tile in page.select(".app-tile")
    } == expected
    said = {
        head.find(string=True).strip(): head.select_one(".app-tiles__count").get_text()
        for head in page.select(".app-tiles__heading")
    }
    assert set(said) == set(regions)
    assert said["London"] == "3 areas: 2 do not meet, for 1 we cannot tell"
    assert regions["London"] == {False: 2, None: 1}


def test_the_table(programme, ask):
    found = {one["area"]: one for one in counted()}
    page = ask("?page=1")
    assert names(page) == set(found)
    for area, said in cells(page, "Breaches").items():
        breaches = [each for each in found[area]["findings"] if each["level"] == "breach"]
        assert said.split()[0] == (str(len(breaches)) if breaches else "None"), area
    for row in page.select("main tbody tr"):
        members = found[row.th.a.get_text()]["members"]
        assert row.th.get_text().endswith(f", {members} members")


def test_since_when(programme, ask):
    """The verdict is "not met" from that day on; the day before it was another, or nobody sat yet."""
    since = cells(ask("?level=breaches"), "Not met since")
    assert since["Shrunk"] == "1 April 2026"
    for area, said in since.items():
        day = day_of(said)
        before, then = (
            next(one for one in counted(when.isoformat()) if one["area"] == area)
            for when in (day - datetime.timedelta(days=1), day)
        )
        assert fails(then), area
        assert not fails(before) or before["members"] == 0, area


def day_of(said: str) -> datetime.date:
    number, month, year = said.split()
    months = [f"{datetime.date(2026, each, 1):%B}" for each in range(1, 13)]
    return datetime.date(int(year), months.index(month) + 1, int(number))


def fails(one: dict) -> bool:
    return False in (one["meets_criteria"], one["meets_conflicts_guidance"])


def test_reviews(programme, ask):
    page = ask("?page=1")
    assert [int(each.get_text()) for each in page.select(".app-figure__number")[6:]] == [1] * 7
    for state in State:
        assert len(names(ask(f"?review={state.value}"))) == 1
