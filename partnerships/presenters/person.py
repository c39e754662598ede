"""One person, as one area's register knows them: every fact with its period, and their family."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from biglocal import clock
from partnerships.models import (
    Area,
    Interest,
    LtoRole,
    Membership,
    Office,
    PaidWork,
    Participation,
    Person,
    Proposal,
    Relationship,
    Residence,
)
from partnerships.presenters.periods import period_said, runs_of
from partnerships.presenters.steps import Step, job_steps, membership_steps, office_steps
from partnerships.rosters.database import roster_of
from partnerships.rosters.families import days_said, told_on
from partnerships.rules import Roster, wording


@dataclass(frozen=True, slots=True)
class Fact:
    """A record with its period in words, what a tag beside it says ("Now", "Planned", ""), and what
    may be done next."""

    record: Any
    period: str
    state: str
    steps: list[Step]


@dataclass(frozen=True, slots=True)
class Relative:
    """Somebody of the family, how they are related in words, and the record, if there is one."""

    person_id: int
    name: str
    sentence: str
    relationship: Relationship | None = None


@dataclass(frozen=True, slots=True)
class PersonOnRegister:
    """All that an area's register holds about somebody."""

    person: Person
    summary: str
    can_join: bool
    memberships: list[Fact]
    proposals: list[Proposal]
    offices: list[Fact]
    residences: list[Fact]
    shares_home_with: list[Person]
    recorded_family: list[Relative]
    other_days_family: list[Relative]
    inferred_family: list[Relative]
    wider_family: list[Relative]
    interests: list[Interest]
    paid_work: list[Fact]
    lto_roles: list[Fact]
    participations: list[Participation]


def person_on_register(area: Area, person: Person, day: datetime.date) -> PersonOnRegister:
    """Read what the register of `area` says of somebody, as things stand on a day."""
    memberships: list[Membership] = list(area.memberships.filter(person=person))
    made = area.proposals.filter(person=person, made_on__lte=day)
    proposals: list[Proposal] = list(made.order_by("-made_on"))
    offices: list[Office] = list(area.offices.filter(person=person))
    residences: list[Residence] = list(
        area.residences.filter(person=person).select_related("household", "checked_by")
    )
    paid_work: list[PaidWork] = list(
        area.paid_work.filter(person=person).select_related("employer")
    )
    lto_roles: list[LtoRole] = list(area.lto_roles.filter(person=person))
    recorded = list(_relationships(area, person))
    family = _Family(person, roster_of(area, day), recorded, day)
    return PersonOnRegister(
        person=person,
        summary=_summary(memberships, offices, proposals, day),
        can_join=not any(one.ends_on is None or one.ends_on >= day for one in memberships),
        memberships=_facts(memberships, day, lambda one: membership_steps(one, memberships, day)),
        proposals=proposals,
        offices=_facts(offices, day, lambda one: office_steps(one, day)),
        residences=_facts(residences, day),
        shares_home_with=_housemates(area, residences, person, day),
        recorded_family=list(family.recorded()),
        other_days_family=list(family.on_other_days()),
        inferred_family=list(family.inferred()),
        wider_family=list(family.wider()),
        interests=list(area.interests.filter(person=person).select_related("organisation")),
        paid_work=_facts(paid_work, day, job_steps),
        lto_roles=_facts(lto_roles, day, job_steps),
        participations=list(
            Participation.objects.filter(
                person=person, decision__area=area, decision__decided_on__lte=day
            )
            .select_related("decision")
            .order_by("-decision__decided_on", "-decision__pk")
        ),
    )


def _summary(
    memberships: list[Membership],
    offices: list[Office],
    proposals: list[Proposal],
    day: datetime.date,
) -> str:
    """What somebody is to the partnership: "Chair, voting member since 20 April 2017"."""
    for run in runs_of(memberships):
        membership = run.on(day)
        if membership is not None:
            titles = [office.title for office in offices if office.is_current_on(day)]
            kind = "voting member" if membership.is_voting else "member without a vote"
            words = ", ".join([*titles, f"{kind} {period_said(run, day)}"])
            return words[:1].upper() + words[1:]
    if any(membership.starts_on > day for membership in memberships):
        return "Will join the partnership"
    status = "Was a member" if memberships else "Not a member"
    waits = any(one.closed_on is None or one.closed_on > day for one in proposals)
    return f"{status}, invited or proposed" if waits else status


