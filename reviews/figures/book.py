"""The book of figures: every table of them, in the order in which pages list them."""

from __future__ import annotations

from reviews.figures.areas import OVERVIEW
from reviews.figures.definition import Table
from reviews.figures.findings import FINDINGS
from reviews.figures.members import COUNTS
from reviews.figures.reviews import REVIEWS

TABLES: tuple[Table, ...] = (OVERVIEW, FINDINGS, COUNTS, REVIEWS)

BY_NAME = {table.name: table for table in TABLES}
