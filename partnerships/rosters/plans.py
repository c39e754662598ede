"""The money of an area's plans as on a day: what is set aside, decided, spent and left."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from partnerships.models import Area, Decision, Plan, Spend, Theme

NOTHING = Decimal(0)


def themes_of(area: Area) -> list[Theme]:
    """The themes of all plans of an area, those of the newest plan first."""
    found = Theme.objects.filter(plan__area=area).select_related("plan__area")
    return list(found.order_by("-plan__starts_on", "pk"))


def plan_on(area: Area, day: datetime.date) -> Plan | None:
    """The plan in force on a day; else the next one, else the last."""
    plans = list(area.plans.order_by("starts_on"))
    in_force = [plan for plan in plans if plan.is_current_on(day)]
    to_come = [plan for plan in plans if plan.starts_on > day]
    return next(iter([*in_force, *to_come, *reversed(plans)]), None)


def plans_to_review(areas: Collection[int], day: datetime.date) -> dict[int, Plan]:
    """Of each area the plan in force on a day whose review was due before it, if so; one query."""
    due = Plan.objects.current_on(day).filter(area__in=areas, next_review_on__lt=day)
    return {plan.area_id: plan for plan in due}


@dataclass(frozen=True, slots=True)
class ThemeMoney:
    """The money of one theme, in pounds: its budget, what decisions by a day were about, and what
    was spent by then."""

    theme: Theme
    budget: Decimal
    decided: Decimal
    spent: Decimal

    @property
    def left(self) -> Decimal:
        """What may still be spent; below 0 where more was spent than was set aside."""
        return self.budget - self.spent

    @property
    def is_over(self) -> bool:
        """Whether more was decided or spent than was set aside."""
        return self.budget < max(self.decided, self.spent)


@dataclass(frozen=True, slots=True)
class Money:
    """The money of a plan by theme, and that of the whole area beside it.

    `spent_in_all` is what was spent for all plans of the area by the day.
    """

    themes: Sequence[ThemeMoney]
    award: Decimal
    spent_in_all: Decimal

    @property
    def budget(self) -> Decimal:
        return sum((one.budget for one in self.themes), NOTHING)

    @property
    def decided(self) -> Decimal:
        return sum((one.decided for one in self.themes), NOTHING)

    @property
    def spent(self) -> Decimal:
        return sum((one.spent for one in self.themes), NOTHING)

    @property
    def left(self) -> Decimal:
        """What is left of the plan's budget."""
        return self.budget - self.spent

    @property
    def over(self) -> Decimal:
        """By how much more was spent than was set aside."""
        return max(-self.left, NOTHING)

    @property
    def over_in_all(self) -> Decimal:
        """By how much more was spent than the area has."""
        return max(-self.left_in_all, NOTHING)

    @property
    def left_in_all(self) -> Decimal:
        """What is left of the area's amount."""
        return self.award - self.spent_in_all

    @property
    def spent_before(self) -> Decimal:
        """What was spent for other plans of the area."""
        return self.spent_in_all - self.spent


def money_of(plan: Plan, day: datetime.date) -> Money:
    """The money of a plan and its area by a day, in three queries."""
    spends = Spend.objects.filter(area=plan.area_id, spent_on__lte=day)
    spent = dict(spends.values_list("theme").order_by().annotate(Sum("amount")))
    decisions = Decision.objects.filter(theme__plan=plan, decided_on__lte=day, amount__isnull=False)
    decided = dict(decisions.values_list("theme").order_by().annotate(Sum("amount")))
    return Money(
        themes=[
            ThemeMoney(
                theme, theme.budget, decided.get(theme.pk, NOTHING), spent.get(theme.pk, NOTHING)
            )
            for theme in plan.themes.all()
        ],
        award=plan.area.award,
        spent_in_all=sum(spent.values(), NOTHING),
    )
