"""The facts that a roster is made of: people, relationships, interests and decisions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Membership(StrEnum):
    """How somebody is a member of the partnership; both kinds count as members."""

    VOTING = "voting"
    NON_VOTING = "non-voting"


class RelationshipKind(StrEnum):
    """How two people are recorded as related: what `a` is of `b`, where it has a direction."""

    SPOUSE = "spouse"
    CIVIL_PARTNER = "civil-partner"
    UNMARRIED_PARTNER = "unmarried-partner"
    SIBLING = "sibling"
    PARENT = "parent"
    GRANDPARENT = "grandparent"
    CHILD = "child"
    GRANDCHILD = "grandchild"


class InterestKind(StrEnum):
    """What somebody might gain: money themselves, money through others, or a divided loyalty."""

    DIRECT_FINANCIAL = "direct-financial"
    INDIRECT_FINANCIAL = "indirect-financial"
    LOYALTY = "loyalty"


class DecisionKind(StrEnum):
    """What was decided. The rules look at procurement and grants only."""

    PROCUREMENT = "procurement"
    GRANT = "grant"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody on the roster, a member or not, as things stand on the roster's day.

    `membership` is None for somebody who is not a member. `resident` is None while nobody has
    recorded whether they live in the area. `household` and `represents` are None (or blank) when
    there is nothing recorded.
    """

    id: str
    name: str
    membership: Membership | None = None
    resident: bool | None = None
    household: str | None = None
    offices: tuple[str, ...] = ()
    paid_worker: bool = False
    lto_representative: bool = False
    represents: str | None = None

    @property
    def is_member(self) -> bool:
        return self.membership is not None

    @property
    def is_voting(self) -> bool:
        return self.membership is Membership.VOTING

    @property
    def is_in_power(self) -> bool:
        """Whether they hold a position of power: any office, or paid work for Big Local."""
        return bool(self.offices) or self.paid_worker


@dataclass(frozen=True, slots=True)
class Relationship:
    """A recorded relationship: `a` is the `kind` of `b`, both by id."""

    a: str
    b: str
    kind: RelationshipKind

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids in sorted order, the same whichever way round it was recorded."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)


@dataclass(frozen=True, slots=True)
class Interest:
    """An interest in an organisation that a person declared. Both days are inclusive."""

    person: str
    organisation: str
    kind: InterestKind
    starts_on: date | None = None
    ends_on: date | None = None

    def is_held_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision of the partnership, the organisations considered, and who took part (ids)."""

    id: str
    date: date
    kind: DecisionKind
    organisations: tuple[str, ...] = ()
    took_part: tuple[str, ...] = ()
    withdrew: tuple[str, ...] = ()
