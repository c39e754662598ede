"""The verdict on a roster: what the rules find in it, and the figures beside them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from partnerships.rules import numbers
from partnerships.rules.book import RULES
from partnerships.rules.criteria import BIG_LOCAL, Criteria
from partnerships.rules.roster import Roster
from partnerships.rules.rule import Finding, Group, Level, Rule


@dataclass(frozen=True, slots=True)
class Assessment:
    """What `assess` says of a roster, in the order and under the names of the roster contract.

    `meets_criteria` and `meets_conflicts_guidance` are None when nobody can tell. `residents` are
    the confirmed ones. `resident_percent` has one decimal, rounded down, and is None with no
    members.
    """

    area: str | None
    as_at: date
    meets_criteria: bool | None
    meets_conflicts_guidance: bool | None
    members: int
    voting_members: int
    residents: int
    residency_unknown: int
    resident_percent: float | None
    members_needed: int
    residents_needed: int
    residents_may_leave: int
    findings: tuple[Finding, ...]

    def of_level(self, level: Level) -> tuple[Finding, ...]:
        return tuple([finding for finding in self.findings if finding.level is level])

    @property
    def has_breach(self) -> bool:
        return self.meets_criteria is False or self.meets_conflicts_guidance is False

    @property
    def breaches(self) -> tuple[Finding, ...]:
        return self.of_level(Level.BREACH)

    @property
    def cautions(self) -> tuple[Finding, ...]:
        return self.of_level(Level.CAUTION)

    @property
    def incomplete(self) -> tuple[Finding, ...]:
        return self.of_level(Level.INCOMPLETE)


def assess(roster: Roster, criteria: Criteria = BIG_LOCAL) -> Assessment:
    """Check a roster against every rule of the book, and work out its figures."""
    findings: list[Finding] = []
    for rule in rules_of(criteria):
        # To pass over those with nothing to look at halves the time: they are most, on most rosters.
        if rule.looks_among is not None and not rule.looks_among(roster):
            continue
        if found := [*rule.check(roster, criteria)]:
            findings += rule.findings(found, criteria)
    members, residents = len(roster.who.members), len(roster.who.residents)
    percent = criteria.resident_percent.figure
    return Assessment(
        area=roster.area,
        as_at=roster.as_at,
        meets_criteria=_verdict(findings, Group.CRITERIA),
        meets_conflicts_guidance=_verdict(findings, Group.CONFLICTS),
        members=members,
        voting_members=len(roster.who.voting_members),
        residents=residents,
        residency_unknown=len(roster.who.residency_unknown),
        resident_percent=1000 * residents // members / 10 if members else None,
        members_needed=numbers.members_needed(members, criteria.members.figure),
        residents_needed=numbers.residents_needed(residents, members, percent),
        residents_may_leave=numbers.residents_may_leave(residents, members, percent),
        findings=tuple(findings),
    )


def rules_of(criteria: Criteria) -> tuple[Rule, ...]:
    """The rules of the book that apply under the criteria, in order."""
    if not criteria.left_out:
        return RULES
    return tuple([rule for rule in RULES if rule.id not in criteria.left_out])


def _verdict(findings: Iterable[Finding], group: Group) -> bool | None:
    verdict: bool | None = True
    for finding in findings:
        if finding.group is group:
            if finding.level is Level.BREACH:
                return False
            if finding.level is Level.INCOMPLETE:
                verdict = None
    return verdict
