"""Who is named on a public page, whatever was agreed when: tried with many agreements and days."""

from __future__ import annotations

import datetime

from django.test import TestCase
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase as HypothesisTestCase

from partnerships.exports.open_data import as_json
from partnerships.models import PublicPage
from partnerships.presenters.open_page import most_of, open_page_of, twelve_months_before
from tests.factories import (
    AreaFactory,
    DecisionFactory,
    MembershipFactory,
    NamingConsentFactory,
    NamingExemptionFactory,
)

FIRST = datetime.date(2025, 1, 1)
DAYS = st.integers(0, 900).map(lambda days: FIRST + datetime.timedelta(days=days))


@st.composite
def periods(draw):
    """Some days of which no two overlap, or none."""
    days = sorted(set(draw(st.lists(DAYS, max_size=4))))
    return [(days[at], days[at + 1]) for at in range(0, len(days) - 1, 2)] + (
        [(days[-1], None)] if len(days) % 2 else []
    )


@st.composite
def stories(draw):
    """When somebody sat, agreed, and was at risk."""
    starts_on = draw(DAYS)
    lasted = draw(st.none() | st.integers(0, 700))
    ends_on = None if lasted is None else starts_on + datetime.timedelta(days=lasted)
    return starts_on, ends_on, draw(periods()), draw(periods())


def holds(spans, day):
    return any(start <= day and (end is None or day <= end) for start, end in spans)


class WhoIsNamed(HypothesisTestCase, TestCase):
    """A property of the page, with a database that is as it was after each try."""

    @settings(max_examples=25)
    @given(people=st.lists(stories(), max_size=4), day=DAYS)
    def test_only_who_agrees_that_day_is_not_at_risk_and_sits_or_left_within_a_year(
        self, people, day
    ):
        area = AreaFactory(name="Anywhere")
        named, sitting = set(), 0
        for number, (starts_on, ends_on, agreed, at_risk) in enumerate(people):
            name = f"Zyx{number}q Uvw{number}q"
            person = MembershipFactory(
                area=area, person__name=name, starts_on=starts_on, ends_on=ends_on
            ).person
            for since, until in agreed:
                NamingConsentFactory(area=area, person=person, starts_on=since, ends_on=until)
            for since, until in at_risk:
                NamingExemptionFactory(area=area, person=person, starts_on=since, ends_on=until)
            DecisionFactory(area=area, title=f"Asked {name}", decided_on=FIRST)
            sits = holds([(starts_on, ends_on)], day)
            sitting += sits
            left = ends_on is not None and twelve_months_before(day) <= ends_on < day
            if (sits or left) and holds(agreed, day) and not holds(at_risk, day):
                named.add(name)

        page = open_page_of(PublicPage(area=area), day)

        assert {one.name for one in [*page.members, *page.left]} == named
        assert page.in_all == sitting
        text = as_json(page).decode()
        allowed = {
            f"Zyx{number}q Uvw{number}q"
            for number, (*_, agreed, at_risk) in enumerate(people)
            if holds(agreed, day) and not holds(at_risk, day)
        }
        for number in range(len(people)):
            if f"Zyx{number}q Uvw{number}q" not in allowed:
                assert f"Zyx{number}q" not in text
                assert f"Uvw{number}q" not in text


@given(members=st.integers(0, 40), residents=st.integers(0, 40))
def test_it_is_said_that_most_live_here_of_five_or_more_and_of_more_than_half(members, residents):
    residents = min(residents, members)
    assert most_of(members, residents) == (members >= 5 and residents > members / 2)


def test_twelve_months_before_a_leap_day_is_the_last_of_february():
    assert twelve_months_before(datetime.date(2028, 2, 29)) == datetime.date(2027, 2, 28)
    assert twelve_months_before(datetime.date(2026, 10, 1)) == datetime.date(2025, 10, 1)