def _no_steps(record: Any) -> Iterable[Step]:
    return ()


def _facts(
    records: Iterable[Any],
    day: datetime.date,
    steps_of: Callable[[Any], Iterable[Step]] = _no_steps,
) -> list[Fact]:
    """Records with their periods, the latest first."""
    newest_first = sorted(records, key=lambda record: record.starts_on, reverse=True)
    return [
        Fact(record, period_said(record, day), _state(record, day), list(steps_of(record)))
        for record in newest_first
    ]


def _state(record: Any, day: datetime.date) -> str:
    if record.starts_on > day:
        return "Planned" if record.starts_on > clock.today() else "Later"
    if not record.is_current_on(day):
        return ""
    return "Now" if day == clock.today() else "That day"


def _housemates(
    area: Area, residences: list[Residence], person: Person, day: datetime.date
) -> list[Person]:
    household = next((one.household_id for one in residences if one.is_current_on(day)), None)
    if household is None:
        return []
    at_home = area.residences.current_on(day).filter(household=household).exclude(person=person)
    return [residence.person for residence in at_home.select_related("person")]


def _relationships(area: Area, person: Person) -> Iterator[Relationship]:
    both = area.relationships.select_related("a", "b")
    yield from both.filter(a=person)
    yield from both.filter(b=person)


class _Family:
    """The family of one person: what is recorded, what follows from it, and who is further off."""

    def __init__(
        self, person: Person, roster: Roster, recorded: list[Relationship], day: datetime.date
    ) -> None:
        self._id = str(person.pk)
        self._person = person
        self._day = day
        self._recorded = recorded
        self._roster = roster
        self._kinship = roster.kinship
        self._records = {
            str(one.b_id if one.a_id == person.pk else one.a_id): one
            for one in recorded
            if (one.starts_on is None or one.starts_on <= day)
            and (one.ends_on is None or one.ends_on >= day)
        }

    def recorded(self) -> Iterator[Relative]:
        for one in self._direct():
            if one in self._records:
                yield self._relative(one, self._records[one])

    def on_other_days(self) -> Iterator[Relative]:
        """Partners they have parted from, and those they will be with on a later day."""
        current = self._records.values()
        for one in self._recorded:
            if one not in current:
                other = one.other_than(self._person)
                sentence = told_on(one, self._person, self._day)
                yield Relative(other.pk, str(other), sentence, one)

    def inferred(self) -> Iterator[Relative]:
        for one in self._direct():
            if one not in self._records:
                yield self._relative(one)

    def wider(self) -> Iterator[Relative]:
        """Those of the family who are no direct relatives, each with the chain that leads there."""
        direct = set(self._direct())
        for one in self._by_name(self._kinship.family_of.get(self._id, set())):
            if one != self._id and one not in direct:
                chain = self._kinship.chain(self._id, one)
                sentence = wording.related_in_turn(self._roster, chain)
                yield Relative(int(one), self._name(one), sentence)

    def _direct(self) -> list[str]:
        return self._by_name(self._kinship.relatives.get(self._id, []))

    def _by_name(self, people: Iterable[str]) -> list[str]:
        return sorted(people, key=lambda one: (self._name(one), one))

    def _name(self, person_id: str) -> str:
        return wording.name(self._roster.who.by_id[person_id])

    def _relative(self, other: str, record: Relationship | None = None) -> Relative:
        tie = self._kinship.tie(self._id, other)
        assert tie is not None
        sentence = wording.related(self._roster, tie, roles=False)
        if record is not None:
            sentence += days_said(record, self._day)
        return Relative(int(other), self._name(other), sentence, record)
