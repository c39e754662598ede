"""How the overview shows areas: as tiles by region, and as the rows of its table."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from operator import attrgetter

from django.utils.safestring import SafeString, mark_safe

from biglocal.addresses import by_slug
from biglocal.design.status import draw_status
from biglocal.design.templatetags.design import tag
from biglocal.design.tiles import Tile
from biglocal.design.words import day_in_words, number, people_list
from partnerships.models import Region
from partnerships.presenters.waivers import Waived, beside, title_of
from partnerships.rules.book import RULES
from partnerships.rules.rule import Level
from reviews.dashboards.figures import Counted
from reviews.dashboards.lines import Line
from reviews.dashboards.orders import STATE_COLOURS
from reviews.models import Round, State

REGIONS: dict[str, str] = dict(Region.choices)
BREACHES = {rule.id: escape(rule.title) for rule in RULES if rule.level is Level.BREACH}
# The rules that a verdict comes from, where it is not met and where nobody can tell.
BEHIND: dict[bool | None, list[str]] = {
    False: [*BREACHES],
    None: [rule.id for rule in RULES if rule.level is Level.INCOMPLETE],
}
# What is said of most areas is not said of each on a phone.
NOTHING = ' class="app-table__nothing"'


@dataclass(frozen=True)
class InRegion:
    """The areas of one region, as tiles or as counts by both verdicts together."""

    key: str
    counted: Counted
    tiles: list[Tile]

    @property
    def name(self) -> str:
        return REGIONS[self.key]

    @property
    def words(self) -> str:
        """ "17 areas: 2 do not meet, for 1 we cannot tell, 14 meet"; "17 areas, all meet the guidance"."""
        total, found = self.counted.all, self.counted
        areas = "1 area" if total == 1 else f"{number(total)} areas"
        if found.meets == total:
            return f"{areas}, {'which meets' if total == 1 else 'all meet'} the guidance"
        parts = [
            (found.does_not, "{} does not meet", "{} do not meet"),
            (found.cannot_tell, "for {} we cannot tell", "for {} we cannot tell"),
            (found.meets, "{} meets", "{} meet"),
        ]
        said = [
            (one if how_many == 1 else many).format(number(how_many))
            for how_many, one, many in parts
            if how_many
        ]
        return f"{areas}: {', '.join(said)}"


def by_region(lines: Iterable[Line], waived: Mapping[int, Mapping[str, Waived]]) -> list[InRegion]:
    """A tile for each area, by name, under its region; regions without any are left out.

    What is `waived` for an area on the day stands beside the status, which is as ever.
    """
    href = by_slug("area-detail")
    found: dict[str, list[Line]] = {}
    for line in sorted(lines, key=attrgetter("region", "name", "pk")):
        found.setdefault(line.region, []).append(line)
    regions = []
    for region, areas in found.items():
        verdicts = [line.verdict for line in areas]
        counted = Counted(verdicts.count(True), verdicts.count(False), verdicts.count(None))
        tiles = [
            Tile(
                line.name,
                href(line.slug),
                verdict,
                "" if verdict else _which(line, verdict),
                *_marked(line, verdict, waived.get(line.pk, {})),
            )
            for line, verdict in zip(areas, verdicts, strict=True)
        ]
        regions.append(InRegion(region, counted, tiles))
    return regions


def _marked(line: Line, verdict: bool | None, waived: Mapping[str, Waived]) -> tuple[str, str]:
    """The mark of a tile whose status comes from a rule that is waived, and what is read aloud."""
    behind = [] if verdict else [rule for rule in BEHIND[verdict] if rule in line.rules]
    found = beside(behind, waived)
    if not found:
        return "", ""
    mark = "waived" if len(found) == len(behind) else f"{len(found)} of {len(behind)} waived"
    return mark, "; ".join([f"{title_of(one.rule)} {one.within}" for one in found])


def _which(line: Line, verdict: bool | None) -> str:
    """Which of the two verdicts the status of a tile comes from."""
    if line.criteria is line.conflicts:
        return "criteria and conflicts"
    return "criteria" if line.criteria is verdict else "conflicts"


def rows_of(
    lines: Iterable[Line],
    reps: Mapping[int, Sequence[str]],
    waived: Mapping[int, Mapping[str, Waived]],
    day: datetime.date,
    round_: Round | None,
) -> SafeString:
    """The rows of the table. Written in one go: a template for each cell is most of a page's time.

    `reps` are the names of the reps of each area, `waived` what is waived for it on the day: that
    stands beside the breach, which is counted as ever.
    """
    area_href = by_slug("area-detail")
    review_href = by_slug("review-detail", round_.year) if round_ else str
    rows = [
        _row(
            line,
            people_list(reps.get(line.pk, ())),
            waived.get(line.pk, {}),
            area_href(line.slug),
            review_href(line.slug),
            line.is_late(day, round_),
        )
        for line in lines
    ]
    return mark_safe("".join(rows))  # noqa: S308  escaped below


@cache
def _state(state: str) -> SafeString:
    return tag(str(State(state).label), STATE_COLOURS[state])


def _row(
    line: Line,
    reps: str,
    waived: Mapping[str, Waived],
    href: str,
    review_href: str,
    is_late: bool,
) -> str:
    review = "None"
    if line.review:
        late = '<span class="app-table__note">Late</span>' if is_late else ""
        review = f'<a class="govuk-link" href="{review_href}">{_state(line.review)}</a>{late}'
    breached = "; ".join(
        [
            f"{words} ({waived[rule].within})" if rule in waived else words
            for rule, words in BREACHES.items()
            if rule in line.rules
        ]
    )
    titles = f'<span class="app-table__note">{breached}</span>' if breached else ""
    since = day_in_words(line.since) or "Not known" if line.verdict is False else ""
    members = "1 member" if line.members == 1 else f"{line.members} members"
    return (
        f'<tr><th scope="row"><a class="govuk-link" href="{href}">{escape(line.name)}</a>'
        f'<span class="app-table__note">{REGIONS[line.region]}, {members}</span></th>'
        f'<td data-label="Rep">{escape(reps) or "No rep"}</td>'
        f'<td data-label="Criteria">{draw_status(line.criteria, is_small=True)}</td>'
        f'<td data-label="Conflicts">{draw_status(line.conflicts, is_small=True)}</td>'
        f'<td data-label="Breaches"{"" if line.breaches else NOTHING}>'
        f"<span>{line.breaches or 'None'}{titles}</span></td>"
        f'<td data-label="Not met since">{since}</td>'
        f'<td data-label="One departure away"'
        f"{'' if line.is_one_departure_away else NOTHING}>"
        f"{'Yes' if line.is_one_departure_away else 'No'}</td>"
        f'<td data-label="Review"><span>{review}</span></td>'
        f'<td data-label="Last change">{day_in_words(line.changed_at) or "Never"}</td></tr>'
    )
