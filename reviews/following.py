"""Many actions at once, followed to their end: how many there are, and those of all areas."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from biglocal.prepared import ANY_DAY, Prepared
from partnerships.models import AssignedRole, Assignment
from partnerships.models.periods import current_q
from reviews.agreed import as_agreed
from reviews.models.action_plan import PlannedAction, PlannedActionQuerySet

# What counts as soon: long enough to do something about it, short enough to be read.
SOON = datetime.timedelta(days=30)

# What each order of the list of all areas goes by.
SORTS = {
    "due": "due_on",
    "area": "review__area__name",
    "agreed": "agreed_on",
    "word": "last_word",
}
DEFAULT_SORT = "due"


@dataclass(frozen=True)
class Counts:
    """How many actions are open, how many of those are overdue, and of how many something came."""

    open: int
    overdue: int
    settled: int

    @property
    def all(self) -> int:
        return self.open + self.settled


def counts(actions: PlannedActionQuerySet, day: datetime.date) -> Counts:
    """Counts the living ones among `actions`; one query."""
    return _counts(_by_outcome(actions, day))


def counts_of_all(day: datetime.date) -> Counts:
    """Counts the living actions of the programme; one query, which every overview asks."""
    return _counts(_ALL_BY_OUTCOME.rows({ANY_DAY: day}))


def _by_outcome(
    actions: PlannedActionQuerySet, day: datetime.date
) -> QuerySet[PlannedAction, tuple[str, int, int]]:
    """By outcome, since grouping is a quarter of the time of counting each by itself."""
    grouped = actions.living().order_by().values_list("outcome")
    return grouped.annotate(Count("pk"), past=Count("pk", filter=Q(due_on__lt=day)))


_ALL_BY_OUTCOME = Prepared(lambda: _by_outcome(PlannedAction.objects.all(), ANY_DAY))


def _counts(by_outcome: Iterable[tuple[Any, ...]]) -> Counts:
    found = {outcome: (number, past) for outcome, number, past in by_outcome}
    still_open, overdue = found.pop("", (0, 0))
    return Counts(still_open, overdue, sum(number for number, _ in found.values()))


def filtered(
    actions: PlannedActionQuerySet, chosen: dict[str, Any], day: datetime.date
) -> PlannedActionQuerySet:
    """Those of `actions` that fit what holds of `ActionFilters`."""
    if chosen["due"] == "overdue":
        actions = actions.filter(due_on__lt=day)
    elif chosen["due"] == "soon":
        actions = actions.filter(due_on__gte=day, due_on__lte=day + SOON)
    if chosen["region"]:
        actions = actions.filter(review__area__region=chosen["region"])
    if chosen["rep"]:
        reps = Assignment.objects.filter(current_q(day), user=chosen["rep"], role=AssignedRole.REP)
        actions = actions.filter(review__area__in=reps.values("area"))
    if chosen["asked"] == "trust":
        actions = actions.filter(rule="")
    elif chosen["asked"] == "finding":
        actions = actions.exclude(rule="")
    return actions


def ordered(actions: PlannedActionQuerySet, sort: str) -> tuple[PlannedActionQuerySet, str]:
    """The actions in an order of `SORTS` ("-" for the other way round), and the order that it is.

    What has no value comes first: no word yet is the longest silence.
    """
    if sort.removeprefix("-") not in SORTS:
        sort = DEFAULT_SORT
    by = F(SORTS[sort.removeprefix("-")])
    key = by.desc(nulls_last=True) if sort.startswith("-") else by.asc(nulls_first=True)
    return actions.order_by(key, "due_on", "review__area__name", "pk"), sort


def reps_of(areas: set[int], day: datetime.date) -> dict[int, list[str]]:
    """The names of the reps of areas on a day, by the area's primary key; one query."""
    found: dict[int, list[str]] = {}
    of_the_day = Assignment.objects.filter(current_q(day), area__in=areas, role=AssignedRole.REP)
    for area_id, name in of_the_day.order_by("user__name").values_list("area_id", "user__name"):
        found.setdefault(area_id, []).append(name)
    return found


def urgent_by_area(areas: Collection[int], day: datetime.date) -> dict[int, list[PlannedAction]]:
    """The actions of areas (primary keys) that are overdue or due soon, the first to be done first;
    one query where no review is being mended."""
    urgent = PlannedAction.objects.due_by(day + SOON).filter(review__area__in=areas)
    found: dict[int, list[PlannedAction]] = {pk: [] for pk in areas}
    for action in as_agreed(urgent.order_by("due_on").select_related("review__area")):
        found[action.review.area_id].append(action)
    return found
