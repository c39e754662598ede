"""What came of the actions of earlier reviews by the time that the next one is written."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from biglocal.accounts.models import User
from partnerships.demo.chance import ONE_DAY, Chance, at_work
from reviews.drafts import Draft
from reviews.models import Outcome, PlannedAction, Progress

_ON_THE_WAY = [
    "Begun. Two neighbours have said that they are interested.",
    "On the agenda of the next meeting.",
    "Half of it is done. The rest waits for the annual meeting.",
    "Spoken to them. They want to think about it.",
    "Put off once, as the meeting was short of time.",
]
_IN_THE_END = [
    "Done at the last meeting; it is in the minutes.",
    "All settled. Nobody objected.",
    "Done, a little later than planned.",
    "",
]
_STILL_GOING_ON = [
    "Still going on. It takes longer than the partnership thought.",
    "There has been some progress, and more is planned for the winter.",
    "It is to be settled at the annual meeting.",
]
_DROPPED_FOR = [
    "They have left the partnership meanwhile, so there is nothing left to do.",
    "The partnership found another way, and the guidance is met without it.",
    "Nobody could be found to do it. The partnership will think of something else.",
]

_WHILE_IT_LASTS: dict[str, int] = {"": 5, Outcome.DONE: 4, Outcome.DROPPED: 1}
_ONCE_IT_IS_OVER: dict[str, int] = {"": 4, Outcome.DONE: 14, Outcome.DROPPED: 2}


@dataclass
class Followed:
    """What was done about actions: those that were settled, and what was noted about which."""

    settled: list[PlannedAction] = field(default_factory=list)
    notes: list[Progress] = field(default_factory=list)


def follow(
    draft: Draft,
    actions: list[PlannedAction],
    *,
    by: User,
    begun_at: datetime.datetime | None,
    until: datetime.date,
    left: float,
    chance: Chance,
) -> Followed:
    """Let something come of the open actions of earlier reviews before the first words of this one.

    What a plan of the draft goes on with is left alone. `begun_at` is when this review was begun:
    what is open still then gets a word; None when nobody has begun it, or has not got so far. Of
    the share `left`, 0 to 1, nobody has heard anything.
    """
    followed = Followed()
    gone_on_with = {plan.repeats for plan in draft.plans.values() if plan.repeats}
    breached = {breach.finding.rule for breach in draft.breaches}
    for action in actions:
        if not action.is_open or action in gone_on_with or not action.agreed_on:
            continue
        if chance.happens(left):
            continue
        outcome = chance.one_of(_WHILE_IT_LASTS if action.rule in breached else _ONCE_IT_IS_OVER)
        first, last = action.agreed_on + 20 * ONE_DAY, until - ONE_DAY
        if outcome and first <= last:
            _settle(action, outcome, chance.day(first, last), by, chance, followed)
        elif begun_at:
            at = begun_at + datetime.timedelta(minutes=chance.randint(5, 20))
            followed.notes.append(_note(action, chance.choice(_STILL_GOING_ON), at, by))
    return followed


def _settle(
    action: PlannedAction,
    outcome: str,
    on: datetime.date,
    by: User,
    chance: Chance,
    followed: Followed,
) -> None:
    assert action.agreed_on
    action.outcome, action.settled_on = outcome, on
    action.version += 1
    followed.settled.append(action)
    before = chance.day(action.agreed_on + 5 * ONE_DAY, on - ONE_DAY)
    if chance.happens(0.6):
        text = chance.choice(_ON_THE_WAY)
        followed.notes.append(_note(action, text, at_work(chance, before), by))
    if outcome == Outcome.DROPPED:
        action.reason = chance.choice(_DROPPED_FOR)
    elif text := chance.choice(_IN_THE_END):
        followed.notes.append(_note(action, text, at_work(chance, on), by))


def _note(action: PlannedAction, text: str, at: datetime.datetime, by: User) -> Progress:
    return Progress(action=action, text=text, at=at, by=by)


def gone_on_with(draft: Draft) -> Iterator[PlannedAction]:
    """Settle what the draft's plans go on with, as on the day of its submission."""
    for breach in draft.breaches:
        if carried := draft.gone_on_with(breach.plan):
            action = carried.action
            if action.is_open:
                action.outcome, action.settled_on = Outcome.REPEATED, draft.day
                action.version += 1
                yield action
