"""What a change leads to, in the few sentences that a banner has room for."""

from __future__ import annotations

from partnerships.rosters.preview import Preview
from partnerships.rules import Finding, Level

# Findings named one by one in a banner; the page of the position has them all.
NAMED = 2
# What the sentences on figures say already.
IN_FIGURES = {"minimum-members", "resident-majority"}


def consequences(preview: Preview) -> list[str]:
    """Sentences on what a change does to the verdicts; none when it does nothing to any finding."""
    if not (preview.new or preview.cleared):
        return []
    found = [*preview.new, *preview.cleared]
    sentences: list[str] = []
    if any(finding.rule in IN_FIGURES for finding in found):
        sentences += preview.figures
    sentences += _told("New", preview.new)
    sentences += _told("No longer", preview.cleared)
    return sentences


def _told(opening: str, findings: tuple[Finding, ...]) -> list[str]:
    told = [
        one for one in findings if one.rule not in IN_FIGURES and one.level is not Level.CAUTION
    ]
    cautions = [one for one in findings if one.level is Level.CAUTION]
    named = [*told, *cautions]
    sentences = [f"{opening}: {finding.message}" for finding in named[:NAMED]]
    if len(named) > NAMED:
        more = len(named) - NAMED
        sentences.append(
            f"{opening} besides: {more} more {'finding' if more == 1 else 'findings'}."
        )
    return sentences
