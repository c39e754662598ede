"""The register of an area on a day, as rows: members, workers, the LTO's people, who left, who will join.

Everything is gathered from a fixed number of queries, whatever the number of people.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from biglocal import clock
from biglocal.design.words import day_in_words, people_list
from partnerships.models import (
    Area,
    InArea,
    Lto,
    LtoRole,
    Membership,
    Office,
    PaidWork,
    Person,
    Proposal,
)
from partnerships.models.periods import current_q
from partnerships.presenters.periods import Run, period_said, runs_of
from partnerships.presenters.planned import Planned, planned_after


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member of the day; `notes` say what is known of the future, and for whom they sit."""

    person: Person
    membership: Membership
    roles: str
    votes: str
    lives_here: str
    since: datetime.date
    notes: list[str]


@dataclass(frozen=True, slots=True)
class ComingRow:
    """Somebody who will join on a later day."""

    person: Person
    membership: Membership
    starts_on: datetime.date


@dataclass(frozen=True, slots=True)
class LeaverRow:
    """Somebody who was a member and is one no longer."""

    person: Person
    since: datetime.date
    last_day: datetime.date
    reason: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """Paid work, or a part in the LTO, that holds on the day or later, and its period in words."""

    fact: PaidWork | LtoRole
    period: str


@dataclass(frozen=True, slots=True)
class RegisterOn:
    """The register of an area on `day`."""

    day: datetime.date
    members: list[MemberRow]
    coming: list[ComingRow]
    leavers: list[LeaverRow]
    planned: list[Planned]
    proposals: list[Proposal]
    workers: list[FactRow]
    lto: Lto | None
    lto_period: str
    lto_people: list[FactRow]

    @property
    def is_empty(self) -> bool:
        """Whether nobody is, was, will be or may be on it."""
        return not (
            self.members
            or self.coming
            or self.leavers
            or self.proposals
            or self.workers
            or self.lto_people
        )


def register_on(area: Area, day: datetime.date) -> RegisterOn:
    """Read the register of `area` as it was, is or is known to be on a day.

    What is planned stands on it today and for days to come; on a past day, what came later does not.
    """
    is_past = day < clock.today()
    workers = _lasting(area.paid_work.select_related("person", "employer"), day, is_past)
    lto_people = _lasting(area.lto_roles.select_related("person"), day, is_past)
    lto = area.ltos.current_on(day).select_related("organisation").first()
    members, coming, leavers = _sorted_out(area, day, [*workers, *lto_people])
    return RegisterOn(
        day=day,
        members=members,
        coming=[] if is_past else coming,
        leavers=leavers,
        planned=planned_after(area, day),
        proposals=list(area.proposals.waiting_on(day).select_related("person")),
        workers=[FactRow(one, period_said(one, day)) for one in workers],
        lto=lto,
        lto_period=period_said(lto, day) if lto else "",
        lto_people=[FactRow(one, period_said(one, day)) for one in lto_people],
    )


def _lasting(
    facts: Iterable[PaidWork | LtoRole], day: datetime.date, is_past: bool
) -> list[PaidWork | LtoRole]:
    """The facts that hold on a day or, unless it is past, will hold later, by name."""
    lasting = [
        one for one in facts if one.is_current_on(day) or (one.starts_on > day and not is_past)
    ]
    return sorted(lasting, key=lambda one: (one.person.name, one.starts_on))


def _sorted_out(
    area: Area, day: datetime.date, jobs: Iterable[PaidWork | LtoRole]
) -> tuple[list[MemberRow], list[ComingRow], list[LeaverRow]]:
    memberships = area.memberships.select_related("person").order_by("person_id", "starts_on")
    offices: dict[int, list[Office]] = {}
    for office in area.offices.order_by("title", "starts_on"):
        if office.ends_on is None or office.ends_on >= day:
            offices.setdefault(office.person_id, []).append(office)
    lives_here = dict(area.residences.filter(current_q(day)).values_list("person_id", "in_area"))
    other_roles: dict[int, list[str]] = {}
    for job in jobs:
        if job.is_current_on(day):
            word = "paid worker" if isinstance(job, PaidWork) else "LTO representative"
            other_roles.setdefault(job.person_id, []).append(word)
    members, coming, leavers = [], [], []
    for person_id, records in groupby(memberships, key=attrgetter("person_id")):
        runs = list(runs_of(records))
        now = next((run for run in runs if run.on(day)), None)
        if now is not None:
            roles = _Roles(offices.get(person_id, []), other_roles.get(person_id, []))
            members.append(_member(now, day, roles, lives_here.get(person_id)))
            continue
        later = next((run for run in runs if run.starts_on > day), None)
        if later is not None:
            first = later.memberships[0]
            coming.append(ComingRow(first.person, first, later.starts_on))
        past = [run for run in runs if run.ends_on is not None and run.ends_on < day]
        if past:
            leavers.append(_leaver(past[-1]))
    members.sort(key=lambda row: (row.person.name.casefold(), row.person.pk))
    coming.sort(key=lambda row: (row.starts_on, row.person.name.casefold()))
    # Those who left on one day stand in the order of their names.
    leavers.sort(key=lambda row: row.person.name.casefold())
    leavers.sort(key=lambda row: row.last_day, reverse=True)
    return members, coming, leavers


@dataclass(frozen=True, slots=True)
class _Roles:
    offices: list[Office]
    others: list[str]

    def on(self, day: datetime.date) -> list[str]:
        titles = [office.title for office in self.offices if office.is_current_on(day)]
        return [*titles, *dict.fromkeys(self.others)]

    def notes(self, day: datetime.date) -> Iterable[str]:
        for office in self.offices:
            if office.starts_on > day:
                yield f"{_capital(office.title)} from {day_in_words(office.starts_on)}"
            elif office.ends_on is not None:
                yield f"{_capital(office.title)} until {day_in_words(office.ends_on)}"


def _member(run: Run, day: datetime.date, roles: _Roles, in_area: str | None) -> MemberRow:
    membership = run.on(day)
    assert membership is not None
    notes = []
    if membership.represents:
        notes.append(f"Represents {membership.represents}")
    change = run.after(day)
    if change is not None:
        starts = day_in_words(change.starts_on)
        if change.is_voting != membership.is_voting:
            notes.append(f"Votes from {starts}" if change.is_voting else f"No vote from {starts}")
        else:
            notes.append(f"Another term from {starts}")
    elif membership.term_ends_on is not None and membership.term_ends_on < day:
        notes.append(f"Term ended on {day_in_words(membership.term_ends_on)}")
    notes += roles.notes(day)
    if run.ends_on is not None:
        reason = run.last.get_end_reason_display()
        notes.append(
            f"Leaves on {day_in_words(run.ends_on)}" + (f": {_small(reason)}" if reason else "")
        )
    return MemberRow(
        person=membership.person,
        membership=membership,
        roles=_capital(people_list(roles.on(day))),
        votes="Yes" if membership.is_voting else "No",
        lives_here=InArea(in_area or InArea.UNKNOWN).label,
        since=run.starts_on,
        notes=notes,
    )


def _leaver(run: Run) -> LeaverRow:
    assert run.ends_on is not None
    return LeaverRow(
        person=run.last.person,
        since=run.starts_on,
        last_day=run.ends_on,
        reason=run.last.get_end_reason_display(),
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]
