"""The figures of members: how many each area has, and how many of them live there. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reviews.figures.definition import Asked, Figure, Kind, Row, Table
from reviews.figures.identity import EDITION, IDENTITY, MEMBERS, REGISTER, of_areas


def _members(table: Table, areas: Sequence[int], asked: Asked) -> Iterator[Row]:
    for _, row in of_areas(table, areas, asked):
        members, residents = row["members"], row["residents"]
        yield row | {"resident_percent": 1000 * residents // members / 10 if members else None}


COUNTS = Table(
    name="members",
    title="Members’ counts",
    one_row="Each row is an area that is open today, with how many members it has.",
    figures=(
        *IDENTITY,
        MEMBERS,
        Figure(
            "voting_members",
            "Voting members",
            Kind.NUMBER,
            "Members who have a vote.",
            REGISTER,
            "standing__voting_members",
            unit="people",
        ),
        Figure(
            "residents",
            "Residents",
            Kind.NUMBER,
            "Members of whom it is recorded that they live in the area.",
            REGISTER,
            "standing__residents",
            unit="people",
        ),
        Figure(
            "residency_unknown",
            "Home not known",
            Kind.NUMBER,
            "Members of whom nobody recorded whether they live in the area.",
            REGISTER,
            "standing__residency_unknown",
            unit="people",
        ),
        Figure(
            "resident_percent",
            "Residents’ share",
            Kind.SHARE,
            "Residents among all members, those of unknown home included, rounded down.",
            "Worked out from the two counts",
            unit="%",
            when_empty="There are no members.",
        ),
        EDITION,
    ),
    read=_members,
)
