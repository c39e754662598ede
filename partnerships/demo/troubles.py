"""What is not as the guidance asks, here and there: one story for every rule of the book.

Which area has which is set by its number, so that every rule has its turn whatever the chance, and
one area in eight does not meet the criteria.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable

from partnerships.demo.chance import Chance
from partnerships.demo.decisions import decide, declare
from partnerships.demo.families import couple, mother_of, relate, share_home
from partnerships.demo.story import Figure, Stint, Story
from partnerships.demo.work import pay, represent
from partnerships.models import DecisionKind, Nature, Organisation, RelationshipKind

Trouble = Callable[[Story], None]

LARGEST, TYPICAL_LEAST = 41, 9
# So that there are enough members for each trouble who have no part in another.
_LEAST_WITH_TROUBLES = {0: 0, 1: 13, 2: 17}


def fails_criteria(number: int) -> str:
    """The rule of the criteria that the area of this number breaks, or ""."""
    if number % 8 != 4:
        return ""
    rules = ["minimum-members", "resident-majority", "own-right", "minimum-members"]
    return [*rules, "resident-majority"][number // 8 % 5]


def is_unsure_of_residents(number: int) -> bool:
    """Whether nobody can tell if most members of this area live there."""
    return number % 16 == 10


def is_unsure_of_households(number: int) -> bool:
    """Whether it is not recorded for some who they live with, and it could matter."""
    return number % 14 == 6


def troubles_of(number: int) -> list[str]:
    """The rules about conflicts that the area of this number has something of: one area in three."""
    turn, is_odd = divmod(number, 2)
    if not is_odd or turn % 3 == 2:
        return []
    turn -= turn // 3
    rules = list(TROUBLES)
    found = [rules[turn % len(rules)]]
    if turn % 12 == 11:
        found.append(rules[(turn + 5) % len(rules)])
    return found


def size_of(number: int, chance: Chance) -> int:
    """How many members the area of this number has today: 13 in the mean, 41 at most."""
    if fails_criteria(number) == "minimum-members":
        return chance.randint(4, 7)
    if number == 2:
        return LARGEST
    if chance.happens(0.05):
        size = TYPICAL_LEAST - 1
    else:
        size = min(LARGEST - 1, TYPICAL_LEAST + int(chance.gammavariate(1.3, 3.4)))
    return max(size, _LEAST_WITH_TROUBLES[len(troubles_of(number))])


def residency_of(number: int, size: int, chance: Chance) -> tuple[int, int]:
    """How many of so many members live in the area, and for how many it is not known."""
    needed = -(-51 * size // 100)
    if fails_criteria(number) == "resident-majority":
        return needed - chance.randint(1, 2), 0
    if is_unsure_of_residents(number):
        residents = needed - chance.randint(1, 2)
        return residents, needed - residents + chance.randint(0, 1)
    if chance.happens(0.08):
        return needed, 0
    residents = max(needed, min(size, round(size * chance.triangular(0.55, 1.05, 0.85))))
    if number % 16 == 2 and residents > needed:
        # It is not known for one, and decides nothing.
        return residents - 1, 1
    return residents, 0


def bring_trouble(story: Story) -> None:
    """Put into the story what the area's number says."""
    if fails_criteria(story.number) == "own-right":
        _sit_for_others(story)
    for rule in troubles_of(story.number):
        TROUBLES[rule](story)


def forget_homes(story: Story) -> None:
    """Leave out with whom some members live: after all else, as it is what nobody asked about."""
    serving = [stint.figure for stint in story.serving_on(story.day)]
    if is_unsure_of_households(story.number):
        alone = [figure for figure in serving if figure.home == [figure]]
        for figure in story.chance.sample(alone, min(len(alone), story.chance.randint(3, 5))):
            figure.home = None
    if story.number % 8 == 7 and all(figure.home == [figure] for figure in serving):
        # Whoever that one lives with, they are two at most.
        story.chance.choice(serving).home = None
    for figure in story.figures:
        if figure not in serving and story.chance.happens(0.1) and figure.home == [figure]:
            figure.home = None


def _sit_for_others(story: Story) -> None:
    whom = [story.own[1].name, f"{story.area.name} Traders", "The parish church"]
    for stint in story.spare(story.chance.randint(1, 2)):
        stint.represents = story.chance.choice(whom)


def _family_limit(story: Story) -> None:
    three = [stint.figure for stint in story.spare(3)]
    if story.chance.happens(0.5):
        mother_of(story, *three)
    else:
        parent, *children = three
        for child in children:
            relate(story, parent, child, RelationshipKind.PARENT)


def _household_limit(story: Story) -> None:
    share_home(*_figures(story.spare(3, alike=True)))


