"""What the rules find in decisions, and who took part in one with which interests."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from partnerships.models import Area, Decision, Interest, Participation
from partnerships.presenters.position import WORST_FIRST, FindingOnPage, position_of
from partnerships.rosters.database import DECISIONS_COUNT_FOR, roster_of
from partnerships.rules import assess
from partnerships.rules.rule import Level


@dataclass(frozen=True, slots=True)
class PartOnPage:
    """Somebody's part in a decision, and their interests that day in organisations considered."""

    participation: Participation
    interests: list[Interest]


def levels_of(area: Area, day: datetime.date) -> dict[int, Level]:
    """The worst level that is found in each decision that counts on a day, by primary key."""
    worst: dict[int, Level] = {}
    for finding in assess(roster_of(area, day)).findings:
        if finding.decision is not None:
            pk = int(finding.decision)
            worst[pk] = min(worst.get(pk, finding.level), finding.level, key=WORST_FIRST.index)
    return worst


def findings_about(
    decision: Decision, today: datetime.date
) -> tuple[list[FindingOnPage], datetime.date]:
    """What the rules find in a decision, and as at which day.

    While a decision counts that is today, so that it says the same as the area's position; of an
    older one it is the day of the meeting.
    """
    counts = decision.decided_on <= today < decision.decided_on + DECISIONS_COUNT_FOR
    day = today if counts else decision.decided_on
    roster = roster_of(decision.area, day)
    position = position_of(decision.area, roster, assess(roster))
    return [one for one in position.findings if one.decision_id == str(decision.pk)], day


def parts_of(decision: Decision) -> list[PartOnPage]:
    """Who took part and who withdrew, with their interests in what was considered."""
    held: dict[int, list[Interest]] = {}
    interests = decision.area.interests.current_on(decision.decided_on).filter(
        organisation__in=decision.organisations.all()
    )
    for interest in interests.select_related("organisation"):
        held.setdefault(interest.person_id, []).append(interest)
    return [
        PartOnPage(one, held.get(one.person_id, []))
        for one in decision.participations.select_related("person")
    ]
