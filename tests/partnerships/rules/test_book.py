"""The book of rules is whole, in the order of the contract, and every rule has its four cases."""

import pytest

from partnerships.rules import RULES
from tests.partnerships.rules import test_decisions, test_families, test_numbers, test_positions

# Written out by hand from the contract: id, group, level.
CONTRACT = """
minimum-members criteria breach
resident-majority criteria breach
resident-majority-unconfirmed criteria incomplete
own-right criteria breach
family-limit conflicts breach
household-limit conflicts breach
household-limit-unconfirmed conflicts incomplete
paid-worker-voting conflicts breach
paid-worker-officer conflicts caution
related-positions conflicts breach
linked-positions conflicts caution
shared-household-positions conflicts caution
worker-relative-member conflicts caution
lto-officer conflicts breach
lto-voting conflicts caution
conflicted-decision conflicts breach
relative-interest conflicts caution
lto-interest conflicts caution
"""
HEADINGS = {
    "Criteria for Big Local partnerships",
    "Partnerships and paid workers",
    "Partnerships and families",
    "People in positions of power and influence",
    "Avoiding conflicts of interest in procurement or grant making",
}
CASES = ("test_breaks", "test_boundary", "test_silent", "test_unknown_fact")


def test_the_book_is_the_table_of_the_contract():
    assert [f"{rule.id} {rule.group} {rule.level}" for rule in RULES] == CONTRACT.split("\n")[1:-1]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_its_four_cases(rule):
    classes = [
        value
        for module in (test_numbers, test_families, test_positions, test_decisions)
        for value in vars(module).values()
        if getattr(value, "rule", None) == rule.id
    ]
    assert len(classes) == 1, f"{rule.id} should have one class of tests"
    missing = [case for case in CASES if not hasattr(classes[0], case)]
    assert missing == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_says_what_it_asks_and_what_would_mend_it(rule):
    assert rule.source() in HEADINGS
    assert rule.title
    for text in (rule.explanation(), rule.remedy()):
        assert text.endswith(".")
        assert "{" not in text


def test_the_titles_tell_the_rules_apart():
    assert len({rule.title for rule in RULES}) == len(RULES)


def test_the_figures_stand_in_the_words():
    explanations = {rule.id: rule.explanation() for rule in RULES}
    assert "at least 8 members" in explanations["minimum-members"]
    assert "At least 51 per cent" in explanations["resident-majority"]
    assert "No more than 2 members" in explanations["family-limit"]
    assert "No more than 2 members" in explanations["household-limit"]