def _paid_worker_voting(story: Story) -> None:
    for stint in story.spare(1):
        stint.votes = {stint.first: True}
        pay(story, stint.figure, _lately(story, stint))


def _paid_worker_officer(story: Story) -> None:
    for stint in story.officers(1):
        began = _lately(story, stint)
        stint.votes = {day: votes for day, votes in stint.votes.items() if day < began}
        stint.votes |= {began: False} if stint.votes else {stint.first: False}
        pay(story, stint.figure, began, title="Bookkeeper, a few hours a week")


def _related_positions(story: Story) -> None:
    couple(story, *_two_officers(story))


def _linked_positions(story: Story) -> None:
    one, other = _figures(story.officers(2))
    between = story.meet(story.names.relative_of(other.record.name))
    between.is_busy = True
    relate(story, one, between, RelationshipKind.SPOUSE)
    relate(story, between, other, RelationshipKind.SIBLING)


def _shared_household_positions(story: Story) -> None:
    share_home(*_two_officers(story))


def _worker_relative_member(story: Story) -> None:
    (stint,) = story.spare(1)
    worker = story.meet(story.names.relative_of(stint.figure.record.name))
    worker.is_busy = True
    pay(story, worker, _lately(story, stint), title="Outreach worker")
    relate(story, worker, stint.figure, RelationshipKind.SIBLING)


def _lto_officer(story: Story) -> None:
    for stint in story.officers(1):
        represent(story, stint.figure, _lately(story, stint))


def _lto_voting(story: Story) -> None:
    for stint in story.spare(1):
        stint.votes = {stint.first: True}
        represent(story, stint.figure, _lately(story, stint))


def _conflicted_decision(story: Story) -> None:
    for stint in story.spare(1):
        considered = story.chance.sample(story.own, 2)
        interest = declare(story, stint.figure, considered[0], Nature.LOYALTY)
        on = _decide_with(story, stint, DecisionKind.GRANT, considered)
        # They said so some days after the meeting, when it was too late to withdraw.
        story.note(on + datetime.timedelta(days=5), "interests.declare", interest, stint.figure)


def _relative_interest(story: Story) -> None:
    one, other = story.spare(2)
    relate(story, one.figure, other.figure, RelationshipKind.SIBLING)
    considered = story.chance.sample(story.around[-3:], 2)
    declare(story, other.figure, considered[0], Nature.DIRECT)
    _decide_with(story, one, DecisionKind.PROCUREMENT, considered)


def _lto_interest(story: Story) -> None:
    assert story.lto
    for stint in story.spare(1):
        stint.votes = {stint.first: False}
        represent(story, stint.figure, stint.first)
        considered = [story.lto, story.chance.choice(story.around[-3:])]
        _decide_with(story, stint, DecisionKind.PROCUREMENT, considered)


# In the order of the book, by the rules' names.
TROUBLES: dict[str, Trouble] = {
    "family-limit": _family_limit,
    "household-limit": _household_limit,
    "paid-worker-voting": _paid_worker_voting,
    "paid-worker-officer": _paid_worker_officer,
    "related-positions": _related_positions,
    "linked-positions": _linked_positions,
    "shared-household-positions": _shared_household_positions,
    "worker-relative-member": _worker_relative_member,
    "lto-officer": _lto_officer,
    "lto-voting": _lto_voting,
    "conflicted-decision": _conflicted_decision,
    "relative-interest": _relative_interest,
    "lto-interest": _lto_interest,
}


def _figures(stints: list[Stint]) -> list[Figure]:
    return [stint.figure for stint in stints]


def _two_officers(story: Story) -> list[Figure]:
    """Two who can share a home: it is in the area if that of either is."""
    return sorted(_figures(story.officers(2)), key=lambda figure: not figure.resident)


def _decide_with(
    story: Story, stint: Stint, kind: DecisionKind, considered: list[Organisation]
) -> datetime.date:
    """Let a member stay, of late, for a decision that they had better have left to others: its day."""
    first = max(stint.first, story.day - datetime.timedelta(days=300))
    on = story.chance.day(first, story.day - datetime.timedelta(days=6))

    def happen() -> None:
        there = [stint.figure for stint in story.serving_on(on) if story.chance.happens(0.8)]
        decide(story, on, kind, considered, there, stay=[stint.figure])

    story.meetings.append(happen)
    return on


def _lately(story: Story, stint: Stint) -> datetime.date:
    """A day of the past two years on which they were a member already."""
    first = max(stint.first, story.day - datetime.timedelta(days=700))
    return story.chance.day(first, story.day - datetime.timedelta(days=2))
