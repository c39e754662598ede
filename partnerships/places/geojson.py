"""Reads the boundary of an area from a GeoJSON file, or says in plain words why it cannot.

GeoJSON is RFC 7946: longitude before latitude, in degrees of WGS 84 (EPSG:4326). Files of the older
edition of 2008 may name another system in `crs`; those are refused, since nothing here converts.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any, NoReturn, TypeVar

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.polygon import orient

MEGABYTE = 1024 * 1024
LARGEST_FILE = 10 * MEGABYTE
# A finely drawn neighbourhood has a few thousand; a page draws a few hundred.
MOST_POINTS = 50_000
# A hundred-thousandth of a degree is about a metre; what is finer than a tenth of that is noise.
DECIMALS = 6

# England and some sea around it, in degrees: west, south, east, north.
ENGLAND = (-6.5, 49.8, 1.9, 55.9)

EXPORT_IT = "Export it as GeoJSON in EPSG:4326 (WGS 84), and choose that file."
MEND_IT = "Mend it in the program that drew it, and export it again."

# How EPSG:4326 with longitude first is written in the `crs` of old files.
_KNOWN_SYSTEMS = re.compile(
    r"(urn:ogc:def:crs:|https?://www\.opengis\.net/def/crs/)?"
    r"(OGC[:/]+(1\.3|0)?[:/]*CRS84|EPSG[:/]+0?[:/]*4326)",
    re.IGNORECASE,
)
_SHAPES = ("Polygon", "MultiPolygon")
_OTHER_SHAPES = {
    "Point": "a point",
    "MultiPoint": "points",
    "LineString": "a line",
    "MultiLineString": "lines",
    "GeometryCollection": "a collection of shapes",
}
# What GEOS finds wrong, in words of ours.
_WRONG = {
    "Self-intersection": "crosses itself",
    "Ring Self-intersection": "touches or crosses itself",
    "Hole lies outside shell": "has a hole that is not inside it",
    "Holes are nested": "has a hole inside another hole",
    "Interior is disconnected": "is cut in two by a hole",
    "Duplicate Rings": "has the same ring twice",
}

Kind = TypeVar("Kind")


class NoBoundary(Exception):
    """The file cannot be used as a boundary; the message says why and what to do."""


def read(content: bytes) -> MultiPolygon:
    """The boundary in a file: all its polygons united, holes kept, outer rings anticlockwise.

    Accepts a Polygon or MultiPolygon, a Feature of one, or a FeatureCollection of them. Raises
    NoBoundary for everything else.
    """
    if len(content) > LARGEST_FILE:
        raise NoBoundary(
            f"The file is larger than {LARGEST_FILE // MEGABYTE} MB. A boundary is much smaller: "
            "take out other layers, or simplify it."
        )
    document = _parsed(content)
    _check_system(document)
    polygons = [
        polygon
        for where, geometry in _geometries(document)
        for polygon in _polygons(where, geometry)
    ]
    if not polygons:
        raise NoBoundary("The file has no shape in it. It must hold the area as a polygon.")
    boundary = _united(polygons)
    _check_place(boundary)
    return boundary


def as_json(boundary: MultiPolygon) -> dict[str, Any]:
    """A boundary as a GeoJSON MultiPolygon, its numbers rounded to about a tenth of a metre."""
    rounded = shapely.transform(boundary, lambda points: points.round(DECIMALS))
    # Rounding may make a very thin part cross itself.
    whole = rounded if rounded.is_valid else boundary
    geometry: dict[str, Any] = json.loads(shapely.to_geojson(whole))
    return geometry


def from_json(geometry: Mapping[str, Any]) -> MultiPolygon:
    """The boundary that `as_json` was made of."""
    return MultiPolygon(
        [(rings[0], rings[1:]) for rings in geometry["coordinates"]],
    )


def count_points(boundary: MultiPolygon) -> int:
    """How many points the line has, each ring's first and last counted once."""
    rings = [ring for part in boundary.geoms for ring in (part.exterior, *part.interiors)]
    return sum(len(ring.coords) - 1 for ring in rings)


