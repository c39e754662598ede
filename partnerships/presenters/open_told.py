"""What is told to everybody of an area, as plain values: no record of anybody can come along."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby


@dataclass(frozen=True, slots=True)
class OpenMember:
    """A member who agreed to be named; `roles` are their offices."""

    name: str
    roles: Sequence[str]
    votes: bool
    since: datetime.date


@dataclass(frozen=True, slots=True)
class OpenLeaver:
    """Somebody who left in the past twelve months and agreed to be named."""

    name: str
    since: datetime.date
    last_day: datetime.date


@dataclass(frozen=True, slots=True)
class OpenOffice:
    """An office that is held: those who agreed to be named, and how many others hold it too."""

    title: str
    names: Sequence[str]
    unnamed: int


@dataclass(frozen=True, slots=True)
class OpenInterest:
    """An interest that may be published, of somebody who agreed to be named."""

    name: str
    organisation: str
    whose: str
    nature: str
    since: datetime.date | None


@dataclass(frozen=True, slots=True)
class OpenPolicy:
    """A policy in force: its version, and where it can be read, if that is on the web."""

    title: str
    version: str
    adopted_on: datetime.date
    review_due_on: datetime.date
    link: str


@dataclass(frozen=True, slots=True)
class OpenDecision:
    """A decision with its reason; of those who took part and who withdrew only how many."""

    decided_on: datetime.date
    title: str
    kind: str
    amount: Decimal | None
    considered: Sequence[str]
    chosen: str
    outcome: str
    reason: str
    took_part: int
    withdrew: int

    @property
    def others(self) -> Sequence[str]:
        """Who was considered and not chosen."""
        others = list(self.considered)
        if self.chosen in others:
            others.remove(self.chosen)
        return others

    @property
    def withdrew_said(self) -> str:
        """ "1 member withdrew"; "" where nobody did."""
        people = "member" if self.withdrew == 1 else "members"
        return f"{self.withdrew} {people} withdrew" if self.withdrew else ""


@dataclass(frozen=True, slots=True)
class OpenTheme:
    """A theme of the plan and its money in pounds: set aside, spent by the day, and left."""

    theme: str
    budget: Decimal
    spent: Decimal
    left: Decimal


@dataclass(frozen=True, slots=True)
class OpenNote:
    """How the plan is going, as somebody noted it for a day."""

    noted_on: datetime.date
    text: str


@dataclass(frozen=True, slots=True)
class OpenPlan:
    """The plan in force."""

    title: str
    vision: str
    priorities: Sequence[str]
    starts_on: datetime.date
    ends_on: datetime.date | None
    next_review_on: datetime.date | None


@dataclass(frozen=True, slots=True)
class OpenYear:
    """Decisions of one year, the latest first."""

    year: int
    decisions: Sequence[OpenDecision]

    def __str__(self) -> str:
        count = len(self.decisions)
        return f"{self.year}: {count} decision{'' if count == 1 else 's'}"


def by_year(decisions: Iterable[OpenDecision]) -> list[OpenYear]:
    """Decisions by the year of their meeting, in their order."""
    return [
        OpenYear(year, list(those))
        for year, those in groupby(decisions, key=lambda one: one.decided_on.year)
    ]


@dataclass(frozen=True, slots=True)
class OpenPage:
    """All that is public of one area on `day`. A section that is not shown is empty."""

    name: str
    slug: str
    local_authority: str
    region: str
    day: datetime.date
    changed_on: datetime.date
    sections: frozenset[str]
    taking_part: str
    in_all: int
    most_live_here: bool
    members: Sequence[OpenMember] = ()
    left: Sequence[OpenLeaver] = ()
    offices: Sequence[OpenOffice] = ()
    interests: Sequence[OpenInterest] = ()
    policies: Sequence[OpenPolicy] = ()
    decisions: Sequence[OpenDecision] = ()
    plan: OpenPlan | None = None
    themes: Sequence[OpenTheme] = ()
    notes: Sequence[OpenNote] = ()

    @property
    def unnamed(self) -> int:
        """How many members are not named, for whatever reason."""
        return self.in_all - len(self.members)

    @property
    def keeps_policies_elsewhere(self) -> bool:
        """Whether any policy in force cannot be read on the web."""
        return any(not one.link for one in self.policies)
