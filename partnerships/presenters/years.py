"""The years of a partnership: how many members and residents, and when the guidance was not met."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse

from biglocal.design.words import day_in_words, percent
from partnerships.models import Area
from partnerships.presenters.causes import what_began, what_ended
from partnerships.presenters.charts import Chart, Stretch, Words, draw
from partnerships.presenters.new_editions import MARKS, NewEdition, marks, new_editions
from partnerships.rosters.editions import Editions
from partnerships.rosters.timeline import (
    Spell,
    Step,
    Timeline,
    decisive,
    spell_on,
    spells,
    verdict_of,
)
from partnerships.rules import RULES, Assessment, Group

# Periods shown at once; a partnership that is often just short of members has dozens.
RECENT = 5

Marks = Sequence[tuple[datetime.date, str]]

GROUPS = {
    Group.CRITERIA: "Criteria for partnerships",
    Group.CONFLICTS: "Conflicts of interest",
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures from a day on, and the register as at that day."""

    day: datetime.date
    href: str
    members: int
    residents: int
    unknown: int
    percent: str


@dataclass(frozen=True, slots=True)
class Period:
    """Days on which the guidance was not met, or nobody can tell; `until` is None while it lasts.

    `began` and `ended` say what happened, as sentences.
    """

    meets: bool | None
    name: str
    titles: list[str]
    since: datetime.date
    until: datetime.date | None
    began: str
    ended: str
    href: str


@dataclass(frozen=True, slots=True)
class Years:
    """From the first member to the last day looked at; `closed_on` is that day where the area has
    closed, else None."""

    first_day: datetime.date
    closed_on: datetime.date | None
    charts: list[Chart]
    editions: list[NewEdition]
    figures: list[Figures]
    periods: list[Period]

    @property
    def recent(self) -> list[Period]:
        """The latest periods."""
        return self.periods[:RECENT]

    @property
    def earlier(self) -> list[Period]:
        """Those before."""
        return self.periods[RECENT:]

    @property
    def earlier_said(self) -> str:
        """What stands for the earlier ones while they are folded away."""
        number = len(self.earlier)
        return f"Show {number} earlier {'period' if number == 1 else 'periods'}"


def years_of(area: Area, day: datetime.date) -> Years | None:
    """Read the years of an area up to a day, or to its last one open, in a fixed number of queries;
    None when nobody ever was a member."""
    until = area.judged_on(day)
    closed_on = until if area.has_closed_by(day) else None
    steps = Timeline(area).steps(until)
    if not steps:
        return None
    editions = Editions.read()
    began = new_editions(editions, steps[0].starts_on, until)
    marked = marks(began)
    address = reverse("area-detail", args=[area.slug])
    found = [spell for group in Group for spell in spells(steps, group) if spell.meets is not True]
    found.sort(key=lambda spell: spell.starts_on, reverse=True)
    figures = list(_figures(steps, address))
    return Years(
        first_day=steps[0].starts_on,
        closed_on=closed_on,
        charts=[_members(steps, editions, marked), _residents(steps, editions, marked)],
        editions=began,
        figures=figures[::-1],
        periods=[_period(spell, address, closed_on) for spell in found],
    )


def lasting(area: Area, assessment: Assessment, *, says_why: bool = True) -> list[str]:
    """Since when, and why, what an assessment does not find met has been so; a sentence a group.

    Why may be somebody's family or home; without it nobody is named. Without a query where all is
    met.
    """
    unmet = [group for group in Group if verdict_of(assessment, group) is not True]
    if not unmet:
        return []
    timeline = Timeline(area)
    found = [spell_on(timeline, assessment.as_at, group) for group in unmet]
    return [_since(spell, says_why) for spell in found if spell is not None]


def _since(spell: Spell, says_why: bool) -> str:
    began = what_began(spell)
    when = f", when {began}" if began else ", where the register begins"
    since = f"since {day_in_words(spell.starts_on)}{when if says_why else ''}"
    is_criteria = spell.group is Group.CRITERIA
    what = "the criteria" if is_criteria else "the guidance on conflicts of interest"
    if spell.meets is None:
        are = "are" if is_criteria else "is"
        return f"{_capital(since)}, nobody can tell whether {what} {are} met."
    have = "have" if is_criteria else "has"
    return f"{_capital(what)} {have} not been met {since}."


def _figures(steps: Sequence[Step], address: str) -> Iterator[Figures]:
    last = None
    for step in steps:
        found = step.assessment
        now = (found.members, found.residents, found.residency_unknown)
        if now != last:
            yield Figures(
                step.starts_on,
                f"{address}?on={step.starts_on.isoformat()}",
                *now,
                percent(found.resident_percent) or "None",
            )
        last = now


def _period(spell: Spell, address: str, closed_on: datetime.date | None) -> Period:
    rules = {
        finding.rule for step in spell.steps for finding in decisive(step.assessment, spell.group)
    }
    began, ended = what_began(spell), what_ended(spell)
    last = spell.ends_on if spell.after else closed_on
    if not spell.after and closed_on is not None:
        ended = "the area closed"
    return Period(
        meets=spell.meets,
        name=GROUPS[spell.group],
        titles=[rule.title for rule in RULES if rule.id in rules],
        since=spell.starts_on,
        until=last,
        began=_sentence(began) if began else "The register begins here.",
        ended=_sentence(ended) if ended else "It has not ended.",
        href=f"{address}?on={spell.starts_on.isoformat()}",
    )


def _sentence(clause: str) -> str:
    return f"{_capital(clause)}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _members(steps: Sequence[Step], editions: Editions, marked: Marks) -> Chart:
    stretches = [
        Stretch(
            *(one.starts_on, one.ends_on, one.assessment.members),
            needed=editions.on(one.starts_on).members.figure,
        )
        for one in steps
    ]
    numbers = [one.assessment.members for one in steps]
    needed = editions.on(steps[-1].ends_on).members
    words = Words(
        name="members",
        title="Members",
        known="Members",
        description=(
            f"{_between(steps)} the partnership had {min(numbers)} to {max(numbers)} members, and "
            f"{numbers[-1]} at the end. At least {needed} are needed."
        ),
        threshold=f"At least {needed} needed",
        marks=MARKS,
    )
    return draw(stretches, words, marks=marked)


def _residents(steps: Sequence[Step], editions: Editions, marked: Marks) -> Chart:
    stretches = []
    for one in steps:
        found = one.assessment
        unknown = 100 * found.residency_unknown / found.members if found.members else 0
        needed = editions.on(one.starts_on).resident_percent.figure
        stretches.append(
            Stretch(one.starts_on, one.ends_on, found.resident_percent or 0, unknown, needed)
        )
    shares = [one.value for one in stretches]
    least = f"{editions.on(steps[-1].ends_on).resident_percent}%"
    words = Words(
        name="residents",
        title="Share of members who live in the area",
        known="Live in the area",
        description=(
            f"{_between(steps)} {percent(min(shares))} to {percent(max(shares))} of members were "
            f"known to live in the area, and {percent(shares[-1])} at the end. "
            f"At least {least} are needed."
        ),
        threshold=f"At least {least} needed",
        marks=MARKS,
    )
    return draw(stretches, words, unit="%", most=100, marks=marked)


def _between(steps: Sequence[Step]) -> str:
    first, last = steps[0].starts_on, steps[-1].ends_on
    return f"From {day_in_words(first)} to {day_in_words(last)}"
