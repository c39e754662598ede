"""One line for each area: all that the headline, the tiles and the table of the overview know of it."""

from __future__ import annotations

import datetime
from functools import cache
from typing import NamedTuple

from django.db.models import QuerySet

from biglocal.prepared import ANY_DAY, ANY_NUMBER, Asked, Prepared
from partnerships.models import Area
from reviews.dashboards.choosing import areas_on
from reviews.dashboards.orders import ordered
from reviews.models import BEING_WRITTEN, Round

Verdict = bool | None


def both(criteria: Verdict, conflicts: Verdict) -> Verdict:
    """Two verdicts as one: not met where either is not, unknown where either is."""
    if criteria is False or conflicts is False:
        return False
    return True if criteria and conflicts else None


class Line(NamedTuple):
    """One area as it stands.

    `rules` are how many findings each rule has, `since` the first day of the days in a row on which
    a verdict has been "not met", `review` the state of its review in the round, `changed_at` the
    last change to the register.
    """

    pk: int
    name: str
    slug: str
    region: str
    changed_at: datetime.datetime | None
    criteria: Verdict
    conflicts: Verdict
    breaches: int
    rules: dict[str, int]
    since: datetime.date | None
    is_one_departure_away: bool
    members: int
    review: str | None
    extended_to: datetime.date | None

    @property
    def verdict(self) -> Verdict:
        """Both verdicts as one."""
        return both(self.criteria, self.conflicts)

    def is_late(self, day: datetime.date, round_: Round | None) -> bool:
        """Whether its review is still awaited after the last day for it."""
        if self.review not in BEING_WRITTEN or round_ is None:
            return False
        return (self.extended_to or round_.closes_on) < day


COLUMNS = (
    *("pk", "name", "slug", "region", "register_changed_at"),
    *("standing__meets_criteria", "standing__meets_conflicts_guidance"),
    *("standing__breaches", "standing__rules", "standing__not_met_since"),
    *("standing__is_one_departure_away", "standing__members"),
    *("of_round__state", "of_round__extended_to"),
)


def lines_of(areas: QuerySet[Area]) -> list[Line]:
    """The lines of the areas of `areas_on`, in their order; one query."""
    return [Line(*row) for row in areas.values_list(*COLUMNS)]


def every_line(sort: str, day: datetime.date, round_: Round | None) -> list[Line]:
    """The lines of all areas of `areas_on` in an order of `SORTS`; one query."""
    places: dict[Asked, Asked] = {ANY_DAY: day}
    if round_ is not None:
        places[ANY_NUMBER] = round_.pk
    return [Line(*row) for row in _every(sort, round_ is not None).rows(places)]


@cache
def _every(sort: str, has_round: bool) -> Prepared:
    return Prepared(
        lambda: ordered(areas_on(ANY_DAY, ANY_NUMBER if has_round else None), sort).values_list(
            *COLUMNS
        )
    )
