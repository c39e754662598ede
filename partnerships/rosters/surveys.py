"""The counts of diversity surveys, read for those who may see them: never before withholding."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from django.core import signing
from django.db.models import Sum

from partnerships.models import Area, Survey
from partnerships.models.census import QUESTIONS, category_key
from partnerships.rules.withholding import FEWEST, Answers, publish_in_groups


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


def shown_survey(area: Area) -> Survey | None:
    """The survey whose results an area is shown: the one closed last, if enough have answered it."""
    last = area.surveys.filter(closed_on__isnull=False).order_by("-closed_on", "-pk").first()
    return last if last is not None and answered(last) >= FEWEST else None


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
