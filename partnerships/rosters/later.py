"""Which decisions are open again, since a conflict came to light after they were taken.

Where the register holds the tie, the rules find it by its days; that it came to light later is known
from when it was written down. What the register cannot hold is noted beside the decision.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from biglocal.audit.models import AuditEvent
from partnerships.models import Area, LaterConflict
from partnerships.rules import DecisionKind, Finding, InterestKind, Roster
from partnerships.rules.decisions import conflicted_decision, relative_interest
from partnerships.rules.facts import Decision, Interest

# What rests on interests, which somebody may declare only after the meeting.
_BY_INTEREST = {conflicted_decision.id, relative_interest.id}


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
    """The open flags of each decision of an area on a day; three queries, or one.

    `findings` are those of the roster. One that the rules found is settled by a note about the same
    decision and person that is settled.
    """
    noted = LaterConflict.objects.filter(decision__area=area, found_on__lte=day)
    noted = noted.select_related("person", "organisation").order_by("found_on", "pk")
    is_open = [one for one in noted if one.settled_on is None or one.settled_on > day]
    flags = [Flag(one.decision_id, one.found_on, one.what, one.person_id, one) for one in is_open]
    known = {(one.decision_id, one.person_id) for one in noted}
    flags += [
        flag
        for flag in found_later(area, roster, findings)
        if flag.on <= day and (flag.decision, flag.person) not in known
    ]
    by_decision: dict[int, list[Flag]] = {}
    for flag in flags:
        by_decision.setdefault(flag.decision, []).append(flag)
    return by_decision


def found_later(area: Area, roster: Roster, findings: Iterable[Finding]) -> list[Flag]:
    """What the rules find in decisions by interests that were written down after the meeting."""
    about = [found for found in findings if found.rule in _BY_INTEREST and found.decision]
    if not about:
        return []
    recorded = _recorded_on(area, {int(one) for found in about for one in found.people})
    return list(_found_later(roster, about, recorded))


def _found_later(
    roster: Roster,
    about: Sequence[Finding],
    recorded: Sequence[tuple[Interest, datetime.date | None]],
) -> Iterator[Flag]:
    decisions = {decision.id: decision for decision in roster.decisions}
    for found in about:
        decision = decisions[str(found.decision)]
        days = [day for interest, day in recorded if _is_behind(found, decision, interest)]
        known = [day for day in days if day is not None]
        # An interest that was known by then, or of which nobody can tell, was not found later.
        if known and len(known) == len(days) and min(known) > decision.date:
            who = next(one for one in found.people if one in decision.took_part)
            yield Flag(int(decision.id), min(known), found.message, int(who))


def _is_behind(found: Finding, decision: Decision, interest: Interest) -> bool:
    """Whether a finding rests on an interest."""
    return (
        interest.person in found.people
        and interest.organisation in decision.organisations
        and interest.is_held_on(decision.date)
        and decision.kind is not DecisionKind.OTHER
        and (found.rule == conflicted_decision.id or interest.kind is InterestKind.DIRECT_FINANCIAL)
    )


def _recorded_on(area: Area, people: Iterable[int]) -> list[tuple[Interest, datetime.date | None]]:
    """The interests of people with the day on which each was written down, where the trail tells."""
    rows: list[Any] = list(
        area.interests.filter(person__in=people).values_list(
            "pk", "person", "organisation", "nature", "starts_on", "ends_on"
        )
    )
    declared = AuditEvent.objects.filter(
        area=area, verb="interests.declare", subject_id__in=[pk for pk, *_ in rows]
    )
    at = {
        pk: timezone.localtime(moment).date()
        for pk, moment in declared.values_list("subject_id", "at")
    }
    return [
        (
            Interest(str(person), str(organisation), InterestKind(nature), starts_on, ends_on),
            at.get(pk),
        )
        for pk, person, organisation, nature, starts_on, ends_on in rows
    ]
