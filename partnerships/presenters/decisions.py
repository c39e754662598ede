"""What the rules find in decisions, and who took part in one with which interests."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from biglocal.design.words import people_list
from partnerships.models import Area, Decision, DecisionKind, Participation
from partnerships.presenters.position import WORST_FIRST, FindingOnPage, position_of
from partnerships.presenters.waivers import waived_on
from partnerships.rosters.database import DECISIONS_COUNT_FOR, roster_of
from partnerships.rosters.editions import assessed
from partnerships.rules.rule import Level


@dataclass(frozen=True, slots=True)
class PartOnPage:
    """Somebody's part in a decision, and their interests that day in organisations considered."""

    participation: Participation
    interests: str


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision in a list; `level` is the worst found in it, or `word` says why none is."""

    decision: Decision
    level: Level | None
    word: str


def rows_of(area: Area, decisions: Iterable[Decision], day: datetime.date) -> list[DecisionRow]:
    """Decisions of an area with what the rules find in them on a day."""
    levels = _levels(area, day)
    return [DecisionRow(one, levels.get(one.pk), _silence(one, day)) for one in decisions]


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


def _levels(area: Area, day: datetime.date) -> dict[int, Level]:
    worst: dict[int, Level] = {}
    for finding in assessed(roster_of(area, day)).findings:
        if finding.decision is not None:
            pk = int(finding.decision)
            worst[pk] = min(worst.get(pk, finding.level), finding.level, key=WORST_FIRST.index)
    return worst


def findings_about(
    decision: Decision, asked: datetime.date, *, on: str = ""
) -> tuple[list[FindingOnPage], datetime.date]:
    """What the rules find in a decision, asked on a day, and as at which day they looked.

    `on` is what links to pages of a day end in.
    """
    day = judged_on(decision.decided_on, asked)
    roster = roster_of(decision.area, day)
    position = position_of(
        decision.area, roster, assessed(roster), on=on, waived=waived_on(decision.area, day)
    )
    about = [one for one in position.findings if one.decision_id == str(decision.pk)]
    # The page is the decision's own, so a link to it would lead nowhere.
    return [replace(one, decision_url="") for one in about], day


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
    return [
        PartOnPage(one, people_list(held.get(one.person_id, ())))
        for one in decision.participations.select_related("person")
    ]
