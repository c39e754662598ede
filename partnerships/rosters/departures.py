"""One step from a breach: whose leaving, moving away or taking office would put the partnership in one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from partnerships.rosters.preview import is_among
from partnerships.rules import (
    BIG_LOCAL,
    RULES_BY_ID,
    Assessment,
    Criteria,
    Level,
    Person,
    Roster,
    assess,
)
from partnerships.rules.numbers import is_resident_majority
from partnerships.rules.wording import listed, name, with_role


class Step(StrEnum):
    """What a member might do, in the words that follow their name in a sentence with "if"."""

    LEAVES = "left"
    MOVES_OUT = "moved out of the area"
    TAKES_OFFICE = "took an office"


@dataclass(frozen=True, slots=True)
class OneStepAway:
    """Members of whom any one, taking any of the steps, would bring on a breach that is none yet.

    `people` are ids in the order of the names, `rule` the rule that would be broken, `others` the
    ids of those who would be in breach together with whoever takes the step.
    """

    steps: tuple[Step, ...]
    rule: str
    people: tuple[str, ...]
    others: tuple[str, ...]
    sentence: str


def one_step_away(roster: Roster, criteria: Criteria = BIG_LOCAL) -> tuple[OneStepAway, ...]:
    """Every breach that one member could bring on alone, those who could do the same taken together."""
    now = assess(roster, criteria)
    groups: dict[tuple[Step, str, tuple[str, ...]], list[str]] = {}
    for step, might, after in _STEPS:
        for member in sorted(roster.who.members, key=lambda one: (name(one), one.id)):
            if might(member):
                then = assess(after(roster, member.id), criteria)
                for rule, others in _broken(now, then, member.id).items():
                    groups.setdefault((step, rule, others), []).append(member.id)
    # Steps that do the same for the same people are told together.
    alike: dict[tuple[str, tuple[str, ...], tuple[str, ...]], list[Step]] = {}
    for (step, rule, others), people in groups.items():
        alike.setdefault((rule, tuple(people), others), []).append(step)
    in_words = _InWords(roster, criteria)
    return tuple(
        [
            OneStepAway(
                tuple(steps), rule, people, others, in_words.sentence(steps, rule, people, others)
            )
            for (rule, people, others), steps in alike.items()
        ]
    )


def is_one_departure_away(assessment: Assessment, criteria: Criteria) -> bool:
    """Whether one member leaving or moving out would break a criterion that none breaks now.

    It is told by counting, so that it costs nothing among many areas: no other criterion than the
    two about numbers can be broken by somebody who goes.
    """
    members, least = assessment.members, criteria.members.figure
    if "minimum-members" not in criteria.left_out and members == least:
        return True
    # As many as may be residents, as the rule counts them. Whoever moves out stays a member, so
    # that is never the lesser loss.
    residents = assessment.residents + assessment.residency_unknown
    percent = criteria.resident_percent.figure
    return (
        "resident-majority" not in criteria.left_out
        and residents > 0
        and is_resident_majority(residents, members, percent)
        and not is_resident_majority(residents - 1, members, percent)
    )


After = Callable[[Roster, str], Roster]

# Each step: what it is, who might take it, and the roster once they have.
_STEPS: tuple[tuple[Step, Callable[[Person], bool], After], ...] = (
    (Step.LEAVES, lambda member: True, lambda roster, one: roster.without_member(one)),
    (
        Step.MOVES_OUT,
        lambda member: member.resident is not False,
        lambda roster, one: roster.with_changes_to(one, resident=False),
    ),
    (
        Step.TAKES_OFFICE,
        lambda member: not member.offices,
        lambda roster, one: roster.with_office(one, "officer"),
    ),
)


def _broken(now: Assessment, then: Assessment, member: str) -> Mapping[str, tuple[str, ...]]:
    """The rules that would be broken anew, each with who else would be in the breach, sorted."""
    new: dict[str, set[str]] = {}
    for finding in then.findings:
        if finding.level is Level.BREACH and not is_among(finding, now.findings):
            new.setdefault(finding.rule, set()).update({*finding.people} - {member})
    return {rule: tuple(sorted(others)) for rule, others in new.items()}


class _InWords:
    """Says what could happen: "If Asha Patel or Bola Ade left, there would be fewer than 8 members."."""

    def __init__(self, roster: Roster, criteria: Criteria) -> None:
        self._by_id = roster.who.by_id
        self._members = len(roster.who.members)
        self._outcomes: Mapping[str, str] = {
            "minimum-members": f"there would be fewer than {criteria.members} members",
            "resident-majority": (
                f"fewer than {criteria.resident_percent} per cent of the members "
                "would live in the area"
            ),
            "lto-officer": (
                "it would be a conflict of interest: they represent the locally trusted organisation"
            ),
        }

    def sentence(
        self, steps: Sequence[Step], rule: str, people: Sequence[str], others: Sequence[str]
    ) -> str:
        return f"If {self._any_of(people)} {' or '.join(steps)}, {self._outcome(rule, others)}."

    def _any_of(self, people: Sequence[str]) -> str:
        if len(people) == self._members > 1:
            return f"any one of the {len(people)} members"
        names = [name(self._by_id[one]) for one in people]
        if len(names) < 3:
            return " or ".join(names)
        last = names[2] if len(names) == 3 else f"{len(names) - 2} others"
        return f"any one of {names[0]}, {names[1]} or {last}"

    def _outcome(self, rule: str, others: Sequence[str]) -> str:
        if rule == "related-positions":
            holders = listed([with_role(self._by_id[other]) for other in others])
            hold = f"relative {holders} holds" if len(others) == 1 else f"relatives {holders} hold"
            return f"it would be a conflict of interest: their {hold} a position of power"
        title = RULES_BY_ID[rule].title
        return self._outcomes.get(rule, f"there would be a breach: {title.lower()}")
