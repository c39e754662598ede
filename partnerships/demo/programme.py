"""The programme, made up area by area and saved in batches, so that its size does not matter."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass
from itertools import chain

from django.contrib.auth.hashers import make_password
from django.db import connection, models
from django.utils.text import slugify

from biglocal.accounts.models import User
from partnerships.demo import accounts, organisations, support, surveys, trail
from partnerships.demo.accounts import Cast, Reps
from partnerships.demo.chance import chance
from partnerships.demo.connections import know_neighbours
from partnerships.demo.decisions import declare_interests, hold_meetings
from partnerships.demo.families import make_families
from partnerships.demo.grounds import ground
from partnerships.demo.homes import find_homes
from partnerships.demo.making import build
from partnerships.demo.meetings import agree_quorum, find_out_later, screen_next
from partnerships.demo.names import Names
from partnerships.demo.offices import fill_offices
from partnerships.demo.places import MOST_AREAS, place
from partnerships.demo.plans import follow_on, make_plans
from partnerships.demo.policies import adopt_policies
from partnerships.demo.public_pages import open_to_all
from partnerships.demo.stints import fill_seats, settle, write_memberships
from partnerships.demo.story import Story
from partnerships.demo.troubles import bring_trouble, forget_homes, residency_of, size_of
from partnerships.demo.upkeep import keep_up
from partnerships.demo.work import hire_workers, name_ltos
from partnerships.factories import AreaFactory
from partnerships.models import (
    Acknowledgement,
    Area,
    AssignedRole,
    Assignment,
    Attendance,
    Boundary,
    Connection,
    Decision,
    Declaration,
    Household,
    Interest,
    LaterConflict,
    Lto,
    LtoRole,
    Meeting,
    Membership,
    NamingConsent,
    NamingExemption,
    Office,
    Organisation,
    PaidWork,
    Participation,
    Person,
    Plan,
    Policy,
    PolicyVersion,
    Postcode,
    ProgressNote,
    Proposal,
    PublicPage,
    Quorum,
    Relationship,
    Residence,
    ScreeningDraft,
    Spend,
    Theme,
)
from partnerships.standing import bring_up_to_date

# A whole number of pairs of reps.
BATCH = 4 * accounts.AREAS_OF_TWO_REPS

# What a record points at is saved before it.
IN_ORDER: tuple[type[models.Model], ...] = (
    Boundary,
    Postcode,
    Organisation,
    Person,
    Household,
    Membership,
    Office,
    Residence,
    Relationship,
    PaidWork,
    Lto,
    LtoRole,
    Interest,
    Declaration,
    Proposal,
    Quorum,
    Meeting,
    Attendance,
    Plan,
    Theme,
    Decision,
    Decision.organisations.through,
    Participation,
    Connection,
    Policy,
    PolicyVersion,
    Acknowledgement,
    LaterConflict,
    ScreeningDraft,
    Spend,
    ProgressNote,
    NamingConsent,
    NamingExemption,
    PublicPage,
)


@dataclass(frozen=True)
class Made:
    """An area that has been made and saved: its number in the programme, its reps, and who keeps its
    register."""

    number: int
    area: Area
    reps: Reps
    keeper: User


class Programme:
    """So many areas of a seed, as on a day. One seed and day always make the same programme."""

    def __init__(self, *, areas: int, seed: int, password: str, day: datetime.date) -> None:
        self.areas = areas
        self.seed = seed
        self.day = day
        self._cast = Cast(seed, make_password(password), day)
        self._around: dict[str, list[Organisation]] = {}

    def load(self) -> Iterator[list[Made]]:
        """Save everything, batch by batch; hands out each batch once it is saved."""
        _save(self._cast.for_everybody())
        self._around = organisations.of_authorities()
        _save(chain.from_iterable(self._around.values()))
        _save(organisations.under_two_names(self._around))
        for published in support.notices(self.day):
            _save(published)
        for first in range(0, self.areas, BATCH):
            yield self._batch(range(first, min(first + BATCH, self.areas)))

    def one_more(self, day: datetime.date) -> Made:
        """Save one area beside the others, as it was on a day gone by; after `load` alone.

        Its rep has no other.
        """
        number = -(-self.areas // accounts.AREAS_OF_TWO_REPS) * accounts.AREAS_OF_TWO_REPS
        then = copy(self)
        then.day = day
        (made,) = then._batch(range(number, number + 1))
        return made

    def _batch(self, numbers: range) -> list[Made]:
        last = accounts.rep_number(numbers[-1])
        reps = self._cast.reps(range(accounts.rep_number(numbers[0]), last + 1))
        stories, users, assignments, made = [], list(reps.values()), [], []
        for number in numbers:
            story, theirs = self._story(number, reps)
            stories.append(story)
            assignments += self._assignments(story, theirs)
            if story.keeper not in (self._cast.hats, theirs.today):
                users.append(story.keeper)
            made.append(Made(number, story.area, theirs, story.keeper))
        _save(users)
        moments = [trail.moments(story) for story in stories]
        for story, at in zip(stories, moments, strict=True):
            story.area.register_version = len(at)
            story.area.register_changed_at = at[-1][0] if at else None
        _save(story.area for story in stories)
        _save(assignments)
        for model in IN_ORDER:
            _save(chain.from_iterable(story.records[model] for story in stories))
        follow_on(stories)
        _save(
            chain.from_iterable(
                trail.events(story, at) for story, at in zip(stories, moments, strict=True)
            )
        )
        if numbers[0] == 0:
            for asked in surveys.ask_members([one.area for one in stories], self.seed, self.day):
                _save(asked)
        _count_the_rows()
        bring_up_to_date(Area.objects.filter(pk__in=[one.area.pk for one in made]))
        return made

    def _story(self, number: int, reps: dict[int, User]) -> tuple[Story, Reps]:
        """One area from the day it opened to today."""
        luck = chance(self.seed, "area", number)
        where = place(self.seed, number, accounts.rep_number(number))
        area = build(
            AreaFactory,
            name=where.name,
            slug=slugify(where.name),
            region=where.region,
            local_authority=where.local_authority,
            reference=f"BL{number + 1:04}",
            opened_on=self.day - datetime.timedelta(days=3653) - luck.days(0, 300),
        )
        names = Names(luck)
        theirs = Reps.of(number, reps, luck, self.day)
        keeper = theirs.today
        if accounts.keeps_own_register(number):
            since = self.day - luck.days(400, 1500)
            keeper = self._cast.secretary(number, area.slug, names.anybody(), since)
        elsewhere = place(self.seed, (number + 1) % MOST_AREAS, accounts.rep_number(number))
        story = Story(
            number=number,
            area=area,
            chance=luck,
            names=names,
            day=self.day,
            keeper=keeper,
            own=organisations.of_neighbourhood(where.name, number),
            around=self._around[where.local_authority],
            elsewhere=elsewhere.name,
            ground=ground(self.seed, number, area),
        )
        # One of the staff, as nobody else may load it.
        story.add(story.ground.boundary).uploaded_by = self._cast.hats
        for postcode in story.ground.postcodes:
            story.add(postcode)
        story.records[Organisation] += story.own
        _tell(story)
        return story, theirs

    def _assignments(self, story: Story, reps: Reps) -> list[Assignment]:
        """Who has which role in the area, and had."""
        area, opened = story.area, story.opened
        found = []
        if reps.former:
            until = reps.changed_on - datetime.timedelta(days=1)
            found.append(accounts.assign(reps.former, area, AssignedRole.REP, opened, until))
            opened = reps.changed_on
        found.append(accounts.assign(reps.today, area, AssignedRole.REP, opened))
        if story.keeper is not reps.today:
            since = self.day - datetime.timedelta(days=400)
            found.append(accounts.assign(story.keeper, area, AssignedRole.SECRETARY, since))
        if story.number == accounts.HAT_REP:
            since = self.day - datetime.timedelta(days=90)
            found.append(accounts.assign(self._cast.hats, area, AssignedRole.REP, since))
        return found


def _tell(story: Story) -> None:
    """Everything that happened, in an order in which each part knows what it needs."""
    size = size_of(story.number, story.chance)
    fill_seats(story, size)
    settle(story, *residency_of(story.number, size, story.chance))
    fill_offices(story)
    name_ltos(story)
    hire_workers(story)
    bring_trouble(story)
    make_families(story)
    declare_interests(story)
    agree_quorum(story)
    hold_meetings(story)
    find_out_later(story)
    screen_next(story)
    write_memberships(story)
    forget_homes(story)
    find_homes(story)
    keep_up(story)
    know_neighbours(story)
    adopt_policies(story)
    make_plans(story)
    open_to_all(story)


def _count_the_rows() -> None:
    """Tell PostgreSQL how many rows there are now; until then it plans for tables that are empty."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _save(records: Iterable[models.Model]) -> None:
    saved = list(records)
    if saved:
        type(saved[0])._default_manager.bulk_create(saved, batch_size=1000)
