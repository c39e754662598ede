"""The figures of areas: what the overview shows of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils import timezone

from partnerships.presenters.waivers import waived_in
from partnerships.rules.book import RULES
from partnerships.rules.rule import Group, Level
from reviews.figures.definition import Asked, Choice, Figure, Kind, Row, Table
from reviews.figures.identity import (
    CANNOT_TELL,
    EDITION,
    IDENTITY,
    MEMBERS,
    RULES_SOURCE,
    STATES,
    VERDICTS,
    WAIVERS,
    of_areas,
    verdict,
)
from reviews.following import reps_of
from reviews.models import Review

BREACHES = tuple([Choice(rule.id, rule.title) for rule in RULES if rule.level is Level.BREACH])


def _overview(table: Table, areas: Sequence[int], asked: Asked) -> Iterator[Row]:
    reps = reps_of(set(areas), asked.day)
    reviews = Review.objects.filter(round=asked.round, area__in=areas).order_by()
    states = dict(reviews.values_list("area_id", "state"))
    waived = waived_in(areas, asked.day)
    for pk, row in of_areas(table, areas, asked):
        changed = row["register_changed_on"]
        not_met = [rule.value for rule in BREACHES if rule.value in row["not_met"]]
        yield row | {
            "reps": reps.get(pk, []),
            "meets_criteria": verdict(row["meets_criteria"]),
            "meets_conflicts_guidance": verdict(row["meets_conflicts_guidance"]),
            "not_met": not_met,
            "waived": [rule for rule in not_met if rule in waived.get(pk, {})],
            "register_changed_on": timezone.localdate(changed) if changed else None,
            "review": states.get(pk),
        }


def _told_by(group: Group) -> str:
    """Which rules decide a verdict, as the book has them."""
    titles = [
        f"“{rule.title}”" for rule in RULES if rule.group is group and rule.level is Level.BREACH
    ]
    return f"It does not where a rule finds {', '.join(titles[:-1])} or {titles[-1]}."


OVERVIEW = Table(
    name="areas",
    title="Areas",
    one_row="Each row is an area that is open today, as the overview shows it.",
    figures=(
        *IDENTITY,
        Figure(
            "reps",
            "Rep",
            Kind.TEXTS,
            "Who works with the area for Local Trust today. In files alone, never in the API.",
            "Who looks after which area",
            when_empty="Nobody is its rep today.",
            is_in_api=False,
        ),
        Figure(
            "meets_criteria",
            "Criteria",
            Kind.CHOICE,
            f"Whether the partnership meets the criteria. {_told_by(Group.CRITERIA)} {CANNOT_TELL}",
            RULES_SOURCE,
            "standing__meets_criteria",
            choices=VERDICTS,
        ),
        Figure(
            "meets_conflicts_guidance",
            "Conflicts of interest",
            Kind.CHOICE,
            "Whether it meets the guidance on conflicts of interest. "
            f"{_told_by(Group.CONFLICTS)} {CANNOT_TELL}",
            RULES_SOURCE,
            "standing__meets_conflicts_guidance",
            choices=VERDICTS,
        ),
        Figure(
            "breaches",
            "Breaches",
            Kind.NUMBER,
            "Findings that the guidance is not met.",
            RULES_SOURCE,
            "standing__breaches",
            unit="findings",
        ),
        Figure(
            "cautions",
            "Cautions",
            Kind.NUMBER,
            "Findings for people to judge; they change no verdict.",
            RULES_SOURCE,
            "standing__cautions",
            unit="findings",
        ),
        Figure(
            "incomplete",
            "Incomplete",
            Kind.NUMBER,
            "Facts that are missing and decide a verdict.",
            RULES_SOURCE,
            "standing__incomplete",
            unit="findings",
        ),
        Figure(
            "not_met",
            "Not met",
            Kind.CHOICES,
            "The rules that are broken.",
            RULES_SOURCE,
            "standing__rules",
            choices=BREACHES,
        ),
        Figure(
            "waived",
            "Waived",
            Kind.CHOICES,
            "Those of the broken rules that Local Trust accepts for a time. They count as broken all "
            "the same. Until when is among the findings.",
            WAIVERS,
            choices=BREACHES,
        ),
        Figure(
            "not_met_since",
            "Not met since",
            Kind.DAY,
            "The earlier of the two days that follow.",
            RULES_SOURCE,
            "standing__not_met_since",
            when_empty="Both are met, or nobody can tell.",
        ),
        Figure(
            "criteria_not_met_since",
            "Criteria not met since",
            Kind.DAY,
            "The first of the days in a row on which the criteria have not been met, as the register "
            "is recorded now.",
            RULES_SOURCE,
            "standing__criteria_not_met_since",
            when_empty="The criteria are met, or nobody can tell.",
        ),
        Figure(
            "conflicts_not_met_since",
            "Conflicts not met since",
            Kind.DAY,
            "The same for the guidance on conflicts of interest.",
            RULES_SOURCE,
            "standing__conflicts_not_met_since",
            when_empty="The guidance is met, or nobody can tell.",
        ),
        Figure(
            "is_one_departure_away",
            "One departure away",
            Kind.YES_NO,
            "Whether one member leaving or moving out would bring a breach of the criteria.",
            RULES_SOURCE,
            "standing__is_one_departure_away",
        ),
        MEMBERS,
        Figure(
            "review",
            "Review",
            Kind.CHOICE,
            "Where its review of the latest round stands.",
            "The reviews",
            choices=STATES,
            when_empty="It has no review in that round.",
        ),
        Figure(
            "register_changed_on",
            "Last change to the register",
            Kind.DAY,
            "The day on which somebody last changed a fact of the register.",
            "The history of the register",
            "register_changed_at",
            when_empty="Nothing has been recorded yet.",
        ),
        EDITION,
    ),
    read=_overview,
)
