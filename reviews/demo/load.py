"""Loads the demonstration: areas batch by batch, and the reviews of each batch after its areas."""

from __future__ import annotations

import datetime
import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from django.db import reset_queries, transaction

from biglocal.accounts.models import ProgrammeRole, User
from partnerships.demo import accounts
from partnerships.demo.chance import at_work, chance
from partnerships.demo.concerns import Concerns
from partnerships.demo.making import build
from partnerships.demo.programme import Made, Programme
from partnerships.models import Area
from partnerships.rosters.database import rosters
from reviews.demo import outbox, trail
from reviews.demo.answering import Staff
from reviews.demo.closed import Closing
from reviews.demo.oversight import Oversight
from reviews.demo.season import Season, save
from reviews.demo.signing import People
from reviews.demo.stages import PAST_ROUNDS, year_on
from reviews.factories import RoundFactory
from reviews.models import Round
from reviews.parts import facts_of
from reviews.since import Last


@contextmanager
def _seldom_swept() -> Iterator[None]:
    """Look for garbage less often: among so many records that stay, it takes a fifth of the time."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, 20, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@_seldom_swept()
@transaction.atomic
def load(
    *,
    areas: int,
    seed: int,
    password: str,
    day: datetime.date,
    report: Callable[[int], None] = lambda done: None,
    and_one_closed: bool = False,
) -> None:
    """Fill an empty database, all or nothing; `report` hears how many areas are done.

    `and_one_closed`: beside so many areas one that is open no more.
    """
    programme = Programme(areas=areas, seed=seed, password=password, day=day)
    staff: Staff | None = None
    rounds: list[Round] = []
    done = 0
    for batch in programme.load():
        staff = staff or _staff()
        rounds = rounds or _open_rounds(staff.administrator, seed, day)
        people = People.of(batch)
        last = _before_the_first(batch, rounds[0])
        for round_ in rounds:
            reviewing = Season(batch, round_, people, staff, last, seed=seed, day=day).review()
        if not done:
            save(outbox.of_first_rep(reviewing, rounds[-1]))
            Oversight.of(batch, seed, day).show()
            Concerns.of(batch, seed, day).show()
        # With DEBUG Django remembers every query, and these are long.
        reset_queries()
        done += len(batch)
        report(done)
    if and_one_closed and staff:
        closing = Closing.of(programme, staff.administrator)
        batch = [closing.made]
        people, last = People.of(batch), _before_the_first(batch, rounds[0])
        for round_ in rounds[:-1]:
            Season(batch, round_, people, staff, last, seed=seed, day=day).review()
        closing.close()


def _before_the_first(batch: Sequence[Made], first: Round) -> dict[int, Last]:
    """What the first reviews are compared with, by area: the registers of the end of the year before,
    as `since.last_known` reads them, all at once."""
    on = datetime.date(first.year - 1, 12, 31)
    areas = Area.objects.filter(pk__in=[made.area.pk for made in batch])
    in_order = areas.order_by("name", "pk").values_list("pk", flat=True)
    last = {}
    for pk, roster in zip(in_order, rosters(areas, on), strict=True):
        facts = {person.id: facts_of(person) for person in roster.people if person.is_member}
        if facts:
            last[pk] = Last(on, "", facts)
    return last


def _staff() -> Staff:
    readers = User.objects.filter(programme_role=ProgrammeRole.STAFF).order_by("email")
    return Staff(list(readers), User.objects.get(email=accounts.ADMINISTRATOR))


def _open_rounds(administrator: User, seed: int, day: datetime.date) -> list[Round]:
    """This year's round and those before it, opened in the August of their year; the earlier ones
    closed in the spring after."""
    newest = year_on(day)
    rounds = []
    for year in range(newest - PAST_ROUNDS, newest + 1):
        luck = chance(seed, "round", year)
        opened_at = at_work(luck, datetime.date(year, 8, 20))
        round_ = build(
            RoundFactory,
            year=year,
            opened_by=administrator,
            opened_at=opened_at,
            announced_at=opened_at + datetime.timedelta(minutes=2),
        )
        if year < newest:
            round_.closed_at = at_work(
                luck, luck.day(datetime.date(year + 1, 4, 10), datetime.date(year + 1, 5, 20))
            )
            round_.closed_by = administrator
        rounds.append(round_)
    save(rounds)
    save(event for round_ in rounds for event in trail.of_round(round_))
    return rounds
