"""The four questions of the review: which findings bear on each, and when an answer needs a comment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from partnerships.rules import Finding, Group, Level
from reviews.models import Question, Reply

# What the register can say about a question; where it says nothing, the rep alone judges.
BEARING: Mapping[Question, Callable[[Finding], bool]] = {
    Question.REFLECTS: lambda finding: finding.group is Group.CRITERIA,
    # A decision taken with an interest in it goes against any policy on conflicts of interest.
    Question.POLICIES: lambda finding: finding.decision is not None,
    Question.ETHOS: lambda finding: False,
    Question.CONFLICTS: lambda finding: finding.group is Group.CONFLICTS,
}


def bearing(question: Question, findings: Iterable[Finding]) -> list[Finding]:
    """The findings that bear on a question, in their order."""
    return [finding for finding in findings if BEARING[question](finding)]


def contradicts(question: Question, reply: str, findings: Iterable[Finding]) -> bool:
    """Whether the answer is a plain yes although a breach bears on the question."""
    return reply == Reply.YES and any(
        finding.level is Level.BREACH for finding in bearing(question, findings)
    )


def what_is_missing(
    question: Question, reply: str, comment: str, findings: Iterable[Finding]
) -> tuple[str, str] | None:
    """The field that is missing and a sentence that asks for it, or None for a complete answer.

    A comment is needed whenever the answer is not a plain yes, and whenever it contradicts a breach.
    """
    if not reply:
        return "reply", "Select yes, partly or no"
    if comment.strip():
        return None
    if contradicts(question, reply, findings):
        return "comment", "Say why the answer is yes although a finding says otherwise"
    if reply != Reply.YES:
        return "comment", f"Say why the answer is {Reply(reply).label.lower()}"
    return None
