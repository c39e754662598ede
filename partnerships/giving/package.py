"""What a file of grants says of itself: whose it is, which grants it holds, and from when."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from biglocal.design.words import day_in_words
from partnerships.giving.standard import FUNDER, FUNDER_ID, PROGRAMME, VERSION, put
from partnerships.imports.cells import clean
from partnerships.models import Area


@dataclass(frozen=True, slots=True)
class Package:
    """The grants of an area, or of all areas; from one day to another, where these are given."""

    area: Area | None = None
    starts_on: datetime.date | None = None
    ends_on: datetime.date | None = None

    @property
    def period(self) -> str:
        """The days in words: "from 1 April 2026 to 31 March 2027"; "" for all there are."""
        first = f"from {day_in_words(self.starts_on)}" if self.starts_on else ""
        last = f"to {day_in_words(self.ends_on)}" if self.ends_on else ""
        return " ".join(filter(None, (first, last)))

    @property
    def stem(self) -> str:
        """What tells it from other packages, in names of files too: "grants-northfield-from-2026-04-01"."""
        first = f"from-{self.starts_on.isoformat()}" if self.starts_on else ""
        last = f"to-{self.ends_on.isoformat()}" if self.ends_on else ""
        whose = self.area.slug if self.area else "all-areas"
        return "-".join(filter(None, ("grants", whose, first, last)))

    def facts(self, at: datetime.datetime) -> Iterator[tuple[str, str, str]]:
        """Each fact by its place in JSON and its title in a spreadsheet; `at` is when it is made."""
        whose = clean(self.area.name) if self.area else "all areas"
        period = f", {self.period}" if self.period else ""
        yield "version", "Version", VERSION
        yield "title", "Title", f"{PROGRAMME} grants of {whose}{period}"
        yield (
            "description",
            "Description",
            "Grants that resident-led Big Local partnerships decided to give. Individuals are not "
            "named.",
        )
        yield "modified", "Modified", at.astimezone(datetime.UTC).isoformat(timespec="seconds")
        yield "identifier", "Identifier", f"{settings.GIVING_PREFIX}-{self.stem}"
        yield "publisher/identifier", "Publisher:Identifier", FUNDER_ID
        yield "publisher/name", "Publisher:Name", FUNDER
        if settings.GIVING_LICENCE:
            yield "license", "License", settings.GIVING_LICENCE

    def as_json(self, at: datetime.datetime) -> dict[str, Any]:
        """The facts as the standard has them in JSON."""
        about: dict[str, Any] = {}
        for place, _, value in self.facts(at):
            put(about, place, value)
        return about
