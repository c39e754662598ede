"""A plan in words and drawn: its themes as bars, what is over its budget, and when to look at it again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse

from biglocal.accounts.models import User
from biglocal.design.words import day_in_words, money
from partnerships.models import Area, Plan
from partnerships.presenters.charts import Box
from partnerships.presenters.todo_items import Item
from partnerships.rosters.plans import Money, plans_to_review

# The drawing: how wide it is, how far apart its bars are, and how thick each.
WIDTH, A_BAR, THICK = 320, 44, 16


@dataclass(frozen=True, slots=True)
class Bar:
    """One theme: its name above, its budget as a frame, and what was spent of it within."""

    name: str
    said: str
    y: int
    budget: Box
    spent: Box
    over: Box | None


@dataclass(frozen=True, slots=True)
class Bars:
    """All that is drawn, in units of the drawing."""

    bars: list[Bar]
    description: str
    height: int
    width: int = WIDTH

    @property
    def has_over(self) -> bool:
        """Whether more was spent on any theme than was set aside."""
        return any(bar.over for bar in self.bars)


def bars_of(found: Money) -> Bars | None:
    """The themes as bars on one scale from 0; None where no money is in any."""
    most = max((max(one.budget, one.spent) for one in found.themes), default=Decimal(0))
    if most <= 0:
        return None

    def wide(amount: Decimal) -> float:
        return round(float(amount / most) * (WIDTH - 2), 1)

    bars = []
    for number, one in enumerate(found.themes):
        y = number * A_BAR + 18
        within = min(one.spent, one.budget)
        over = one.spent - within
        bars.append(
            Bar(
                name=one.theme.name,
                said=f"{money(one.spent)} of {money(one.budget)}",
                y=y - 5,
                budget=Box(1, y, wide(one.budget), THICK),
                spent=Box(1, y, wide(within), THICK),
                over=Box(1 + wide(within), y, wide(over), THICK) if over else None,
            )
        )
    said = "; ".join(f"{bar.name} {bar.said}" for bar in bars)
    return Bars(bars, f"What was spent of each budget: {said}.", height=len(bars) * A_BAR)


def said_of(found: Money) -> list[str]:
    """What is over its budget, a sentence each; none while nothing is."""
    words = []
    for one in found.themes:
        more = "more than its budget"
        if one.spent > one.budget:
            over = money(one.spent - one.budget)
            words.append(f"{money(one.spent)} was spent on {one.theme.name}: {over} {more}.")
        elif one.decided > one.budget:
            over = money(one.decided - one.budget)
            words.append(f"{money(one.decided)} is decided for {one.theme.name}: {over} {more}.")
    if found.budget > found.award:
        words.append(
            f"The budgets come to {money(found.budget)}: {money(found.budget - found.award)} more "
            f"than the area’s {money(found.award)}."
        )
    if found.left_in_all < 0:
        words.append(
            f"{money(found.spent_in_all)} was spent in all: {money(-found.left_in_all)} more than "
            f"the area’s {money(found.award)}."
        )
    return words


def plan_to_do(area: Area, day: datetime.date, user: User) -> Iterator[Item]:
    """What the plan in force of an open area gives to do: a review that was due."""
    if not area.has_closed_by(day):
        yield from plan_items(area, plans_to_review([area.pk], day).get(area.pk))


def plan_items(area: Area, plan: Plan | None) -> Iterator[Item]:
    """What a plan gives to do whose review was due, if there is one."""
    if plan is not None:
        yield Item(
            state="Overdue",
            colour="orange",
            title="The review of the plan is overdue",
            why=f"It was due on {day_in_words(plan.next_review_on)}.",
            step="Look at the plan together, and record when.",
            link="See the plan",
            href=reverse("plan", args=[area.slug]),
        )
