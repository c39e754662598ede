"""Reading boundaries: what is taken, and what is refused with what to do about it."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon, Point

from partnerships.places.geojson import (
    LARGEST_FILE,
    NoBoundary,
    as_json,
    count_points,
    from_json,
    read,
)

SQUARE = [[-1.5, 53.0], [-1.4, 53.0], [-1.4, 53.1], [-1.5, 53.1], [-1.5, 53.0]]
HOLE = [[-1.47, 53.03], [-1.43, 53.03], [-1.43, 53.07], [-1.47, 53.07], [-1.47, 53.03]]
BESIDE = [[-1.4, 53.0], [-1.3, 53.0], [-1.3, 53.1], [-1.4, 53.1], [-1.4, 53.0]]
APART = [[-1.2, 53.0], [-1.1, 53.0], [-1.1, 53.1], [-1.2, 53.0]]
BOW_TIE = [[-1.5, 53.0], [-1.4, 53.1], [-1.4, 53.0], [-1.5, 53.1], [-1.5, 53.0]]


def polygon(*rings):
    return {"type": "Polygon", "coordinates": list(rings)}


def feature(geometry, **more):
    return {"type": "Feature", "properties": {}, "geometry": geometry} | more


def collection(*geometries, **more):
    return {"type": "FeatureCollection", "features": [feature(one) for one in geometries]} | more


def reading(document):
    return read(json.dumps(document).encode())


def refusal(content):
    with pytest.raises(NoBoundary) as refused:
        read(content if isinstance(content, bytes) else json.dumps(content).encode())
    return str(refused.value)


@pytest.mark.parametrize(
    "document",
    [
        polygon(SQUARE),
        feature(polygon(SQUARE)),
        collection(polygon(SQUARE)),
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        polygon(SQUARE[::-1]),
        polygon([[*point, 81.5] for point in SQUARE]),
        polygon(SQUARE) | {"crs": None},
        collection(
            polygon(SQUARE),
            crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}},
        ),
        polygon(SQUARE) | {"crs": {"type": "name", "properties": {"name": "EPSG:4326"}}},
        polygon(SQUARE)
        | {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::4326"}}},
    ],
)
def test_one_square_however_it_is_written(document):
    boundary = reading(document)
    assert boundary.equals(MultiPolygon([(SQUARE, [])]))
    assert boundary.geoms[0].exterior.is_ccw
    assert count_points(boundary) == 4


def test_a_mark_at_the_start_of_the_file_is_passed_over():
    assert read(b"\xef\xbb\xbf" + json.dumps(polygon(SQUARE)).encode()).area > 0


def test_a_hole_is_not_in_the_area():
    boundary = reading(polygon(SQUARE, HOLE))
    assert not boundary.covers(Point(-1.45, 53.05))
    assert boundary.covers(Point(-1.49, 53.05))


def test_features_that_touch_become_one_and_those_apart_stay_two():
    assert len(reading(collection(polygon(SQUARE), polygon(BESIDE))).geoms) == 1
    assert len(reading(collection(polygon(SQUARE), polygon(APART))).geoms) == 2


def test_parts_that_overlap_are_united():
    boundary = reading({"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]})
    assert boundary.equals(MultiPolygon([(SQUARE, [])]))


def test_what_is_kept_is_what_was_read():
    boundary = reading(collection(polygon(SQUARE, HOLE), polygon(APART)))
    kept = json.loads(json.dumps(as_json(boundary)))
    assert kept["type"] == "MultiPolygon"
    assert from_json(kept).equals(boundary)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty."),
        (b" \n", "The file is empty."),
        (b"\xff\xfe{\x00", "not text in UTF-8"),
        (b'{"type":\n "Polygon",\n oops}', "line 3 cannot be read. Export it as GeoJSON"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"type": ' + b"1" * 5_000 + b"}", "a number in it that is too long"),
        (json.dumps(polygon(SQUARE)).replace("53.1", "NaN").encode(), "“NaN” in it where a number"),
        (b"[]", "The file must be a GeoJSON object"),
        (b'"Polygon"', "The file must be a GeoJSON object"),
        (b" " * (LARGEST_FILE + 1), "larger than 10 MB"),
    ],
)
def test_a_file_that_is_no_geojson_is_refused(content, said):
    assert said in refusal(content)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ({"type": "Point", "coordinates": [-1.5, 53]}, "The shape is a point."),
        (feature({"type": "LineString", "coordinates": SQUARE}), "The shape is a line."),
        (
            collection(polygon(SQUARE), {"type": "MultiPoint", "coordinates": SQUARE}),
            "Feature 2 is points. A boundary must be a polygon or several: leave out",
        ),
        ({"type": "GeometryCollection", "geometries": []}, "a collection of shapes"),
        ({"type": "Topology"}, "its type must be Polygon or MultiPolygon"),
        ({}, "its type must be Polygon or MultiPolygon"),
        ({"type": ["Polygon"]}, "its type must be Polygon or MultiPolygon"),
        (collection(), "has no shape in it"),
        ({"type": "FeatureCollection"}, "“features” must be a list"),
        ({"type": "FeatureCollection", "features": [7]}, "Feature 1 must be a GeoJSON Feature"),
        (
            {"type": "FeatureCollection", "features": [polygon(SQUARE)]},
            "Feature 1 must be a GeoJSON Feature",
        ),
        (feature(None), "The shape is empty"),
        (polygon(), "The shape is empty"),
        ({"type": "MultiPolygon", "coordinates": [[]]}, "The shape is empty"),
        ({"type": "Polygon", "coordinates": "53"}, "coordinates must be a list"),
        (polygon({}), "ring must be a list of points"),
        (polygon([1, 2, 3, 4]), "point must be a list of longitude and latitude"),
        (polygon([["-1.5", "53"]] * 4), "a point that is not two numbers"),
        (polygon([[True, 53]] * 4), "a point that is not two numbers"),
        (polygon([[-1.5]] * 4), "a point that is not two numbers"),
        (polygon([[10**400, 53]] * 4), "a point that is not two numbers"),
        (polygon([[1e999, 53]] * 4), "“Infinity” in it"),
        (polygon(SQUARE[:2] + SQUARE[:1]), "a ring of fewer than 4 points"),
        (polygon(SQUARE[:-1]), "a ring that is not closed"),
        (polygon([SQUARE[0]] * 4), "is not a sound polygon near longitude -1.5"),
        (
            polygon(BOW_TIE),
            "The shape crosses itself near longitude -1.45000, latitude 53.05000. Mend it",
        ),
        (
            {"type": "MultiPolygon", "coordinates": [[SQUARE], [BOW_TIE]]},
            "The shape, part 2, crosses itself",
        ),
        (polygon(SQUARE, APART), "has a hole that is not inside it"),
        (
            polygon([[436000, 387000], [437000, 387000], [437000, 388000], [436000, 387000]]),
            "436000, 387000, which is no longitude and latitude. It may be in the British National "
            "Grid. Export it as GeoJSON in EPSG:4326 (WGS 84)",
        ),
        (
            polygon(SQUARE)
            | {"crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}},
            "The file’s coordinates are in “urn:ogc:def:crs:EPSG::27700”. Export it as GeoJSON in "
            "EPSG:4326 (WGS 84)",
        ),
        (polygon(SQUARE) | {"crs": "EPSG:27700"}, "coordinates are in another system"),
        (polygon(SQUARE) | {"crs": {"type": "name", "properties": 3}}, "in another system"),
        (
            polygon([[latitude, longitude] for longitude, latitude in SQUARE]),
            "latitude before longitude",
        ),
        (
            polygon([[longitude + 100, latitude] for longitude, latitude in SQUARE]),
            "not in England: it runs from longitude 98.500 to 98.600 and from latitude 53.000",
        ),
    ],
)
def test_what_is_no_boundary_is_refused_with_what_to_do(document, said):
    assert said in refusal(document)


def test_a_boundary_of_very_many_points_is_to_be_simplified():
    many = [[-1.5 + i / 1_000_000, 53.0] for i in range(60_000)]
    assert "more than 50,000 points. Simplify it" in refusal(
        polygon([*many, [-1.5, 53.1], many[0]])
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(-200, 200) | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(
            st.sampled_from(["type", "coordinates", "features", "geometry", "crs"]), inner
        )
    ),
)


@given(JSON, st.sampled_from(["Polygon", "MultiPolygon", "Feature", "FeatureCollection"]))
def test_whatever_the_file_holds_it_is_read_or_refused(document, kind):
    if isinstance(document, dict):
        document = document | {"type": kind}
    with suppress(NoBoundary):
        assert reading(document).is_valid
