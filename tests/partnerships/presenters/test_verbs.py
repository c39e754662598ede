"""Every action has words, and one that should not have them yet still reads."""

import ast
import re
from pathlib import Path

import pytest

from partnerships.presenters.verbs import NAME, VERBS, in_words

ROOT = Path(__file__).resolve().parents[3]
PLACES = (
    *("partnerships/actions/*.py", "reviews/actions/*.py"),
    *("biglocal/post/queue.py", "biglocal/accounts/actions.py"),
)


def verbs_of_actions() -> set[str]:
    """The names of actions that stand anywhere in the modules of actions."""
    found = set()
    for place in PLACES:
        for path in ROOT.glob(place):
            for node in ast.walk(ast.parse(path.read_text())):
                text = node.value if isinstance(node, ast.Constant) else None
                if isinstance(text, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", text):
                    found.add(text)
    return found


def test_every_action_has_words_and_all_words_an_action():
    assert verbs_of_actions() == set(VERBS)


@pytest.mark.parametrize("verb", VERBS)
def test_words_read_without_the_values_that_may_be_missing(verb):
    people = {"who": "Rita Osei", "whose": "Rita Osei’s"}
    told = in_words(verb, people)
    assert not set(told) & set("{}[]")
    needed = set(NAME.findall(re.sub(r"\[[^\]]*\]", "", VERBS[verb]))) - set(people)
    assert ("…" in told) == bool(needed)


def test_what_is_optional_is_told_where_it_is_known():
    values = {"who": "Rita Osei", "whose": "Rita Osei’s"}
    assert in_words("members.leave", values) == "ended Rita Osei’s membership"
    assert in_words("members.leave", values | {"ends_on": "30 June"}) == (
        "ended Rita Osei’s membership on 30 June"
    )


def test_an_action_without_words_is_told_by_its_name():
    assert in_words("policies.adopt_new", {}) == "did “adopt new” under “policies”"
    assert in_words("policies.adopt_new", {"who": "Rita Osei"}) == (
        "did “adopt new” under “policies”, about Rita Osei"
    )
    assert in_words("tidied", {}) == "did “tidied”"


def test_braces_in_a_name_are_only_a_name():
    assert in_words("members.correct", {"whose": "{who}’s"}) == "corrected {who}’s membership"
