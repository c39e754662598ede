"""The counts of diversity surveys, read for those who may see them: never before withholding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from enum import StrEnum

from django.core import signing
from django.db.models import Sum

from biglocal import clock
from partnerships.models import Area, Survey
from partnerships.models.census import QUESTIONS, category_key
from partnerships.rules.withholding import FEWEST, Answers, publish_in_groups


class Withheld(StrEnum):
    """Why nothing of a survey is shown."""

    TOO_FEW = "too-few"
    TOO_MANY = "too-many"


def token_of(survey: Survey) -> str:
    """The end of the one link to a survey; it is made from its number and kept nowhere."""
    return _signer().sign(str(survey.pk))


def survey_of(token: str) -> Survey | None:
    """The survey that a link leads to, open or closed; None for a link that never was."""
    try:
        pk = int(_signer().unsign(token))
    except (signing.BadSignature, ValueError):
        return None
    return Survey.objects.select_related("area").filter(pk=pk).first()


def answered(survey: Survey) -> int:
    """How many have answered: each answer raises one count of every question."""
    counted = survey.tallies.filter(question=QUESTIONS[0].key).aggregate(total=Sum("count"))
    return counted["total"] or 0


def could_answer(survey: Survey) -> int:
    """How many people were members at any time while a survey was open, or have been until today."""
    until = survey.closed_on or clock.today()
    sat = survey.area.memberships.filter(starts_on__lte=until).exclude(ends_on__lt=survey.opened_on)
    return sat.values("person").distinct().count()


def why_withheld(survey: Survey) -> Withheld | None:
    """Why nothing of a closed survey is shown; None where its results are.

    Too few tell who they are. With more answers than members somebody answered more than once, who
    could take their own answers away from the counts again, until those of one other are left.
    """
    given = answered(survey)
    if given < FEWEST:
        return Withheld.TOO_FEW
    return Withheld.TOO_MANY if given > could_answer(survey) else None


def last_closed(area: Area) -> Survey | None:
    """The survey of an area that was closed last."""
    return area.surveys.filter(closed_on__isnull=False).order_by("-closed_on", "-pk").first()


def shown_survey(area: Area) -> Survey | None:
    """The survey whose results an area is shown: the one closed last, if nothing withholds it."""
    last = last_closed(area)
    return last if last is not None and why_withheld(last) is None else None


def published(survey: Survey) -> Mapping[str, Answers]:
    """What is published of a survey that is shown, by question."""
    counts: dict[str, dict[str, int]] = defaultdict(dict)
    for question, category, count in survey.tallies.values_list("question", "category", "count"):
        counts[question][category] = count
    found = {}
    for asked in QUESTIONS:
        groups = [
            [counts[asked.key].pop(category_key(label), 0) for label in group.categories]
            for group in asked.groups
        ]
        # What is left are the ways of not answering.
        found[asked.key] = publish_in_groups(sum(counts[asked.key].values()), groups)
    return found


def _signer() -> signing.Signer:
    return signing.Signer(salt="diversity survey", sep=".")
