"""The days on which another edition of the criteria took effect, and what it changed, in words.

They are marked on every chart, so that a change of definition is never read as a change of fact.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import people_list
from partnerships.rosters.editions import Editions
from partnerships.rules import RULES, Criteria

ONE_DAY = datetime.timedelta(days=1)

# What the marks of a chart stand for.
MARKS = "A new edition of the criteria took effect"


@dataclass(frozen=True, slots=True)
class NewEdition:
    """An edition that took effect: the number of its mark, its day, and what it changed in sentences.

    `effect` is what that did to a programme, in a sentence; "" for a single area.
    """

    number: int
    day: datetime.date
    title: str
    changed: list[str]
    href: str
    effect: str = ""


def new_editions(editions: Editions, first: datetime.date, last: datetime.date) -> list[NewEdition]:
    """The editions that took effect after the first of some days and not after the last of them."""
    days = [day for day in editions.days if first < day <= last]
    rules = reverse("rules")
    return [
        NewEdition(
            number,
            day,
            editions.on(day).edition,
            changed(editions.on(day - ONE_DAY), editions.on(day)),
            f"{rules}?on={day.isoformat()}",
        )
        for number, day in enumerate(days, 1)
    ]


def marks(found: list[NewEdition]) -> list[tuple[datetime.date, str]]:
    """Where a chart has a mark, and what is written above it."""
    return [(one.day, str(one.number)) for one in found]


def changed(before: Criteria, after: Criteria) -> list[str]:
    """What is otherwise by another edition, in sentences."""
    return [*_changed(before, after)] or ["Its figures and rules are those of the one before."]


def _changed(before: Criteria, after: Criteria) -> Iterator[str]:
    figures = [
        (before.members, after.members, "At least {} members are needed, where it was {}."),
        (
            *(before.resident_percent, after.resident_percent),
            "At least {}% of members must live in the area, where it was {}%.",
        ),
        (before.of_family, after.of_family, "At most {} members of one family, where it was {}."),
        (
            *(before.of_household, after.of_household),
            "At most {} members of one household, where it was {}.",
        ),
    ]
    for was, now, words in figures:
        if was.figure != now.figure:
            yield words.format(now, was)
    if gone := _titles(after.left_out - before.left_out):
        yield f"No longer looked at: {gone}."
    if back := _titles(before.left_out - after.left_out):
        yield f"Looked at again: {back}."


def _titles(rules: frozenset[str]) -> str:
    return people_list(f"“{rule.title}”" for rule in RULES if rule.id in rules)
