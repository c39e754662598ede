"""Chance that falls the same way every time, so that one seed always makes one programme."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from django.utils import timezone

T = TypeVar("T")

ONE_DAY = datetime.timedelta(days=1)
YEAR = datetime.timedelta(days=365)


class Chance(Random):
    """Random choices in the words of the programme; nothing secret rests on them."""

    def happens(self, share: float) -> bool:
        """Whether something happens that does so in `share` of all cases, 0 to 1."""
        return self.random() < share

    def day(self, first: datetime.date, last: datetime.date) -> datetime.date:
        """Any day from the first to the last, both included; the first if they are the wrong way."""
        return first + datetime.timedelta(days=self.randint(0, max(0, (last - first).days)))

    def days(self, least: int, most: int) -> datetime.timedelta:
        """Some number of days."""
        return datetime.timedelta(days=self.randint(least, most))

    def lasting(self, mean_days: float) -> datetime.timedelta:
        """How long something lasts that may end on any day alike: a month at least."""
        return datetime.timedelta(days=30 + int(self.expovariate(1 / max(1.0, mean_days - 30))))

    def one_of(self, weighted: dict[T, int]) -> T:
        """One of the keys, as often as its weight says."""
        return self.choices(list(weighted), list(weighted.values()))[0]

    def in_any_order(self, things: Sequence[T]) -> list[T]:
        """The same things shuffled, the given sequence left alone."""
        return self.sample(things, len(things))


def chance(*of: object) -> Chance:
    """The chance of one matter, like `chance(seed, "area", 12)`: apart from that of all others."""
    return Chance(":".join(map(str, of)))


def at_work(chance: Chance, day: datetime.date) -> datetime.datetime:
    """A moment of a day in London at which people do such things: 8 in the morning to 10 at night."""
    hour, minute, second = chance.randint(8, 21), chance.randint(0, 59), chance.randint(0, 59)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute, second)))
