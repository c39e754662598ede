"""Every area at a glance, for Local Trust: what is chosen, in which order, counted, and shown how.

`choosing` reads an address of the overview, `orders` sorts, `figures` counts, `lines` reads what the
table shows of one page. Verdicts come from the stored standings, reviews from the round.
"""

from __future__ import annotations

from reviews.dashboards.choosing import Chosen, areas_on, filtered, read, reps_to_choose_from
from reviews.dashboards.orders import STATE_COLOURS, WAITING_FIRST, ordered

__all__ = [
    "STATE_COLOURS",
    "WAITING_FIRST",
    "Chosen",
    "areas_on",
    "filtered",
    "ordered",
    "read",
    "reps_to_choose_from",
]
