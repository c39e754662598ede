"""One look at all areas for an address of the overview: each of them where they are few, else counts."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import QueryDict

from partnerships.models import Area
from reviews.dashboards.choosing import (
    Chosen,
    areas_on,
    filtered,
    read,
    reps_on,
    reps_to_choose_from,
)
from reviews.dashboards.figures import Counted, Headline, headline_of, headline_on
from reviews.dashboards.lines import Line, every_line, lines_of
from reviews.dashboards.orders import ordered
from reviews.dashboards.pages import Pages
from reviews.following import reps_of
from reviews.models import Round

# The most areas of which each is looked at, and has its tile.
FEW = 300


@dataclass(frozen=True)
class Glance:
    """What an address asks for, and what there is of it.

    `lines` are those that fit, None when they are too many for a tile each; then `regions` counts
    them, unless something is filtered. `reps` are the names of the reps of each area, None when
    they have not been read for all of them.
    """

    chosen: Chosen
    headline: Headline
    pages: Pages
    lines: Sequence[Line] | None
    regions: Mapping[str, Counted]
    reps: Mapping[int, Sequence[str]] | None

    def shown_on(
        self, page: Page, day: datetime.date
    ) -> tuple[Sequence[Line], Mapping[int, Sequence[str]]]:
        """The lines of one of the pages, and the names of their reps; two queries among very many."""
        if self.reps is not None:
            return cast("list[Line]", page.object_list), self.reps
        lines = lines_of(cast("QuerySet[Area]", page.object_list))
        return lines, reps_of({line.pk for line in lines}, day)


def glance(asked: QueryDict, day: datetime.date, round_: Round | None) -> Glance:
    """Look at the areas that are active on a day; a fixed number of queries, however many they are."""
    if Area.objects.order_by("pk")[FEW:].exists():
        return _at_many(asked, day, round_)
    reps = reps_on(day)
    people = {pk: name for found in reps.values() for pk, name in found}
    chosen = read(asked, sorted(people.items(), key=lambda person: person[1].casefold()))
    areas = areas_on(day, round_)
    every = every_line(chosen.sort, day, round_)
    lines = every
    if chosen.filters:
        fitting = filtered(areas, chosen.filters, day, round_).order_by()
        fit = set(fitting.values_list("pk", flat=True))
        lines = [line for line in every if line.pk in fit]
    return Glance(
        chosen,
        headline_of(every, day, round_),
        Pages(lines),
        lines,
        {},
        {pk: [name for _, name in found] for pk, found in reps.items()},
    )


def _at_many(asked: QueryDict, day: datetime.date, round_: Round | None) -> Glance:
    """The same where nobody could look at each: what is counted is counted by the database."""
    chosen = read(asked, reps_to_choose_from(day))
    areas = areas_on(day, round_)
    headline = headline_on(areas, day, round_)
    fitting = filtered(areas, chosen.filters, day, round_)
    known = headline.fitting(chosen.filters)
    if known is not None and known <= FEW:
        # Each of them has its tile, so that somebody would see it were this from a while ago.
        known = None
    pages = Pages(ordered(fitting, chosen.sort, is_few=False), known)
    lines = None
    if chosen.filters and pages.found is not None and pages.found <= FEW:
        lines = lines_of(fitting.order_by())
    return Glance(chosen, headline, pages, lines, {} if chosen.filters else headline.regions, None)
