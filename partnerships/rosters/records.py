"""The facts of a roster as records that are made in no time, where rosters are read by the thousand.

They say the same as those of `partnerships.rules.facts`, and equal them.
"""

from __future__ import annotations

from datetime import date

import msgspec

from partnerships.rules.facts import (
    DecisionKind,
    DecisionTraits,
    InterestKind,
    InterestTraits,
    Membership,
    PersonTraits,
    RelationshipKind,
    RelationshipTraits,
)


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True, gc=False):
    """An object of the format, with exactly the keys it may have."""


class PersonRecord(PersonTraits, Record, frozen=True):
    """Somebody, as `facts.Person` says."""

    id: str
    name: str
    membership: Membership | None = None
    resident: bool | None = None
    household: str | None = None
    offices: tuple[str, ...] = ()
    paid_worker: bool = False
    lto_representative: bool = False
    represents: str | None = None


class RelationshipRecord(RelationshipTraits, Record, frozen=True):
    """Two who are related, as `facts.Relationship` says."""

    a: str
    b: str
    kind: RelationshipKind


class InterestRecord(
    InterestTraits, Record, frozen=True, rename={"starts_on": "from", "ends_on": "until"}
):
    """What somebody declared, as `facts.Interest` says."""

    person: str
    organisation: str
    kind: InterestKind
    starts_on: date | None = None
    ends_on: date | None = None


class DecisionRecord(DecisionTraits, Record, frozen=True):
    """What was decided, as `facts.Decision` says."""

    id: str
    date: date
    kind: DecisionKind
    organisations: tuple[str, ...] = ()
    took_part: tuple[str, ...] = ()
    withdrew: tuple[str, ...] = ()
