"""The page of the rules, which says all that the book says."""

import pytest
from django.urls import reverse

from partnerships.rules.book import RULES
from partnerships.rules.criteria import BIG_LOCAL


@pytest.fixture
def page(stranger, sign_in):
    """The page as anybody who is signed in gets it."""
    return sign_in(stranger).get(reverse("rules"))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_of_the_book_is_there_under_its_id(page, rule):
    shown = {
        one.id: (one.title, one.explanation, one.remedy, one.source, one.level)
        for chapter in page.context["chapters"]
        for one in chapter.rules
    }
    assert shown[rule.id] == (
        rule.title,
        rule.explanation(),
        rule.remedy(),
        rule.source(),
        rule.level,
    )
    assert page.content.decode().count(f'id="{rule.id}"') == 1
    assert f'href="#{rule.id}"' in page.content.decode()


def test_each_verdict_is_a_chapter_of_its_own(page):
    assert [(chapter.id, len(chapter.rules)) for chapter in page.context["chapters"]] == [
        ("criteria", 4),
        ("conflicts", 14),
    ]


def test_the_figures_and_the_edition_are_those_of_the_criteria(page):
    text = page.content.decode()
    assert BIG_LOCAL.edition in text
    for words in ["At least 8", "At least 51%", "At most 2"]:
        assert words in text
