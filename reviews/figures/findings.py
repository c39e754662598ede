"""The figures of findings: which rule found something in which area, and how often. Nobody is named."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from partnerships.presenters.waivers import waived_in
from partnerships.rosters.editions import criteria_on
from partnerships.rules.book import RULES, RULES_BY_ID
from partnerships.rules.rule import Group, Level
from reviews.figures.definition import Asked, Choice, Figure, Kind, Row, Table
from reviews.figures.identity import EDITION, IDENTITY, RULES_SOURCE, WAIVERS, of_areas

THE_RULES = "The book of rules"
GROUPS = (
    Choice(Group.CRITERIA.value, "Criteria"),
    Choice(Group.CONFLICTS.value, "Conflicts of interest"),
)
LEVELS = (
    Choice(Level.BREACH.value, "Breach"),
    Choice(Level.CAUTION.value, "Caution"),
    Choice(Level.INCOMPLETE.value, "Incomplete"),
)


def _findings(table: Table, pks: Sequence[int], asked: Asked) -> Iterator[Row]:
    criteria = criteria_on(asked.day)
    waived = waived_in(pks, asked.day)
    for pk, row in of_areas(table, pks, asked):
        found = row["found"]
        for name in sorted(found.keys() & RULES_BY_ID.keys()):
            rule = RULES_BY_ID[name]
            waiver = waived.get(pk, {}).get(name)
            yield row | {
                "rule": name,
                "verdict": rule.group.value,
                "level": rule.level.value,
                "found": found[name],
                "people": row["people"].get(name, 0),
                "waived_until": waiver.until if waiver else None,
                "heading": str(rule.source(criteria)),
            }


FINDINGS = Table(
    name="findings",
    title="Findings",
    one_row=(
        "Each row is a rule that found something in an area, today. An area in which no rule finds "
        "anything has no row."
    ),
    figures=(
        *IDENTITY,
        Figure(
            "rule",
            "Rule",
            Kind.CHOICE,
            "The rule that found something.",
            THE_RULES,
            choices=tuple([Choice(rule.id, rule.title) for rule in RULES]),
        ),
        Figure(
            "verdict",
            "Verdict it bears on",
            Kind.CHOICE,
            "Which of the two verdicts the rule belongs to.",
            THE_RULES,
            choices=GROUPS,
        ),
        Figure(
            "level",
            "Level",
            Kind.CHOICE,
            "How it weighs: the guidance is not met, people must judge, or a fact is missing.",
            THE_RULES,
            choices=LEVELS,
        ),
        Figure(
            "found",
            "Times found",
            Kind.NUMBER,
            "How often the rule found something: one for each person, pair or decision that it is "
            "about.",
            RULES_SOURCE,
            "standing__rules",
            unit="findings",
        ),
        Figure(
            "people",
            "People",
            Kind.NUMBER,
            "How many people the rule found something about, each counted once; none where it is "
            "about the partnership as a whole.",
            RULES_SOURCE,
            "standing__people",
            unit="people",
        ),
        Figure(
            "waived_until",
            "Waived until",
            Kind.DAY,
            "The last day on which Local Trust accepts that the area does not meet the rule. The "
            "finding stands, and changes the verdict, as without it.",
            WAIVERS,
            when_empty="The rule is not waived for the area today.",
        ),
        Figure(
            "heading",
            "From the guidance",
            Kind.TEXT,
            "The heading of the guidance that the rule rests on.",
            THE_RULES,
        ),
        EDITION,
    ),
    read=_findings,
    within="rule",
)
