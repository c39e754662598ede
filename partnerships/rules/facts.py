"""The facts that a roster is made of: people, relationships, interests and decisions.

Of each kind there is a class to make facts of by hand, and its traits: what follows from such a
fact wherever it came from. The reader of JSON has classes of its own with the same traits and
attributes, so that the rules can look at what was read without a copy of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self


class Membership(StrEnum):
    """How somebody is a member of the partnership; both kinds count as members."""

    VOTING = "voting"
    NON_VOTING = "non-voting"


# Looked up once, since an enum takes its time over each of its members.
_VOTING = Membership.VOTING


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


class Traits:
    """A fact never changes, and equals any other of its kind that says the same."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Traits) and self._said() == other._said()

    def __hash__(self) -> int:
        return hash(tuple(self._said().items()))

    def but(self, **changes: Any) -> Self:
        """The same fact with some of it otherwise."""
        return type(self)(**self._said() | changes)

    def _said(self) -> dict[str, Any]:
        # Dataclasses and the reader of JSON alike note down the names of their attributes so.
        names: tuple[str, ...] = type(self).__match_args__  # type: ignore[attr-defined]
        return {name: getattr(self, name) for name in names}


class PersonTraits(Traits):
    """What somebody is to the partnership."""

    __slots__ = ()
    membership: Membership | None
    offices: tuple[str, ...]
    paid_worker: bool

    @property
    def is_member(self) -> bool:
        return self.membership is not None

    @property
    def is_voting(self) -> bool:
        return self.membership is _VOTING

    @property
    def is_in_power(self) -> bool:
        """Whether they hold a position of power: any office, or paid work for Big Local."""
        return bool(self.offices) or self.paid_worker


class RelationshipTraits(Traits):
    """Whom a relationship is of."""

    __slots__ = ()
    a: str
    b: str

    @property
    def pair(self) -> tuple[str, str]:
        """The two ids in sorted order, the same whichever way round it was recorded."""
        return (self.a, self.b) if self.a < self.b else (self.b, self.a)


class InterestTraits(Traits):
    """When an interest counts."""

    __slots__ = ()
    starts_on: date | None
    ends_on: date | None

    def is_held_on(self, day: date) -> bool:
        return (self.starts_on is None or self.starts_on <= day) and (
            self.ends_on is None or day <= self.ends_on
        )


class DecisionTraits(Traits):
    """Whether a decision concerns the rules."""

    __slots__ = ()
    kind: DecisionKind

    @property
    def is_about_money(self) -> bool:
        """Whether it is a procurement or a grant."""
        return self.kind is not DecisionKind.OTHER


@dataclass(frozen=True, slots=True, eq=False)
class Person(PersonTraits):
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


@dataclass(frozen=True, slots=True, eq=False)
class Relationship(RelationshipTraits):
    """A recorded relationship: `a` is the `kind` of `b`, both by id."""

    a: str
    b: str
    kind: RelationshipKind


@dataclass(frozen=True, slots=True, eq=False)
class Interest(InterestTraits):
    """An interest in an organisation that a person declared. Both days are inclusive."""

    person: str
    organisation: str
    kind: InterestKind
    starts_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Decision(DecisionTraits):
    """A decision of the partnership, the organisations considered, and who took part (ids)."""

    id: str
    date: date
    kind: DecisionKind
    organisations: tuple[str, ...] = ()
    took_part: tuple[str, ...] = ()
    withdrew: tuple[str, ...] = ()
