"""A line of the years as shapes: where each step, axis, threshold and mark lies, for a template to draw.

The drawing is 320 wide, so that on the narrowest phone one unit is about one pixel. All that has a
colour has a pattern or a dash too; the axes begin at zero.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

WIDTH, HEIGHT = 320, 190
LEFT, RIGHT, TOP, BOTTOM = 46, 312, 14, 160
# How many years have room to be written out under the axis.
YEARS_WRITTEN = 6
# How far apart two lines of text must be.
A_LINE = 13


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days with one value: from a day to a day (both included), known for sure, and perhaps more.

    `needed` is how much there should be; None where no figure is asked for.
    """

    starts_on: datetime.date
    ends_on: datetime.date
    value: float
    perhaps: float = 0
    needed: float | None = None


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
class Words:
    """What a chart is called, what it shows in a sentence or two, and what its patterns stand for.

    `name` tells it from the others of its page; `threshold` and `marks` are "" where there are none.
    """

    name: str
    title: str
    description: str
    known: str
    perhaps: str = "Not known"
    missing: str = "Too few"
    threshold: str = ""
    marks: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """All that is drawn, in units of the drawing; `line`, `area` and `threshold` are paths.

    `perhaps` are where more may be so, and `missing` where there is too little for the threshold;
    `needed` is written beside the axis where the threshold ends.
    """

    words: Words
    line: str
    area: str
    perhaps: list[Box]
    missing: list[Box]
    threshold: str
    needed: Tick | None
    marks: list[Tick]
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
    words: Words,
    *,
    unit: str = "",
    most: float | None = None,
    is_whole: bool = False,
    marks: Sequence[tuple[datetime.date, str]] = (),
) -> Chart:
    """Draw stretches that follow each other without a gap, at least one.

    The axis goes up to `most`, or to what has room for all; where what is needed `is_whole`, there is
    nothing above it. `marks` are days, with what is written above them.
    """
    stretches = _joined(stretches)
    top = most or _room_for(stretches, 1 if is_whole else 1.5)
    scale = _Scale(stretches[0].starts_on, stretches[-1].ends_on, top)
    line = _line(stretches, scale)
    needed = stretches[-1].needed
    asked = None if needed is None else Tick(scale.y(needed), f"{_short(needed)}{unit}")
    return Chart(
        words=words,
        line=f"M{line}",
        area=f"M{LEFT} {BOTTOM} L{line} V{BOTTOM} H{LEFT} Z",
        perhaps=[
            _box(one, scale, one.value, one.value + one.perhaps) for one in stretches if one.perhaps
        ],
        missing=[
            _box(one, scale, one.value + one.perhaps, one.needed)
            for one in stretches
            if one.needed is not None and one.value + one.perhaps < one.needed
        ],
        threshold=_threshold(stretches, scale),
        needed=asked,
        marks=[Tick(scale.x(day), text) for day, text in marks],
        across=list(_years(stretches[0].starts_on, stretches[-1].ends_on, scale)),
        up=[
            Tick(scale.y(value), f"{_short(value)}{unit}")
            for value in (0, top)
            if asked is None or abs(scale.y(value) - asked.at) > A_LINE
        ],
    )


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The same with as few stretches as say it."""
    found: list[Stretch] = []
    for one in stretches:
        if found and replace(one, starts_on=found[-1].starts_on) == replace(
            found[-1], ends_on=one.ends_on
        ):
            found[-1] = replace(found[-1], ends_on=one.ends_on)
        else:
            found.append(one)
    return found


def _threshold(stretches: Sequence[Stretch], scale: _Scale) -> str:
    """A path along what is needed, as far as anything is."""
    parts: list[str] = []
    last: float | None = None
    for one in stretches:
        if one.needed is not None:
            end = f"H{scale.x(one.ends_on, is_over=True)}"
            if one.needed == last:
                parts[-1] = end
            elif last is None:
                parts += [f"M{scale.x(one.starts_on)} {scale.y(one.needed)}", end]
            else:
                parts += [f"V{scale.y(one.needed)}", end]
        last = one.needed
    return "".join(parts)


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


def _room_for(stretches: Sequence[Stretch], above: float) -> int:
    """A round number that every value has room under, and every threshold so many times."""
    most = max(max(one.value + one.perhaps, above * (one.needed or 0)) for one in stretches)
    # Ends in 0 or 5, or is of two figures and noughts.
    step = max(5, int(10 ** (len(str(int(most))) - 2)))
    return math.ceil(most / step) * step or step


def _short(number: float) -> str:
    """ "2,100", "170k" or "2.1m": no longer than there is room beside the axis."""
    if number >= 1_000_000:
        return f"{number / 1_000_000:g}m"
    if number >= 10_000:
        return f"{number / 1000:g}k"
    return f"{number:,g}"
