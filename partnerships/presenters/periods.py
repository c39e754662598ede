"""Days and periods as sentences say them, and memberships that follow on from each other."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Protocol

from biglocal import clock
from biglocal.design.words import day_in_words
from partnerships.models import Membership

ONE_DAY = datetime.timedelta(days=1)


def day_said(day: datetime.date) -> str:
    """A day within a sentence: "30 June" of this year, "30 June 2027" of another."""
    return f"{day.day} {day:%B}" if day.year == clock.today().year else day_in_words(day)


class Period(Protocol):
    """Whatever lasts from a day to a day, or from then on."""

    @property
    def starts_on(self) -> datetime.date: ...

    @property
    def ends_on(self) -> datetime.date | None: ...


def period_said(fact: Period, day: datetime.date) -> str:
    """A period as a line of a record: "since 1 May 2024", "1 May 2024 to 30 June 2025"."""
    starts_on = day_in_words(fact.starts_on)
    if fact.ends_on is not None:
        return f"{starts_on} to {day_in_words(fact.ends_on)}"
    return f"from {starts_on}" if fact.starts_on > day else f"since {starts_on}"


def leaves(last_day: datetime.date) -> str:
    """When a last day is, in the tense that today asks for: "leaves on 30 June", "left on 1 May"."""
    return f"{'leaves' if last_day >= clock.today() else 'left'} on {day_said(last_day)}"


@dataclass(frozen=True, slots=True)
class Run:
    """Memberships of one person that follow each other without a gap, in order of time."""

    memberships: tuple[Membership, ...]

    @property
    def starts_on(self) -> datetime.date:
        return self.memberships[0].starts_on

    @property
    def ends_on(self) -> datetime.date | None:
        return self.memberships[-1].ends_on

    @property
    def last(self) -> Membership:
        return self.memberships[-1]

    def on(self, day: datetime.date) -> Membership | None:
        """The membership of this run that holds on a day."""
        return next((one for one in self.memberships if one.is_current_on(day)), None)

    def after(self, day: datetime.date) -> Membership | None:
        """The first membership of this run that begins later than a day."""
        return next((one for one in self.memberships if one.starts_on > day), None)


def runs_of(memberships: Iterable[Membership]) -> Iterator[Run]:
    """The unbroken runs among one person's memberships, the earliest first.

    Re-election and a vote that is given or withdrawn begin a new record, and break no run.
    """
    run: list[Membership] = []
    for membership in sorted(memberships, key=attrgetter("starts_on")):
        if run and not _follows(run[-1], membership):
            yield Run(tuple(run))
            run = []
        run.append(membership)
    if run:
        yield Run(tuple(run))


def _follows(earlier: Membership, later: Membership) -> bool:
    return earlier.ends_on is not None and later.starts_on <= earlier.ends_on + ONE_DAY
