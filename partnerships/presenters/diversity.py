"""The results of a diversity survey beside the profile of its area, as they may be shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from biglocal.design.words import percent
from partnerships.models import Area, Survey
from partnerships.models.census import QUESTIONS, Question, category_key
from partnerships.rosters.surveys import (
    Withheld,
    answered,
    could_answer,
    last_closed,
    published,
    shown_survey,
    why_withheld,
)
from partnerships.rules.withholding import Answers, Published

WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Share:
    """A count as a part of a total: in figures, in per cent, and as a length out of 100.

    Withheld it says so, and has no length.
    """

    count: str
    percent: str
    length: float


NOTHING = Share("", "", 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a question: a group, a category (of a group or by itself), or who did not answer."""

    label: str
    kind: str
    members: Share
    area: Share


@dataclass(frozen=True, slots=True)
class QuestionOnPage:
    """A question with its lines; whether all of it is withheld, and whether the area is known."""

    question: Question
    rows: Sequence[Row]
    is_all_withheld: bool
    has_area: bool


@dataclass(frozen=True, slots=True)
class Results:
    """What an area is shown of its last survey."""

    survey: Survey
    answered: int
    questions: Sequence[QuestionOnPage]


@dataclass(frozen=True, slots=True)
class OpenSurvey:
    """A survey while it is open: how many have answered, and how many were members meanwhile."""

    survey: Survey
    answered: int
    members: int

    @property
    def has_too_many(self) -> bool:
        """Whether somebody has answered twice, or the link went further."""
        return self.answered > self.members


def results_of(area: Area) -> Results | None:
    """The results of the last survey of an area; None where there are none to show."""
    survey = shown_survey(area)
    if survey is None:
        return None
    total = answered(survey)
    profile: dict[str, dict[str, int]] = {}
    for question, category, count in area.profile.values_list("question", "category", "count"):
        profile.setdefault(question, {})[category] = count
    answers = published(survey)
    return Results(
        survey,
        total,
        [_on_page(one, answers[one.key], total, profile.get(one.key, {})) for one in QUESTIONS],
    )


def open_survey_of(area: Area) -> OpenSurvey | None:
    """The survey of an area that is open, if there is one."""
    survey = area.surveys.filter(closed_on__isnull=True).first()
    if survey is None:
        return None
    return OpenSurvey(survey, answered(survey), could_answer(survey))


@dataclass(frozen=True, slots=True)
class WithheldSurvey:
    """A survey that was closed and of which nothing is shown, and why."""

    survey: Survey
    answered: int
    members: int
    why: Withheld


def withheld_survey_of(area: Area) -> WithheldSurvey | None:
    """The survey of an area that was closed last, where nothing of it is shown."""
    survey = last_closed(area)
    why = why_withheld(survey) if survey else None
    if survey is None or why is None:
        return None
    return WithheldSurvey(survey, answered(survey), could_answer(survey), why)


def _on_page(
    question: Question, answers: Answers, total: int, profile: Mapping[str, int]
) -> QuestionOnPage:
    rows = list(_rows(question, answers, total, profile))
    return QuestionOnPage(
        question,
        rows,
        is_all_withheld=all(row.members.count == WITHHELD for row in rows),
        has_area=bool(profile),
    )


def _rows(
    question: Question, answers: Answers, total: int, profile: Mapping[str, int]
) -> Iterator[Row]:
    people = sum(profile.values())

    def of_area(labels: Sequence[str]) -> Share:
        known = [profile[key] for key in map(category_key, labels) if key in profile]
        return _share(sum(known), people) if known else NOTHING

    for group, shown in zip(question.groups, answers.groups, strict=True):
        if group.label:
            yield Row(group.label, "group", _share(shown.total, total), of_area(group.categories))
        kind = "part" if group.label else ""
        for label, count in zip(group.categories, shown.parts, strict=True):
            yield Row(label, kind, _share(count, total), of_area([label]))
    yield Row("Not answered", "", _share(answers.not_answered, total), NOTHING)


def _share(count: Published, total: int) -> Share:
    """Of all who answered the survey: the number of those who answered one question may be withheld."""
    if count is None:
        return Share(WITHHELD, "", 0)
    share = 100 * count / total if total else 0
    return Share(f"{count:,}", percent(share), round(share, 1))
