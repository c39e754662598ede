"""Figures that leave the service: each is defined once, for files, the API and the dictionary alike.

None of them tells of a person: findings are counted, and nobody is named but an area's reps, who work
for Local Trust, and these in files alone.
"""

from reviews.figures.book import BY_NAME, TABLES
from reviews.figures.definition import Asked, Choice, Figure, Kind, Row, Table, Value

__all__ = [
    "BY_NAME",
    "TABLES",
    "Asked",
    "Choice",
    "Figure",
    "Kind",
    "Row",
    "Table",
    "Value",
]
