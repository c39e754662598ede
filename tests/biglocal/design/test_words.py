"""Dates, shares, sums and lists of people are written in one way everywhere."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biglocal.design.words import day_in_words, money, number, people_list, percent


def test_a_day_has_its_month_in_letters():
    assert day_in_words(date(2024, 3, 27)) == "27 March 2024"
    assert day_in_words(date(2024, 3, 2)) == "2 March 2024"
    assert day_in_words(None) == ""


def test_thousands_are_told_apart_by_commas():
    assert [number(one) for one in (0, 999, 2_083, 170_000)] == ["0", "999", "2,083", "170,000"]


def test_a_moment_counts_as_its_day_in_london():
    assert day_in_words(datetime(2024, 6, 30, 23, 30, tzinfo=UTC)) == "1 July 2024"


@pytest.mark.parametrize(
    ("share", "written"),
    [(50.98, "50.9%"), (55.3, "55.3%"), (51, "51%"), (50.999, "50.9%"), (0, "0%"), (None, "")],
)
def test_a_share_is_rounded_down(share, written):
    assert percent(share) == written


@given(st.decimals(0, 100, places=3))
def test_a_share_is_never_written_larger_than_it_is(share):
    assert 0 <= share - Decimal(percent(share).rstrip("%")) < Decimal("0.1")


@pytest.mark.parametrize(
    ("amount", "written"),
    [
        (Decimal("1234.5"), "£1,234.50"),
        (1250, "£1,250"),
        (Decimal("-3.20"), "-£3.20"),
        (0, "£0"),
        (None, ""),
    ],
)
def test_a_sum_has_its_pence_only_where_there_are_some(amount, written):
    assert money(amount) == written


@pytest.mark.parametrize(
    ("names", "named", "written"),
    [
        ([], 2, ""),
        (["Asha"], 2, "Asha"),
        (["Asha", "Bola"], 2, "Asha and Bola"),
        (["Asha", "Bola", "Carys"], 2, "Asha, Bola and Carys"),
        (["Asha", "Bola", "Carys", "Dai"], 2, "Asha, Bola and 2 others"),
        (["Asha", "Bola", "Carys", "Dai"], None, "Asha, Bola, Carys and Dai"),
    ],
)
def test_people_are_named_as_one_would_say_it(names, named, written):
    assert people_list(names, named) == written
