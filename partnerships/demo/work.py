"""Locally trusted organisations, those who represent them, and the people paid for the work."""

from __future__ import annotations

import datetime

from partnerships.demo.chance import ONE_DAY
from partnerships.demo.making import build
from partnerships.demo.story import Figure, Story
from partnerships.factories import (
    LtoFactory,
    LtoRoleFactory,
    OrganisationFactory,
    PaidWorkFactory,
)
from partnerships.models import LtoCapacity, Organisation, WorkTerms

_JOBS = {
    "Community development worker": 6,
    "Project coordinator": 5,
    "Partnership support officer": 3,
    "Administrator": 3,
    "Youth worker": 2,
    "Community organiser": 2,
    "Communications worker": 1,
}


def is_own_lto(number: int) -> bool:
    """Whether the partnership of this number is its own LTO: one in twenty."""
    return number % 20 == 8


def has_paid_worker(number: int) -> bool:
    """Whether somebody is paid in the area of this number: nine in ten."""
    return number % 10 != 0


def name_ltos(story: Story) -> None:
    """The LTO of today, in three areas of ten another before it, and who represents them."""
    chance, since = story.chance, story.opened + story.chance.days(0, 120)
    is_own = is_own_lto(story.number)
    if is_own:
        story.lto = story.add(
            build(
                OrganisationFactory,
                name=f"{story.area.name} Community Partnership CIC",
                org_id=f"GB-COH-{90_000_000 + story.number}",
            )
        )
    else:
        story.lto = chance.choice(story.around[:2] + story.own[:1])
    if is_own or chance.happens(0.3):
        former = next(one for one in chance.in_any_order(story.around[:2]) if one is not story.lto)
        change = chance.day(since + chance.days(400, 900), story.day - chance.days(100, 400))
        _name(story, former, since, change)
        for _ in range(chance.randint(1, 2)):
            represent(story, story.meet(), since + chance.days(0, 200), change)
        since = change + ONE_DAY
    _name(story, story.lto, since, None, is_own=is_own)
    for _ in range(chance.randint(1, 3)):
        starts_on = chance.day(since, story.day - chance.days(10, 900))
        leaves = chance.happens(0.25)
        represent(
            story,
            story.meet(),
            starts_on,
            chance.day(starts_on, story.day - ONE_DAY) if leaves else None,
        )


def _name(
    story: Story,
    organisation: Organisation,
    starts_on: datetime.date,
    ends_on: datetime.date | None,
    *,
    is_own: bool = False,
) -> None:
    lto = story.add(
        build(
            LtoFactory,
            area=story.area,
            organisation=organisation,
            is_own=is_own,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    story.note(starts_on, "lto.name", lto)
    if ends_on:
        story.note(ends_on, "lto.end", lto, before={"ends_on": None})


def represent(
    story: Story, figure: Figure, starts_on: datetime.date, ends_on: datetime.date | None = None
) -> None:
    """Let somebody represent the LTO from a day."""
    figure.is_representative = ends_on is None
    role = story.add(
        build(
            LtoRoleFactory,
            area=story.area,
            person=figure.record,
            capacity=story.chance.one_of(
                {LtoCapacity.TRUSTEE: 5, LtoCapacity.STAFF: 4, LtoCapacity.OTHER: 1}
            ),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    story.note(starts_on, "lto.represent", role, figure)
    if ends_on:
        story.note(ends_on, "lto.end_role", role, figure, before={"ends_on": None})


def hire_workers(story: Story) -> None:
    """The paid workers of today, and those who had their jobs before them."""
    chance, now = story.chance, has_paid_worker(story.number)
    for _ in range(chance.one_of({1: 70, 2: 25, 3: 5})):
        title, last = chance.one_of(_JOBS), None if now else story.day - chance.days(30, 500)
        first = max(story.opened, (last or story.day) - chance.lasting(3 * 365))
        while last is None or last > first:
            worker = story.meet()
            # A quarter of them live in the area.
            worker.resident = chance.happens(0.25)
            pay(story, worker, first, last, title)
            last = first - chance.days(10, 150)
            first = max(story.opened + chance.days(20, 200), last - chance.lasting(3 * 365))


def pay(
    story: Story,
    figure: Figure,
    starts_on: datetime.date,
    ends_on: datetime.date | None = None,
    title: str = "Sessional worker",
) -> None:
    """Let somebody be paid out of Big Local money from a day."""
    chance = story.chance
    figure.first_paid = min(starts_on, figure.first_paid or starts_on)
    terms = chance.one_of(
        {WorkTerms.EMPLOYED: 70, WorkTerms.SUB_CONTRACTED: 15, WorkTerms.SELF_EMPLOYED: 15}
    )
    employer = story.lto if chance.happens(0.75) else chance.choice([*story.own, *story.around])
    work = story.add(
        build(
            PaidWorkFactory,
            area=story.area,
            person=figure.record,
            employer=None if terms == WorkTerms.SELF_EMPLOYED else employer,
            terms=terms,
            job_title=title,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    story.note(starts_on, "work.start", work, figure)
    if ends_on:
        story.note(ends_on, "work.end", work, figure, before={"ends_on": None})
