"""The programme over the years: how its areas stood on any day, and month by month.

All is counted by the database from the stretches (`partnerships.stretches`), in as many rows as there
were days on which anything changed, whatever the number of areas.
"""

from reviews.years.spans import Month, Span, Years, year_before, years_of
from reviews.years.totals import Totals, Verdicts, by_region, by_rule, on_day, share, totals

__all__ = [
    "Month",
    "Span",
    "Totals",
    "Verdicts",
    "Years",
    "by_region",
    "by_rule",
    "on_day",
    "share",
    "totals",
    "year_before",
    "years_of",
]
