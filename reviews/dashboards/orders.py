"""The orders of the overview: a column each, or a column whose values have an order of their own."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import F, OrderBy, QuerySet

from partnerships.models import Area
from partnerships.models.orders import WORST_FIRST, rank
from reviews.models import State

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
    # Whether its index begins with the greatest.
    is_downward: bool = False


SORTS: dict[str, Order] = {
    "name": Order("name", "by name"),
    "members": Order("standing__members", "by members"),
    "breaches": Order("standing__breaches", "by breaches", is_downward=True),
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
    added, or the other way round, since that is the order in which an index has them.
    """
    order = SORTS[sort.removeprefix("-")]
    descending = sort.startswith("-")
    key = F(order.column) if order.in_order is None else rank(order.column, order.in_order)
    if order.without == "last" and not descending:
        by = [OrderBy(key, nulls_last=True)]
    elif order.without:
        by = [OrderBy(each, descending) for each in (rank(order.column, [None]), key)]
    else:
        by = [OrderBy(key, descending)]
    if is_few:
        return areas.order_by(*by, "name", "pk")
    # An index that is read from its other end has areas that are level the other way round too.
    return areas.order_by(*by, OrderBy(F("pk"), descending is not order.is_downward))
