"""What the rules find in decisions, and who took part in one with which interests."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from biglocal.design.words import people_list
from partnerships.models import Area, Decision, DecisionKind, Part, Participation
from partnerships.presenters.position import WORST_FIRST, FindingOnPage, position_of
from partnerships.presenters.waivers import waived_on
from partnerships.rosters.database import DECISIONS_COUNT_FOR, roster_of
from partnerships.rosters.editions import assessed
from partnerships.rosters.later import open_flags
from partnerships.rules import Assessment, Finding, Level, Roster


@dataclass(frozen=True, slots=True)
class PartOnPage:
    """Somebody's part in a decision, and their interests that day in organisations considered.

    `was_member` says whether they were a member on the day of it, and `had_vote` whether as one they
    had a vote.
    """

    participation: Participation
    interests: str
    was_member: bool
    had_vote: bool

    @property
    def done(self) -> str:
        """What they did, in words."""
        if self.participation.part == Part.WITHDREW:
            return str(Part.WITHDREW.label)
        said = "Took part and voted" if self.participation.voted else str(Part.TOOK_PART.label)
        if self.participation.voted and not self.had_vote:
            said = f"{said}, without a vote by the register"
        return f"{said}, having declared an interest" if self.participation.declared else said


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in a list; `level` is the worst found in it, or `word` says why none is.

    `is_untold` says that too little is recorded of it for a conflict to be found, and `is_open_again`
    that something came to light about it later and is not settled.
    """

    decision: Decision
    level: Level | None
    word: str
    is_untold: bool
    is_open_again: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """The roster by which a decision is judged, and the verdict on it: on all of it, not only on the
    decision."""

    roster: Roster
    assessment: Assessment

    @property
    def day(self) -> datetime.date:
        return self.roster.as_at


def judged(decision: Decision, asked: datetime.date) -> Judged:
    """What a decision is judged by, asked on a day."""
    roster = roster_of(decision.area, judged_on(decision.decided_on, asked))
    return Judged(roster, assessed(roster))


def rows_of(area: Area, decisions: Iterable[Any], day: datetime.date) -> list[DecisionRow]:
    """Decisions of an area with what the rules find in them on a day.

    They come with `considered`, `took_part` and `withdrew`: how many of each are recorded.
    """
    roster = roster_of(area, day)
    findings = assessed(roster).findings
    levels, again = _levels(findings), open_flags(area, roster, findings, day)
    return [
        DecisionRow(
            one,
            levels.get(one.pk),
            _silence(one, day),
            is_untold=bool(missing_of(one, one.considered, one.took_part + one.withdrew)),
            is_open_again=one.pk in again,
        )
        for one in decisions
    ]


def missing_of(decision: Decision, organisations: int, people: int) -> str:
    """What has to be recorded of a decision about money before a conflict can be found in it: "" where
    nothing, from how many organisations and people are."""
    if decision.kind == DecisionKind.OTHER or (organisations and people):
        return ""
    if organisations:
        return "who took part"
    return "which organisations were considered" + ("" if people else ", and who took part")


def _silence(decision: Decision, day: datetime.date) -> str:
    """What it means that the rules find nothing in a decision."""
    if decision.kind == DecisionKind.OTHER:
        return "Not looked at"
    return "Nothing" if judged_on(decision.decided_on, day) == day else "Counts no longer"


def judged_on(decided_on: datetime.date, asked: datetime.date) -> datetime.date:
    """The day as at which a decision is judged, asked on a day.

    While the decision counts that is the day asked, so that it says the same as the area's position
    then; of an older one it is the day of the meeting.
    """
    counts = decided_on <= asked < decided_on + DECISIONS_COUNT_FOR
    return asked if counts else decided_on


def _levels(findings: Iterable[Finding]) -> dict[int, Level]:
    worst: dict[int, Level] = {}
    for finding in findings:
        if finding.decision is not None:
            pk = int(finding.decision)
            worst[pk] = min(worst.get(pk, finding.level), finding.level, key=WORST_FIRST.index)
    return worst


def findings_about(decision: Decision, judged_by: Judged, *, on: str = "") -> list[FindingOnPage]:
    """What the rules find in a decision; `on` is what links to pages of a day end in."""
    position = position_of(
        decision.area,
        judged_by.roster,
        judged_by.assessment,
        on=on,
        waived=waived_on(decision.area, judged_by.day),
    )
    about = [one for one in position.findings if one.decision_id == str(decision.pk)]
    # The page is the decision's own, so a link to it would lead nowhere.
    return [replace(one, decision_url="") for one in about]


def parts_said(parts: Iterable[PartOnPage]) -> str:
    """ "20 took part, of whom 18 voted, and 1 withdrew."; "" of nobody."""
    recorded = [one.participation for one in parts]
    if not recorded:
        return ""
    withdrew = sum(one.part == Part.WITHDREW for one in recorded)
    voted = sum(one.voted for one in recorded)
    votes = f", of whom {voted} voted" if voted else ""
    out = f", and {withdrew} withdrew" if withdrew else ""
    return f"{len(recorded) - withdrew or 'Nobody'} took part{votes}{out}."


def parts_of(decision: Decision) -> list[PartOnPage]:
    """Who took part and who withdrew, with their interests in what was considered."""
    held: dict[int, list[str]] = {}
    interests = decision.area.interests.current_on(decision.decided_on).filter(
        organisation__in=decision.organisations.all()
    )
    for interest in interests.select_related("organisation"):
        nature, _, _ = interest.get_nature_display().partition(":")
        held.setdefault(interest.person_id, []).append(
            f"{interest.organisation} ({nature.lower()})"
        )
    members = dict(
        decision.area.memberships.current_on(decision.decided_on).values_list("person", "is_voting")
    )
    return [
        PartOnPage(
            one,
            people_list(held.get(one.person_id, ())),
            was_member=one.person_id in members,
            had_vote=members.get(one.person_id, False),
        )
        for one in decision.participations.select_related("person")
    ]
