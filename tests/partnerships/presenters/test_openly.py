"""Findings as they are told before neighbours: nobody's family, home or interests, whoever they are."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given

from partnerships.presenters.openly import (
    IN_FIGURES,
    OPEN_RULES,
    is_withheld,
    names_somebody,
    openly,
)
from partnerships.presenters.position import FindingOnPage, PersonLink
from partnerships.rules import BIG_LOCAL, RULES, RULES_BY_ID, assess
from tests.partnerships.rules.strategies import rosters
from tests.rosters import healthy_roster, member, person, related, roster

# Each is one that somebody looked at: a rule that is new fails here until it is among them.
ABOUT_FAMILY_HOME_OR_INTERESTS = {
    "family-limit",
    "household-limit",
    "household-limit-unconfirmed",
    "related-positions",
    "linked-positions",
    "shared-household-positions",
    "worker-relative-member",
    "conflicted-decision",
    "relative-interest",
}


def told(of):
    """The findings of a roster as its page has them, and as a table may have them."""
    assessment = assess(of)
    found = [
        FindingOnPage(
            rule=one.rule,
            title=RULES_BY_ID[one.rule].title,
            level=one.level,
            message=one.message,
            remedy=one.remedy,
            source=one.source,
            people=[PersonLink(of.who.by_id[each].name, "#") for each in one.people],
            decision_id=one.decision,
            decision_url="#" if one.decision else "",
        )
        for one in assessment.findings
    ]
    return found, openly(found, assessment, BIG_LOCAL)


def test_of_every_rule_it_is_decided_whether_it_names_people():
    decided = OPEN_RULES | IN_FIGURES | ABOUT_FAMILY_HOME_OR_INTERESTS
    assert {rule.id for rule in RULES} == decided
    assert {rule.id for rule in RULES if is_withheld(rule.id)} == ABOUT_FAMILY_HOME_OR_INTERESTS


@given(rosters())
def test_what_rests_on_family_home_or_interests_names_nobody(of):
    named = dataclasses.replace(
        of,
        people=tuple(
            dataclasses.replace(one, name=f"Zq{number}x") for number, one in enumerate(of.people)
        ),
    )
    found, shown = told(named)
    for one in shown:
        if one.rule not in OPEN_RULES:
            assert "Zq" not in one.message
            assert (one.people, one.decision_id, one.decision_url) == ([], None, "")
    # Nothing is kept quiet, and nothing said twice.
    assert [*dict.fromkeys(one.rule for one in found)] == [
        *dict.fromkeys(one.rule for one in shown)
    ]
    assert [one for one in shown if one.rule in OPEN_RULES] == [
        one for one in found if one.rule in OPEN_RULES
    ]


def test_cases_of_one_rule_are_told_as_one():
    of = healthy_roster(
        member("asha", offices=("chair",)),
        member("ben", offices=("treasurer",)),
        member("cara", offices=("secretary",)),
        relationships=(related("asha", "sibling", "ben"), related("ben", "spouse", "cara")),
    )
    _, shown = told(of)
    (one,) = [one for one in shown if one.rule == "related-positions"]
    assert one.message == (
        "People who are directly related do not both hold a position of power. Every office is "
        "one, and so is paid work for Big Local. The register shows 2 cases where it is otherwise."
    )


@pytest.mark.parametrize(
    ("residents", "unknown", "message"),
    [
        (2, 1, "2 of 8 members live in the area, and it is not recorded for 1 member."),
        (4, 2, "We cannot tell whether most members live in the area: it is not recorded for 2"),
        (3, 0, "3 of 8 members live in the area. At least 5 are needed"),
    ],
)
def test_how_many_live_in_the_area_is_told_in_figures(residents, unknown, message):
    lives = [True] * residents + [None] * unknown + [False] * (8 - residents - unknown)
    _, shown = told(roster(*(member(f"m{n}", resident=each) for n, each in enumerate(lives))))
    (one,) = [one for one in shown if one.rule in IN_FIGURES]
    assert one.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Asha hands over the office.", True),
        ("They ask Ms Patel’s sister.", True),
        ("The chair hands over the office.", False),
        ("", False),
    ],
)
def test_a_text_that_names_somebody(text, does):
    assert names_somebody(text, roster(person("asha"))) is does
