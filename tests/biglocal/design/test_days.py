"""A day is read as people write it, and a refusal says which box to mend."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from biglocal.design.days import MONTHS, NotADay, TypedDay

days = st.dates(date(1900, 1, 1), date(2200, 12, 31))


@given(days)
def test_a_day_taken_apart_is_read_back_as_itself(day):
    assert TypedDay.of(day).read() == day


@given(days, st.sampled_from(["{0:%d}/{0:%m}/{0.year}", "{0.year:04}-{0:%m}-{0:%d}"]))
def test_one_text_is_taken_apart_day_first_unless_the_computer_wrote_it(day, written):
    assert TypedDay.split(written.format(day)).read() == day


@given(days, st.booleans(), st.sampled_from([str.upper, str.lower, str.capitalize]))
def test_a_month_may_be_named_in_full_or_in_short(day, is_short, case):
    name = MONTHS[day.month - 1]
    name = case(name[:3] if is_short else name)
    assert TypedDay(f" {day.day} ", name, str(day.year)).read() == day
    assert TypedDay.split(f"{day.day} {name} {day.year}").read() == day


@pytest.mark.parametrize("text", ["1st Sept. 2024", "01.09.2024", "1, September, 2024", "1-9-2024"])
def test_the_first_of_september_has_many_spellings(text):
    assert TypedDay.split(text).read() == date(2024, 9, 1)


@given(st.text(max_size=8), st.text(max_size=8), st.text(max_size=8))
def test_whatever_is_typed_is_a_day_or_refused_with_a_box_to_mend(day, month, year):
    typed = TypedDay(day, month, year)
    try:
        outcome = typed.read()
    except NotADay as wrong:
        outcome = set(wrong.boxes)
    if isinstance(outcome, date):
        assert 1900 <= outcome.year <= 2200
    else:
        assert outcome
        assert outcome <= {"day", "month", "year"}


@given(st.text(max_size=30))
def test_any_text_can_be_taken_apart(text):
    assert isinstance(TypedDay.split(text), TypedDay)


@pytest.mark.parametrize(
    ("typed", "problem", "boxes"),
    [
        (("27", "3", ""), "must include a year", ("year",)),
        (("", "3", ""), "must include a day and a year", ("day", "year")),
        (("32", "3", "2024"), "must have a day from 1 to 31", ("day",)),
        (("0", "3", "2024"), "must have a day from 1 to 31", ("day",)),
        (("27", "13", "2024"), "must have a month from 1 to 12, or its name", ("month",)),
        (
            ("27", "0" * 5000 + "0", "2024"),
            "must have a month from 1 to 12, or its name",
            ("month",),
        ),
        (("27", "Marz", "2024"), "must have a month from 1 to 12, or its name", ("month",)),
        (("27", "3", "24"), "must have the year in full, like 2024", ("year",)),
        (("27", "3", "20244"), "must have a year from 1900 to 2200", ("year",)),
        (("27", "3", "٢٠٢٤"), "must have a year from 1900 to 2200", ("year",)),
        (("30", "2", "2023"), "must be a real date: February 2023 has no 30", ("day",)),
        (("29", "feb", "2023"), "must be a real date: February 2023 has no 29", ("day",)),
    ],
)
def test_a_refusal_says_what_is_wrong_and_where(typed, problem, boxes):
    with pytest.raises(NotADay) as refused:
        TypedDay(*typed).read()
    assert (refused.value.problem, refused.value.boxes) == (problem, boxes)
