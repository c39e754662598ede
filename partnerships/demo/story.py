"""One area's register while it is being made up: who served when, and records not yet saved."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from django.db import models

from partnerships import factories
from partnerships.demo.chance import Chance
from partnerships.demo.grounds import Ground
from partnerships.demo.making import build
from partnerships.demo.names import Names, as_address, same_family
from partnerships.models import Area, Interest, Organisation, Person, Quorum

if TYPE_CHECKING:
    from biglocal.accounts.models import User

Record = TypeVar("Record", bound=models.Model)


@dataclass(eq=False)
class Figure:
    """Somebody of whom the register knows something.

    `resident` is None while nobody has recorded whether they live in the area, `home` lists whom
    they share a household with, themselves included, and is None when that is not recorded.
    `is_busy` says that they already have a part in something that a rule looks at, so that one
    story does not run into another.
    """

    record: Person
    resident: bool | None = True
    home: list[Figure] | None = field(default_factory=list)
    moved_away_on: datetime.date | None = None
    relatives: set[Figure] = field(default_factory=set)
    interests: list[Interest] = field(default_factory=list)
    first_paid: datetime.date | None = None
    is_officer: bool = False
    is_representative: bool = False
    is_busy: bool = False

    def __post_init__(self) -> None:
        if self.home is not None:
            self.home.append(self)


@dataclass(eq=False)
class Stint:
    """One person's unbroken time on the partnership; the last day is None while it lasts.

    `votes` says from which days they have, or have not, a vote; the first is the first day.
    """

    figure: Figure
    first: datetime.date
    last: datetime.date | None
    appointed: str
    end_reason: str = ""
    represents: str = ""
    votes: dict[datetime.date, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.votes.setdefault(self.first, True)

    def serves_on(self, day: datetime.date) -> bool:
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Event:
    """An entry of the trail to be: what was done to a record on which day, and who is in it.

    `before` are the values that the action changed, by field name; None where the record is new.
    `lists` are records that the trail names beside the record's own values.
    """

    on: datetime.date
    verb: str
    record: models.Model
    people: tuple[Person, ...] = ()
    before: dict[str, object] | None = None
    lists: dict[str, list[models.Model]] = field(default_factory=dict)


@dataclass(eq=False)
class Story:
    """An area on the day it is made up, and everything that goes with it.

    `keeper` is the user who keeps the register, `own` the organisations of the neighbourhood,
    `around` those of its local authority, `elsewhere` a place where those live who do not live here,
    `ground` its boundary and postcodes;
    `meetings` are decisions still to be taken, once everybody's interests are known,
    and `agenda` what there is still to decide of each kind.
    """

    number: int
    area: Area
    chance: Chance
    names: Names
    day: datetime.date
    keeper: User
    own: list[Organisation]
    around: list[Organisation]
    elsewhere: str
    ground: Ground
    has_terms: bool = False
    lto: Organisation | None = None
    quorum: Quorum | None = None
    figures: list[Figure] = field(default_factory=list)
    stints: list[Stint] = field(default_factory=list)
    meetings: list[Callable[[], None]] = field(default_factory=list)
    agenda: dict[str, list[str]] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)
    records: dict[type[models.Model], list[models.Model]] = field(
        default_factory=lambda: defaultdict(list)
    )

    @property
    def opened(self) -> datetime.date:
        """The first day of the area."""
        assert self.area.opened_on is not None
        return self.area.opened_on

    def serving_on(self, day: datetime.date) -> list[Stint]:
        """The members of a day."""
        return [stint for stint in self.stints if stint.serves_on(day)]

    def add(self, record: Record) -> Record:
        """Keep a record that goes with the area, to be saved with all others of its kind."""
        self.records[type(record)].append(record)
        return record

    def meet(self, name: str = "") -> Figure:
        """Somebody new on the register; by a name of their own if none is given."""
        name = name or self.names.anybody()
        email = ""
        if self.chance.happens(0.6):
            email = self._email(name)
        figure = Figure(self.add(build(factories.PersonFactory, name=name, email=email)))
        self.figures.append(figure)
        return figure

    def note(
        self,
        on: datetime.date,
        verb: str,
        record: models.Model,
        *figures: Figure,
        before: dict[str, object] | None = None,
        lists: dict[str, list[models.Model]] | None = None,
    ) -> None:
        """Put an action of the past year into the trail; older ones were before the service."""
        if self.day - datetime.timedelta(days=365) < on <= self.day:
            people = tuple(figure.record for figure in figures)
            self.events.append(Event(on, verb, record, people, before, lists or {}))

    def rename(self, figure: Figure, like: Figure) -> None:
        """Give somebody the family name of another, if it is not theirs already."""
        person, family = figure.record, like.record.name
        if not same_family(person.name, family):
            person.name = self.names.relative_of(family)
            if person.email:
                person.email = self._email(person.name)

    def _email(self, name: str) -> str:
        return f"{as_address(name)}@{self.area.slug}.example.org"

    def spare(self, number: int, *, alike: bool = False) -> list[Stint]:
        """So many members of today who hold no office and have no part in anything, and now will.

        Fewer when there are not so many. `alike`: all live in the area, or none of them does.
        """
        free = self._free(is_officer=False)
        if alike:
            same: dict[bool | None, list[Stint]] = defaultdict(list)
            for stint in free:
                same[stint.figure.resident].append(stint)
            free = max(same.values(), key=len, default=[])
        return self._taken(free[:number])

    def officers(self, number: int) -> list[Stint]:
        """So many of today's officers who have no part in anything yet, and now will."""
        return self._taken(self._free(is_officer=True)[:number])

    def _free(self, *, is_officer: bool) -> list[Stint]:
        free = [
            stint
            for stint in self.serving_on(self.day)
            if not stint.figure.is_busy and stint.figure.is_officer == is_officer
        ]
        return self.chance.in_any_order(free)

    def _taken(self, stints: list[Stint]) -> list[Stint]:
        for stint in stints:
            stint.figure.is_busy = True
        return stints
