"""Reads a postcode as people type it, and tells on which side of an area's boundary it lies.

A postcode is a handful of homes, about 15, and the directory gives one point for it: the address
nearest to the middle of them (ONS Postcode Directory User Guide). So near the line the point cannot
tell where a home is. Within `TOLERANCE` of it the answer is "on the edge", and a person must judge.
"""

from __future__ import annotations

import datetime
import math
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

import shapely
from shapely.geometry import MultiPolygon, Point

from partnerships.models import Area, Boundary, Postcode
from partnerships.places.geojson import from_json

# Metres. Fifteen homes of a terraced street are some 80 metres of it, of semi-detached houses
# about 150, and the point is in the middle; so a home is seldom farther from it than this. The choice
# is ours: a wider margin would ask people about homes that are well inside.
TOLERANCE = 100.0

# Mean radius of the Earth in metres (IUGG).
EARTH = 6_371_008.8

# The shapes a postcode may have (A9, A99, AA9, AA99, A9A, AA9A, then 9AA). Which letters are in use
# changes; the directory knows.
_FORMAT = re.compile(r"([A-Z]{1,2}[0-9][0-9A-Z]?)([0-9][A-Z]{2})")

Shape = TypeVar("Shape", bound=shapely.Geometry)


class Side(StrEnum):
    """Where a postcode lies, as far as its point can tell."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    EDGE = "edge"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Found:
    """What is known of a postcode and an area; metres to the boundary, and the day it was given up."""

    code: str
    side: Side = Side.UNKNOWN
    metres: float | None = None
    point: tuple[float, float] | None = None
    ended_on: datetime.date | None = None
    boundary: MultiPolygon | None = None


class NotAPostcode(ValueError):
    """What was typed has not the form of a postcode."""


def normalise(text: str) -> str:
    """ "sw1a1aa" as "SW1A 1AA"; raises NotAPostcode when it has not the form of one."""
    letters = unicodedata.normalize("NFKC", text).upper()
    parts = _FORMAT.fullmatch("".join(letters.split()))
    if parts is None:
        raise NotAPostcode(text)
    return f"{parts[1]} {parts[2]}"


def key_of(postcode: str) -> str:
    """A postcode as the directory has it, without its space."""
    return postcode.replace(" ", "")


def is_directory_loaded() -> bool:
    """Whether any postcodes are here to look things up in."""
    return Postcode.objects.exists()


def boundary_of(area: Area) -> MultiPolygon | None:
    """The boundary of an area, in degrees; None when none is loaded."""
    geometry = Boundary.objects.filter(area=area).values_list("geometry", flat=True).first()
    return from_json(geometry) if geometry else None


def look_up(area: Area, text: str) -> Found | None:
    """What the directory and the boundary say of a postcode; None where they have no such postcode.

    `text` as people type it. None too when it is no postcode at all. Two queries at most.
    """
    try:
        code = normalise(text)
    except NotAPostcode:
        return None
    known = Postcode.objects.filter(code=key_of(code)).first()
    return None if known is None else found(boundary_of(area), known)


def found(boundary: MultiPolygon | None, known: Postcode) -> Found:
    """Where a postcode of the directory lies."""
    point = (known.longitude, known.latitude)
    if boundary is None:
        return Found(str(known), point=point, ended_on=known.ended_on)
    side, metres = place(boundary, *point)
    return Found(str(known), side, metres, point, known.ended_on, boundary)


def place(boundary: MultiPolygon, longitude: float, latitude: float) -> tuple[Side, float]:
    """On which side of a boundary a point is, and how many metres from it."""
    metres = distance(boundary, longitude, latitude)
    if metres <= TOLERANCE:
        return Side.EDGE, metres
    return (Side.INSIDE if boundary.covers(Point(longitude, latitude)) else Side.OUTSIDE), metres


def distance(boundary: MultiPolygon, longitude: float, latitude: float) -> float:
    """Metres from a point to the nearest part of the line, a hole's included."""
    around = in_metres(boundary.boundary, longitude, latitude)
    return float(shapely.distance(around, Point(0, 0)))


def in_metres(shape: Shape, longitude: float, latitude: float) -> Shape:
    """A shape in degrees as metres east and north of a place.

    An equirectangular projection: within 50 km of the place it is right to about one part in a
    hundred, which is a metre at the tolerance.
    """
    degree = math.radians(EARTH)
    scale = (degree * math.cos(math.radians(latitude)), degree)
    return shapely.transform(shape, lambda points: (points - (longitude, latitude)) * scale)
