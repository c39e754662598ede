"""What an edition of the criteria would change: each register read once, and judged by both editions."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.core.paginator import Page, Paginator

from partnerships.models import Area, Edition
from partnerships.rosters.database import rosters
from partnerships.rosters.editions import Editions
from partnerships.rosters.timeline import verdict_of
from partnerships.rules import Assessment, Criteria, Group, assess

# How many areas are looked at for one page, in about a second.
AT_ONCE = 600

Verdicts = tuple[bool | None, bool | None]


@dataclass(frozen=True, slots=True)
class Judged:
    """One area on the day of an edition: by the one that would hold without it, and by itself."""

    area: Area
    without: Assessment
    by_it: Assessment

    @property
    def changes_verdict(self) -> bool:
        return verdicts(self.without) != verdicts(self.by_it)

    @property
    def changes_findings(self) -> bool:
        """Whether the rules would find something else, whatever the verdicts."""
        return _found(self.without) != _found(self.by_it)


@dataclass(frozen=True, slots=True)
class Outlook:
    """The areas that were looked at, as of `day`, by `without` and by `criteria`.

    `page` says which of all the areas these are.
    """

    day: datetime.date
    without: Criteria
    criteria: Criteria
    judged: Sequence[Judged]
    page: Page[int]

    @property
    def changing(self) -> list[Judged]:
        """The areas with another verdict, in the order of their names."""
        return [one for one in self.judged if one.changes_verdict]

    @property
    def found_otherwise(self) -> int:
        """How many keep both verdicts, and would have other findings."""
        return sum(one.changes_findings and not one.changes_verdict for one in self.judged)

    def counted(self, group: Group) -> tuple[Counter[bool | None], Counter[bool | None]]:
        """How many areas there are of each verdict, without the edition and by it."""
        return (
            Counter(verdict_of(one.without, group) for one in self.judged),
            Counter(verdict_of(one.by_it, group) for one in self.judged),
        )


def outlook(edition: Edition, page: int | str = 1) -> Outlook:
    """Look at the areas that are open on an edition's day, at most `AT_ONCE` of them.

    Their registers are taken as they will stand on that day, by what is recorded now. `page` says
    which of them, where there are more. A fixed number of queries, whatever the number of areas.
    """
    day = edition.takes_effect_on
    criteria, without = edition.criteria(), _without(edition)
    pks = Area.objects.active_on(day).order_by("name", "pk").values_list("pk", flat=True)
    chosen = Paginator(pks, AT_ONCE).get_page(page)
    judged = list(_judged(list(chosen), day, without, criteria))
    return Outlook(day, without, criteria, judged, chosen)


def verdicts(assessment: Assessment) -> Verdicts:
    """Both verdicts of an assessment: on the criteria, and on conflicts of interest."""
    return assessment.meets_criteria, assessment.meets_conflicts_guidance


def _without(edition: Edition) -> Criteria:
    """What would hold on an edition's day if it were not there."""
    others = Edition.objects.published().exclude(pk=edition.pk)
    latest = others.filter(takes_effect_on__lte=edition.takes_effect_on).first()
    return latest.criteria() if latest else Editions((), ()).on(edition.takes_effect_on)


def _judged(
    pks: Sequence[int], day: datetime.date, without: Criteria, criteria: Criteria
) -> Iterator[Judged]:
    areas = Area.objects.filter(pk__in=pks)
    named = list(areas.order_by("name", "pk"))
    for area, roster in zip(named, rosters(areas, day), strict=True):
        yield Judged(area, assess(roster, without), assess(roster, criteria))


def _found(assessment: Assessment) -> list[tuple[str, tuple[str, ...], str | None]]:
    return [(one.rule, one.people, one.decision) for one in assessment.findings]
