"""Every page that names a figure goes by the edition of the day that it shows."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse

from biglocal.design.fields import boxes
from partnerships.models import Membership
from partnerships.presenters.openly import openly
from partnerships.presenters.position import position_of
from partnerships.presenters.waivers import waived_on
from partnerships.presenters.years import years_of
from partnerships.rosters.database import roster_of
from partnerships.rosters.editions import criteria_on
from partnerships.rosters.preview import preview
from partnerships.rules import BIG_LOCAL, assess
from tests.factories import (
    EditionFactory,
    MembershipFactory,
    RelationshipFactory,
    ResidenceFactory,
    WaiverFactory,
)

TODAY = datetime.date(2026, 10, 1)
JUNE = datetime.date(2026, 6, 1)
ONE_DAY = datetime.timedelta(days=1)


@pytest.fixture
def ten(db):
    """At least ten members and at most one of a family, from 1 June 2026."""
    return EditionFactory(
        title="Ten members", members=10, resident_percent=75, of_family=1, takes_effect_on=JUNE
    )


def text_of(response) -> str:
    return " ".join(response.content.decode().split())


def page(client, area, name, on="") -> str:
    return text_of(client.get(reverse(name, args=[area.slug]) + on))


def test_the_position_and_the_register_of_a_past_day_keep_its_verdict(
    northfield, people, sol, sign_in, ten
):
    client, before = sign_in(sol), f"?on={JUNE - ONE_DAY}"
    for name in ("area-detail", "register"):
        assert "Does not meet" in page(client, northfield, name)
        assert "Does not meet" not in page(client, northfield, name, before)
    assert "At least 10 are needed" in page(client, northfield, "area-detail")


def test_a_finding_leads_to_the_rules_of_its_day(northfield, people, sol, sign_in, ten):
    on = f"?on={JUNE}"
    assert f'href="{reverse("rules")}{on}#minimum-members"' in page(
        sign_in(sol), northfield, "area-detail", on
    )


def test_families_are_counted_by_the_edition_of_the_day(northfield, people, sol, sign_in, ten):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    client, before = sign_in(sol), f"?on={JUNE - ONE_DAY}"
    now, then = (page(client, northfield, "families", on) for on in ("", before))
    assert "No more than 1 members may be of one family" not in now
    assert "No more than 1 member may be of one family" in now
    assert "Does not meet" in now
    assert "No more than 2 members may be of one family" in then
    assert "Does not meet" not in then


def test_what_a_change_would_do_goes_by_the_edition_of_the_day_it_tells_from(
    northfield, people, sol, sign_in
):
    EditionFactory(members=10, takes_effect_on=datetime.date(2027, 4, 1))
    client = sign_in(sol)
    membership = Membership.objects.get(person=people.harry)
    url = reverse("member-end", args=[northfield.slug, membership.pk])
    for day, least in [(datetime.date(2026, 12, 31), 8), (datetime.date(2027, 4, 30), 10)]:
        answers = {"version": "1", "reason": "resigned", **boxes("last_day", day)}
        response = client.post(url, answers | {"step": "what-if"})
        text = text_of(response)
        assert f"7 (at least {least} needed)" in text, day
        assert f"(at least {18 - least} needed)" not in text, day


def test_what_another_edition_changes_is_not_put_down_to_a_change(northfield, people):
    EditionFactory(members=9, takes_effect_on=datetime.date(2027, 4, 1))
    day = datetime.date(2027, 4, 2)
    before = roster_of(northfield, day)
    change = preview(before, before, criteria_on(day))
    assert (change.new, change.sentences) == ((), ())
    assert change.before.meets_criteria is False


def test_a_figure_whose_rule_is_left_out_is_not_asked_for(northfield, people):
    both = ["minimum-members", "resident-majority", "resident-majority-unconfirmed"]
    EditionFactory(left_out=both, takes_effect_on=JUNE)
    before = roster_of(northfield, TODAY)
    seven = roster_of(northfield, TODAY)
    seven = type(seven)(
        area=seven.area, as_at=seven.as_at, people=seven.people[1:], relationships=()
    )
    change = preview(before, seven, criteria_on(TODAY))
    assert change.figures == (
        "With this change the partnership has 7 members.",
        "With this change 7 of 7 members live in the area.",
    )
    assert change.new == ()


def test_the_position_says_nothing_of_residents_to_spare_where_no_rule_asks_for_them(
    northfield, people, sol, sign_in
):
    assert "could leave" in page(sign_in(sol), northfield, "area-detail")
    left_out = ["resident-majority", "resident-majority-unconfirmed"]
    EditionFactory(left_out=left_out, takes_effect_on=JUNE)
    assert "could leave" not in page(sign_in(sol), northfield, "area-detail")


def test_the_years_say_that_an_edition_took_effect_and_nobody_left(northfield, people, ten):
    person = MembershipFactory(area=northfield, starts_on=JUNE).person
    ResidenceFactory(area=northfield, person=person)
    (period,) = years_of(northfield, TODAY).periods
    assert (period.since, period.began) == (
        JUNE,
        "The edition “Ten members” of the criteria took effect.",
    )


def test_what_happened_on_the_same_day_is_told_beside_it(northfield, people, ten):
    Membership.objects.filter(person=people.harry).update(ends_on=JUNE - ONE_DAY)
    (period,) = years_of(northfield, TODAY).periods
    assert period.began == (
        "Harry Stone left and the edition “Ten members” of the criteria took effect."
    )


def test_an_edition_that_asks_for_less_ends_a_period(northfield, people):
    Membership.objects.filter(person=people.harry).update(ends_on=datetime.date(2026, 1, 31))
    EditionFactory(title="Seven members", members=7, takes_effect_on=JUNE)
    (period,) = years_of(northfield, TODAY).periods
    assert (period.until, period.ended) == (
        JUNE - ONE_DAY,
        "The edition “Seven members” of the criteria took effect.",
    )


def test_families_say_that_the_rule_is_waived(northfield, people, sol, sign_in, ten):
    RelationshipFactory(area=northfield, a=people.asha, b=people.ben)
    WaiverFactory(area=northfield, rule="family-limit")
    assert "Local Trust accepts this until 28 February 2027" in page(
        sign_in(sol), northfield, "families"
    )


def test_the_pack_for_a_table_says_that_a_rule_is_waived_and_not_why(northfield, people, sol):
    northfield.memberships.last().delete()
    WaiverFactory(area=northfield, reason="Asha Patel’s family asked for it.")
    roster = roster_of(northfield, TODAY)
    assessment = assess(roster)
    position = position_of(northfield, roster, assessment, waived=waived_on(northfield, TODAY))
    (found,) = openly(position.findings, assessment, BIG_LOCAL)
    assert found.waived.sentence == (
        "Local Trust accepts this until 28 February 2027. The verdict stays as it is."
    )
