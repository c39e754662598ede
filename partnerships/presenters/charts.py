"""A line of the years as shapes: where each step, axis and threshold lies, for a template to draw.

The drawing is 320 wide, so that on the narrowest phone one unit is about one pixel. All that has a
colour has a pattern or a dash too; the axes begin at zero.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 320, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 312, 14, 160
# How many years have room to be written out under the axis.
YEARS_WRITTEN = 6


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with one value: from a day to a day (both included), known for sure, and perhaps more."""

    starts_on: datetime.date
    ends_on: datetime.date
    value: float
    perhaps: float = 0


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, at `at` along it, and what is written there ("" for a mark alone)."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn, in units of the drawing; `line` and `area` are paths.

    `known` names what the area stands for, `perhaps` are where more may be so, and `missing` where
    there is too little for the threshold.
    """

    name: str
    title: str
    known: str
    description: str
    line: str
    area: str
    perhaps: list[Box]
    missing: list[Box]
    threshold: Tick
    across: list[Tick]
    up: list[Tick]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = RIGHT
    top: int = TOP
    bottom: int = BOTTOM


class _Scale:
    """From days and values to units of the drawing."""

    def __init__(self, first: datetime.date, last: datetime.date, most: float) -> None:
        self._first = first
        self._days = (last - first).days + 1
        self._most = most

    def x(self, day: datetime.date, *, is_over: bool = False) -> float:
        days = (day - self._first).days + is_over
        return round(LEFT + (RIGHT - LEFT) * days / self._days, 1)

    def y(self, value: float) -> float:
        return round(BOTTOM - (BOTTOM - TOP) * value / self._most, 1)


def draw(
    stretches: Sequence[Stretch],
    *,
    name: str,
    title: str,
    known: str,
    description: str,
    threshold: float,
    unit: str = "",
    most: float | None = None,
) -> Chart:
    """Draw stretches that follow each other without a gap, at least one, against a threshold."""
    top = most or _round_number(max(threshold * 1.5, *(one.value for one in stretches)))
    scale = _Scale(stretches[0].starts_on, stretches[-1].ends_on, top)
    line = _line(stretches, scale)
    return Chart(
        name=name,
        title=title,
        known=known,
        description=description,
        line=f"M{line}",
        area=f"M{LEFT} {BOTTOM} L{line} V{BOTTOM} H{LEFT} Z",
        perhaps=[
            _box(one, scale, one.value, one.value + one.perhaps) for one in stretches if one.perhaps
        ],
        missing=[
            _box(one, scale, one.value + one.perhaps, threshold)
            for one in stretches
            if one.value + one.perhaps < threshold
        ],
        threshold=Tick(scale.y(threshold), f"{threshold:g}{unit}"),
        across=list(_years(stretches[0].starts_on, stretches[-1].ends_on, scale)),
        up=[Tick(scale.y(value), f"{value:g}{unit}") for value in (0, top)],
    )


def _line(stretches: Iterable[Stretch], scale: _Scale) -> str:
    parts: list[str] = []
    for one in stretches:
        start = scale.x(one.starts_on)
        parts.append(f"V{scale.y(one.value)}" if parts else f"{start} {scale.y(one.value)}")
        parts.append(f"H{scale.x(one.ends_on, is_over=True)}")
    return " ".join(parts)


def _box(one: Stretch, scale: _Scale, low: float, high: float) -> Box:
    x, y = scale.x(one.starts_on), scale.y(high)
    width = round(scale.x(one.ends_on, is_over=True) - x, 1)
    return Box(x, y, width, round(scale.y(low) - y, 1))


def _years(first: datetime.date, last: datetime.date, scale: _Scale) -> Iterable[Tick]:
    years = range(first.year + 1, last.year + 1)
    if not years:
        yield Tick(LEFT, str(first.year))
    every = math.ceil(len(years) / YEARS_WRITTEN) or 1
    for year in years:
        is_written = (last.year - year) % every == 0
        yield Tick(scale.x(datetime.date(year, 1, 1)), str(year) if is_written else "")


def _round_number(most: float) -> int:
    """The next number that ends in 0 or 5."""
    return math.ceil(most / 5) * 5
