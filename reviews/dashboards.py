"""Every area at a glance, for Local Trust: verdicts from the stored standings, reviews of the round."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any, TypedDict

from django.db.models import Case, Count, F, OrderBy, OuterRef, Q, QuerySet, Subquery, When

from biglocal.addresses import by_slug
from partnerships.models import Area, AssignedRole, Assignment, Region
from partnerships.models.periods import current_q
from partnerships.rules.book import RULES
from partnerships.rules.rule import Level
from reviews.following import reps_of
from reviews.models import Review, Round, State

# Not met, then what nobody can tell, then met.
WORST_FIRST = [False, None, True]

# What waits for Local Trust, what waits for its rep, what came to nothing, what is done.
WAITING_FIRST = [
    State.SUBMITTED,
    State.RETURNED,
    State.IN_PROGRESS,
    State.NOT_STARTED,
    State.NOT_RECEIVED,
    State.ACCEPTED_WITH_ACTIONS,
    State.ACCEPTED,
]

# What each order goes by: a column, or a column whose values have an order of their own.
SORTS: dict[str, str | tuple[str, list[Any]]] = {
    "name": "name",
    "members": "standing__members",
    "breaches": "standing__breaches",
    "criteria": ("standing__meets_criteria", WORST_FIRST),
    "conflicts": ("standing__meets_conflicts_guidance", WORST_FIRST),
    "review": ("review_state", WAITING_FIRST),
}
DEFAULT_SORT = "-breaches"

BREACH_TITLES = {rule.id: rule.title for rule in RULES if rule.level is Level.BREACH}
REGION_LABELS = dict(Region.choices)
STATE_COLOURS: dict[str, str] = {
    State.NOT_STARTED: "grey",
    State.IN_PROGRESS: "blue",
    State.SUBMITTED: "teal",
    State.RETURNED: "orange",
    State.ACCEPTED: "green",
    State.ACCEPTED_WITH_ACTIONS: "green",
    State.NOT_RECEIVED: "red",
}


@dataclass(frozen=True)
class Counted:
    """How many areas meet something, do not, or cannot be told."""

    meets: int
    does_not: int
    cannot_tell: int


@dataclass(frozen=True)
class Headline:
    """The counts above the table, of all active areas."""

    areas: int
    criteria: Counted
    conflicts: Counted
    reviews: dict[State, int]


class Line(TypedDict):
    """One area of the overview: both verdicts, the titles of what is not met, its reps, its review."""

    name: str
    href: str
    region: str
    reps: list[str]
    criteria: bool | None
    conflicts: bool | None
    not_met: list[str]
    members: int
    review: State | None
    review_colour: str
    review_href: str


def areas_on(day: datetime.date, round_: Round | None) -> QuerySet[Area]:
    """The active areas, each with the state of its review in the round."""
    review = Review.objects.filter(area=OuterRef("pk"), round=round_).values("state")[:1]
    return Area.objects.active_on(day).annotate(review_state=Subquery(review))


def _rank(column: str, in_order: list[Any]) -> Case:
    """The place of a value in an order, for a column whose own order means nothing."""
    places = [
        When(Q(**{column: value}) if value is not None else Q(**{f"{column}__isnull": True}), place)
        for place, value in enumerate(in_order)
    ]
    return Case(*places, default=len(in_order))


def filtered(areas: QuerySet[Area], chosen: dict[str, Any], day: datetime.date) -> QuerySet[Area]:
    """The areas that fit the cleaned filters of `OverviewFilters`; `areas` itself for no filter."""
    if chosen["q"]:
        areas = areas.filter(
            Q(name__icontains=chosen["q"])
            | Q(local_authority__icontains=chosen["q"])
            | Q(reference__icontains=chosen["q"])
        )
    if chosen["region"]:
        areas = areas.filter(region=chosen["region"])
    if chosen["rep"]:
        reps = Assignment.objects.filter(current_q(day), user=chosen["rep"], role=AssignedRole.REP)
        areas = areas.filter(pk__in=reps.values("area"))
    verdicts = {"yes": True, "no": False, "unknown": None}
    if chosen["criteria"]:
        areas = areas.filter(standing__meets_criteria=verdicts[chosen["criteria"]])
    if chosen["conflicts"]:
        areas = areas.filter(standing__meets_conflicts_guidance=verdicts[chosen["conflicts"]])
    if chosen["rule"]:
        areas = areas.filter(standing__rules__has_key=chosen["rule"])
    if chosen["review"]:
        areas = areas.filter(review_state=chosen["review"])  # type: ignore[misc]
    return areas


def ordered(areas: QuerySet[Area], sort: str) -> tuple[QuerySet[Area], str]:
    """The areas in an order of `SORTS` ("-" for the other way round), and the order that it is."""
    if sort.removeprefix("-") not in SORTS:
        sort = DEFAULT_SORT
    by = SORTS[sort.removeprefix("-")]
    key = F(by) if isinstance(by, str) else _rank(*by)
    return areas.order_by(OrderBy(key, descending=sort.startswith("-")), "name", "pk"), sort


def headline(day: datetime.date, round_: Round | None) -> Headline:
    """Counts over the areas active on a day, and their reviews in the round; two queries."""
    active = Area.objects.active_on(day).order_by()
    verdicts = active.values_list(
        "standing__meets_criteria", "standing__meets_conflicts_guidance"
    ).annotate(Count("pk"))
    criteria: Counter[bool | None] = Counter()
    conflicts: Counter[bool | None] = Counter()
    for meets_criteria, meets_conflicts_guidance, areas in verdicts:
        criteria[meets_criteria] += areas
        conflicts[meets_conflicts_guidance] += areas
    reviews = Review.objects.filter(round=round_, area__in=active).order_by()
    states = dict(reviews.values_list("state").annotate(Count("pk")))
    return Headline(
        areas=criteria.total(),
        criteria=Counted(criteria[True], criteria[False], criteria[None]),
        conflicts=Counted(conflicts[True], conflicts[False], conflicts[None]),
        reviews={state: states.get(state, 0) for state in State},
    )


def lines(areas: QuerySet[Area], day: datetime.date, round_: Round | None) -> list[Line]:
    """What the table shows of the areas of one page of `areas_on`; two queries."""
    rows = areas.values_list(
        *("pk", "name", "slug", "region", "review_state", "standing__members"),
        *("standing__meets_criteria", "standing__meets_conflicts_guidance", "standing__rules"),
    )
    reps = reps_of({pk for pk, *_ in rows}, day)
    area_href = by_slug("area-detail")
    review_href = by_slug("review-detail", round_.year) if round_ else None
    return [
        Line(
            name=name,
            href=area_href(slug),
            region=REGION_LABELS[region],
            reps=reps.get(pk, []),
            criteria=criteria,
            conflicts=conflicts,
            not_met=[title for rule, title in BREACH_TITLES.items() if rule in found],
            members=members,
            review=State(state) if state else None,
            review_colour=STATE_COLOURS[state] if state else "",
            review_href=review_href(slug) if review_href and state else "",
        )
        for pk, name, slug, region, state, members, criteria, conflicts, found in rows
    ]
