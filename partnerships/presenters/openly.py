"""What may be said of a partnership before its neighbours: no family, no home, nobody's interests.

A paper on a table is read by whoever passes. There a rule that rests on such facts says what it
asks and how often it found something, and a person is named for what everybody may know of them:
that they sit, vote, hold an office, are paid or represent somebody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby

from partnerships.presenters.position import FindingOnPage
from partnerships.rules import RULES_BY_ID, Assessment, Criteria, Level, Roster
from partnerships.rules.wording import counted

# The rules whose findings rest on seats, offices, paid work and the LTO alone. Every other one is
# told without names: a rule that is new keeps them to itself until somebody decides.
OPEN_RULES = frozenset(
    {
        "minimum-members",
        "own-right",
        "paid-worker-voting",
        "paid-worker-officer",
        "lto-officer",
        "lto-voting",
        "lto-interest",
    }
)
# Those that are told in figures: how many live in the area is no secret, who does not is.
IN_FIGURES = frozenset({"resident-majority", "resident-majority-unconfirmed"})


def openly(
    findings: Iterable[FindingOnPage], assessment: Assessment, criteria: Criteria
) -> list[FindingOnPage]:
    """Findings without family facts, homes and interests, in their order.

    Those of one rule that cannot be told apart without names are told as one. That a rule is waived
    is told, and not why: that is somebody's own words.
    """
    told: list[FindingOnPage] = []
    for rule, group in groupby(findings, key=lambda found: found.rule):
        found = [
            replace(each, waived=each.waived and each.waived.without_reason()) for each in group
        ]
        if rule in OPEN_RULES:
            told += found
        else:
            message = (
                _in_figures(found[0], assessment)
                if rule in IN_FIGURES
                else _withheld(found, criteria)
            )
            told.append(
                replace(found[0], message=message, people=[], decision_id=None, decision_url="")
            )
    return told


def is_withheld(rule: str) -> bool:
    """Whether what a rule found is told without saying about whom, and so what is done about it."""
    return rule not in OPEN_RULES | IN_FIGURES


def names_somebody(text: str, roster: Roster) -> bool:
    """Whether a text has a name of somebody on the roster, or a part of one."""
    words = set(re.findall(r"[^\W\d_]+", text))
    named = {
        part
        for person in roster.people
        for part in re.findall(r"[^\W\d_]+", person.name)
        if len(part) > 2
    }
    return not words.isdisjoint(named)


def _in_figures(found: FindingOnPage, assessment: Assessment) -> str:
    """How many live in the area, without the names of those of whom it is not known."""
    unknown = assessment.residency_unknown
    if not unknown:
        return found.message
    not_known = f"it is not recorded for {counted(unknown, 'member')}"
    if found.level is Level.INCOMPLETE:
        return f"We cannot tell whether most members live in the area: {not_known}."
    live = "lives" if assessment.residents == 1 else "live"
    more = counted(assessment.residents_needed, "more resident member")
    return (
        f"{assessment.residents} of {counted(assessment.members, 'member')} {live} in the area, "
        f"and {not_known}. {more} would do."
    )


def _withheld(found: list[FindingOnPage], criteria: Criteria) -> str:
    asks = RULES_BY_ID[found[0].rule].explanation(criteria)
    if found[0].level is Level.INCOMPLETE:
        people = sum(len(one.people) for one in found)
        return f"{asks} It is not recorded for {counted(people, 'member')}."
    cases = "one case" if len(found) == 1 else f"{len(found)} cases"
    if found[0].level is not Level.BREACH:
        return f"{asks} The register shows {cases} of this."
    return f"{asks} The register shows {cases} where it is otherwise."
