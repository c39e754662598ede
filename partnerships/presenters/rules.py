"""The book of rules as a page: a chapter for each verdict, and every rule in words."""

from __future__ import annotations

from dataclasses import dataclass

from partnerships.rules.book import RULES
from partnerships.rules.criteria import Criteria
from partnerships.rules.rule import Group, Level


@dataclass(frozen=True, slots=True)
class RuleOnPage:
    """One rule with the figures of the criteria in its words; `id` is its anchor on the page.

    One that does not `apply` under the criteria is there too, and said to find nothing.
    """

    id: str
    applies: bool
    level: Level
    title: str
    explanation: str
    remedy: str
    source: str


@dataclass(frozen=True, slots=True)
class Chapter:
    """The rules of one verdict, in the order of the book."""

    id: str
    title: str
    rules: list[RuleOnPage]


TITLES = {
    Group.CRITERIA: "Does the partnership meet the criteria?",
    Group.CONFLICTS: "Does it meet the guidance on conflicts of interest?",
}


def chapters(criteria: Criteria) -> list[Chapter]:
    """Both groups of rules, with every rule of the book in one of them."""
    return [
        Chapter(
            group.value,
            title,
            [
                RuleOnPage(
                    rule.id,
                    rule.id not in criteria.left_out,
                    rule.level,
                    rule.title,
                    rule.explanation(criteria),
                    rule.remedy(criteria),
                    rule.source(criteria),
                )
                for rule in RULES
                if rule.group is group
            ],
        )
        for group, title in TITLES.items()
    ]
