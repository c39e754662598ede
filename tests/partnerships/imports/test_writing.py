"""Text in a cell is no formula, and comes back as it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.imports.cells import clean
from partnerships.imports.writing import guarded, is_formula, joined, split, unguarded

TEXTS = st.one_of(
    st.sampled_from(["=1", "'=1", "''-", "None", "#REF!", "＝1", '"a"', "a; b", "'t Hooft", ";"]),
    st.text(alphabet="=+-@'\"; aN\u0301", min_size=1),
    st.text(min_size=1),
)
CLEAN = TEXTS.map(clean).filter(bool)


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "＝1", "－1", "＠x", "\t=1", "\r=1", "﹢1"]
)
def test_what_a_program_may_run_has_an_apostrophe_before_it(text):
    assert is_formula(text)
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["Asha Patel", "'t Hooft", "O’Neil", "1=1", "a-b", "", "#1", "n"])
def test_what_is_plain_stays_as_it_is(text):
    assert guarded(text) == unguarded(text) == text


@given(text=st.one_of(TEXTS, CLEAN))
def test_any_text_comes_back(text):
    assert unguarded(guarded(text)) == text
    assert not is_formula(guarded(text))


@given(texts=st.lists(CLEAN))
def test_several_in_one_cell_come_back_and_none_runs(texts):
    cell = joined(texts)
    assert [unguarded(part) for part in split(clean(cell))] == texts
    assert not is_formula(cell)


@pytest.mark.parametrize(
    ("cell", "parts"),
    [
        ("Chair; Treasurer", ["Chair", "Treasurer"]),
        (" ;Chair;;", ["Chair"]),
        ('"Chair; acting"; Treasurer', ["Chair; acting", "Treasurer"]),
        ('Rob "Bob" Lee; Ann', ['Rob "Bob" Lee', "Ann"]),
        ('"Bob" Lee; Ann', ['"Bob" Lee', "Ann"]),
        ('"Bob', ['"Bob']),
        ("", []),
    ],
)
def test_several_as_people_write_them(cell, parts):
    assert split(cell) == parts
