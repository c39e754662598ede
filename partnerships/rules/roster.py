"""Everything the rules need about one partnership on one day, as it is or with a change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from partnerships.rules.consistency import check_consistent
from partnerships.rules.contests import Contest, contests
from partnerships.rules.facts import Decision, Interest, Membership, Person, Relationship
from partnerships.rules.kinship import Kinship
from partnerships.rules.people import WhoIsWho


class _Sorted:
    """What follows from the facts of a roster, and is none of them: the rules look at this.

    It is worked out at once, since every assessment needs all of it, and a cached property takes
    about as long as what it would put off.
    """

    who: WhoIsWho
    kinship: Kinship
    contests: list[Contest]


@dataclass(frozen=True)
class Roster(_Sorted):
    """One partnership on one day, `as_at`.

    `lto` is the organisation id of the locally trusted organisation, `own_lto` whether the
    partnership is its own. `organisation_names` gives messages a name to use where an id says
    little to people; it is no fact that a rule looks at. Raises `ImpossibleRosterError` when the
    facts cannot all be so: an id twice, somebody named who is not among `people`, two relationships
    of one pair, and the like. That holds for a changed roster too.
    """

    as_at: date
    people: tuple[Person, ...]
    area: str | None = None
    lto: str | None = None
    own_lto: bool = False
    relationships: tuple[Relationship, ...] = ()
    interests: tuple[Interest, ...] = ()
    decisions: tuple[Decision, ...] = ()
    organisation_names: Mapping[str, str] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        who = WhoIsWho(self.people)
        check_consistent(who.by_id, self.people, self.relationships, self.interests, self.decisions)
        # The fields of a frozen dataclass are set beneath it.
        vars(self).update(
            who=who,
            kinship=Kinship(self.relationships),
            contests=contests(self.decisions, self.interests),
        )

    # What if

    def with_person(self, person: Person) -> Roster:
        """This roster with somebody added, or in the place of the person of the same id."""
        if person.id in self.who.by_id:
            people = [person if known.id == person.id else known for known in self.people]
        else:
            people = [*self.people, person]
        return replace(self, people=tuple(people))

    def with_member(self, person: Person) -> Roster:
        """This roster once the person, already on it or not, has joined: voting unless they say."""
        return self.with_person(person.but(membership=person.membership or Membership.VOTING))

    def without_member(self, person_id: str) -> Roster:
        """This roster once a member has left the partnership, and any office with it.

        They stay on the roster, since families run through people who are not members too.
        """
        return self.with_changes_to(person_id, membership=None, offices=())

    def with_changes_to(self, person_id: str, **changes: Any) -> Roster:
        """This roster with other facts about one person; raises KeyError for an unknown id."""
        return self.with_person(self.who.by_id[person_id].but(**changes))

    def without_person(self, person_id: str) -> Roster:
        """This roster as if the person, and all recorded about them, had never been on it."""
        return replace(
            self,
            people=tuple([p for p in self.people if p.id != person_id]),
            relationships=tuple([r for r in self.relationships if person_id not in r.pair]),
            interests=tuple([i for i in self.interests if i.person != person_id]),
            decisions=tuple(
                [
                    decision.but(
                        took_part=tuple([p for p in decision.took_part if p != person_id]),
                        withdrew=tuple([p for p in decision.withdrew if p != person_id]),
                    )
                    for decision in self.decisions
                ]
            ),
        )

    def with_office(self, person_id: str, office: str) -> Roster:
        offices = self.who.by_id[person_id].offices
        return self.with_changes_to(person_id, offices=(*offices, office))

    def without_office(self, person_id: str, office: str) -> Roster:
        offices = self.who.by_id[person_id].offices
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
