"""Draws an area's boundary and the point of a postcode as a small map, with the same in words.

The map is made of figures alone, for a template to put into SVG: no tiles, and no other server that
would learn where somebody lives.
"""

from __future__ import annotations

import datetime
import math
from collections.abc import Iterable
from dataclasses import dataclass

import shapely
from shapely.geometry import MultiPolygon, Polygon

from partnerships.models import Area, Residence
from partnerships.places.postcodes import TOLERANCE, Found, Side, in_metres, look_up
from partnerships.presenters.places import metres_said, side_said

# The drawing, in its own units.
WIDTH = 300.0
LEAST_HEIGHT, MOST_HEIGHT = 170.0, 300.0
MARGIN = 16.0
# Below the drawing, for the scale.
FOOT = 34.0

MOST_POINTS = 400
MOST_PARTS = 50
# A point farther away than this many times the area's size would leave a dot of the area.
FARTHEST = 1.5

_WINDS = "north|north-east|east|south-east|south|south-west|west|north-west".split("|")


@dataclass(frozen=True, slots=True)
class Scale:
    """The bar that says how long something is: its end, from the left margin, and its length in words."""

    end: float
    words: str


@dataclass(frozen=True, slots=True)
class Dot:
    """Where a postcode is, and how far around it the answer is "on the edge", in units of the map."""

    x: float
    y: float
    reach: float


@dataclass(frozen=True, slots=True)
class Map:
    """A map, north up. `path` is that of the boundary, holes left open by the rule of even and odd."""

    width: float
    height: float
    margin: float
    right: float
    foot: float
    path: str
    dot: Dot | None
    scale: Scale
    title: str
    words: str
    place: str
    key: str


def map_of(area: str, boundary: MultiPolygon, found: Found | None = None) -> Map:
    """The map of an area's boundary, with the place of a postcode where it is near enough."""
    west, south, east, north = boundary.bounds
    middle = ((west + east) / 2, (south + north) / 2)
    shape = in_metres(boundary, *middle)
    place = in_metres(shapely.Point(found.point), *middle) if found and found.point else None
    frame = _Frame(shape, place)
    simple = simplified(shape, frame.metres_per_unit)
    dot = None
    if found is not None and place is not None and frame.holds(place):
        dot = Dot(*frame.at(place.x, place.y), round(TOLERANCE / frame.metres_per_unit, 1))
    where = _place(found, place, is_drawn=dot is not None)
    return Map(
        width=WIDTH,
        height=frame.height,
        margin=MARGIN,
        right=WIDTH - MARGIN,
        foot=frame.height - FOOT / 2,
        path=" ".join(frame.path(part) for part in simple),
        dot=dot,
        scale=_scale(frame.metres_per_unit),
        title=f"Map of {area}",
        words=f"The boundary of {area}, about {metres_said(across(shape))} across. {where}".strip(),
        place=where,
        key=_key(found, place, is_drawn=dot is not None),
    )


def map_of_home(area: Area, homes: Iterable[Residence], day: datetime.date) -> Map | None:
    """Where somebody lives on a day, as far as its postcode tells; None where that is not known."""
    codes = [
        home.household.postcode for home in homes if home.household and home.is_current_on(day)
    ]
    found = look_up(area, codes[0]) if codes and codes[0] else None
    if found is None or found.boundary is None:
        return None
    return map_of(area.name, found.boundary, found)


def across(shape: shapely.Geometry) -> float:
    """How far a shape in metres reaches from one side to the other, at its widest."""
    west, south, east, north = shapely.bounds(shape)
    return float(max(east - west, north - south))


def simplified(shape: shapely.Geometry, unit: float) -> list[Polygon]:
    """A shape's polygons with no more points than a small map needs; `unit` is one of its units."""
    tolerance = unit / 4
    while True:
        simple = shapely.simplify(shape, tolerance)
        if shapely.get_num_coordinates(simple) <= MOST_POINTS or tolerance > 8 * unit:
            break
        tolerance *= 2
    largest = sorted(shapely.get_parts(simple), key=lambda part: -float(part.area))
    return largest[:MOST_PARTS]


class _Frame:
    """Fits a shape, and a place near it, into the drawing."""

    def __init__(self, shape: shapely.Geometry, place: shapely.Point | None) -> None:
        west, south, east, north = map(float, shapely.bounds(shape))
        size = max(east - west, north - south)
        self._near = shapely.box(west, south, east, north).buffer(FARTHEST * size)
        if place is not None and self.holds(place):
            west, east = min(west, place.x - TOLERANCE), max(east, place.x + TOLERANCE)
            south, north = min(south, place.y - TOLERANCE), max(north, place.y + TOLERANCE)
        wide, high = max(east - west, 1.0), max(north - south, 1.0)
        self.metres_per_unit = max(wide / (WIDTH - 2 * MARGIN), high / (MOST_HEIGHT - 2 * MARGIN))
        drawn = max(high / self.metres_per_unit + 2 * MARGIN, LEAST_HEIGHT)
        self.height = round(drawn + FOOT, 1)
        self._left = WIDTH / 2 - (west + east) / 2 / self.metres_per_unit
        self._top = drawn / 2 + (south + north) / 2 / self.metres_per_unit

    def holds(self, place: shapely.Point) -> bool:
        """Whether a place is near enough to be on the map."""
        return bool(self._near.covers(place))

    def at(self, east: float, north: float) -> tuple[float, float]:
        """A place in metres as one in the drawing, whose y grows downwards."""
        x = self._left + east / self.metres_per_unit
        y = self._top - north / self.metres_per_unit
        return round(x, 1), round(y, 1)

    def path(self, polygon: Polygon) -> str:
        """A polygon and its holes as the `d` of an SVG path."""
        rings = []
        for ring in (polygon.exterior, *polygon.interiors):
            points = (self.at(point[0], point[1]) for point in ring.coords[:-1])
            rings.append("M" + " L".join(f"{x:g},{y:g}" for x, y in points) + " Z")
        return " ".join(rings)


def _scale(metres_per_unit: float) -> Scale:
    """The longest round length that takes up to two fifths of the width."""
    most = 0.4 * (WIDTH - 2 * MARGIN) * metres_per_unit
    power = 10 ** math.floor(math.log10(most))
    length = max(step * power for step in (1, 2, 5) if step * power <= most)
    words = f"{length / 1000:g} km" if length >= 1000 else f"{length:g} m"
    return Scale(round(MARGIN + length / metres_per_unit, 1), words)


def _place(found: Found | None, place: shapely.Point | None, *, is_drawn: bool) -> str:
    """Where the postcode is: "ZZ1 1AA is inside the area, 350 m from its edge."; "" without one."""
    if found is None or place is None:
        return ""
    said = f"{found.code} {side_said(found)}"
    return f"{said}." if is_drawn else f"{said}, to the {_wind(place)}."


def _key(found: Found | None, place: shapely.Point | None, *, is_drawn: bool) -> str:
    """What stands below the map, for those who see it."""
    if found is None or place is None:
        return ""
    if not is_drawn:
        return f"{found.code} is too far to the {_wind(place)} to be on this map."
    circle = ", in the middle of the circle" if found.side == Side.EDGE else ""
    return f"The dot is {found.code}{circle}."


def _wind(place: shapely.Point) -> str:
    """The direction of a place from the middle of the map."""
    turn = math.degrees(math.atan2(place.x, place.y)) % 360
    return _WINDS[round(turn / 45) % 8]
