"""The policies of areas as on a day: what is in force, what is missing, what is overdue, and who has
acknowledged it."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from partnerships.models import (
    NEEDED,
    Acknowledgement,
    Area,
    Membership,
    Policy,
    PolicyKind,
    PolicyVersion,
)
from partnerships.models.periods import current_q


class PolicyState(StrEnum):
    """What a policy's dates make of it on a day."""

    IN_FORCE = "in-force"
    OVERDUE = "overdue"
    MISSING = "missing"


def state_of(review_due_on: datetime.date | None, day: datetime.date) -> PolicyState:
    """How a policy stands on a day; None for one of which no version is in force."""
    if review_due_on is None:
        return PolicyState.MISSING
    return PolicyState.OVERDUE if review_due_on < day else PolicyState.IN_FORCE


@dataclass(frozen=True, slots=True)
class PolicyOnDay:
    """One policy of an area on a day. Of one that is missing there may be no record.

    `version` is the one in force, `to_come` the next that is adopted later; `acknowledged` of the
    `members` of the day had by then acknowledged the version in force.
    """

    kind: PolicyKind
    title: str
    policy: Policy | None
    version: PolicyVersion | None
    to_come: PolicyVersion | None
    state: PolicyState
    acknowledged: int = 0
    members: int = 0


def policies_of(area: Area, day: datetime.date) -> list[PolicyOnDay]:
    """The policies of an area on a day: the four that are needed, then those of its own by name.

    In four queries, and none more however many there are.
    """
    return policies_by_area([area.pk], day)[area.pk]


def policies_by_area(areas: Collection[int], day: datetime.date) -> dict[int, list[PolicyOnDay]]:
    """The policies of areas (primary keys) on a day, in four queries in all."""
    found = states_by_area(areas, day)
    members: dict[int, set[int]] = defaultdict(set)
    sitting = Membership.objects.filter(current_q(day), area__in=areas)
    for area, person in sitting.values_list("area", "person").order_by():
        members[area].add(person)
    in_force = {
        one.version.pk: area for area, lines in found.items() for one in lines if one.version
    }
    acknowledged: dict[int, int] = defaultdict(int)
    said = Acknowledgement.objects.filter(version__in=in_force, acknowledged_on__lte=day)
    for version, person in said.values_list("version", "person").order_by():
        acknowledged[version] += person in members[in_force[version]]
    return {
        area: [
            replace(
                one,
                acknowledged=acknowledged[one.version.pk] if one.version else 0,
                members=len(members[area]),
            )
            for one in lines
        ]
        for area, lines in found.items()
    }


def states_by_area(areas: Collection[int], day: datetime.date) -> dict[int, list[PolicyOnDay]]:
    """The same without who has acknowledged what, in two queries."""
    recorded: dict[int, list[Policy]] = {area: [] for area in areas}
    for policy in Policy.objects.filter(area__in=areas).prefetch_related("versions"):
        recorded[policy.area_id].append(policy)
    return {area: _on(policies, day) for area, policies in recorded.items()}


def _on(policies: Iterable[Policy], day: datetime.date) -> list[PolicyOnDay]:
    by_kind = {policy.kind: policy for policy in policies if policy.kind != PolicyKind.OTHER}
    found = [_line(kind, by_kind.get(kind), day) for kind in NEEDED]
    own = [policy for policy in policies if policy.kind == PolicyKind.OTHER]
    lines = [
        _line(PolicyKind.OTHER, policy, day)
        for policy in sorted(own, key=lambda policy: (policy.name.casefold(), policy.pk))
    ]
    # One of its own that was not there yet is missed by nobody.
    return found + [line for line in lines if line.version or line.to_come]


def _line(kind: PolicyKind, policy: Policy | None, day: datetime.date) -> PolicyOnDay:
    versions = list(policy.versions.all()) if policy else []
    adopted = [one for one in versions if one.adopted_on <= day]
    later = [one for one in versions if one.adopted_on > day]
    version = max(adopted, key=lambda one: (one.adopted_on, one.pk), default=None)
    return PolicyOnDay(
        kind=kind,
        title=str(policy) if policy else str(kind.label),
        policy=policy,
        version=version,
        to_come=min(later, key=lambda one: one.adopted_on, default=None),
        state=state_of(version.review_due_on if version else None, day),
    )
