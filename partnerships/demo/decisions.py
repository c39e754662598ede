"""What the partnership decided, who took part, and who had an interest and withdrew."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Sequence
from decimal import Decimal

from django.db.models import Model

from partnerships.demo.making import build
from partnerships.demo.meetings import counted, meet, voting_on
from partnerships.demo.story import Figure, Story
from partnerships.factories import DecisionFactory, InterestFactory
from partnerships.models import (
    Decision,
    DecisionKind,
    Interest,
    Nature,
    Organisation,
    Part,
    Participation,
    Whose,
)

# Who decides on money once a quarter has four years to look back on.
YEARS_BACK = 4

_TITLES = {
    DecisionKind.GRANT: [
        "Grant for the summer fair",
        "Small grant: holiday club",
        "Community chest: winter round",
        "Grant for a minibus",
        "Grant for training volunteers",
        "Lunch club for older neighbours",
        "Seed money for a repair café",
    ],
    DecisionKind.PROCUREMENT: [
        "Play equipment for the green",
        "Grounds maintenance contract",
        "Printing of the newsletter",
        "New kitchen for the community centre",
        "Noticeboards and signs",
        "Evaluation of the plan",
    ],
    DecisionKind.OTHER: [
        "Review of the plan",
        "Conflicts of interest policy adopted",
        "Dates of meetings for the year",
        "Code of conduct adopted",
    ],
}
_OUTCOMES = [
    "Agreed.",
    "Agreed by a show of hands.",
    "Agreed, one against.",
    "Agreed with conditions.",
]
_REASONS = [
    "Best value for money.",
    "It meets two priorities of the plan.",
    "Local and known to us.",
]


def declare_interests(story: Story) -> None:
    """What members have declared: mostly loyalties, to organisations of the neighbourhood."""
    chance = story.chance
    for stint in story.stints:
        figure = stint.figure
        if figure.is_busy or not chance.happens(0.45):
            continue
        for organisation in chance.sample([*story.own, *story.around[2:]], chance.randint(1, 2)):
            nature = chance.one_of({Nature.LOYALTY: 6, Nature.INDIRECT: 2, Nature.DIRECT: 2})
            has_ended = stint.last is None and chance.happens(0.1)
            starts_on = stint.first - chance.days(0, 2000) if chance.happens(0.7) else None
            interest = declare(
                story,
                figure,
                organisation,
                nature,
                starts_on,
                chance.day(stint.first, story.day) if has_ended else None,
            )
            story.note(stint.first + chance.days(1, 30), "interests.declare", interest, figure)


def declare(
    story: Story,
    figure: Figure,
    organisation: Organisation,
    nature: Nature,
    starts_on: datetime.date | None = None,
    ends_on: datetime.date | None = None,
) -> Interest:
    """Declare an interest; an indirect one is that of a relative or a friend."""
    whose = Whose.OWN
    if nature == Nature.INDIRECT:
        whose = story.chance.choice([Whose.RELATIVE, Whose.FRIEND])
    interest: Interest = story.add(
        build(
            InterestFactory,
            area=story.area,
            person=figure.record,
            organisation=organisation,
            nature=nature,
            whose=whose,
            starts_on=starts_on,
            ends_on=ends_on,
            may_be_published=story.chance.happens(0.6),
        )
    )
    figure.interests.append(interest)
    return interest


def hold_meetings(story: Story) -> None:
    """The decisions of the past years, three or four a year; the careful withdraw when they must."""
    chance = story.chance
    for happen in story.meetings:
        happen()
    on = story.day - datetime.timedelta(days=365 * YEARS_BACK) + chance.days(0, 90)
    while on < story.day:
        kind = chance.one_of(
            {DecisionKind.GRANT: 5, DecisionKind.PROCUREMENT: 3, DecisionKind.OTHER: 2}
        )
        considered: list[Organisation] = []
        if kind == DecisionKind.GRANT:
            considered = chance.sample(story.own, chance.randint(1, 3))
        elif kind == DecisionKind.PROCUREMENT:
            bidders = story.around[-3:]
            if story.lto and chance.happens(0.15):
                bidders = [*bidders, story.lto]
            considered = chance.sample(bidders, chance.randint(1, len(bidders)))
        there = [stint.figure for stint in story.serving_on(on) if chance.happens(0.8)]
        decide(story, on, kind, considered, there)
        on += chance.days(60, 140)


def decide(
    story: Story,
    on: datetime.date,
    kind: DecisionKind,
    considered: Sequence[Organisation],
    there: Sequence[Figure],
    *,
    stay: Collection[Figure] = (),
) -> Decision:
    """A decision and the part of everybody who was there; `stay` take part come what may."""
    chance = story.chance
    is_about_money = kind != DecisionKind.OTHER
    amount = Decimal(chance.randint(2, 240) * 50) if is_about_money else None
    decision = story.add(
        build(
            DecisionFactory,
            area=story.area,
            decided_on=on,
            kind=kind,
            title=_title(story, kind),
            amount=amount,
            chosen=considered[0] if considered and chance.happens(0.9) else None,
            outcome=chance.choice(_OUTCOMES),
            reason=chance.choice(_REASONS) if is_about_money else "",
            minute_reference=f"{on:%Y-%m}/{chance.randint(2, 9)}",
        )
    )
    for organisation in considered:
        story.add(Decision.organisations.through(decision=decision, organisation=organisation))
    present = list(dict.fromkeys([*there, *stay]))
    decision.meeting = meet(story, on, present)
    lists: dict[str, list[Model]] = {"organisations": list(considered)}
    lists |= {"took_part": [], "withdrew": []}
    out = [
        figure
        for figure in present
        if figure not in stay and _must_withdraw(story, figure, considered)
    ]
    voters = voting_on(story, on)
    for figure in present:
        withdraws = figure in out
        lists["withdrew" if withdraws else "took_part"].append(figure.record)
        story.add(
            Participation(
                decision=decision,
                person=figure.record,
                part=Part.WITHDREW if withdraws else Part.TOOK_PART,
                voted=figure in voters and not withdraws,
            )
        )
    decision.headcount = counted(story, on, present, out)
    story.note(on, "decisions.write_down", decision, *present, lists=lists)
    return decision


def _title(story: Story, kind: DecisionKind) -> str:
    """Something to decide that was not decided just before."""
    left = story.agenda.setdefault(kind, [])
    if not left:
        left += story.chance.in_any_order(_TITLES[kind])
    return left.pop()


def _must_withdraw(story: Story, figure: Figure, considered: Sequence[Organisation]) -> bool:
    if figure.is_representative and any(one is story.lto for one in considered):
        return True
    return any(
        interest.organisation is one
        for somebody in [figure, *figure.relatives]
        for interest in somebody.interests
        for one in considered
    )
