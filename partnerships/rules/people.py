"""Who is who on a roster, sorted once, since most rules ask for the same few kinds of people."""

from __future__ import annotations

from collections.abc import Iterable

from partnerships.rules.facts import Membership, Person

# Looked up once, since an enum takes its time over each of its members.
_VOTING = Membership.VOTING


class WhoIsWho:
    """The people of a roster by what they are to the partnership, each list in the roster's order.

    `residents` and `residency_unknown` are members who are confirmed to live in the area, and for
    whom nobody has recorded it; `representing` are members who sit for somebody else, and
    `no_household` those of whom no household is recorded. All the others may be members or not:
    `shared_homes` are the households of more than one person.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self.by_id: dict[str, Person] = {}
        self.members: list[Person] = []
        self.in_power: list[Person] = []
        self.paid_workers: list[Person] = []
        self.lto_representatives: list[Person] = []
        shared_homes: dict[str, list[Person]] = {}
        first_in: dict[str, Person] = {}
        by_id, members = self.by_id, self.members
        for person in people:
            by_id[person.id] = person
            if person.membership is not None:
                members.append(person)
            if person.paid_worker:
                self.paid_workers.append(person)
            if person.offices or person.paid_worker:
                self.in_power.append(person)
            if person.lto_representative:
                self.lto_representatives.append(person)
            if household := person.household:
                first = first_in.setdefault(household, person)
                if first is not person:
                    shared_homes.setdefault(household, [first]).append(person)
        self.shared_homes = list(shared_homes.values())
        self._sort_members()

    def _sort_members(self) -> None:
        self.voting_members: list[Person] = []
        self.residents: list[Person] = []
        self.residency_unknown: list[Person] = []
        self.representing: list[Person] = []
        self.no_household: list[Person] = []
        voting_members, residents = self.voting_members, self.residents
        for member in self.members:
            if member.membership is _VOTING:
                voting_members.append(member)
            if member.resident:
                residents.append(member)
            elif member.resident is None:
                self.residency_unknown.append(member)
            if member.represents:
                self.representing.append(member)
            if not member.household:
                self.no_household.append(member)
