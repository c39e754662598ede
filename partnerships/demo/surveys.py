"""Diversity surveys of a few areas: one that was closed, beside a profile, and one that is open."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db import models

from partnerships.demo.chance import Chance, chance
from partnerships.models import Area, ProfileFigure, Survey, Tally
from partnerships.models.census import BLANK, NOT_SAID, QUESTIONS, every_category
from partnerships.rosters.surveys import could_answer

# In how many areas of a batch, and how many answered.
_AREAS = 6
_PEOPLE_OF_AN_AREA = 7_400


def ask_members(
    areas: Sequence[Area], seed: int, day: datetime.date
) -> Iterator[list[models.Model]]:
    """For the first areas: what is saved, in the order in which it can be."""
    asked = areas[:_AREAS]
    surveys = [
        Survey(
            area=area,
            opened_on=day - datetime.timedelta(days=80),
            # The last is open still.
            closed_on=day - datetime.timedelta(days=40) if number < _AREAS - 1 else None,
        )
        for number, area in enumerate(asked)
    ]
    yield list(surveys)
    tallies: list[models.Model] = []
    profile: list[models.Model] = []
    for survey in surveys:
        luck = chance(seed, "survey", survey.area.slug)
        people = min(luck.randint(14, 22), could_answer(survey))
        counts = Counter(_answers(luck, people))
        tallies += [
            Tally(
                survey=survey,
                question=question,
                category=category,
                count=counts[question, category],
            )
            for question, category in every_category()
        ]
        profile += _profile(survey.area, luck)
    yield tallies
    yield profile


def _answers(luck: Chance, people: int) -> Iterator[tuple[str, str]]:
    for question in QUESTIONS:
        # The commonest answers of a place are common in its partnership too.
        likely = list(question.labels)
        luck.shuffle(likely)
        weights = dict.fromkeys(likely, 1) | dict.fromkeys(likely[:2], 12)
        for _ in range(people):
            yield question.key, luck.one_of(weights | {BLANK: 2, NOT_SAID: 2})


def _profile(area: Area, luck: Chance) -> Iterable[ProfileFigure]:
    for question in QUESTIONS:
        if question.note:
            # The census does not ask it.
            continue
        parts = {category: luck.randint(1, 100) for category in question.labels}
        whole = sum(parts.values())
        for category, part in parts.items():
            count = _PEOPLE_OF_AN_AREA * part // whole
            yield ProfileFigure(area=area, question=question.key, category=category, count=count)
