"""The plan of each area: its themes, what was spent of them, and in some what followed on from it."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from partnerships.demo.chance import ONE_DAY, YEAR
from partnerships.demo.making import build
from partnerships.demo.stamping import A_SEASON
from partnerships.demo.story import Story
from partnerships.factories import PlanFactory, ProgressNoteFactory, SpendFactory, ThemeFactory
from partnerships.models import Decision, Plan, ProgressNote, Theme

# In one area of so many a plan followed on from the first; in one of so many none is recorded.
_FOLLOWED, _WITHOUT = 3, 25
_TITLES = ("A place to grow", "Our neighbourhood, our future", "Better together", "Room for all")
_VISION = (
    "A neighbourhood where people know each other, feel safe, and have something to do and somewhere "
    "to go, whatever their age."
)
_PRIORITIES = (
    "Something to do for young people on every day of the week",
    "A hub that pays for itself",
    "Green spaces that are used and looked after",
    "Help into work close to home",
    "Events that bring streets together",
)
# By theme: who was paid, and what for.
_PAID: Mapping[str, Sequence[tuple[str, str]]] = {
    "Young people": (
        ("Northside Youth Work", "Youth club, spring term"),
        ("Wheels for All", "Minibus, yearly cost"),
        ("Climbing Barn", "Summer holiday sessions"),
    ),
    "Health and wellbeing": (
        ("Good Neighbours CIC", "Lunch club, six months"),
        ("Walk and Talk", "Leaders of the walking group"),
    ),
    "Parks and green spaces": (
        ("Greenway Grounds", "Benches and planting"),
        ("Playfields Ltd", "Play equipment"),
    ),
    "Community hub": (
        ("St Hilda’s Hall Trust", "Rent of the hub"),
        ("Brightwork Builders", "A ramp and a new front door"),
    ),
    "Skills and work": (
        ("Second Start Tutors", "Computer course"),
        ("The Kitchen Table", "Cookery course"),
    ),
    "Events and arts": (
        ("Fair Ground Events", "Stage and toilets, summer fair"),
        ("Quick Print", "Leaflets for the lantern parade"),
    ),
}
_STATEMENTS = ("The LTO’s statement of the quarter", "The LTO’s list of payments")
_NOTES = (
    "The youth club runs twice a week now, with about thirty young people each time.",
    "The hub opened on Saturdays as well; volunteers keep it open.",
    "The fair brought some four hundred people together, more than last year.",
)


def make_plans(story: Story) -> None:
    """The plan in force, with the one before it where one followed on."""
    if story.number % _WITHOUT == 7:
        return
    chance = story.chance
    begins = story.day - chance.days(200, 700)
    titles = chance.in_any_order(_TITLES)
    if story.number % _FOLLOWED == 0 and begins - 2 * YEAR > story.opened:
        first = _plan(story, titles[0], begins - 2 * YEAR, begins - ONE_DAY)
        _spend(story, first, begins - ONE_DAY, Decimal("0.95"))
    plan = _plan(story, titles[1], begins, begins + 3 * YEAR)
    plan.reviewed_on = story.day - chance.days(20, 300)
    if plan.reviewed_on < begins:
        plan.reviewed_on = None
    plan.next_review_on = story.day + chance.days(-60, 330)
    if plan.reviewed_on and plan.next_review_on <= plan.reviewed_on:
        plan.next_review_on = plan.reviewed_on + YEAR
    _spend(story, plan, story.day, Decimal("0.5") if chance.happens(0.95) else Decimal("1.08"))
    story.note(begins, "plan.begin", plan)


def follow_on(stories: Iterable[Story]) -> None:
    """Say of each second plan which it followed on from, once both are saved."""
    followed = []
    for story in stories:
        for earlier, later in pairwise(story.records[Plan]):
            assert isinstance(earlier, Plan)
            assert isinstance(later, Plan)
            later.follows = earlier
            followed.append(later)
    Plan.objects.bulk_update(followed, ["follows"])


def _plan(story: Story, title: str, starts_on: datetime.date, ends_on: datetime.date) -> Plan:
    plan = story.add(
        build(
            PlanFactory,
            area=story.area,
            title=title,
            vision=_VISION,
            priorities=story.chance.sample(list(_PRIORITIES), 3),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    assert isinstance(plan, Plan)
    return plan


def _spend(story: Story, plan: Plan, until: datetime.date, share: Decimal) -> None:
    """Themes of a plan, about so much of which was spent by a day, and a word on how it goes."""
    chance = story.chance
    themes = []
    for name in chance.sample(list(_PAID), chance.randint(3, 4)):
        budget = Decimal(chance.randint(4, 30) * 5000)
        theme = story.add(build(ThemeFactory, plan=plan, name=name, budget=budget))
        assert isinstance(theme, Theme)
        themes.append(theme)
        times = chance.randint(2, 4)
        for _ in range(times):
            amount = (budget * share * chance.randint(60, 100) / 100 / times).quantize(
                Decimal("0.01")
            )
            payee, what_for = chance.choice(_PAID[name])
            story.add(
                build(
                    SpendFactory,
                    area=story.area,
                    theme=theme,
                    spent_on=chance.day(plan.starts_on, until),
                    amount=amount,
                    payee=payee,
                    what_for=what_for,
                    reference=f"INV{chance.randint(1000, 9999)}",
                    recorded_from=chance.choice(_STATEMENTS),
                )
            )
    _count_decisions(story, plan, themes)
    note = story.add(
        build(
            ProgressNoteFactory,
            plan=plan,
            noted_on=chance.day(plan.starts_on, until),
            text=chance.choice(_NOTES),
            by=story.keeper,
        )
    )
    assert isinstance(note, ProgressNote)


def _count_decisions(story: Story, plan: Plan, themes: Sequence[Theme]) -> None:
    """Say for which theme most of what was decided in the time of a plan counts.

    Not of the last season: those decisions are copied into areas that have no plan.
    """
    until = min(plan.ends_on or story.day, story.day - A_SEASON)
    for decision in story.records[Decision]:
        assert isinstance(decision, Decision)
        is_within = plan.starts_on <= decision.decided_on < until
        if is_within and decision.amount and story.chance.happens(0.8):
            decision.theme = story.chance.choice(list(themes))
