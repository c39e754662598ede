"""The programme over the years as charts: what is drawn, and what it shows in words."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence

from biglocal.design.words import day_in_words, percent
from partnerships.presenters.charts import Chart, Stretch, Words, draw
from partnerships.presenters.new_editions import MARKS
from reviews.years import Month, Span, Verdicts

Marks = Sequence[tuple[datetime.date, str]]


def charts_of_verdicts(spans: Sequence[Span], months: Sequence[Month], marks: Marks) -> list[Chart]:
    """Who met the guidance, and for how long they did not."""
    return [
        _verdicts(
            spans,
            marks,
            "criteria",
            "Criteria for partnerships",
            lambda span: span.on_last_day.criteria,
        ),
        _verdicts(
            spans,
            marks,
            "conflicts",
            "Conflicts of interest",
            lambda span: span.on_last_day.conflicts,
        ),
        _shares(
            [(month.span, month.span.not_met_percent or 0) for month in months],
            marks,
            name="not-met",
            title="Time not meeting the guidance, in each month",
            known="Share of all days of all areas",
        ),
    ]


def charts_of_members(spans: Sequence[Span], months: Sequence[Month], marks: Marks) -> list[Chart]:
    """How many members there were, where they lived, who came and who went."""
    years = [(month.span, month.year) for month in months if month.year and month.is_settled]
    found = [_members(spans, marks), _residents(spans, marks)]
    if years:
        found += [
            _comings_and_goings(years, marks),
            _shares(
                [(span, year.turnover or 0) for span, year in years],
                marks,
                name="turnover",
                title="Turnover in the twelve months before",
                known="Left, for every hundred members",
            ),
        ]
    return found


def chart_of_finding(spans: Sequence[Span], title: str, marks: Marks) -> Chart:
    """In how many areas one rule found something."""
    numbers = [span.on_last_day.found for span in spans]
    words = Words(
        name="finding",
        title=title,
        known="Areas in which it was found",
        description=(
            f"{_between(spans)} it was found in {min(numbers):,} to {max(numbers):,} areas, and in "
            f"{numbers[-1]:,} at the end."
        ),
        marks=MARKS,
    )
    return draw(_stretches(spans, numbers), words, marks=marks)


def _verdicts(
    spans: Sequence[Span],
    marks: Marks,
    name: str,
    title: str,
    verdicts_of: Callable[[Span], Verdicts],
) -> Chart:
    found = [verdicts_of(span) for span in spans]
    stretches = [
        Stretch(
            *(span.starts_on, span.ends_on, one.meets, one.cannot_tell, span.on_last_day.areas),
        )
        for span, one in zip(spans, found, strict=True)
    ]
    first, last = found[0], found[-1]
    words = Words(
        name=name,
        title=title,
        known="Areas that meet",
        perhaps="Cannot tell",
        missing="Do not meet",
        threshold="All areas",
        description=(
            f"On {day_in_words(spans[0].ends_on)} {first.meets:,} of "
            f"{spans[0].on_last_day.areas:,} areas met it, on "
            f"{day_in_words(spans[-1].ends_on)} {last.meets:,} of {spans[-1].on_last_day.areas:,}; "
            f"{last.does_not:,} did not, and of {last.cannot_tell:,} nobody can tell."
        ),
        marks=MARKS,
    )
    return draw(stretches, words, marks=marks, is_whole=True)


def _members(spans: Sequence[Span], marks: Marks) -> Chart:
    numbers = [span.on_last_day.members for span in spans]
    words = Words(
        name="members",
        title="Members",
        known="Members",
        description=(
            f"{_between(spans)} there were {min(numbers):,} to {max(numbers):,} members, and "
            f"{numbers[-1]:,} at the end."
        ),
        marks=MARKS,
    )
    return draw(_stretches(spans, numbers), words, marks=marks)


def _residents(spans: Sequence[Span], marks: Marks) -> Chart:
    stretches, shares = [], []
    for span in spans:
        found = span.on_last_day
        unknown = 100 * found.residency_unknown / found.members if found.members else 0
        shares.append(found.resident_percent or 0)
        stretches.append(Stretch(span.starts_on, span.ends_on, shares[-1], unknown))
    words = Words(
        name="residents",
        title="Share of members who live in their area",
        known="Live in their area",
        description=(
            f"{_between(spans)} {percent(min(shares))} to {percent(max(shares))} of members were "
            f"known to live in their area, and {percent(shares[-1])} at the end."
        ),
        marks=MARKS,
    )
    return draw(stretches, words, unit="%", most=100, marks=marks)


def _comings_and_goings(years: Sequence[tuple[Span, Span]], marks: Marks) -> Chart:
    last = years[-1][1]
    words = Words(
        name="moves",
        title="Joined and left in the twelve months before",
        known="Joined",
        missing="More left than joined",
        threshold="Left",
        description=(
            f"In the twelve months to {day_in_words(last.ends_on)} {last.joined:,} people joined and "
            f"{last.left:,} left."
        ),
        marks=MARKS,
    )
    stretches = [
        Stretch(span.starts_on, span.ends_on, year.joined, needed=year.left) for span, year in years
    ]
    return draw(stretches, words, marks=_within(marks, stretches))


def _shares(
    found: Sequence[tuple[Span, float]], marks: Marks, *, name: str, title: str, known: str
) -> Chart:
    shares = [one for _, one in found]
    spans = [span for span, _ in found]
    words = Words(
        name=name,
        title=title,
        known=known,
        description=(
            f"{_between(spans)} it was {percent(min(shares))} to {percent(max(shares))}, and "
            f"{percent(shares[-1])} at the end."
        ),
        marks=MARKS,
    )
    stretches = _stretches(spans, shares)
    return draw(stretches, words, unit="%", marks=_within(marks, stretches))


def _stretches(spans: Sequence[Span], values: Sequence[float]) -> list[Stretch]:
    return [
        Stretch(span.starts_on, span.ends_on, value)
        for span, value in zip(spans, values, strict=True)
    ]


def _within(marks: Marks, stretches: Sequence[Stretch]) -> list[tuple[datetime.date, str]]:
    """The marks that a chart has room for, which begins later than the others."""
    return [(day, text) for day, text in marks if day >= stretches[0].starts_on]


def _between(spans: Sequence[Span]) -> str:
    first, last = spans[0].starts_on, spans[-1].ends_on
    return f"From {day_in_words(first)} to {day_in_words(last)}"
