"""Who is related to whom: the recorded relationships, what follows from them, and families."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

from partnerships.rules.facts import Relationship, RelationshipKind

Pair = tuple[str, str]


class Tie(NamedTuple):
    """A direct relationship of two people, said one way only.

    `first` is the elder where the kind has one, else the first by id. `through` is None when it was
    recorded; otherwise the person it follows from: the parent that siblings share, or the parent
    between a grandparent and a grandchild.
    """

    kind: RelationshipKind
    first: str
    second: str
    through: str | None = None

    @property
    def pair(self) -> Pair:
        return in_order(self.first, self.second)


class Kinship:
    """The direct relationships of a roster, and the families they make.

    Direct is what was recorded, the siblings that share a recorded parent, and the parents of
    recorded parents. Nothing else is inferred. Families are chains of direct relationships,
    through people who are not members too; somebody related to nobody is in no family here.
    """

    def __init__(self, relationships: Iterable[Relationship]) -> None:
        self.ties = _ties(relationships)
        self.relatives = _relatives(self.ties)
        self.family_of = _families(self.ties)

    @property
    def families(self) -> Iterator[set[str]]:
        """Each family once, as ids."""
        return iter({id(family): family for family in self.family_of.values()}.values())

    def tie(self, one: str, other: str) -> Tie | None:
        """How the two are directly related, or None when they are not."""
        return self.ties.get(in_order(one, other))

    def are_family(self, one: str, other: str) -> bool:
        family = self.family_of.get(one)
        return family is not None and other in family

    def chain(self, one: str, other: str) -> list[Tie]:
        """The shortest chain of ties from one person to another of their family."""
        came_from = {one: one}
        waiting = deque([one])
        while other not in came_from:
            here = waiting.popleft()
            for relative in sorted(self.relatives[here]):
                if relative not in came_from:
                    came_from[relative] = here
                    waiting.append(relative)
        chain = []
        while other != one:
            chain.append(self.ties[in_order(other, came_from[other])])
            other = came_from[other]
        return chain[::-1]


def in_order(one: str, other: str) -> Pair:
    """The pair of two people, the same whichever way round they are given."""
    return (one, other) if one < other else (other, one)


def _ties(relationships: Iterable[Relationship]) -> dict[Pair, Tie]:
    ties: dict[Pair, Tie] = {}
    children: dict[str, list[str]] = {}
    for relationship in relationships:
        tie = ties[relationship.pair] = _recorded(relationship)
        if tie.kind is RelationshipKind.PARENT:
            children.setdefault(tie.first, []).append(tie.second)
    if children:
        # In a fixed order, so that of two shared parents the same one is always named; and what
        # was recorded stays as it was recorded.
        for tie in sorted(_inferred(children)):
            ties.setdefault(tie.pair, tie)
    return ties


def _recorded(relationship: Relationship) -> Tie:
    kind, a, b = relationship.kind, relationship.a, relationship.b
    if kind is RelationshipKind.PARENT or kind is RelationshipKind.GRANDPARENT:
        return Tie(kind, a, b)
    if kind is RelationshipKind.CHILD:
        return Tie(RelationshipKind.PARENT, b, a)
    if kind is RelationshipKind.GRANDCHILD:
        return Tie(RelationshipKind.GRANDPARENT, b, a)
    return Tie(kind, *relationship.pair)


def _inferred(children: Mapping[str, list[str]]) -> Iterator[Tie]:
    for parent, siblings in children.items():
        for one, other in combinations(sorted(siblings), 2):
            yield Tie(RelationshipKind.SIBLING, one, other, parent)
        for child in siblings:
            for grandchild in children.get(child, ()):
                yield Tie(RelationshipKind.GRANDPARENT, parent, grandchild, child)


def _relatives(ties: Iterable[Pair]) -> dict[str, list[str]]:
    relatives: dict[str, list[str]] = {}
    for one, other in ties:
        relatives.setdefault(one, []).append(other)
        relatives.setdefault(other, []).append(one)
    return relatives


def _families(ties: Iterable[Pair]) -> dict[str, set[str]]:
    """Each related person's family: one set, shared by everybody in it."""
    family_of: dict[str, set[str]] = {}
    for one, other in ties:
        larger = family_of.setdefault(one, {one})
        smaller = family_of.setdefault(other, {other})
        if larger is smaller:
            continue
        if len(larger) < len(smaller):
            larger, smaller = smaller, larger
        larger |= smaller
        for person in smaller:
            family_of[person] = larger
    return family_of
