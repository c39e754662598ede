"""A change before it is made: what was answered, and the verdict without it beside the one with it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from django.forms import BaseForm

from biglocal.design.conflict import NOTHING, in_words
from partnerships.presenters.consequences import consequences
from partnerships.presenters.imports import Measure
from partnerships.presenters.position import FindingOnPage, titled, worst_first
from partnerships.rosters.preview import Preview, preview
from partnerships.rules import Assessment, Criteria, Roster
from partnerships.rules.numbers import minimum_members, resident_majority, residents_wanted


@dataclass(frozen=True)
class Compared:
    """What `partnerships/compared.html` shows.

    `sentences` are on the figures; `cleared` and `kept` are what findings say. `day` is the day
    looked at, or None for today, and `now` and `then` are what stands above the two verdicts.
    """

    sentences: tuple[str, ...]
    measures: list[Measure]
    new: list[FindingOnPage]
    cleared: list[str]
    kept: list[str]
    changes_verdict: bool
    day: datetime.date | None

    @property
    def now(self) -> str:
        return "Without this" if self.day else "Now"

    @property
    def then(self) -> str:
        return "With this" if self.day else "After"

    @property
    def caption(self) -> str:
        return f"The verdict: {self.now.lower()}, and {self.then.lower()}"


def compared(before: Roster, after: Roster, criteria: Criteria) -> Compared:
    """Two rosters in words, by the criteria of the day of `after`; where `before` says it is of an
    earlier day, that day is today."""
    change = preview(before, after, criteria)
    was, will_be = change.before, change.after
    verdicts = [(one.meets_criteria, one.meets_conflicts_guidance) for one in (was, will_be)]
    return Compared(
        sentences=change.figures,
        measures=list(_measures(change)),
        new=titled(worst_first(change.new)),
        cleared=[finding.message for finding in change.cleared],
        kept=[finding.message for finding in change.kept],
        changes_verdict=bool(change.new or change.cleared or verdicts[0] != verdicts[1]),
        day=after.as_at if after.as_at != before.as_at else None,
    )


def effects(before: Roster, after: Roster, criteria: Criteria) -> list[str]:
    """What one change among several does, in sentences: to the figures, then to the findings."""
    change = preview(before, after, criteria)
    return list(dict.fromkeys([*change.figures, *consequences(change)]))


def _measures(change: Preview) -> Iterator[Measure]:
    was, will_be = change.before, change.after
    yield Measure("Criteria", was.meets_criteria, will_be.meets_criteria, True)
    yield Measure(
        "Conflicts of interest",
        was.meets_conflicts_guidance,
        will_be.meets_conflicts_guidance,
        True,
    )
    criteria = change.criteria
    yield Measure("Members", _members(was, criteria), _members(will_be, criteria))
    yield Measure(
        "Members who live in the area", _residents(was, criteria), _residents(will_be, criteria)
    )
    if was.residency_unknown or will_be.residency_unknown:
        yield Measure("Not known where they live", was.residency_unknown, will_be.residency_unknown)


def _members(assessment: Assessment, criteria: Criteria) -> str:
    if minimum_members.id in criteria.left_out:
        return str(assessment.members)
    return f"{assessment.members} (at least {criteria.members} needed)"


def _residents(assessment: Assessment, criteria: Criteria) -> str:
    if not assessment.members:
        return "None"
    said = f"{assessment.residents} of {assessment.members}"
    if resident_majority.id in criteria.left_out:
        return said
    wanted = residents_wanted(assessment.members, criteria.resident_percent.figure)
    return f"{said} (at least {wanted} needed)"


def answers_of(form: BaseForm) -> Iterator[tuple[str, str]]:
    """What a valid form was answered with, as (question, answer); what was left empty is left out.

    So is what stands under a choice that was not made.
    """
    passed_over = {
        name
        for question, choices in getattr(form, "reveals", {}).items()
        if question in form.fields
        for choice, names in choices.items()
        if str(form[question].data) != str(choice)
        for name in names
    }
    for bound in form.visible_fields():
        said = in_words(bound.field, form.cleaned_data.get(bound.name))
        if said != NOTHING and bound.name not in passed_over:
            yield str(bound.label), said
