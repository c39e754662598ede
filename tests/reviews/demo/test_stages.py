"""Which round is this year's."""

import datetime

import pytest

from reviews.demo.stages import year_on


@pytest.mark.parametrize(
    ("day", "year"),
    [("2026-08-31", 2025), ("2026-09-01", 2026), ("2026-12-31", 2026), ("2027-01-01", 2026)],
)
def test_this_years_round_is_the_newest_whose_first_of_september_has_passed(
    day: str, year: int
) -> None:
    assert year_on(datetime.date.fromisoformat(day)) == year
