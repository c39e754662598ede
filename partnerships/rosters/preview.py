"""What a change would do: two rosters, before and after, compared. Nothing is saved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from partnerships.rules import BIG_LOCAL, Assessment, Criteria, Finding, Roster, assess
from partnerships.rules.numbers import minimum_members, resident_majority, residents_wanted
from partnerships.rules.wording import counted, in_words, month


@dataclass(frozen=True, slots=True)
class Preview:
    """Two assessments, and what became of each finding between them.

    `new` and `kept` are findings of `after`, `cleared` of `before`; each in the order of the rules.
    A finding is kept when the same rule still finds it, about the same people or about these and
    more, or fewer. `figures` say the change of the figures in plain words, `sentences` that and the
    change of the findings. Both are by the same `criteria`, those of the day of `after`: what another
    edition changes by then is no matter of the change.
    """

    criteria: Criteria
    before: Assessment
    after: Assessment
    new: tuple[Finding, ...]
    cleared: tuple[Finding, ...]
    kept: tuple[Finding, ...]
    figures: tuple[str, ...]
    sentences: tuple[str, ...]

    @property
    def changes_anything(self) -> bool:
        """Whether any figure or finding is other than before."""
        return bool(self.sentences)


def preview(before: Roster, after: Roster, criteria: Criteria = BIG_LOCAL) -> Preview:
    """Compare what the rules say before and after a change, or on two days."""
    was, will_be = assess(before, criteria), assess(after, criteria)
    new = tuple([f for f in will_be.findings if not is_among(f, was.findings)])
    kept = tuple([f for f in will_be.findings if is_among(f, was.findings)])
    cleared = tuple([f for f in was.findings if not is_among(f, will_be.findings)])
    figures = tuple(_on_figures(was, will_be, criteria))
    sentences = [*figures]
    sentences += [f"New: {finding.message}" for finding in new]
    sentences += [f"No longer: {finding.message}" for finding in cleared]
    return Preview(criteria, was, will_be, new, cleared, kept, figures, tuple(sentences))


def says_the_same(one: Roster, other: Roster) -> bool:
    """Whether two rosters hold the same facts, in whatever order, and on whatever day."""
    return _facts(one) == _facts(other)


def _facts(roster: Roster) -> tuple[Any, ...]:
    # A database hands out rows in another order once one of them was written anew.
    decisions = [
        decision.but(
            organisations=tuple(sorted(decision.organisations)),
            took_part=tuple(sorted(decision.took_part)),
            withdrew=tuple(sorted(decision.withdrew)),
        )
        for decision in roster.decisions
    ]
    kinds = (roster.people, roster.relationships, roster.interests, decisions)
    return roster.lto, roster.own_lto, *(Counter(facts) for facts in kinds)


def is_among(finding: Finding, others: tuple[Finding, ...]) -> bool:
    """Whether the same rule found the same before, about these people or about more, or fewer."""
    people = set(finding.people)
    return any(
        finding.rule == other.rule
        and finding.decision == other.decision
        and (people.issubset(other.people) or people.issuperset(other.people))
        for other in others
    )


def _on_figures(was: Assessment, will_be: Assessment, criteria: Criteria) -> Iterator[str]:
    """The figures that changed, each in a sentence that opens with the day it holds from."""
    opening = _opening(was, will_be)
    if was.members != will_be.members:
        needed = f"; at least {criteria.members} are needed"
        yield (
            f"{opening} the partnership has {counted(will_be.members, 'member')}"
            f"{'' if minimum_members.id in criteria.left_out else needed}."
        )
    if _share(was) != _share(will_be) and will_be.members:
        wanted = residents_wanted(will_be.members, criteria.resident_percent.figure)
        unknown = will_be.residency_unknown
        needed = f"; at least {wanted} {'is' if wanted == 1 else 'are'} needed"
        yield (
            f"{opening} {will_be.residents} of {counted(will_be.members, 'member')} "
            f"{'lives' if will_be.residents == 1 else 'live'} in the area"
            f"{f', and for {unknown} it is not recorded' if unknown else ''}"
            f"{'' if resident_majority.id in criteria.left_out else needed}."
        )


def _opening(was: Assessment, will_be: Assessment) -> str:
    day = will_be.as_at
    if day == was.as_at:
        return "With this change"
    return f"From {day.day} {month(day)}" if day.year == was.as_at.year else f"From {in_words(day)}"


def _share(assessment: Assessment) -> tuple[int, int, int]:
    return assessment.residents, assessment.residency_unknown, assessment.members
