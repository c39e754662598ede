"""The pages of an area as at another day: what was so then, nothing to change, and every link stays there."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve, reverse

from biglocal.access.permissions import Permission
from biglocal.design.fields import boxes
from partnerships.actions import members, offices
from tests.factories import (
    DecisionFactory,
    InterestFactory,
    MembershipFactory,
    OfficeFactory,
    OrganisationFactory,
    PaidWorkFactory,
    RelationshipFactory,
    ResidenceFactory,
)

DAY = datetime.date
THEN = DAY(2024, 3, 3)
PAGES = [
    "area-detail",
    "register",
    "families",
    "person-detail",
    "decision-list",
    "decision-detail",
]


# Where each leads to besides the tabs.
LEADS_TO = {
    "area-detail": {"register"},
    "register": {"person-detail", "families"},
    "families": {"person-detail"},
    "person-detail": {"families", "decision-detail"},
    "decision-list": {"decision-detail"},
    "decision-detail": {"person-detail"},
}


def address(name, area, person):
    """Of a person the page is about them, and of a decision about the first, or a new one."""
    args = [area.slug]
    if name == "person-detail":
        args.append(person.pk)
    elif name == "decision-detail":
        first = area.decisions.order_by("pk").first()
        args.append((first or DecisionFactory(area=area, decided_on=DAY(2024, 1, 1))).pk)
    return reverse(name, args=args)


@pytest.fixture
def shown(northfield, people, sol, sign_in):
    """Shows a page of Northfield to its secretary."""
    client = sign_in(sol)

    def show(name, **query):
        response = client.get(address(name, northfield, people.asha), query)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html.parser")

    return show


def text(page):
    return " ".join(page.main.get_text(" ").split())


def links(page):
    page.header.extract()
    return [link["href"] for link in page.find_all("a", href=True) if link["href"].startswith("/")]


@pytest.mark.parametrize("name", PAGES)
def test_the_page_of_another_day_says_so_and_leads_back(northfield, people, shown, name):
    page = shown(name, on="2024-03-03")

    assert "3 March 2024" in page.h1.get_text()
    assert "3 March 2024" in page.title.get_text()
    assert (
        "This is the register as at 3 March 2024, as it is recorded today. "
        "What was put right since then is counted. Back to today"
    ) in text(page)
    back = page.find("a", string="Back to today")
    assert back["href"] == address(name, northfield, people.asha)


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    "query", [{}, {"on": "2026-10-01"}, {"on": ""}, boxes("on", DAY(2026, 10, 1))]
)
def test_the_page_of_today_says_nothing_of_days(shown, name, query):
    page = shown(name, **query)

    assert "as it is recorded today" not in text(page)
    assert not [link for link in links(page) if "?on=" in link]


@pytest.mark.parametrize("name", PAGES)
def test_a_day_may_come_in_three_boxes(shown, name):
    assert "3 March 2024" in shown(name, **boxes("on", THEN)).h1.get_text()


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("typed", "boxes_typed", "amiss"),
    [
        (
            "31 2 2024",
            {"day": "31", "month": "2", "year": "2024"},
            "The day must be a real date: February 2024 has no 31",
        ),
        (
            "soon",
            {"day": "soon", "month": "", "year": ""},
            "The day must include a month and a year",
        ),
        (
            "9999-01-01",
            {"day": "01", "month": "01", "year": "9999"},
            "The day must have a year from 1900 to 2200",
        ),
    ],
)
def test_what_is_no_day_leaves_today_and_what_was_typed(shown, name, typed, boxes_typed, amiss):
    page = shown(name, on=typed)

    assert page.title.get_text().startswith("Error: ")
    assert amiss in page.find(class_="govuk-error-message").get_text()
    assert "as at" not in page.h1.get_text()
    assert page.find("details", open=True)
    kept = {box: page.find("input", {"name": f"on_{box}"}).get("value", "") for box in boxes_typed}
    assert kept == boxes_typed


@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_changed_from_the_page_of_another_day(northfield, people, shown, name):
    OfficeFactory(area=northfield, person=people.asha, title="secretary")
    PaidWorkFactory(area=northfield, person=people.asha)
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)

    def changing(page):
        views = [resolve(link.partition("?")[0].partition("#")[0]).func for link in links(page)]
        asked = [getattr(view, "view_class", None) for view in views]
        return [
            view for view in asked if getattr(view, "permission", "") == Permission.CHANGE_REGISTER
        ]

    assert changing(shown(name)) or name in ("area-detail", "families")
    assert changing(shown(name, on="2024-03-03")) == []
    assert not shown(name, on="2024-03-03").main.find_all("form", method="post")


@pytest.mark.parametrize("name", PAGES)
def test_links_between_the_pages_keep_the_day(northfield, people, shown, name):
    DecisionFactory(area=northfield, decided_on=DAY(2024, 1, 1), took_part=[people.asha])
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    page = shown(name, on="2024-03-03")

    seen = set()
    for link in links(page):
        path, _, query = link.partition("?")
        view = resolve(path.partition("#")[0]).url_name
        seen.add(view)
        if view in PAGES and link != address(name, northfield, people.asha):
            assert query.startswith("on=2024-03-03"), link
    assert seen >= LEADS_TO[name]
    tabs = page.find(class_="app-sub-navigation").find_all("a")
    assert [tab["href"].partition("?")[2] for tab in tabs] == ["on=2024-03-03"] * 4 + [""] * 3


def test_the_verdict_is_that_of_the_day(northfield, people, sol, shown):
    """Harry left and Nadia came, a year later."""
    members.leave(
        membership=northfield.memberships.get(person=people.harry),
        last_day=DAY(2024, 3, 2),
        reason="resigned",
        by=sol,
    )
    nadia = MembershipFactory(
        area=northfield, person__name="Nadia Next", starts_on=DAY(2025, 3, 1)
    ).person
    ResidenceFactory(area=northfield, person=nadia)

    assert "Too few members" not in text(shown("area-detail", on="2024-03-02"))
    assert "Too few members" in text(shown("area-detail", on="2024-03-03"))
    assert "Too few members" in text(shown("register", on="2025-02-28"))
    assert "Too few members" not in text(shown("area-detail", on="2025-03-01"))
    assert "Too few members" not in text(shown("area-detail"))


def test_what_is_planned_is_seen_on_its_day(northfield, people, sol, shown):
    offices.take(
        area=northfield, person=people.carys, title="secretary", starts_on=DAY(2027, 5, 1), by=sol
    )
    page = shown("register", on="2027-05-01")

    assert (
        "This is the register as at 1 May 2027, as it is planned today. It counts what is recorded "
        "by now, as if nothing else happened until then."
    ) in text(page)
    (row,) = [row for row in page.main.find_all("tr") if "Carys Hughes" in row.get_text()]
    assert "Secretary" in row.get_text()


@pytest.mark.parametrize("name", PAGES)
def test_days_before_the_first_member_are_judged_by_nobody(shown, name):
    page = shown(name, on="2019-12-31")

    assert (
        "This is the register as at 31 December 2019, as it is recorded today. "
        "It begins on 1 January 2020: nobody is a member before that."
    ) in text(page)
    assert not page.find(class_="app-status")


def test_a_register_without_any_member_says_so_of_any_day(southmere, sasha, sign_in):
    southmere.memberships.all().delete()
    for name in ("area-detail", "register"):
        response = sign_in(sasha).get(reverse(name, args=[southmere.slug]), {"on": "2024-03-03"})
        page = BeautifulSoup(response.content, "html.parser")
        assert "Nobody is recorded as a member." in text(page)


def test_the_to_do_list_is_of_today_alone(northfield, people, shown):
    northfield.residences.filter(person=people.asha).update(household=None)

    assert shown("area-detail").find(id="to-do")
    assert not shown("area-detail", on="2024-03-03").find(id="to-do")


def test_what_came_later_is_not_on_the_register_of_a_past_day(northfield, people, shown):
    MembershipFactory(area=northfield, person__name="Nadia Next", starts_on=DAY(2024, 3, 4))
    PaidWorkFactory(area=northfield, person=people.dai, starts_on=DAY(2024, 3, 4))

    on_the_day, the_next = (text(shown("register", on=day)) for day in ("2024-03-03", "2024-03-04"))
    assert "Nadia Next" not in on_the_day
    assert "Nobody is recorded as paid for Big Local work." in on_the_day
    assert "Nadia Next" in the_next
    assert "Nobody is recorded as paid for Big Local work." not in the_next


def test_decisions_are_listed_up_to_the_day_with_what_was_found_then(northfield, people, shown):
    for title, day in [("Fair", DAY(2023, 5, 1)), ("Hall", THEN), ("Bus", DAY(2024, 3, 4))]:
        DecisionFactory(
            area=northfield,
            title=title,
            decided_on=day,
            organisations=[OrganisationFactory()],
            took_part=[people.asha],
        )
    listed = [
        row.get_text(" ", strip=True) for row in shown("decision-list", on="2024-03-03").tbody
    ]
    listed = [row for row in listed if row.strip()]

    assert [row.split()[0] for row in listed] == ["Hall", "Fair"]
    assert listed[0].endswith("Nothing")
    assert [
        ("Bus" in text(shown("person-detail", on=day))) for day in ("2024-03-03", "2024-03-04")
    ] == [
        False,
        True,
    ]


def test_the_day_of_the_first_decision_says_there_was_none_before(northfield, shown):
    assert "No decision up to 3 March 2024 is recorded." in text(
        shown("decision-list", on="2024-03-03")
    )


def test_families_are_those_of_the_day(northfield, people, shown):
    """Asha and Dai parted; Asha has married Ewa since."""
    ties = [(people.dai, None, DAY(2024, 3, 3)), (people.ewa, DAY(2025, 5, 1), None)]
    for spouse, starts_on, ends_on in ties:
        RelationshipFactory(
            area=northfield,
            a=people.asha,
            b=spouse,
            kind="spouse",
            starts_on=starts_on,
            ends_on=ends_on,
        )
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)

    def families_on(**query):
        return [heading.get_text() for heading in shown("families", **query).main.find_all("h2")]

    assert families_on(on="2024-03-03") == ["Family of Asha Patel, Ben Okafor and Dai Nguyen"]
    assert families_on(on="2024-03-04") == ["Family of Asha Patel and Ben Okafor"]
    assert families_on() == ["Family of Asha Patel, Ben Okafor and Ewa Kowalska"]


def test_a_day_without_relatives_says_so(northfield, people, shown):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben, starts_on=DAY(2025, 1, 1))
    page = shown("families", on="2024-03-03")

    assert "No relatives are recorded for 3 March 2024." in text(page)
    assert not page.find("svg")


def test_in_families_of_a_day_people_are_what_they_were_then(northfield, people, shown):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    northfield.offices.filter(person=people.asha).update(ends_on=DAY(2024, 3, 2))

    assert "Asha Patel : Chair" in text(shown("families", on="2024-03-02"))
    assert "Asha Patel : Member" in text(shown("families", on="2024-03-03"))


def test_a_decision_is_judged_as_at_the_day(northfield, people, shown):
    """Asha and Ben, who has an interest in it, were married for a while after the meeting."""
    bakery = OrganisationFactory(name="Moor Bakery")
    InterestFactory(area=northfield, person=people.ben, organisation=bakery)
    DecisionFactory(
        area=northfield,
        decided_on=DAY(2024, 1, 1),
        organisations=[bakery],
        took_part=[people.asha],
    )
    RelationshipFactory(
        area=northfield,
        a=people.asha,
        b=people.ben,
        kind="spouse",
        starts_on=DAY(2024, 2, 1),
        ends_on=DAY(2024, 3, 2),
    )

    def found(day):
        page = shown("decision-detail", on=day)
        return [article.h3.get_text(strip=True) for article in page.main.find_all("article")]

    # While it counts, by the day; later, by the day of the meeting.
    [conflict] = found("2024-03-02")
    assert "relative's interest" in conflict
    assert [found(day) for day in ("2024-01-31", "2024-03-03", "2025-03-03")] == [[], [], []]
    told = text(shown("decision-detail", on="2024-03-03"))
    assert "No conflict found" in told
    assert "that the register had on 3 March 2024." in told
    assert "that the register had on 1 January 2024." in text(
        shown("decision-detail", on="2025-03-03")
    )


def test_the_page_of_a_decision_says_the_same_as_the_position_of_the_day(northfield, people, shown):
    bakery = OrganisationFactory(name="Moor Bakery")
    InterestFactory(area=northfield, person=people.asha, organisation=bakery)
    decision = DecisionFactory(
        area=northfield,
        decided_on=DAY(2024, 1, 1),
        organisations=[bakery],
        took_part=[people.asha],
    )
    position = shown("area-detail", on="2024-03-03")
    [link] = [one for one in links(position) if f"/decisions/{decision.pk}/" in one]
    assert link.endswith("?on=2024-03-03")
    [there] = position.main.find_all("article")
    [here] = shown("decision-detail", on="2024-03-03").main.find_all("article")
    assert here.p.get_text() == there.p.get_text()
    about = address("person-detail", northfield, people.asha)
    assert here.find("a", string="Asha Patel")["href"] == f"{about}?on=2024-03-03"


def test_a_decision_of_a_later_day_had_not_been_taken(northfield, people, shown):
    DecisionFactory(
        area=northfield, decided_on=DAY(2024, 3, 4), reason="The best", took_part=[people.asha]
    )
    page = shown("decision-detail", on="2024-03-03")

    assert (
        "This decision had not been taken by 3 March 2024. The meeting was on 4 March 2024."
    ) in text(page)
    assert "The best" not in text(page)
    assert "Asha Patel" not in text(page)
    assert not page.find(class_="app-status")
    assert page.find("a", string="See the decisions up to 3 March 2024")
    on_its_day = text(shown("decision-detail", on="2024-03-04"))
    assert "The best" in on_its_day
    assert "had not been taken" not in on_its_day


def test_what_came_later_is_tagged_so_on_the_page_of_a_person(northfield, people, shown):
    OfficeFactory(area=northfield, person=people.asha, title="secretary", starts_on=DAY(2025, 1, 1))
    OfficeFactory(area=northfield, person=people.asha, title="treasurer", starts_on=DAY(2027, 1, 1))
    tags = {
        row.th.get_text(" ", strip=True)
        for row in shown("person-detail", on="2024-03-03").main.find_all("tr")
        if row.th
    }
    assert {"Chair That day", "Secretary Later", "Treasurer Planned"} <= tags


@pytest.mark.parametrize("name", PAGES)
def test_another_day_costs_one_query_more_whatever_the_number_of_members(
    northfield, people, sol, sign_in, name
):
    client = sign_in(sol)
    DecisionFactory(area=northfield, decided_on=DAY(2024, 1, 1), took_part=[people.asha])
    page = address(name, northfield, people.asha)

    def cost(**query):
        with CaptureQueriesContext(connection) as asked:
            client.get(page, query)
        return len(asked)

    of_today, of_then = cost(), cost(on="2024-03-03")
    for _ in range(72):
        person = MembershipFactory(area=northfield).person
        ResidenceFactory(area=northfield, person=person)
        RelationshipFactory(area=northfield, a=person)
        DecisionFactory(area=northfield, decided_on=DAY(2024, 1, 1), took_part=[person])

    assert of_then <= of_today + 1
    assert cost(on="2024-03-03") == of_then