def _parsed(content: bytes) -> Mapping[str, Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NoBoundary(f"The file is not text in UTF-8, as GeoJSON is. {EXPORT_IT}") from None
    if not text.strip():
        raise NoBoundary("The file is empty. Choose another.")
    try:
        document = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as broken:
        raise NoBoundary(
            f"The file is not GeoJSON: line {broken.lineno} cannot be read. {EXPORT_IT}"
        ) from None
    except RecursionError:
        raise NoBoundary(f"The file is nested too deeply for GeoJSON. {EXPORT_IT}") from None
    except ValueError:
        # A whole number of thousands of figures.
        raise NoBoundary("The file has a number in it that is too long.") from None
    return _expect(document, dict, "The file", "a GeoJSON object")


def _no_number(name: str) -> NoReturn:
    raise NoBoundary(f"The file has “{name}” in it where a number must be. {MEND_IT}")


def _expect(value: object, kind: type[Kind], where: str, what: str) -> Kind:
    """`value` if it is of a kind; NoBoundary if not."""
    if not isinstance(value, kind):
        raise NoBoundary(f"{where} must be {what}. {EXPORT_IT}")
    return value


def _check_system(document: Mapping[str, Any]) -> None:
    """Refuse a file that says its coordinates are of another system than EPSG:4326."""
    system = document.get("crs")
    if system is None:
        return
    properties = system.get("properties") if isinstance(system, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(name, str) or not _KNOWN_SYSTEMS.fullmatch(name):
        shown = f"“{name[:60]}”" if isinstance(name, str) else "another system"
        raise NoBoundary(f"The file’s coordinates are in {shown}. {EXPORT_IT}")


def _geometries(document: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """What the document holds, each with the words that say where it stands."""
    match document.get("type"):
        case "FeatureCollection":
            features = _expect(document.get("features"), list, "“features”", "a list")
            for number, each in enumerate(features, start=1):
                where = f"Feature {number}"
                feature = _expect(each, dict, where, "a GeoJSON Feature")
                if feature.get("type") != "Feature":
                    raise NoBoundary(f"{where} must be a GeoJSON Feature. {EXPORT_IT}")
                yield where, feature.get("geometry")
        case "Feature":
            yield "The shape", document.get("geometry")
        case _:
            yield "The shape", document


def _polygons(where: str, geometry: object) -> Iterator[Polygon]:
    """The polygons of one geometry, each checked."""
    if geometry is None:
        raise NoBoundary(f"{where} is empty. It must be a polygon.")
    shape = _expect(geometry, dict, where, "a GeoJSON geometry")
    kind = shape.get("type")
    if isinstance(kind, str) and kind in _OTHER_SHAPES:
        raise NoBoundary(
            f"{where} is {_OTHER_SHAPES[kind]}. A boundary must be a polygon or several: leave "
            "out everything else."
        )
    if kind not in _SHAPES:
        raise NoBoundary(
            f"{where} is not a GeoJSON geometry: its type must be Polygon or MultiPolygon."
        )
    coordinates = _expect(shape.get("coordinates"), list, f"{where}’s coordinates", "a list")
    if not coordinates:
        raise NoBoundary(f"{where} is empty. It must be a polygon.")
    if kind == "Polygon":
        yield _polygon(where, coordinates)
        return
    for number, part in enumerate(coordinates, start=1):
        place = where if len(coordinates) == 1 else f"{where}, part {number},"
        yield _polygon(place, part)


def _polygon(where: str, rings: object) -> Polygon:
    listed = _expect(rings, list, where, "a list of rings")
    if not listed:
        raise NoBoundary(f"{where} is empty. It must be a polygon.")
    outer, *holes = [_ring(where, ring) for ring in listed]
    polygon = Polygon(outer, holes)
    if not polygon.is_valid:
        raise NoBoundary(_what_is_wrong(where, shapely.is_valid_reason(polygon)))
    return orient(polygon)


def _ring(where: str, ring: object) -> list[tuple[float, float]]:
    points = [
        _point(where, point) for point in _expect(ring, list, f"{where}’s ring", "a list of points")
    ]
    if len(points) < 4:
        raise NoBoundary(
            f"{where} has a ring of fewer than 4 points, the first and last of which are one. "
            f"{MEND_IT}"
        )
    if points[0] != points[-1]:
        raise NoBoundary(
            f"{where} has a ring that is not closed: its last point must be the first again. "
            f"{MEND_IT}"
        )
    return points


def _point(where: str, point: object) -> tuple[float, float]:
    numbers = _expect(point, list, f"{where}’s point", "a list of longitude and latitude")
    # Heights may follow, and are left out.
    if len(numbers) < 2 or not all(_is_number(number) for number in numbers):
        raise NoBoundary(
            f"{where} has a point that is not two numbers, longitude and latitude. {EXPORT_IT}"
        )
    longitude, latitude = numbers[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise NoBoundary(
            f"{where} has a point at {longitude:.10g}, {latitude:.10g}, which is no longitude and "
            f"latitude. It may be in the British National Grid. {EXPORT_IT}"
        )
    return float(longitude), float(latitude)


def _is_number(value: object) -> bool:
    return (
        isinstance(value, int | float)
        and not isinstance(value, bool)
        # A whole number may be longer than any float.
        and abs(value) < 1e300
        and math.isfinite(value)
    )


def _what_is_wrong(where: str, reason: str) -> str:
    """GEOS's "Self-intersection[-1.45 53.05]" as a sentence, with the place and the remedy."""
    found = re.fullmatch(r"(?P<what>[^\[]+)\[(?P<longitude>\S+) (?P<latitude>\S+)\]", reason)
    what = _WRONG.get(found["what"], "is not a sound polygon") if found else "is not sound"
    near = ""
    if found:
        longitude, latitude = float(found["longitude"]), float(found["latitude"])
        near = f" near longitude {longitude:.5f}, latitude {latitude:.5f}"
    return f"{where} {what}{near}. {MEND_IT}"


def _united(polygons: list[Polygon]) -> MultiPolygon:
    """One shape of several, which may touch or overlap."""
    if sum(map(shapely.get_num_coordinates, polygons)) > MOST_POINTS:
        raise NoBoundary(
            f"The boundary has more than {MOST_POINTS:,} points. Simplify it in the program that "
            "drew it, to a metre or so, and export it again."
        )
    whole = shapely.unary_union(polygons) if len(polygons) > 1 else polygons[0]
    return MultiPolygon([orient(part) for part in shapely.get_parts(whole)])


def _check_place(boundary: MultiPolygon) -> None:
    """Refuse what is not in England, where all areas of the programme are."""
    west, south, east, north = boundary.bounds
    if _is_in_england(west, south) and _is_in_england(east, north):
        return
    if _is_in_england(south, west) and _is_in_england(north, east):
        raise NoBoundary(
            f"The boundary has latitude before longitude. GeoJSON has longitude first. {EXPORT_IT}"
        )
    raise NoBoundary(
        f"The boundary is not in England: it runs from longitude {west:.3f} to {east:.3f} and from "
        f"latitude {south:.3f} to {north:.3f}. Check that it is the right file. {EXPORT_IT}"
    )


def _is_in_england(longitude: float, latitude: float) -> bool:
    west, south, east, north = ENGLAND
    return west <= longitude <= east and south <= latitude <= north
