"""Refusals and names in the words of decisions."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.giving.wording import (
    Names,
    has_part_of,
    reads_like_a_refusal,
    shortened,
)


@pytest.mark.parametrize(
    "outcome",
    [
        "Refused",
        "refused, as the plan is full.",
        "Not agreed: too dear",
        "The application was turned down.",
        "Grant has been declined",
        "- Deferred to the next meeting",
        "It was not funded",
    ],
)
def test_a_refusal(outcome):
    assert reads_like_a_refusal(outcome)


@pytest.mark.parametrize(
    "outcome",
    [
        "",
        "Agreed.",
        "Agreed with conditions; a larger sum was refused.",
        "Nothing was refused",
        "Refusedal",
        "Refuse collection agreed",
        "Not all of it was spent",
    ],
)
def test_no_refusal(outcome):
    assert not reads_like_a_refusal(outcome)


KNOWN = Names(["Asha Patel", "Zoë O’Brien", "Grace", "Ewa Maria Kowalska", ""])


@pytest.mark.parametrize(
    "text",
    [
        "Asha Patel asked for it",
        "as ASHA  PATEL said.",
        "Proposed by Zoe O'Brien, and agreed",
        "Ewa Maria Kowalska",
        "For Asha Patel’s fair",
        "Asha Patels fair",
    ],
)
def test_somebody_is_named(text):
    assert KNOWN.are_in(text)


@pytest.mark.parametrize(
    "text",
    ["", "Asha", "Patel Asha", "A grace period", "Ewa Kowalska", "Natasha Patel’s", "Asha P."],
)
def test_nobody_is_named(text):
    assert not KNOWN.are_in(text)


def test_a_whole_name():
    assert KNOWN.has("asha patel")
    assert not KNOWN.has("Asha Patel Catering")
    assert not KNOWN.has("Grace")
    assert not KNOWN.has("")


def test_a_part_of_a_name():
    assert has_part_of("Mrs Jo Doe-Smith", "New kitchen for SMITH")
    assert has_part_of("Mrs Jo Doe-Smith", "Smith’s kitchen")
    assert not has_part_of("Jo Li", "Li and Jo are too short to tell")


@given(st.text(), st.integers(min_value=2, max_value=50))
def test_what_is_shortened_fits(text, most):
    short = shortened(text, most)
    assert len(short) <= most
    assert short == text or short.endswith("…")


def test_a_text_is_cut_after_a_word():
    assert shortened("Grant for the summer fair", 12) == "Grant for…"
