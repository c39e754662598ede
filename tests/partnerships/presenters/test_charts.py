"""Lines of the years: where things lie, from zero up, and what is marked."""

import datetime
from dataclasses import replace

import pytest

from partnerships.presenters.charts import BOTTOM, LEFT, RIGHT, TOP, Box, Stretch, Tick, Words, draw

DAY = datetime.date
WORDS = Words(name="x", title="Members", known="Members", description="Some.")


def years(*values, first=2020, needed=None):
    """A stretch for each value, a year long."""
    return [
        Stretch(DAY(first + at, 1, 1), DAY(first + at, 12, 31), value, needed=needed)
        for at, value in enumerate(values)
    ]


def test_the_axis_begins_at_zero_and_ends_at_a_round_number_above_all():
    chart = draw(years(7, 12, needed=8), WORDS)

    assert [(tick.text, tick.at) for tick in chart.up] == [("0", BOTTOM), ("15", TOP)]
    assert chart.needed.text == "8"
    assert TOP < chart.needed.at < BOTTOM
    assert chart.threshold == f"M{LEFT}.0 {chart.needed.at}H{RIGHT}.0"


def test_the_line_steps_from_edge_to_edge():
    chart = draw(years(0, 10, needed=50), WORDS, unit="%", most=100)

    middle = round(LEFT + (RIGHT - LEFT) * 366 / 731, 1)
    tenth = round(BOTTOM - (BOTTOM - TOP) / 10, 1)
    assert chart.line == f"M{LEFT}.0 {BOTTOM}.0 H{middle} V{tenth} H{RIGHT}.0"
    assert chart.area == f"M{LEFT} {BOTTOM} L{chart.line[1:]} V{BOTTOM} H{LEFT} Z"


def test_where_there_is_too_little_the_gap_up_to_the_threshold_is_marked():
    chart = draw(years(25, 75, needed=50), WORDS, most=100)

    (gap,) = chart.missing
    quarter = (BOTTOM - TOP) / 4
    assert gap == Box(LEFT, BOTTOM - 2 * quarter, gap.width, quarter)


@pytest.mark.parametrize(("perhaps", "is_missing"), [(24, True), (25, False), (40, False)])
def test_what_may_be_so_counts_before_anything_is_missing(perhaps, is_missing):
    (year,) = years(25)
    chart = draw([Stretch(year.starts_on, year.ends_on, 25, perhaps, 50)], WORDS, most=100)

    assert len(chart.perhaps) == 1
    assert bool(chart.missing) == is_missing


def test_years_are_written_as_far_as_there_is_room():
    chart = draw(years(*[9] * 11, first=2016), WORDS)

    assert [tick.text for tick in chart.across] == [
        *("", "2018", "", "2020", "", "2022", "", "2024", "", "2026"),
    ]


def test_a_register_of_a_single_day_is_drawn_too():
    chart = draw([Stretch(DAY(2026, 5, 4), DAY(2026, 5, 4), 3)], WORDS)

    assert chart.line.endswith(f"H{RIGHT}.0")
    assert [tick.text for tick in chart.across] == ["2026"]


def test_a_threshold_that_changes_steps_from_the_day_it_does():
    before, after = years(9, 9)
    chart = draw([replace(before, needed=8), replace(after, needed=10)], WORDS, most=20)

    middle = round(LEFT + (RIGHT - LEFT) * 366 / 731, 1)
    eight, ten = (round(BOTTOM - (BOTTOM - TOP) * value / 20, 1) for value in (8, 10))
    assert chart.threshold == f"M{LEFT}.0 {eight}H{middle}V{ten}H{RIGHT}.0"
    assert (chart.needed.text, len(chart.missing)) == ("10", 1)


def test_a_day_is_marked_where_it_lies():
    chart = draw(years(9, 9), WORDS, marks=[(DAY(2021, 1, 1), "1")])

    assert chart.marks == [Tick(round(LEFT + (RIGHT - LEFT) * 366 / 731, 1), "1")]


def test_what_stays_the_same_is_drawn_once():
    chart = draw(years(9, 9, 9, needed=10), WORDS)

    assert len(chart.missing) == 1
    assert chart.line.count("H") == 1
    assert chart.threshold.count("H") == 1


def test_a_threshold_is_drawn_where_there_is_one():
    first, second, third = years(9, 9, 9, needed=10)
    chart = draw([first, replace(second, needed=None), third], WORDS)

    assert (chart.threshold.count("M"), chart.threshold.count("H")) == (2, 2)
    assert len(chart.missing) == 2


@pytest.mark.parametrize(
    ("value", "written"), [(3, "5"), (147, "150"), (2081, "2,100"), (12_345, "13k"), (2e6, "2m")]
)
def test_the_axis_has_room_for_numbers_of_any_size(value, written):
    assert [tick.text for tick in draw(years(value), WORDS).up] == ["0", written]


def test_the_end_of_the_axis_is_not_written_over_the_threshold():
    chart = draw(years(140, needed=147), WORDS, most=150)

    assert [tick.text for tick in chart.up] == ["0"]
    assert chart.needed.text == "147"
