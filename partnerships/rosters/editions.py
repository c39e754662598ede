"""Which edition of the criteria holds on which day."""

from __future__ import annotations

import datetime
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from biglocal.prepared import Prepared
from partnerships.models import Edition
from partnerships.rules import BIG_LOCAL, Assessment, Criteria, Roster, assess


@dataclass(frozen=True, slots=True)
class Editions:
    """All published editions: the days from which they hold, in order, and the criteria of each."""

    days: tuple[datetime.date, ...]
    criteria: Sequence[Criteria]

    @classmethod
    def read(cls) -> Self:
        """One query."""
        return cls.of(Edition(**dict(zip(_COLUMNS, row, strict=True))) for row in _PUBLISHED.rows())

    @classmethod
    def of(cls, published: Iterable[Edition]) -> Self:
        """Of published editions in any order."""
        found = sorted(published, key=lambda each: each.takes_effect_on)
        return cls(
            tuple([each.takes_effect_on for each in found]), [each.criteria() for each in found]
        )

    def on(self, day: datetime.date) -> Criteria:
        """The criteria that hold on a day."""
        place = bisect_right(self.days, day)
        return self.criteria[place - 1] if place else BIG_LOCAL

    def begins_after(self, day: datetime.date) -> datetime.date | None:
        """The next day on which another edition takes effect, if one is published."""
        place = bisect_right(self.days, day)
        return self.days[place] if place < len(self.days) else None


_COLUMNS = [field.attname for field in Edition._meta.concrete_fields]
# Every overview and every change of a register asks for them.
_PUBLISHED = Prepared(lambda: Edition.objects.published().values_list(*_COLUMNS))


def criteria_on(day: datetime.date) -> Criteria:
    """The criteria that hold on a day; one query."""
    latest = Edition.objects.published().filter(takes_effect_on__lte=day).first()
    return latest.criteria() if latest else BIG_LOCAL


def assessed(roster: Roster) -> Assessment:
    """The verdict on a roster by the criteria of its day; one query."""
    return assess(roster, criteria_on(roster.as_at))
