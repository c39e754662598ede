"""What the tables of figures have in common: of which area and day a row tells, and what it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from partnerships.models import Area, Region
from reviews.figures.definition import Asked, Choice, Figure, Kind, Table
from reviews.models import State

REGISTER = "The register"
RULES_SOURCE = "Worked out from the register of the day by the rules"
WAIVERS = "The waivers that Local Trust has granted"
PROGRAMME = "Local Trust’s list of areas"

REGIONS = tuple([Choice(value, str(label)) for value, label in Region.choices])
STATES = tuple([Choice(value, str(label)) for value, label in State.choices])

VERDICTS = (
    Choice("meets", "Meets"),
    Choice("does-not-meet", "Does not meet"),
    Choice("cannot-tell", "Cannot tell"),
)
CANNOT_TELL = "Nobody can tell where a fact is missing on which the answer turns."

# What every table begins with: of which area and of which day a row tells.
IDENTITY = (
    Figure(
        "area",
        "Area",
        Kind.TEXT,
        "What the area is called in the addresses of its pages. Use it to join tables.",
        PROGRAMME,
        "slug",
    ),
    Figure("name", "Name", Kind.TEXT, "The name of the area.", PROGRAMME, "name"),
    Figure(
        "reference",
        "Reference",
        Kind.TEXT,
        "Local Trust’s own reference.",
        PROGRAMME,
        "reference",
        when_empty="It has none.",
    ),
    Figure(
        "region",
        "Region",
        Kind.CHOICE,
        "The English region that the area lies in.",
        PROGRAMME,
        "region",
        choices=REGIONS,
    ),
    Figure(
        "local_authority",
        "Local authority",
        Kind.TEXT,
        "The local authority, or the main one where there are several.",
        PROGRAMME,
        "local_authority",
        when_empty="It is not recorded.",
    ),
    Figure(
        "as_at",
        "As at",
        Kind.DAY,
        "The day that the row tells of: the one on which it was asked for.",
        "The calendar in London",
    ),
)
EDITION = Figure(
    "edition",
    "Edition of the criteria",
    Kind.TEXT,
    "The edition of the guidance that the area was judged by.",
    "The editions of the criteria",
    "standing__edition",
)
MEMBERS = Figure(
    "members",
    "Members",
    Kind.NUMBER,
    "People with a seat on the partnership, voting or not.",
    REGISTER,
    "standing__members",
    unit="people",
)


def of_areas(
    table: Table, areas: Sequence[int], asked: Asked
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What one query finds of each area, by the names of the figures, with its primary key."""
    paths = table.paths
    found = Area.objects.filter(pk__in=areas).order_by()
    by_pk = {pk: values for pk, *values in found.values_list("pk", *paths.values())}
    for pk in areas:
        # One that was taken away since the areas were chosen is passed over.
        if pk in by_pk:
            row = dict(zip(paths, by_pk[pk], strict=True))
            row["pk"] = pk
            row["as_at"] = asked.day
            row["reference"] = row["reference"] or None
            row["local_authority"] = row["local_authority"] or None
            yield pk, row


def verdict(meets: bool | None) -> str:
    """A verdict as a value of `VERDICTS`."""
    return VERDICTS[[True, False, None].index(meets)].value
