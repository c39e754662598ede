"""Who is who on a roster, sorted once, since most rules ask for the same few kinds of people."""

from __future__ import annotations

from collections.abc import Iterable

from partnerships.rules.facts import Membership, Person


class WhoIsWho:
    """The people of a roster by what they are to the partnership, each list in the roster's order.

    `residents` and `residency_unknown` are members who are confirmed to live in the area, and for
    whom nobody has recorded it. `households` are members by household, and `no_household` those of
    whom none is recorded. All the others may be members or not.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_id: dict[str, Person] = {}
        self.members: list[Person] = []
        self.voting_members: list[Person] = []
        self.residents: list[Person] = []
        self.residency_unknown: list[Person] = []
        self.households: dict[str, list[Person]] = {}
        self.no_household: list[Person] = []
        self.in_power: list[Person] = []
        self.paid_workers: list[Person] = []
        self.lto_representatives: list[Person] = []
        for person in people:
            self.by_id[person.id] = person
            if person.offices or person.paid_worker:
                self.in_power.append(person)
            if person.paid_worker:
                self.paid_workers.append(person)
            if person.lto_representative:
                self.lto_representatives.append(person)
            if person.membership is not None:
                self.members.append(person)
        self._sort_members()

    def _sort_members(self) -> None:
        for member in self.members:
            if member.membership is Membership.VOTING:
                self.voting_members.append(member)
            if member.resident:
                self.residents.append(member)
            elif member.resident is None:
                self.residency_unknown.append(member)
            if member.household:
                self.households.setdefault(member.household, []).append(member)
            else:
                self.no_household.append(member)
