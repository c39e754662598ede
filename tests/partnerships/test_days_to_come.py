"""What is planned comes true on its day, on every page and for `assess`, without any job having run."""

from __future__ import annotations

import datetime
import io
import json
from types import SimpleNamespace

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from partnerships.actions import homes, members, offices
from partnerships.actions.households import Home
from partnerships.models import Person
from partnerships.rosters.homes import Living

DAY = datetime.date
FIRST = DAY(2026, 12, 1)
UTC = datetime.UTC
ONE_DAY = datetime.timedelta(days=1)
DAYS = [FIRST - ONE_DAY, FIRST, FIRST + ONE_DAY]


@pytest.fixture
def plans(northfield, people, sol):
    """All of this is recorded on 1 October: from 1 December Rita is a member, Asha is none any more
    and Ewa is in the chair, Dai has no vote, and Farid lives outside the area."""
    rita = members.join(
        area=northfield, person=Person(name="Rita Osei"), starts_on=FIRST, by=sol
    ).person
    offices.hand_over(
        office=northfield.offices.get(title="chair"),
        last_day=FIRST - ONE_DAY,
        to=people.ewa,
        by=sol,
    )
    members.leave(
        membership=northfield.memberships.get(person=people.asha),
        last_day=FIRST - ONE_DAY,
        reason="moved-away",
        by=sol,
    )
    members.change_vote(
        membership=northfield.memberships.get(person=people.dai),
        is_voting=False,
        from_day=FIRST,
        by=sol,
    )
    homes.move(
        residence=northfield.residences.get(person=people.farid),
        home=Home(in_area="no", living=Living.ALONE),
        from_day=FIRST,
        by=sol,
    )
    return rita


def page_of(user, name, *args):
    client = Client()
    client.force_login(user)
    response = client.get(reverse(name, args=args))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def table(page, opening):
    for found in page.find_all("table"):
        if found.caption.get_text(strip=True).startswith(opening):
            return [
                [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
                for row in found.tbody.find_all("tr")
            ]
    return []


def looked_at(area, people, rita, sol, stan) -> SimpleNamespace:
    """What each page, and `assess`, says of the same things now."""
    rows = table(page_of(sol, "register", area.slug), "Members today")
    by_name = {
        name: next((row for row in rows if row[0].startswith(name)), None)
        for name in ("Rita Osei", "Asha Patel", "Dai Nguyen", "Ewa Kowalska", "Farid Rahman")
    }
    out = io.StringIO()
    call_command("assess", area="Northfield", stdout=out)
    assessed = json.loads(out.getvalue())
    position = page_of(sol, "area-detail", area.slug)
    figures = [one.get_text(strip=True) for one in position.select(".app-figure__number")]
    summaries = {
        name: page_of(sol, "person-detail", area.slug, person.pk)
        .find(class_="govuk-body-l")
        .get_text(strip=True)
        for name, person in [("asha", people.asha), ("ewa", people.ewa), ("rita", rita)]
    }
    overview = next(
        row
        for row in table(page_of(stan, "overview"), "")
        if any("Northfield" in cell for cell in row)
    )
    return SimpleNamespace(
        by_name=by_name,
        assessed=assessed,
        figures=figures,
        summaries=summaries,
        overview=overview,
    )


@pytest.mark.parametrize("day", DAYS)
def test_before_on_and_after_the_day_everything_agrees(northfield, people, plans, sol, stan, day):
    with time_machine.travel(
        datetime.datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=True
    ):
        seen = looked_at(northfield, people, plans, sol, stan)

    has_come = day >= FIRST
    # The register.
    assert (seen.by_name["Rita Osei"] is not None) == has_come
    assert (seen.by_name["Asha Patel"] is None) == has_come
    assert seen.by_name["Dai Nguyen"][2] == ("No" if has_come else "Yes")
    assert seen.by_name["Ewa Kowalska"][1] == ("Chair" if has_come else "Member")
    assert seen.by_name["Farid Rahman"][3] == ("No" if has_come else "Yes")
    # The person’s own pages.
    assert seen.summaries == (
        {
            "asha": "Was a member",
            "ewa": "Chair, voting member since 1 January 2020",
            "rita": "Voting member since 1 December 2026",
        }
        if has_come
        else {
            "asha": "Chair, voting member 1 January 2020 to 30 November 2026",
            "ewa": "Voting member since 1 January 2020",
            "rita": "Will join the partnership",
        }
    )
    # `assess`, the position and the overview: eight members either way, one resident fewer after
    # the move, and Rita’s home is not known.
    assert (
        seen.assessed["members"],
        seen.assessed["voting_members"],
        seen.assessed["residents"],
        seen.assessed["residency_unknown"],
    ) == ((8, 7, 6, 1) if has_come else (8, 8, 8, 0))
    assert seen.figures[:3] == (["8", "7", "6"] if has_come else ["8", "8", "8"])
    assert seen.overview[0].endswith(f", {seen.assessed['members']} members")


def test_what_is_withdrawn_before_its_day_never_comes(northfield, people, plans, sol, stan):
    for membership in northfield.memberships.filter(starts_on__gt=DAY(2026, 10, 1)):
        members.never_happened(membership=membership, reason="Not after all", by=sol)

    with time_machine.travel(datetime.datetime(2026, 12, 2, 12, tzinfo=UTC), tick=True):
        seen = looked_at_register(northfield, sol)

    assert "Rita Osei" not in seen
    assert seen["Dai Nguyen"][2] == "Yes"


def looked_at_register(area, user):
    return {row[0]: row for row in table(page_of(user, "register", area.slug), "Members today")}


def test_the_standing_of_the_day_before_is_not_believed(northfield, people, plans, sol, stan):
    """The overview is looked at on the eve, and again on the day: nothing runs in between."""
    seen = []
    for day in DAYS:
        with time_machine.travel(
            datetime.datetime(day.year, day.month, day.day, 12, tzinfo=UTC), tick=True
        ):
            page_of(stan, "overview")
            northfield.standing.refresh_from_db()
            seen.append((northfield.standing.voting_members, northfield.standing.residents))

    assert seen == [(8, 8), (7, 6), (7, 6)]
