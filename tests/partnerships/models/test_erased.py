"""Taking a name out of what was written, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models.erased import ERASED, each_text, without


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Asha Patel leaves.", f"{ERASED} leaves."),
        ("ASHA PATEL’s home", f"{ERASED}’s home"),
        ("Natasha Patels", "Natasha Patels"),
        ("Asha Patel-Jones", f"{ERASED}-Jones"),
        ("Asha and Patel", "Asha and Patel"),
        ("", ""),
    ],
)
def test_whole_names(text, left):
    assert without({"Asha Patel"})(text) == left


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Asha means to go.", f"{ERASED} means to go."),
        ("The Patel family", f"The {ERASED} family"),
        ("Ben Patel stays.", "Ben Patel stays."),
        ("asha is no name", "asha is no name"),
    ],
)
def test_parts_of_names_but_not_of_others(text, left):
    assert without({"Asha Patel"}, keeping={"Ben Patel"}, with_parts=True)(text) == left


def test_words_of_every_sentence_stay():
    take_out = without({"May Li Will"}, with_parts=True)
    assert take_out("In May Li said: Will do.") == "In May Li said: Will do."


def test_a_longer_name_is_taken_out_whole():
    assert without({"Asha Patel", "Asha Patel Shah"})("Asha Patel Shah") == ERASED


@pytest.mark.parametrize("name", ["Asha (Ash) Patel", "A.*", "O'Neill", "\\", "張偉"])
def test_names_are_no_patterns(name):
    assert without({name})(f"So {name} said") == f"So {ERASED} said"


@given(st.text())
def test_without_a_name_everything_stays(text):
    assert without(set())(text) == without({ERASED})(text) == text


@given(st.text(), st.text(min_size=1))
def test_taking_out_twice_is_taking_out_once(text, name):
    take_out = without({name})
    once = take_out(text)
    if name.casefold() not in ERASED.casefold():
        assert take_out(once) == once


def test_every_text_of_a_document_is_reached_and_no_key():
    document = {"Asha": ["Asha", {"a": "Asha", "n": 1, "none": None}], "b": True}
    assert each_text(document, lambda text, key: f"{key}:{text}") == {
        "Asha": ["Asha:Asha", {"a": "a:Asha", "n": 1, "none": None}],
        "b": True,
    }
