"""Corrections in words: what the member says beside what the register says now."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.urls import reverse

from partnerships.models import About, Area, Correction
from partnerships.presenters.statements import in_words
from partnerships.rosters.statements import statements_about

NO_MEMBER = "They are no member today"
# Where each fact is put right: a page about the person, and the place on it.
WHERE = {
    About.NAME: ("person-correct", ""),
    About.RESIDENT: ("residence-change", ""),
    About.INTERESTS: ("person-detail", "#interests"),
    About.RELATIVES: ("person-detail", "#family"),
}


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """A correction, what the register says today, and where that is changed."""

    correction: Correction
    now: list[str]
    href: str


def correction_lines(
    area: Area, corrections: Collection[Correction], day: datetime.date
) -> list[CorrectionLine]:
    """Corrections beside the register of a day, in a fixed number of queries."""
    facts = statements_about(area, {one.person_id for one in corrections}, day)
    words = {pk: in_words(stated, to_them=False) for pk, stated in facts.items()}
    return [
        CorrectionLine(
            one,
            # Nothing is held that “something else” is about.
            words[one.person_id].get(About(one.about), [])
            if one.person_id in words
            else [NO_MEMBER],
            _where(area, one),
        )
        for one in corrections
    ]


def _where(area: Area, correction: Correction) -> str:
    page, place = WHERE.get(About(correction.about), ("person-detail", ""))
    return reverse(page, args=[area.slug, correction.person_id]) + place
