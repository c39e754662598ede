"""What bears on each question, and when an answer needs a comment."""

from __future__ import annotations

import pytest

from partnerships.rules import Finding, Group, Level
from reviews.models import Question, Reply
from reviews.questions import bearing, contradicts, what_is_missing


def found(rule: str, group: Group, level: Level, decision: str | None = None) -> Finding:
    return Finding(
        rule=rule,
        group=group,
        level=level,
        people=(),
        decision=decision,
        message="",
        remedy="",
        source="",
    )


TOO_FEW = found("minimum-members", Group.CRITERIA, Level.BREACH)
UNKNOWN = found("resident-majority-unconfirmed", Group.CRITERIA, Level.INCOMPLETE)
SIBLINGS = found("related-positions", Group.CONFLICTS, Level.BREACH)
LTO_VOTES = found("lto-voting", Group.CONFLICTS, Level.CAUTION)
CONFLICTED = found("conflicted-decision", Group.CONFLICTS, Level.BREACH, decision="7")
EVERYTHING = [TOO_FEW, UNKNOWN, SIBLINGS, LTO_VOTES, CONFLICTED]


def test_criteria_bear_on_reflecting_the_community_and_conflicts_on_the_guidance():
    assert {question: bearing(question, EVERYTHING) for question in Question} == {
        Question.REFLECTS: [TOO_FEW, UNKNOWN],
        Question.POLICIES: [CONFLICTED],
        Question.ETHOS: [],
        Question.CONFLICTS: [SIBLINGS, LTO_VOTES, CONFLICTED],
    }


@pytest.mark.parametrize(
    ("question", "findings", "expected"),
    [
        (Question.CONFLICTS, [SIBLINGS], True),
        (Question.CONFLICTS, [LTO_VOTES], False),
        (Question.CONFLICTS, [TOO_FEW], False),
        (Question.REFLECTS, [TOO_FEW], True),
        (Question.REFLECTS, [UNKNOWN], False),
        (Question.POLICIES, [CONFLICTED], True),
        (Question.ETHOS, EVERYTHING, False),
    ],
)
def test_a_plain_yes_contradicts_a_breach_and_nothing_less(question, findings, expected):
    assert contradicts(question, Reply.YES, findings) is expected
    assert not contradicts(question, Reply.PARTLY, findings)
    assert not contradicts(question, Reply.NO, findings)


@pytest.mark.parametrize(
    ("reply", "comment", "findings", "missing"),
    [
        ("", "", [], ("reply", "Select yes, partly or no")),
        ("", "A draft", [], ("reply", "Select yes, partly or no")),
        (Reply.YES, "", [], None),
        (Reply.YES, "", [LTO_VOTES], None),
        (
            Reply.YES,
            "",
            [SIBLINGS],
            ("comment", "Say why the answer is yes although a finding says otherwise"),
        ),
        (Reply.YES, "She steps down in May.", [SIBLINGS], None),
        (Reply.PARTLY, "", [], ("comment", "Say why the answer is partly")),
        (Reply.PARTLY, "   ", [], ("comment", "Say why the answer is partly")),
        (Reply.NO, "", [SIBLINGS], ("comment", "Say why the answer is no")),
        (Reply.NO, "Two siblings hold offices.", [SIBLINGS], None),
    ],
)
def test_a_comment_is_needed_unless_the_answer_is_a_plain_yes_that_nothing_contradicts(
    reply, comment, findings, missing
):
    assert what_is_missing(Question.CONFLICTS, reply, comment, findings) == missing
