"""Editions of the criteria in words: where each stands, what it says, and whose verdict it would change."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import day_in_words
from partnerships.models import Area, Edition
from partnerships.presenters.imports import Measure
from partnerships.rosters.outlook import Judged, Outlook
from partnerships.rules import BIG_LOCAL, RULES, RULES_BY_ID, Assessment, Criteria, Group

ONE_DAY = datetime.timedelta(days=1)
VERDICTS = {
    Group.CRITERIA: "Criteria for partnerships",
    Group.CONFLICTS: "Conflicts of interest",
}


@dataclass(frozen=True, slots=True)
class EditionLine:
    """One edition of a list: its title, the days it holds (None: open), and where it stands.

    `href` is "" for the guidance itself, which nobody drafted.
    """

    title: str
    starts_on: datetime.date | None
    ends_on: datetime.date | None
    state: str
    colour: str
    href: str

    @property
    def days(self) -> str:
        """ "1 April 2027 to 31 March 2028"; "From 1 April 2027"; "Always"."""
        if self.starts_on and self.ends_on:
            return f"{day_in_words(self.starts_on)} to {day_in_words(self.ends_on)}"
        if self.starts_on:
            return f"From {day_in_words(self.starts_on)}"
        return f"Until {day_in_words(self.ends_on)}" if self.ends_on else "Always"


def published_lines(editions: Sequence[Edition], today: datetime.date) -> list[EditionLine]:
    """Published editions, newest first, down to the guidance that held before all of them."""
    lines, ends_on = [], None
    for edition in sorted(editions, key=lambda one: one.takes_effect_on, reverse=True):
        lines.append(_line(edition.title, edition.takes_effect_on, ends_on, today, _href(edition)))
        ends_on = edition.takes_effect_on - ONE_DAY
    return [*lines, _line(BIG_LOCAL.edition, None, ends_on, today, "")]


def draft_lines(drafts: Sequence[Edition], today: datetime.date) -> list[EditionLine]:
    """Drafts as a list shows them; one whose day has come needs another day."""
    return [
        EditionLine(
            edition.title,
            edition.takes_effect_on,
            None,
            *(("Draft", "grey") if edition.takes_effect_on > today else ("Needs a day", "yellow")),
            _href(edition),
        )
        for edition in drafts
    ]


def line_on(lines: Sequence[EditionLine], day: datetime.date) -> EditionLine:
    """The line, of `published_lines`, of the edition that holds on a day."""
    return next(one for one in lines if one.starts_on is None or one.starts_on <= day)


def _line(
    title: str,
    starts_on: datetime.date | None,
    ends_on: datetime.date | None,
    today: datetime.date,
    href: str,
) -> EditionLine:
    if starts_on and starts_on > today:
        state, colour = "To come", "blue"
    elif ends_on and ends_on < today:
        state, colour = "Past", "grey"
    else:
        state, colour = "In effect", "green"
    return EditionLine(title, starts_on, ends_on, state, colour, href)


def _href(edition: Edition) -> str:
    return reverse("edition-detail", args=[edition.pk])


def beside(without: Criteria, criteria: Criteria) -> list[Measure]:
    """The figures of two editions, and how many rules each leaves out."""
    return [
        Measure("Members", f"At least {without.members}", f"At least {criteria.members}"),
        Measure(
            "Members who live in the area",
            f"At least {without.resident_percent}%",
            f"At least {criteria.resident_percent}%",
        ),
        Measure(
            "Members of one family", f"At most {without.of_family}", f"At most {criteria.of_family}"
        ),
        Measure(
            "Members of one household",
            f"At most {without.of_household}",
            f"At most {criteria.of_household}",
        ),
        Measure("Rules that do not apply", _left_out(without), _left_out(criteria)),
    ]


def _left_out(criteria: Criteria) -> str:
    titles = [rule.title for rule in RULES if rule.id in criteria.left_out]
    return ", ".join(titles) or "None"


@dataclass(frozen=True, slots=True)
class ChangingArea:
    """An area whose verdicts would change: each without the edition and by it, and what decides."""

    area: Area
    href: str
    criteria: tuple[bool | None, bool | None]
    conflicts: tuple[bool | None, bool | None]
    new: list[str]
    cleared: list[str]


@dataclass(frozen=True, slots=True)
class OutlookOnPage:
    """What an edition would change, of the areas looked at."""

    outlook: Outlook
    measures: list[Measure]
    counted: list[tuple[str, list[Measure]]]
    changing: list[ChangingArea]
    said: str

    @property
    def is_whole(self) -> bool:
        """Whether every area that is open on the day was looked at."""
        return not self.outlook.page.has_other_pages()


def on_page(outlook: Outlook) -> OutlookOnPage:
    """An outlook in words."""
    return OutlookOnPage(
        outlook=outlook,
        measures=beside(outlook.without, outlook.criteria),
        counted=[(name, _counted(*outlook.counted(group))) for group, name in VERDICTS.items()],
        changing=[_changing(one, outlook.day) for one in outlook.changing],
        said=_said(outlook),
    )


def _counted(now: Counter[bool | None], then: Counter[bool | None]) -> list[Measure]:
    names = {True: "Meet", False: "Do not meet", None: "Cannot tell"}
    return [Measure(name, now[value], then[value]) for value, name in names.items()]


def _said(outlook: Outlook) -> str:
    """How many verdicts would change, in a sentence or two."""
    number, looked_at = len(outlook.changing), len(outlook.judged)
    if not looked_at:
        return "No area is open on that day."
    areas = "area" if looked_at == 1 else "areas"
    if number:
        have = "would have another verdict" if number == 1 else "would have other verdicts"
        said = f"{number} of {looked_at} {areas} {have}."
    else:
        said = f"No verdict would change, of {looked_at} {areas}."
    if other := outlook.found_otherwise:
        keep = "1 more would keep its" if other == 1 else f"{other} more would keep their"
        said += f" {keep} verdicts, with other findings."
    return said


def _changing(one: Judged, day: datetime.date) -> ChangingArea:
    without, by_it = one.without, one.by_it
    return ChangingArea(
        area=one.area,
        href=f"{reverse('area-detail', args=[one.area.slug])}?on={day.isoformat()}",
        criteria=(without.meets_criteria, by_it.meets_criteria),
        conflicts=(without.meets_conflicts_guidance, by_it.meets_conflicts_guidance),
        new=_titles(by_it, without),
        cleared=_titles(without, by_it),
    )


def _titles(found: Assessment, other: Assessment) -> list[str]:
    """The titles of rules that find something in the one and nothing in the other."""
    elsewhere = {finding.rule for finding in other.findings}
    rules = {finding.rule: None for finding in found.findings if finding.rule not in elsewhere}
    return [RULES_BY_ID[rule].title for rule in rules]
