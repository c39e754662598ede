"""What decisions give to do that are open again, since something came to light about them later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.models import Area, Decision
from partnerships.presenters.todo_items import Item
from partnerships.rosters.later import Flag


def open_again(area: Area, flags: Mapping[int, Sequence[Flag]]) -> Iterator[Item]:
    """An item for each decision with an open flag, the longest known first; one query, or none."""
    if not flags:
        return
    decisions = Decision.objects.in_bulk(list(flags))
    for pk, found in sorted(flags.items(), key=lambda each: (each[1][0].on, each[0])):
        decision = decisions[pk]
        yield Item(
            state="Came to light",
            colour="orange",
            title=f"Settle what came to light about “{decision.title}”",
            why=f"It was decided on {day_in_words(decision.decided_on)}. On "
            f"{day_in_words(found[0].on)} it came to light: {found[0].what}",
            step="Look at it again, and say what was done.",
            link="See the decision",
            href=reverse("decision-detail", args=[area.slug, pk]),
        )
