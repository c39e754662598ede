"""What one area's register has about one of its members, as plain values: what a form states of them."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from partnerships.models import Area, Interest
from partnerships.rosters.database import roster_of
from partnerships.rules import Person, RelationshipKind, Roster

# What the other one is to somebody: where that is the first of the tie, and where the second.
_IS_YOUR = {
    RelationshipKind.SPOUSE: ("is married to you", "is married to you"),
    RelationshipKind.CIVIL_PARTNER: ("is your civil partner", "is your civil partner"),
    RelationshipKind.UNMARRIED_PARTNER: ("is your partner", "is your partner"),
    RelationshipKind.SIBLING: ("is your brother or sister", "is your brother or sister"),
    RelationshipKind.PARENT: ("is your child", "is your parent"),
    RelationshipKind.GRANDPARENT: ("is your grandchild", "is your grandparent"),
}


def statements_about(
    area: Area, people: Collection[int], day: datetime.date
) -> dict[int, dict[str, Any]]:
    """What an area's register says on a day of those of `people` (primary keys) who are members then.

    For any number of them in a fixed number of queries. Beside the plain facts `interests` has
    organisation, nature and whose it is as the models have them, and `relatives` the name and what
    they are ("is your parent") of those in this partnership who are recorded as related: nothing of
    anybody else, and nothing that follows from it.
    """
    roster = roster_of(area, day)
    interests: dict[int, list[Interest]] = {pk: [] for pk in people}
    for one in (
        area.interests.current_on(day).filter(person__in=people).select_related("organisation")
    ):
        interests[one.person_id].append(one)
    members = {pk: roster.who.by_id.get(str(pk)) for pk in people}
    return {
        pk: statement(roster, member, interests[pk])
        for pk, member in members.items()
        if member is not None and member.is_member
    }


def statement(roster: Roster, member: Person, interests: Sequence[Interest]) -> dict[str, Any]:
    """What `statements_about` says of one member of a roster, with the interests that are theirs."""
    return {
        "name": member.name,
        "offices": sorted(member.offices),
        "votes": member.is_voting,
        "lives_here": member.resident,
        "paid_worker": member.paid_worker,
        "lto_representative": member.lto_representative,
        "represents": member.represents or "",
        "interests": [
            {"organisation": str(one.organisation), "nature": one.nature, "whose": one.whose}
            for one in interests
        ],
        "relatives": list(_relatives(roster, member.id)),
    }


def _relatives(roster: Roster, person_id: str) -> Iterator[dict[str, str]]:
    others = [
        roster.who.by_id[other]
        for one in roster.relationships
        if person_id in one.pair
        for other in one.pair
        if other != person_id
    ]
    for other in sorted(others, key=lambda one: (one.name, one.id)):
        tie = roster.kinship.tie(person_id, other.id)
        if tie is not None and _is_in_partnership(other):
            words = _IS_YOUR[tie.kind][0 if tie.first == person_id else 1]
            yield {"name": other.name, "is": words}


def _is_in_partnership(person: Person) -> bool:
    return person.is_member or person.is_in_power or person.lto_representative
