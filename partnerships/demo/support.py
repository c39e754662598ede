"""What Local Trust publishes for partnerships: a few people to ask, dates to come, and things to read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.db import models
from django.utils import timezone

from partnerships.demo.chance import YEAR
from partnerships.demo.making import build
from partnerships.factories import (
    GuidanceLinkFactory,
    SupportContactFactory,
    SupportEventFactory,
)
from partnerships.models import Region

_CONTACTS = (
    ("Partnership support", "Members, meetings and the yearly review", "0300 000 0001"),
    ("Grants team", "Payments, budgets and what the LTO reports", "0300 000 0002"),
    ("Somebody to listen", "Disputes, or a concern that you want to talk over first", ""),
)
# Title, what it is, in how many days, from which hour, where, a link, and for which regions.
_EVENTS: tuple[tuple[str, str, int, int, str, str, list[Region]], ...] = (
    (
        *("Finding new members", "An evening with partnerships that grew again, and how.", 9, 18),
        *("", "https://example.org/finding-new-members", []),
    ),
    (
        *("Chairs of the north", "A morning together, with lunch.", 23, 10),
        *("The Old Library", "", [Region.NORTH_EAST, Region.NORTH_WEST, Region.YORKSHIRE]),
    ),
    (
        *("Interests without fear", "What to declare, and how to say so in a meeting.", 41, 19),
        *("", "https://example.org/interests-without-fear", []),
    ),
)
_GUIDANCE: tuple[tuple[str, str, list[str], list[str]], ...] = (
    (
        *("When members leave", "How to find new members when several leave at once."),
        *(["minimum-members", "resident-majority"], ["register"]),
    ),
    (
        *("Interests and withdrawing", "When somebody should leave the room, and what to minute."),
        *(["conflicted-decision"], ["declaration-list", "decision-list"]),
    ),
    (
        *("Getting ready for the review", "What the rep will ask, and what to have at hand."),
        *([], ["area-reviews"]),
    ),
)


def notices(day: datetime.date) -> Iterator[list[models.Model]]:
    """Those of each kind, as they stand on a day."""
    since = day - YEAR
    yield [
        build(
            SupportContactFactory,
            name=name,
            about=about,
            email=f"{name.split()[0].lower()}@example.org",
            telephone=telephone,
            starts_on=since,
        )
        for name, about, telephone in _CONTACTS
    ]
    yield [
        build(
            SupportEventFactory,
            title=title,
            about=about,
            begins_at=_at(day + datetime.timedelta(days=days), hour),
            finishes_at=_at(day + datetime.timedelta(days=days), hour + 2),
            place=place,
            link=link,
            regions=regions,
            starts_on=since,
        )
        for title, about, days, hour, place, link, regions in _EVENTS
    ]
    yield [
        build(
            GuidanceLinkFactory,
            title=title,
            link=f"https://example.org/guidance/{number}",
            answers=answers,
            rules=rules,
            rooms=rooms,
            starts_on=since,
        )
        for number, (title, answers, rules, rooms) in enumerate(_GUIDANCE, start=1)
    ]


def _at(day: datetime.date, hour: int) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour)))
