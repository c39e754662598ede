"""Which decisions are open again, since a conflict came to light after they were taken.

Where the register holds the tie, the rules find it by its days; that it came to light later is known
from when it was written down. What the register cannot hold is noted beside the decision.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from partnerships.models import Area, LaterConflict
from partnerships.rosters.written_down import ALWAYS, WrittenDown
from partnerships.rules import Finding, Roster
from partnerships.rules.facts import Decision

FOREVER = datetime.datetime.max.replace(tzinfo=datetime.UTC)


@dataclass(frozen=True, slots=True)
class Flag:
    """Why a decision (by primary key) is open again: what came to light about whom, and on which day.

    `conflict` is the note of it, if there is one; otherwise the rules found it in the register.
    """

    decision: int
    on: datetime.date
    what: str
    person: int | None
    conflict: LaterConflict | None = None


def open_flags(
    area: Area, roster: Roster, findings: Iterable[Finding], day: datetime.date
) -> dict[int, list[Flag]]:
    """The open flags of each decision of an area on a day; at most ten queries, however many.

    `findings` are those of the roster. What the rules found is settled by a note about the same
    decision and person, unless it was written down after the note: then it is something new.
    """
    by_then = LaterConflict.objects.filter(decision__area=area, found_on__lte=day)
    noted = list(by_then.select_related("person", "organisation").order_by("found_on", "pk"))
    is_open = [one for one in noted if one.settled_on is None or one.settled_on > day]
    flags = [Flag(one.decision_id, one.found_on, one.what, one.person_id, one) for one in is_open]
    flags += [flag for flag in _found_later(area, roster, findings, noted) if flag.on <= day]
    by_decision: dict[int, list[Flag]] = {}
    for flag in flags:
        by_decision.setdefault(flag.decision, []).append(flag)
    return by_decision


def _found_later(
    area: Area, roster: Roster, findings: Iterable[Finding], noted: Sequence[LaterConflict]
) -> Iterator[Flag]:
    """What the rules find in decisions by what was written down after the meeting, and is not noted."""
    about = [found for found in findings if found.decision]
    if not about:
        return
    written = WrittenDown(area, about, [one.pk for one in noted])
    settled = _settled(noted, written)
    decisions = {decision.id: decision for decision in roster.decisions}
    for found in about:
        decision = decisions[str(found.decision)]
        who = _about(roster, found, decision)
        since = settled.get((int(decision.id), who))
        days = [
            timezone.localtime(moment).date()
            for moment in written.known(found, decision)
            if since is None or moment > since
        ]
        if later := [day for day in days if day > decision.date]:
            yield Flag(int(decision.id), min(later), found.message, who)


def _about(roster: Roster, found: Finding, decision: Decision) -> int:
    """Who took part, of those whom a finding names: where a relative did too, that is found apart."""
    conflicted = {contest.decision.id: contest.conflicted for contest in roster.contests}
    took_part = [one for one in found.people if one in decision.took_part]
    if len(took_part) > 1:
        took_part = [one for one in took_part if one not in conflicted.get(decision.id, ())]
    return int(took_part[0])


def _settled(
    noted: Iterable[LaterConflict], written: WrittenDown
) -> dict[tuple[int, int | None], datetime.datetime]:
    """By decision and person: up to when what was written down is looked at in what is noted of them."""
    until: dict[tuple[int, int | None], datetime.datetime] = {}
    for one in noted:
        key = (one.decision_id, one.person_id)
        until[key] = max(until.get(key, ALWAYS), written.note_written(one.pk) or FOREVER)
    return until
