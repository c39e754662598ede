"""What a rule is: a pure function of a roster and the criteria, with its words beside it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from partnerships.rules.criteria import BIG_LOCAL, Criteria, Threshold
from partnerships.rules.roster import Roster


class Group(StrEnum):
    """Which of the two verdicts a rule belongs to."""

    CRITERIA = "criteria"
    CONFLICTS = "conflicts"


class Level(StrEnum):
    """How a finding weighs: not met, for people to judge, or a missing fact that decides."""

    BREACH = "breach"
    CAUTION = "caution"
    INCOMPLETE = "incomplete"


class Found(NamedTuple):
    """What a rule's function yields: the people concerned (ids), why, and in which decision."""

    people: tuple[str, ...]
    message: str
    decision: str | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found by one rule, in the order and under the names of the roster contract.

    `people` are ids in sorted order, `decision` an id, `source` a heading of the guidance.
    """

    rule: str
    group: Group
    level: Level
    people: tuple[str, ...]
    decision: str | None
    message: str
    remedy: str
    source: str


Check = Callable[[Roster, Criteria], Iterator[Found]]
LooksAmong = Callable[[Roster], Collection[object]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the book: `check` looks, and `findings` says what it found under the rule's name.

    `title` is for headings and tables. In `explanation_text` and `remedy_text` figures stand as
    `{criteria.members}` and its like. `rests_on` is a heading of the guidance, or says which
    threshold brings its own. `looks_among` gives what the rule goes through: where there is none
    of it the rule finds nothing, and need not `check`. It is None for a rule that always must.
    """

    id: str
    group: Group
    level: Level
    title: str
    explanation_text: str
    remedy_text: str
    rests_on: str | Callable[[Criteria], Threshold]
    looks_among: LooksAmong | None
    check: Check

    def explanation(self, criteria: Criteria = BIG_LOCAL) -> str:
        """What the rule asks, in a sentence or two, with the figures of the criteria."""
        return self.explanation_text.format(criteria=criteria)

    def remedy(self, criteria: Criteria = BIG_LOCAL) -> str:
        """The next step that would mend it."""
        return self.remedy_text.format(criteria=criteria)

    def source(self, criteria: Criteria = BIG_LOCAL) -> str:
        """The heading of the guidance that the rule rests on."""
        return self.rests_on if isinstance(self.rests_on, str) else self.rests_on(criteria).heading

    def findings(self, found: list[Found], criteria: Criteria = BIG_LOCAL) -> list[Finding]:
        """What `check` found, as findings of this rule, in order."""
        if len(found) > 1:
            found.sort(key=lambda one: (one.decision or "", one.people))
        remedy, source = self.remedy(criteria), self.source(criteria)
        return [
            Finding(
                rule=self.id,
                group=self.group,
                level=self.level,
                people=one.people,
                decision=one.decision,
                message=one.message,
                remedy=remedy,
                source=source,
            )
            for one in found
        ]


def rule(
    group: Group,
    level: Level,
    *,
    title: str,
    explanation: str,
    remedy: str,
    rests_on: str | Callable[[Criteria], Threshold],
    looks_among: LooksAmong | None = None,
) -> Callable[[Check], Rule]:
    """Make a rule of a function, whose name becomes its id: `lto_officer` is lto-officer."""

    def made(check: Check) -> Rule:
        return Rule(
            id=check.__name__.replace("_", "-"),
            group=group,
            level=level,
            title=title,
            explanation_text=explanation,
            remedy_text=remedy,
            rests_on=rests_on,
            looks_among=looks_among,
            check=check,
        )

    return made
