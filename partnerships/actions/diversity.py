"""The diversity survey: opening and closing it, counting an answer, and the profile of an area."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from biglocal import clock
from biglocal.access import policy
from biglocal.access.permissions import Permission
from biglocal.audit.record import record
from biglocal.design.words import day_in_words
from partnerships.actions.writing import change, keep, one_change
from partnerships.models import Area, ProfileFigure, Survey, Tally
from partnerships.models.census import BLANK, QUESTIONS, every_category
from partnerships.rosters.surveys import shown_survey

if TYPE_CHECKING:
    from biglocal.accounts.models import User

# So long after one survey is closed another opens: of two that nearly the same people answered, what
# differs would tell of the few who joined or left.
APART = datetime.timedelta(days=180)


@one_change()
def open_survey(*, area: Area, by: User) -> Survey:
    """Open a survey with every count at nought.

    Raises ValidationError while one is open, and for half a year after one whose results are shown.
    """
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)
    if area.surveys.filter(closed_on__isnull=True).exists():
        raise ValidationError("A survey is open already. Close it before you open another.")
    last, today = shown_survey(area), clock.today()
    if last is not None and last.closed_on is not None and today < last.closed_on + APART:
        raise ValidationError(
            f"The next survey can be opened on {day_in_words(last.closed_on + APART)}, half a year "
            "after the last. Two within a short time, side by side, could give somebody away."
        )
    survey = Survey(area=area, opened_on=today)
    keep(survey, "diversity.open_survey", by=by, area=area, on_register=False)
    Tally.objects.bulk_create(
        Tally(survey=survey, question=question, category=category)
        for question, category in every_category()
    )
    return survey


@one_change()
def close_survey(*, survey: Survey, by: User, version: int | None = None) -> Survey:
    """Close a survey for good. Raises ChangedMeanwhile, and ValidationError when it is closed."""
    if survey.closed_on is not None:
        raise ValidationError("This survey is closed already.")
    return change(
        survey,
        "diversity.close_survey",
        by=by,
        area=survey.area,
        version=version,
        on_register=False,
        closed_on=clock.today(),
    )


@transaction.atomic
def count_answer(*, survey: Survey, answers: Mapping[str, str]) -> bool:
    """Count one person's answers, by question; a question without one counts as left blank.

    Whether it was counted: not once the survey is closed. Nothing else is written down, neither who
    nor when, in the trail or elsewhere. One statement writes every row of the survey, those that
    stay the same too: rows that changed alone would show in the database which answers came together.
    """
    still_open = Survey.objects.select_for_update().filter(pk=survey.pk, closed_on__isnull=True)
    if not still_open.exists():
        return False
    given = Q(pk__in=[])
    for question in QUESTIONS:
        category = answers.get(question.key) or BLANK
        given |= Q(question=question.key, category=category)
    one = Case(When(given, then=Value(1)), default=Value(0))
    Tally.objects.filter(survey=survey).update(count=F("count") + one)
    return True


@transaction.atomic
def load_profile(*, area: Area, figures: Mapping[tuple[str, str], int], by: User) -> None:
    """Keep what is known of an area, by question and category, in place of what there was of each
    question. Raises Refused for anybody but Local Trust's staff."""
    policy.check(by, Permission.CHANGE_AREA, area)
    questions = sorted({question for question, _ in figures})
    area.profile.filter(question__in=questions).delete()
    ProfileFigure.objects.bulk_create(
        ProfileFigure(area=area, question=question, category=category, count=count)
        for (question, category), count in figures.items()
    )
    record("diversity.load_profile", by=by, subject=area, area=area, after={"questions": questions})
