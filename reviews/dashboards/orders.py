"""The orders of the overview: a column each, or a column whose values have an order of their own."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Case, F, OrderBy, Q, QuerySet, When

from partnerships.models import Area
from reviews.models import State

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

STATE_COLOURS: dict[str, str] = {
    State.NOT_STARTED: "grey",
    State.IN_PROGRESS: "blue",
    State.SUBMITTED: "teal",
    State.RETURNED: "orange",
    State.ACCEPTED: "green",
    State.ACCEPTED_WITH_ACTIONS: "green",
    State.NOT_RECEIVED: "red",
}


class Order(NamedTuple):
    """What an order goes by, in which order of its values, and what it is called."""

    column: str
    words: str
    in_order: list[Any] | None = None
    # Where areas without a value stand: "last" whichever way round, or "least", below all values.
    without: str = ""


SORTS: dict[str, Order] = {
    "name": Order("name", "by name"),
    "members": Order("standing__members", "by members"),
    "breaches": Order("standing__breaches", "by breaches"),
    "criteria": Order("standing__meets_criteria", "by the criteria", WORST_FIRST),
    "conflicts": Order("standing__meets_conflicts_guidance", "by conflicts", WORST_FIRST),
    "since": Order("standing__not_met_since", "by how long not met", without="last"),
    "departure": Order("standing__is_one_departure_away", "by one departure away", [True, False]),
    "review": Order("of_round__state", "by review", WAITING_FIRST),
    "changed": Order("register_changed_at", "by the last change", without="least"),
}
DEFAULT_SORT = "-breaches"


def is_order(sort: str) -> bool:
    """Whether there is such an order, "-" for the other way round."""
    return sort.removeprefix("-") in SORTS


def ordered(areas: QuerySet[Area], sort: str, *, is_few: bool = True) -> QuerySet[Area]:
    """The areas of `areas_on` in an order of `SORTS`, "-" for the other way round.

    Areas that are level stand by name. Among very many (not `is_few`) they stand as they were
    added, since that is the order in which an index has them.
    """
    order = SORTS[sort.removeprefix("-")]
    key = F(order.column) if order.in_order is None else _rank(order.column, order.in_order)
    descending = sort.startswith("-")
    first = OrderBy(
        key,
        descending=descending,
        nulls_first=(order.without == "least" and not descending) or None,
        nulls_last=(order.without == "last" or (order.without == "least" and descending)) or None,
    )
    return areas.order_by(first, *(("name", "pk") if is_few else ("pk",)))


def _rank(column: str, in_order: list[Any]) -> Case:
    """The place of a value in an order, for a column whose own order means nothing."""
    places = [
        When(Q(**{column: value}) if value is not None else Q(**{f"{column}__isnull": True}), place)
        for place, value in enumerate(in_order)
    ]
    return Case(*places, default=len(in_order))
