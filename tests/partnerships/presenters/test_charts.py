"""Lines of the years: where things lie, from zero up, and what is marked."""

import datetime

import pytest

from partnerships.presenters.charts import BOTTOM, LEFT, RIGHT, TOP, Box, Stretch, draw

DAY = datetime.date
NAMES = {"name": "x", "title": "Members", "known": "Members", "description": "Some."}


def years(*values, first=2020):
    """A stretch for each value, a year long."""
    return [
        Stretch(DAY(first + at, 1, 1), DAY(first + at, 12, 31), value)
        for at, value in enumerate(values)
    ]


def test_the_axis_begins_at_zero_and_ends_at_a_round_number_above_all():
    chart = draw(years(7, 12), threshold=8, **NAMES)

    assert [(tick.text, tick.at) for tick in chart.up] == [("0", BOTTOM), ("15", TOP)]
    assert chart.threshold.text == "8"
    assert TOP < chart.threshold.at < BOTTOM


def test_the_line_steps_from_edge_to_edge():
    chart = draw(years(0, 10), threshold=50, unit="%", most=100, **NAMES)

    middle = round(LEFT + (RIGHT - LEFT) * 366 / 731, 1)
    tenth = round(BOTTOM - (BOTTOM - TOP) / 10, 1)
    assert chart.line == f"M{LEFT}.0 {BOTTOM}.0 H{middle} V{tenth} H{RIGHT}.0"
    assert chart.area == f"M{LEFT} {BOTTOM} L{chart.line[1:]} V{BOTTOM} H{LEFT} Z"


def test_where_there_is_too_little_the_gap_up_to_the_threshold_is_marked():
    chart = draw(years(25, 75), threshold=50, most=100, **NAMES)

    (gap,) = chart.missing
    quarter = (BOTTOM - TOP) / 4
    assert gap == Box(LEFT, BOTTOM - 2 * quarter, gap.width, quarter)


@pytest.mark.parametrize(("perhaps", "is_missing"), [(24, True), (25, False), (40, False)])
def test_what_may_be_so_counts_before_anything_is_missing(perhaps, is_missing):
    (year,) = years(25)
    chart = draw(
        [Stretch(year.starts_on, year.ends_on, 25, perhaps)], threshold=50, most=100, **NAMES
    )

    assert len(chart.perhaps) == 1
    assert bool(chart.missing) == is_missing


def test_years_are_written_as_far_as_there_is_room():
    chart = draw(years(*[9] * 11, first=2016), threshold=8, **NAMES)

    assert [tick.text for tick in chart.across] == [
        *("", "2018", "", "2020", "", "2022", "", "2024", "", "2026"),
    ]


def test_a_register_of_a_single_day_is_drawn_too():
    chart = draw([Stretch(DAY(2026, 5, 4), DAY(2026, 5, 4), 3)], threshold=8, **NAMES)

    assert chart.line.endswith(f"H{RIGHT}.0")
    assert [tick.text for tick in chart.across] == ["2026"]
