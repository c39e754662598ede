"""Every area at a glance, for Local Trust: verdicts from the stored standings, reviews of the round."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, OuterRef, Q, QuerySet, Subquery, Value, When

from partnerships.models import Area, AssignedRole, Assignment, Standing
from partnerships.models.periods import current_q
from partnerships.rules.book import RULES
from partnerships.rules.rule import Level
from reviews.models import Review, Round, State

# Worst first: a verdict that is not met, then one that nobody can tell, then one that is met.
_WORST_FIRST = {False: 0, None: 1, True: 2}

SORTS = {
    "name": ["name"],
    "members": ["standing__members", "name"],
    "breaches": ["standing__breaches", "name"],
    "criteria": ["criteria_rank", "name"],
    "conflicts": ["conflicts_rank", "name"],
    "review": ["review_rank", "name"],
}
DEFAULT_SORT = "-breaches"

STATE_COLOURS = {State.NOT_STARTED: "grey", State.IN_PROGRESS: "blue", State.SUBMITTED: "green"}


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
    reviews: dict[str, int]


@dataclass(frozen=True)
class Line:
    """One area of the overview: its standing, what is broken by title, its reps and its review."""

    area: Area
    standing: Standing
    broken: list[str]
    reps: list[str]
    state: State | None

    @property
    def state_colour(self) -> str:
        """The colour of the review's tag."""
        return STATE_COLOURS[self.state] if self.state else "grey"


def areas_on(day: datetime.date, round_: Round | None) -> QuerySet[Area]:
    """The active areas, each with its standing and the state of its review in the round."""
    review = Review.objects.filter(area=OuterRef("pk"), round=round_).values("state")[:1]
    return (
        Area.objects.active_on(day)
        .select_related("standing")
        .annotate(
            review_state=Subquery(review),
            criteria_rank=_rank("standing__meets_criteria"),
            conflicts_rank=_rank("standing__meets_conflicts_guidance"),
            review_rank=Case(
                *(
                    When(review_state=state, then=Value(rank))
                    for rank, state in enumerate(State.values)
                ),
                default=Value(-1),
            ),
        )
    )


def _rank(verdict: str) -> Case:
    return Case(
        When(**{verdict: False}, then=Value(_WORST_FIRST[False])),
        When(**{verdict: True}, then=Value(_WORST_FIRST[True])),
        default=Value(_WORST_FIRST[None]),
    )


def filtered(areas: QuerySet[Area], chosen: dict[str, Any], day: datetime.date) -> QuerySet[Area]:
    """The areas that fit the cleaned filters of `OverviewFilters`."""
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
    first, *rest = SORTS[sort.removeprefix("-")]
    return areas.order_by("-" + first if sort.startswith("-") else first, *rest, "pk"), sort


def headline(areas: QuerySet[Area]) -> Headline:
    """Counts over `areas`, which come from `areas_on`; one query."""

    def count(**condition: Any) -> Count:
        return Count("pk", filter=Q(**condition))

    found = areas.order_by().aggregate(
        areas=Count("pk"),
        **{
            f"{name}_{word}": count(**{f"standing__{column}": value})
            for name, column in [
                ("criteria", "meets_criteria"),
                ("conflicts", "meets_conflicts_guidance"),
            ]
            for word, value in [("meets", True), ("does_not", False)]
        },
        **{f"review_{state}": count(review_state=state) for state in State.values},
    )

    def counted(name: str) -> Counted:
        meets, does_not = found[f"{name}_meets"], found[f"{name}_does_not"]
        return Counted(meets, does_not, found["areas"] - meets - does_not)

    return Headline(
        areas=found["areas"],
        criteria=counted("criteria"),
        conflicts=counted("conflicts"),
        reviews={state: found[f"review_{state}"] for state in State.values},
    )


def _state(area: Area) -> State | None:
    state = getattr(area, "review_state", None)
    return State(state) if state else None


def lines(areas: Iterable[Area], day: datetime.date) -> list[Line]:
    """What the table shows of the areas of one page; one more query, for the reps."""
    areas = list(areas)
    reps: dict[int, list[str]] = {}
    assignments = Assignment.objects.filter(
        current_q(day), area__in=[area.pk for area in areas], role=AssignedRole.REP
    )
    for area_id, name in assignments.order_by("user__name").values_list("area_id", "user__name"):
        reps.setdefault(area_id, []).append(name)
    return [
        Line(
            area=area,
            standing=area.standing,
            broken=[
                rule.title
                for rule in RULES
                if rule.level is Level.BREACH and rule.id in area.standing.rules
            ],
            reps=reps.get(area.pk, []),
            state=_state(area),
        )
        for area in areas
    ]
