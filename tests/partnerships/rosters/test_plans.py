"""The money of a plan as on a day: by theme, of the plan, and of the area's whole amount."""

from __future__ import annotations

import datetime
from decimal import Decimal

import pytest

from partnerships.presenters.plan import bars_of, said_of
from partnerships.rosters.plans import money_of, plan_on
from tests.factories import DecisionFactory, PlanFactory, SpendFactory, ThemeFactory

DAY = datetime.timedelta(days=1)
OCTOBER = datetime.date(2026, 10, 1)


@pytest.fixture
def plan(northfield):
    return PlanFactory(area=northfield)


def test_the_plan_of_a_day_is_the_one_in_force_or_the_next_or_the_last(northfield, plan):
    later = PlanFactory(
        area=northfield, starts_on=datetime.date(2028, 2, 1), ends_on=datetime.date(2028, 12, 31)
    )
    for day, found in [
        (plan.starts_on - DAY, plan),
        (plan.starts_on, plan),
        (plan.ends_on, plan),
        (plan.ends_on + DAY, later),
        (later.ends_on, later),
        (later.ends_on + DAY, later),
    ]:
        assert plan_on(northfield, day) == found


def test_an_area_without_a_plan_has_none(southmere):
    assert plan_on(southmere, OCTOBER) is None


def test_money_is_added_up_to_the_penny_by_theme_and_in_all(northfield, plan):
    young = ThemeFactory(plan=plan, name="Young people", budget=Decimal("300.30"))
    parks = ThemeFactory(plan=plan, name="Parks", budget=Decimal(100))
    for _ in range(3):
        SpendFactory(theme=young, amount=Decimal("0.10"))
    SpendFactory(theme=parks, amount=Decimal("100.01"), spent_on=datetime.date(2026, 9, 1))
    before = PlanFactory(
        area=northfield, starts_on=datetime.date(2024, 1, 1), ends_on=datetime.date(2025, 12, 31)
    )
    SpendFactory(theme__plan=before, amount=Decimal(500), spent_on=datetime.date(2025, 1, 1))

    found = money_of(plan, OCTOBER)
    assert [(one.spent, one.left, one.is_over) for one in found.themes] == [
        (Decimal("0.30"), Decimal("300.00"), False),
        (Decimal("100.01"), Decimal("-0.01"), True),
    ]
    assert (found.budget, found.spent, found.left) == (
        Decimal("400.30"),
        Decimal("100.31"),
        Decimal("299.99"),
    )
    assert (found.spent_before, found.spent_in_all) == (Decimal(500), Decimal("600.31"))
    assert found.left_in_all == Decimal("999399.69")
    assert money_of(plan, datetime.date(2026, 8, 31)).spent == Decimal("0.30")


def test_money_costs_three_queries_whatever_was_spent(plan, django_assert_num_queries):
    for _ in range(3):
        SpendFactory(theme__plan=plan)
    with django_assert_num_queries(3):
        money_of(plan, OCTOBER)


def test_what_was_decided_by_the_day_counts_by_theme_and_is_not_spent_by_that(northfield, plan):
    parks = ThemeFactory(plan=plan, name="Parks", budget=Decimal(100))
    for on, amount in [
        ("2026-05-01", Decimal("60.25")),
        ("2026-11-01", Decimal(40)),
        ("2026-06-01", None),
    ]:
        DecisionFactory(area=northfield, theme=parks, decided_on=on, amount=amount)
    DecisionFactory(area=northfield, amount=Decimal(5))
    (found,) = money_of(plan, OCTOBER).themes
    assert (found.decided, found.spent, found.left) == (Decimal("60.25"), 0, Decimal(100))
    later = money_of(plan, datetime.date(2026, 11, 1))
    assert later.decided == Decimal("100.25")
    assert said_of(later) == ["£100.25 is decided for Parks: £0.25 more than its budget."]


def test_what_is_over_is_said(northfield, plan):
    northfield.award = Decimal(1000)
    northfield.save()
    plan.area = northfield
    theme = ThemeFactory(plan=plan, name="Parks", budget=Decimal(1200))
    SpendFactory(theme=theme, amount=Decimal("1250.50"))
    assert said_of(money_of(plan, OCTOBER)) == [
        "£1,250.50 was spent on Parks: £50.50 more than its budget.",
        "The budgets come to £1,200: £200 more than the area’s £1,000.",
        "£1,250.50 was spent in all: £250.50 more than the area’s £1,000.",
    ]


def test_within_the_budgets_nothing_is_said(plan):
    theme = ThemeFactory(plan=plan, budget=Decimal(1000))
    SpendFactory(theme=theme, amount=Decimal(1000))
    assert said_of(money_of(plan, OCTOBER)) == []


def test_the_bars_share_one_scale_and_what_is_over_stands_beyond_the_frame(plan):
    for name, budget, spent in [("Young people", 200, 100), ("Parks", 100, 150)]:
        SpendFactory(
            theme=ThemeFactory(plan=plan, name=name, budget=Decimal(budget)),
            amount=Decimal(spent),
        )
    bars = bars_of(money_of(plan, OCTOBER))
    young, parks = bars.bars
    assert young.budget.width == 2 * parks.budget.width == bars.width - 2
    assert young.spent.width == parks.spent.width
    assert (young.over, parks.over.x) == (None, 1 + parks.budget.width)
    assert bars.has_over
    assert "Parks £150 of £100" in bars.description


def test_where_no_money_is_there_is_nothing_to_draw(plan):
    assert bars_of(money_of(plan, OCTOBER)) is None
    ThemeFactory(plan=plan, budget=Decimal(0))
    assert bars_of(money_of(plan, OCTOBER)) is None
