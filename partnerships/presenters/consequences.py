"""What a change leads to, in the few sentences that a banner has room for."""

from __future__ import annotations

from collections.abc import Iterable

from biglocal.design.words import people_list
from partnerships.presenters.periods import day_said
from partnerships.rosters.preview import Preview
from partnerships.rules import RULES_BY_ID, Finding, Level

# Findings told in full in a banner; the page of the position has them all.
NAMED = 2
# What the sentences on figures say already.
IN_FIGURES = {"minimum-members", "resident-majority"}


def consequences(preview: Preview) -> list[str]:
    """Sentences on what a change does to the findings, with the day it does; none for nothing."""
    touched = {finding.rule for finding in (*preview.new, *preview.cleared)}
    sentences: list[str] = []
    if touched & IN_FIGURES:
        sentences += preview.figures
    is_now = preview.before.as_at == preview.after.as_at
    when = "" if is_now else f" from {day_said(preview.after.as_at)}"
    sentences += _new(f"New{when}", preview.new)
    mended = [f"“{title}”" for title in _titles(preview.cleared)]
    if mended:
        sentences.append(f"No longer found{when}: {people_list(mended)}.")
    return sentences


def _new(opening: str, findings: Iterable[Finding]) -> Iterable[str]:
    """The worst of them in full, and how many there are besides."""
    told = sorted(_besides_figures(findings), key=lambda finding: finding.level is Level.CAUTION)
    yield from (f"{opening}: {finding.message}" for finding in told[:NAMED])
    more = len(told) - NAMED
    if more > 0:
        yield f"{opening} besides: {more} more {'finding' if more == 1 else 'findings'}."


def _titles(findings: Iterable[Finding]) -> list[str]:
    """The titles of their rules, each once."""
    rules = dict.fromkeys(finding.rule for finding in _besides_figures(findings))
    return [RULES_BY_ID[rule].title for rule in rules]


def _besides_figures(findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.rule not in IN_FIGURES]
