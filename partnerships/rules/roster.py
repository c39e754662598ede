"""Everything the rules need about one partnership on one day, and the same with something changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from .consistency import check_consistent
from .facts import Decision, Interest, Membership, Person, Relationship
from .kinship import Kinship


@dataclass(frozen=True)
class Roster:
    """One partnership on one day, `as_at`.

    `lto` is the organisation id of the locally trusted organisation, `own_lto` whether the
    partnership is its own. Raises `ImpossibleRoster` when the facts cannot all be so: an id twice,
    somebody named who is not among `people`, two relationships of one pair, and the like. That
    holds for a changed roster too.
    """

    as_at: date
    people: tuple[Person, ...]
    area: str | None = None
    lto: str | None = None
    own_lto: bool = False
    relationships: tuple[Relationship, ...] = ()
    interests: tuple[Interest, ...] = ()
    decisions: tuple[Decision, ...] = ()

    def __post_init__(self) -> None:
        check_consistent(self.people, self.relationships, self.interests, self.decisions)

    # Who is who

    @cached_property
    def by_id(self) -> Mapping[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def members(self) -> tuple[Person, ...]:
        return tuple([person for person in self.people if person.membership is not None])

    @cached_property
    def voting_members(self) -> tuple[Person, ...]:
        return tuple([p for p in self.members if p.membership is Membership.VOTING])

    @cached_property
    def residents(self) -> tuple[Person, ...]:
        """The members confirmed as living in the area."""
        return tuple([member for member in self.members if member.resident])

    @cached_property
    def residency_unknown(self) -> tuple[Person, ...]:
        """The members for whom nobody has recorded whether they live in the area."""
        return tuple([member for member in self.members if member.resident is None])

    @cached_property
    def in_power(self) -> tuple[Person, ...]:
        """Everybody in a position of power, members or not."""
        return tuple([person for person in self.people if person.offices or person.paid_worker])

    @cached_property
    def paid_workers(self) -> tuple[Person, ...]:
        return tuple([person for person in self.people if person.paid_worker])

    @cached_property
    def lto_representatives(self) -> tuple[Person, ...]:
        """The LTO's people; nobody where the partnership is its own LTO."""
        if self.own_lto:
            return ()
        return tuple([person for person in self.people if person.lto_representative])

    @cached_property
    def kinship(self) -> Kinship:
        return Kinship(self.relationships)

    # What if

    def with_person(self, person: Person) -> Roster:
        """This roster with somebody added, or in the place of the person of the same id."""
        if person.id in self.by_id:
            people = [person if known.id == person.id else known for known in self.people]
        else:
            people = [*self.people, person]
        return replace(self, people=tuple(people))

    def with_member(
        self, person: Person, membership: Membership = Membership.VOTING
    ) -> Roster:
        """This roster once the person, already on it or not, has joined as a member."""
        return self.with_person(replace(person, membership=membership))

    def without_member(self, person_id: str) -> Roster:
        """This roster once a member has left the partnership, and any office with it.

        They stay on the roster, since families run through people who are not members too.
        """
        return self.with_changes_to(person_id, membership=None, offices=())

    def with_changes_to(self, person_id: str, **changes: Any) -> Roster:
        """This roster with other facts about one person; raises KeyError for an unknown id."""
        return self.with_person(replace(self.by_id[person_id], **changes))

    def without_person(self, person_id: str) -> Roster:
        """This roster as if the person, and all recorded about them, had never been on it."""
        return replace(
            self,
            people=tuple([p for p in self.people if p.id != person_id]),
            relationships=tuple([r for r in self.relationships if person_id not in r.pair]),
            interests=tuple([i for i in self.interests if i.person != person_id]),
            decisions=tuple(
                [
                    replace(
                        decision,
                        took_part=tuple([p for p in decision.took_part if p != person_id]),
                        withdrew=tuple([p for p in decision.withdrew if p != person_id]),
                    )
                    for decision in self.decisions
                ]
            ),
        )

    def with_office(self, person_id: str, office: str) -> Roster:
        offices = self.by_id[person_id].offices
        return self.with_changes_to(person_id, offices=(*offices, office))

    def without_office(self, person_id: str, office: str) -> Roster:
        offices = self.by_id[person_id].offices
        return self.with_changes_to(person_id, offices=tuple([o for o in offices if o != office]))

    def with_relationship(self, relationship: Relationship) -> Roster:
        """This roster with a relationship recorded, in the place of any of the same pair."""
        others = self.without_relationship(*relationship.pair).relationships
        return replace(self, relationships=(*others, relationship))

    def without_relationship(self, one: str, other: str) -> Roster:
        pair = {one, other}
        kept = tuple([r for r in self.relationships if {r.a, r.b} != pair])
        return replace(self, relationships=kept)

    def with_interest(self, interest: Interest) -> Roster:
        return replace(self, interests=(*self.interests, interest))

    def with_decision(self, decision: Decision) -> Roster:
        """This roster with a decision added, or in the place of the decision of the same id."""
        others = [known for known in self.decisions if known.id != decision.id]
        return replace(self, decisions=(*others, decision))
