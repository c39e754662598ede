"""Whom each partnership knows around it: somebody of an own organisation, a councillor, an agency."""

from __future__ import annotations

import datetime

from partnerships.demo.chance import YEAR
from partnerships.demo.making import build
from partnerships.demo.names import as_address
from partnerships.demo.story import Story
from partnerships.factories import ConnectionFactory
from partnerships.models import ConnectionKind

# By the area's number, so that nothing else of the programme turns on it.
_NAMES = ("Edie Marlow", "Tariq Bell", "Joan Fairley", "Sunil Crane", "Mab Thorley", "Ike Rowan")
_KNOWN = (
    (ConnectionKind.COMMUNITY, "Manager", "Lends the hall for open meetings."),
    (ConnectionKind.COUNCILLOR, "Ward councillor", ""),
    (ConnectionKind.AGENCY, "Housing officer", "Knows which homes stand empty."),
)


def know_neighbours(story: Story) -> None:
    """Three people in the address book, of whom one has moved on in every third area."""
    for place, (kind, role, note) in enumerate(_KNOWN):
        name = _NAMES[(story.number + place) % len(_NAMES)]
        own = story.own[story.number % len(story.own)] if place == 0 and story.own else None
        has_moved_on = place == 2 and story.number % 3 == 0
        story.add(
            build(
                ConnectionFactory,
                area=story.area,
                name=name,
                kind=kind,
                role=role,
                organisation=own,
                organisation_name=own.name if own else "",
                email=f"{as_address(name)}@example.org",
                note=note,
                since=story.day - 2 * YEAR,
                last_spoken_on=story.day - datetime.timedelta(days=7 + 11 * place),
                until=story.day - datetime.timedelta(days=3) if has_moved_on else None,
            )
        )
