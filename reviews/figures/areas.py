"""The figures of areas: what the overview shows of each, and how many members it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.utils import timezone

from partnerships.models import Area, Region
from partnerships.rules.book import RULES
from partnerships.rules.rule import Level
from reviews.figures.definition import Asked, Choice, Figure, Kind, Row, Table
from reviews.following import reps_of
from reviews.models import Review, State

REGISTER = "The register"
RULES_SOURCE = "Worked out from the register of the day by the rules"
PROGRAMME = "Local Trust’s list of areas"

REGIONS = tuple([Choice(value, str(label)) for value, label in Region.choices])
STATES = tuple([Choice(value, str(label)) for value, label in State.choices])
BREACHES = tuple([Choice(rule.id, rule.title) for rule in RULES if rule.level is Level.BREACH])

VERDICTS = (
    Choice("meets", "Meets"),
    Choice("does-not-meet", "Does not meet"),
    Choice("cannot-tell", "Cannot tell"),
)
CANNOT_TELL = "Nobody can tell where a fact is missing on which the answer turns."

# What every table begins with: of which area and of which day a row tells.
IDENTITY = (
    Figure(
        "area",
        "Area",
        Kind.TEXT,
        "What the area is called in the addresses of its pages. Use it to join tables.",
        PROGRAMME,
        "slug",
    ),
    Figure("name", "Name", Kind.TEXT, "The name of the area.", PROGRAMME, "name"),
    Figure(
        "reference",
        "Reference",
        Kind.TEXT,
        "Local Trust’s own reference.",
        PROGRAMME,
        "reference",
        when_empty="It has none.",
    ),
    Figure(
        "region",
        "Region",
        Kind.CHOICE,
        "The English region that the area lies in.",
        PROGRAMME,
        "region",
        choices=REGIONS,
    ),
    Figure(
        "local_authority",
        "Local authority",
        Kind.TEXT,
        "The local authority, or the main one where there are several.",
        PROGRAMME,
        "local_authority",
        when_empty="It is not recorded.",
    ),
    Figure(
        "as_at",
        "As at",
        Kind.DAY,
        "The day that the row tells of: the one on which it was asked for.",
        "The calendar in London",
    ),
)
EDITION = Figure(
    "edition",
    "Edition of the criteria",
    Kind.TEXT,
    "The edition of the guidance that the area was judged by.",
    "The editions of the criteria",
    "standing__edition",
)
MEMBERS = Figure(
    "members",
    "Members",
    Kind.NUMBER,
    "People who sit on the partnership in their own right, voting or not.",
    REGISTER,
    "standing__members",
    unit="people",
)


def of_areas(
    table: Table, areas: Sequence[int], asked: Asked
) -> Iterator[tuple[int, dict[str, Any]]]:
    """What one query finds of each area, by the names of the figures, with its primary key."""
    paths = table.paths
    found = Area.objects.filter(pk__in=areas).order_by()
    by_pk = {pk: values for pk, *values in found.values_list("pk", *paths.values())}
    for pk in areas:
        # One that was taken away since the areas were chosen is passed over.
        if pk in by_pk:
            row = dict(zip(paths, by_pk[pk], strict=True))
            row["pk"] = pk
            row["as_at"] = asked.day
            row["reference"] = row["reference"] or None
            row["local_authority"] = row["local_authority"] or None
            yield pk, row


def verdict(meets: bool | None) -> str:
    """A verdict as a value of `VERDICTS`."""
    return VERDICTS[[True, False, None].index(meets)].value


def _overview(table: Table, areas: Sequence[int], asked: Asked) -> Iterator[Row]:
    reps = reps_of(set(areas), asked.day)
    reviews = Review.objects.filter(round=asked.round, area__in=areas).order_by()
    states = dict(reviews.values_list("area_id", "state"))
    for pk, row in of_areas(table, areas, asked):
        changed = row["register_changed_on"]
        yield row | {
            "reps": reps.get(pk, []),
            "meets_criteria": verdict(row["meets_criteria"]),
            "meets_conflicts_guidance": verdict(row["meets_conflicts_guidance"]),
            "not_met": [rule.value for rule in BREACHES if rule.value in row["not_met"]],
            "register_changed_on": timezone.localdate(changed) if changed else None,
            "review": states.get(pk),
        }


def _members(table: Table, areas: Sequence[int], asked: Asked) -> Iterator[Row]:
    for _, row in of_areas(table, areas, asked):
        members, residents = row["members"], row["residents"]
        yield row | {"resident_percent": 1000 * residents // members / 10 if members else None}


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
            "Whether the partnership meets the criteria: its size, residents, families and "
            f"households. {CANNOT_TELL}",
            RULES_SOURCE,
            "standing__meets_criteria",
            choices=VERDICTS,
        ),
        Figure(
            "meets_conflicts_guidance",
            "Conflicts of interest",
            Kind.CHOICE,
            f"Whether it meets the guidance on conflicts of interest. {CANNOT_TELL}",
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

COUNTS = Table(
    name="members",
    title="Members’ counts",
    one_row="Each row is an area that is open today, with how many members it has.",
    figures=(
        *IDENTITY,
        MEMBERS,
        Figure(
            "voting_members",
            "Voting members",
            Kind.NUMBER,
            "Members who have a vote.",
            REGISTER,
            "standing__voting_members",
            unit="people",
        ),
        Figure(
            "residents",
            "Residents",
            Kind.NUMBER,
            "Members of whom it is recorded that they live in the area.",
            REGISTER,
            "standing__residents",
            unit="people",
        ),
        Figure(
            "residency_unknown",
            "Home not known",
            Kind.NUMBER,
            "Members of whom nobody recorded whether they live in the area.",
            REGISTER,
            "standing__residency_unknown",
            unit="people",
        ),
        Figure(
            "resident_percent",
            "Residents’ share",
            Kind.SHARE,
            "Residents among all members, those of unknown home included.",
            "Worked out from the two counts",
            unit="%",
            when_empty="There are no members.",
        ),
        EDITION,
    ),
    read=_members,
)
