"""What a draft is made of: members with the rep's word on them, breaches with plans, what is missing."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from partnerships.rules import Finding
from partnerships.rules.facts import Person
from reviews.models import Confirmation, PlannedAction, Section

Facts = dict[str, Any]

# A breach as a plan knows it: rule, ids of the people, id of the decision or "".
BreachKey = tuple[str, tuple[str, ...], str]


def facts_of(person: Person) -> Facts:
    """The facts about a member that the rep confirms, as plain values of JSON."""
    return {
        "name": person.name,
        "offices": sorted(person.offices),
        "votes": person.is_voting,
        "lives_here": person.resident,
        "paid_worker": person.paid_worker,
        "lto_representative": person.lto_representative,
        "represents": person.represents or "",
    }


@dataclass(frozen=True)
class Member:
    """One member as the register has them today, with the rep's word on them if there is one."""

    person: Person
    facts: Facts
    confirmation: Confirmation | None

    @property
    def is_confirmed(self) -> bool:
        """Whether the rep's word is on the facts as they are now."""
        return self.confirmation is not None and self.confirmation.facts == self.facts

    @property
    def has_lapsed(self) -> bool:
        """Whether the register changed after the rep's word."""
        return self.confirmation is not None and not self.is_confirmed

    @property
    def mark(self) -> str:
        """What a page carries to show which facts, and which word on them, its reader had seen."""
        version = self.confirmation.version if self.confirmation else 0
        text = json.dumps([self.facts, version], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Breach:
    """One breach, and the plan for it if one has been begun."""

    finding: Finding
    plan: PlannedAction | None

    @property
    def key(self) -> BreachKey:
        return self.finding.rule, self.finding.people, self.finding.decision or ""

    @property
    def slug(self) -> str:
        """The breach's part of an address: its rule, and a digest of whom and what it is about."""
        digest = hashlib.sha256(json.dumps(self.key).encode()).hexdigest()
        return f"{self.finding.rule}-{digest[:8]}"


@dataclass(frozen=True)
class Missing:
    """One thing still to do, in words, and where it is done.

    `task` is "members", "question", "action" or "carried"; `key` is the question, the breach's
    slug, or the carried action's id.
    """

    task: str
    key: str
    text: str

    @property
    def section(self) -> Section:
        """The part of the review that it belongs to."""
        return section_of(self.task, self.key)


def section_of(task: str, key: str = "") -> Section:
    """The part of a review that a task belongs to; `task` and `key` are as for `Missing`."""
    if task == "question":
        return Section(key)
    return Section.MEMBERS if task == "members" else Section.ACTIONS


def key_of(plan: PlannedAction) -> BreachKey:
    """Which breach a plan is for."""
    return plan.rule, tuple(plan.people), plan.decision
