"""Orders of a column's values that it does not have by itself, for queries and for their indexes."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, Q, When

# Not met, then what nobody can tell, then met.
WORST_FIRST = [False, None, True]


def rank(column: str, in_order: list[Any]) -> Case:
    """The place of a value in an order, for a column whose own order means nothing.

    What is not among them comes last, so that `[None]` stands before a column whose empty values are
    the least: on which side they are by themselves is another for each database.
    """
    places = [
        When(Q(**{column: value}) if value is not None else Q(**{f"{column}__isnull": True}), place)
        for place, value in enumerate(in_order)
    ]
    return Case(*places, default=len(in_order))
