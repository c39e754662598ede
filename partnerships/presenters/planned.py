"""What is recorded for a later day, as a list of what is coming: who joins, leaves, votes, takes over.

Nothing here is done by a job on its day: each is a fact with a first or a last day that is to come.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from django.db.models import Q

from partnerships.models import Area, Membership, Office, Person
from partnerships.presenters.periods import ONE_DAY, runs_of
from partnerships.presenters.steps import Step

MOVE, TAKE_BACK = "Move to another day", "Take back"


@dataclass(frozen=True, slots=True)
class Planned:
    """One change to come: on `day`, what happens in words, the record that says so, what may be done."""

    day: datetime.date
    person: Person
    what: str
    record_id: int
    steps: tuple[Step, ...]


def planned_after(area: Area, day: datetime.date) -> list[Planned]:
    """Everything about memberships and offices that changes later than `day`, the nearest first.

    What lasts until a day makes its difference on the day after, and stands under its last day.
    """
    to_come = Q(starts_on__gt=day) | Q(ends_on__gte=day)
    seats = area.memberships.filter(to_come).select_related("person")
    held = area.offices.filter(to_come).select_related("person")
    by_person = sorted(seats, key=lambda one: (one.person_id, one.starts_on))
    leaving: dict[int, datetime.date | None] = {}
    rows: list[Planned] = []
    for person_id, records in groupby(by_person, key=attrgetter("person_id")):
        theirs = list(records)
        leaving[person_id] = theirs[-1].ends_on
        rows += _of_seats(theirs, day)
    rows += _of_offices(held, leaving, day)
    return sorted(rows, key=lambda row: (row.day, row.person.name.casefold(), row.what))


def _of_seats(theirs: list[Membership], day: datetime.date) -> Iterator[Planned]:
    before: Membership | None = None
    for one in theirs:
        if one.starts_on > day:
            steps = (Step("member-begin-on", MOVE), Step("member-mistake", TAKE_BACK))
            yield Planned(one.starts_on, one.person, _begins(one, before), one.pk, steps)
        before = one
    for run in runs_of(theirs):
        last = run.last
        if last.ends_on is not None:
            reason = last.get_end_reason_display()
            what = f"Leaves: {reason[:1].lower()}{reason[1:]}" if reason else "Leaves"
            steps = (Step("member-end", MOVE), Step("member-did-not-end", TAKE_BACK))
            yield Planned(last.ends_on, last.person, f"{what} (last day)", last.pk, steps)


def _begins(one: Membership, before: Membership | None) -> str:
    """What the first day of a membership is, after the one before it."""
    goes_on = before is not None and before.ends_on == one.starts_on - ONE_DAY
    if not goes_on:
        return "Joins as a voting member" if one.is_voting else "Joins as a member without a vote"
    assert before is not None
    if before.is_voting != one.is_voting:
        return "Gets the vote" if one.is_voting else "Has no vote any more"
    return "Another term begins"


def _of_offices(
    held: Iterable[Office], leaving: dict[int, datetime.date | None], day: datetime.date
) -> Iterator[Planned]:
    for office in held:
        if office.starts_on > day:
            steps = (Step("office-take-on", MOVE), Step("office-mistake", TAKE_BACK))
            what = f"Becomes {office.title}"
            yield Planned(office.starts_on, office.person, what, office.pk, steps)
        # An office that ends with the membership goes where that goes.
        if office.ends_on is not None and office.ends_on != leaving.get(office.person_id):
            steps = (Step("office-hand-over", MOVE), Step("office-did-not-end", TAKE_BACK))
            what = f"Gives up the office of {office.title} (last day)"
            yield Planned(office.ends_on, office.person, what, office.pk, steps)
