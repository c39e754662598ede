"""Who is related to whom: the recorded relationships, what follows from them, and families."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from partnerships.rules.facts import Relationship, RelationshipKind

Pair = tuple[str, str]

# Looked up once, since an enum takes its time over each of its members.
_PARENT, _CHILD = RelationshipKind.PARENT, RelationshipKind.CHILD
_GRANDPARENT, _GRANDCHILD = RelationshipKind.GRANDPARENT, RelationshipKind.GRANDCHILD


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

    `pairs` are those who are directly related, `family_of` is each related person's family, and
    `families` are all of them, each once, as ids.
    """

    def __init__(self, relationships: Iterable[Relationship]) -> None:
        self._recorded = {relationship.pair: relationship for relationship in relationships}
        self._inferred = _inferred(self._recorded)
        self.pairs = [*self._recorded, *self._inferred]
        self.family_of = _families(self.pairs)
        # A family is one set, shared by everybody in it.
        self.families = list({id(family): family for family in self.family_of.values()}.values())

    @cached_property
    def relatives(self) -> dict[str, list[str]]:
        """The direct relatives of each person who has any."""
        relatives: dict[str, list[str]] = {}
        for one, other in self.pairs:
            relatives.setdefault(one, []).append(other)
            relatives.setdefault(other, []).append(one)
        return relatives

    def direct(self, pair: Pair) -> Tie:
        """How two who are among `pairs` are directly related; raises KeyError for others."""
        recorded = self._recorded.get(pair)
        return _tie(recorded) if recorded else self._inferred[pair]

    def tie(self, one: str, other: str) -> Tie | None:
        """How the two are directly related, or None when they are not."""
        pair = in_order(one, other)
        return self.direct(pair) if pair in self._recorded or pair in self._inferred else None

    def are_family(self, one: str, other: str) -> bool:
        family = self.family_of.get(one)
        return family is not None and other in family

    def chain(self, one: str, other: str) -> list[Tie]:
        """The shortest chain of ties from one person to another of their family."""
        if tie := self.tie(one, other):
            return [tie]
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
            chain.append(self.direct(in_order(other, came_from[other])))
            other = came_from[other]
        return chain[::-1]


def in_order(one: str, other: str) -> Pair:
    """The pair of two people, the same whichever way round they are given."""
    return (one, other) if one < other else (other, one)


def _tie(relationship: Relationship) -> Tie:
    kind, a, b = relationship.kind, relationship.a, relationship.b
    if kind is _PARENT or kind is _GRANDPARENT:
        return Tie(kind, a, b)
    if kind is _CHILD:
        return Tie(_PARENT, b, a)
    if kind is _GRANDCHILD:
        return Tie(_GRANDPARENT, b, a)
    return Tie(kind, *in_order(a, b))


def _inferred(recorded: Mapping[Pair, Relationship]) -> dict[Pair, Tie]:
    """The ties that follow from recorded parents, where nothing is recorded of the pair."""
    parents = [_tie(one) for one in recorded.values() if one.kind in (_PARENT, _CHILD)]
    # It takes two of them for another to follow.
    if len(parents) < 2:
        return {}
    children: dict[str, list[str]] = {}
    for parent in parents:
        children.setdefault(parent.first, []).append(parent.second)
    inferred: dict[Pair, Tie] = {}
    # In a fixed order, so that of two shared parents the same one is always named.
    for tie in sorted(_following(children)):
        if tie.pair not in recorded:
            inferred.setdefault(tie.pair, tie)
    return inferred


def _following(children: Mapping[str, list[str]]) -> Iterator[Tie]:
    for parent, siblings in children.items():
        for one, other in combinations(sorted(siblings), 2):
            yield Tie(RelationshipKind.SIBLING, one, other, parent)
        for child in siblings:
            for grandchild in children.get(child, ()):
                yield Tie(_GRANDPARENT, parent, grandchild, child)


def _families(ties: Iterable[Pair]) -> dict[str, set[str]]:
    """Each related person's family: one set, shared by everybody in it."""
    family_of: dict[str, set[str]] = {}
    for pair in ties:
        one, other = pair
        if one not in family_of and other not in family_of:
            family_of[one] = family_of[other] = set(pair)
            continue
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
