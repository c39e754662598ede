"""Unbroken runs of memberships, and days and periods in words."""

import datetime

import pytest

from partnerships.models import Membership
from partnerships.presenters.periods import day_said, leaves, period_said, runs_of

DAY = datetime.date


def seat(starts_on, ends_on=None):
    return Membership(starts_on=starts_on, ends_on=ends_on)


def test_records_that_follow_each_other_make_one_run():
    later, earlier = seat(DAY(2024, 7, 1)), seat(DAY(2022, 1, 1), DAY(2024, 6, 30))

    (run,) = runs_of([later, earlier])

    assert (run.starts_on, run.ends_on) == (DAY(2022, 1, 1), None)
    assert run.on(DAY(2024, 6, 30)) is earlier
    assert run.on(DAY(2024, 7, 1)) is later
    assert run.after(DAY(2024, 6, 30)) is later
    assert run.after(DAY(2024, 7, 1)) is None


def test_one_day_between_them_makes_two():
    first, second = runs_of([seat(DAY(2022, 1, 1), DAY(2024, 6, 29)), seat(DAY(2024, 7, 1))])

    assert first.ends_on == DAY(2024, 6, 29)
    assert second.starts_on == DAY(2024, 7, 1)


def test_no_records_make_none():
    assert list(runs_of([])) == []


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "words"),
    [
        (DAY(2024, 5, 1), None, "since 1 May 2024"),
        (DAY(2026, 10, 1), None, "since 1 October 2026"),
        (DAY(2026, 10, 2), None, "from 2 October 2026"),
        (DAY(2024, 5, 1), DAY(2025, 6, 30), "1 May 2024 to 30 June 2025"),
    ],
)
def test_a_period_in_words(starts_on, ends_on, words):
    assert period_said(seat(starts_on, ends_on), DAY(2026, 10, 1)) == words


def test_a_day_of_this_year_goes_without_it(db):
    assert day_said(DAY(2026, 6, 30)) == "30 June"
    assert day_said(DAY(2027, 6, 30)) == "30 June 2027"


def test_a_last_day_is_over_when_it_is_past(db):
    assert leaves(DAY(2026, 10, 1)) == "leaves on 1 October"
    assert leaves(DAY(2026, 9, 30)) == "left on 30 September"
