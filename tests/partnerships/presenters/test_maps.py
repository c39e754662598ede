"""Maps: what they show, in figures and in words."""

import datetime
import math
import re

import pytest
from shapely.geometry import MultiPolygon, Polygon, box

from partnerships.places.postcodes import found
from partnerships.presenters.maps import MOST_HEIGHT, MOST_POINTS, WIDTH, map_of
from partnerships.presenters.places import metres_said, suggestion
from tests.factories import PostcodeFactory

# About 2.0 km across, east to west, and 1.1 km from south to north.
AREA = MultiPolygon([box(-1.53, 53.0, -1.5, 53.01)])


def postcode(longitude, latitude, **more):
    return PostcodeFactory.build(code="ZZ11AA", longitude=longitude, latitude=latitude, **more)


def points_of(path):
    return [tuple(map(float, point.split(","))) for point in re.findall(r"[-\d.]+,[-\d.]+", path)]


def test_the_boundary_fills_the_map_with_the_north_above():
    drawn = map_of("Northfield", AREA)
    xs, ys = zip(*points_of(drawn.path), strict=True)
    assert (min(xs), max(xs)) == (16, WIDTH - 16)
    assert 0 < min(ys) < max(ys) < drawn.height - 34
    assert drawn.words == "The boundary of Northfield, about 2.0 km across."
    assert (drawn.dot, drawn.key) == (None, "")
    assert drawn.scale.words == "500 m"
    assert drawn.scale.end == pytest.approx(16 + 500 / (2007 / 268), abs=0.2)


@pytest.mark.parametrize(
    ("longitude", "latitude", "said"),
    [
        (-1.515, 53.005, "ZZ1 1AA is inside the area, 560 m from its edge."),
        (-1.515, 53.02, "ZZ1 1AA is outside the area, 1.1 km from its edge."),
        (-1.515, 53.0104, "ZZ1 1AA is on the edge of the area, 40 m from the line."),
        (-1.515, 53.3, "ZZ1 1AA is outside the area, 32 km from its edge, to the north."),
        (-0.5, 53.005, "ZZ1 1AA is outside the area, 67 km from its edge, to the east."),
        (-2.5, 52.4, "ZZ1 1AA is outside the area, 94 km from its edge, to the south-west."),
    ],
)
def test_the_words_say_where_the_postcode_is(longitude, latitude, said):
    drawn = map_of("Northfield", AREA, found(AREA, postcode(longitude, latitude)))
    assert drawn.words == f"The boundary of Northfield, about 2.0 km across. {said}"


def test_a_postcode_near_by_is_on_the_map_to_the_north():
    drawn = map_of("Northfield", AREA, found(AREA, postcode(-1.515, 53.02)))
    assert drawn.dot.x == pytest.approx(WIDTH / 2, abs=0.5)
    assert 0 < drawn.dot.y < min(y for _, y in points_of(drawn.path))
    assert drawn.key == "The dot is ZZ1 1AA."


def test_one_far_away_is_told_and_not_drawn():
    drawn = map_of("Northfield", AREA, found(AREA, postcode(-1.515, 53.3)))
    assert drawn.dot is None
    assert drawn.key == "ZZ1 1AA is too far to the north to be on this map."


def test_a_hole_and_a_second_part_are_drawn():
    ring = [(-1.53, 53), (-1.5, 53), (-1.5, 53.01), (-1.53, 53.01)]
    hole = [(-1.52, 53.004), (-1.51, 53.004), (-1.51, 53.006), (-1.52, 53.006)]
    area = MultiPolygon([Polygon(ring, [hole]), box(-1.49, 53, -1.48, 53.01)])
    assert map_of("Northfield", area).path.count("M") == 3


def test_a_boundary_of_very_many_points_is_drawn_with_few():
    turns = [2 * math.pi * i / 20_000 for i in range(20_000)]
    line = [
        (-1.5 + (0.01 + 0.001 * math.sin(90 * t)) * math.cos(t), 53 + 0.01 * math.sin(t))
        for t in turns
    ]
    drawn = map_of("Northfield", MultiPolygon([Polygon(line)]))
    assert 50 < len(points_of(drawn.path)) <= MOST_POINTS


def test_so_is_one_of_very_many_parts():
    parts = [
        box(-1.5 + i / 1000, 53 + j / 1000, -1.4995 + i / 1000, 53.0005 + j / 1000)
        for i in range(40)
        for j in range(40)
    ]
    assert map_of("Northfield", MultiPolygon(parts)).path.count("M") <= 50


@pytest.mark.parametrize("shape", [box(-1.5, 53, -1.4999, 53.2), box(-1.5, 53, -1, 53.0001)])
def test_a_strip_of_land_fits(shape):
    drawn = map_of("Northfield", MultiPolygon([shape]))
    assert drawn.height <= MOST_HEIGHT + 34
    assert all(0 <= x <= WIDTH and 0 <= y <= drawn.height for x, y in points_of(drawn.path))


@pytest.mark.parametrize(
    ("metres", "said"),
    [
        (0, "10 m"),
        (14, "10 m"),
        (346, "350 m"),
        (994, "990 m"),
        (996, "1.0 km"),
        (1249, "1.2 km"),
        (9949, "9.9 km"),
        (9951, "10 km"),
        (34_000, "34 km"),
        (1_234_567, "1,235 km"),
    ],
)
def test_distances_are_said_as_people_say_them(metres, said):
    assert metres_said(metres) == said


def test_what_a_postcode_suggests():
    def said(longitude, latitude, **more):
        return suggestion(found(AREA, postcode(longitude, latitude, **more)), "Northfield")

    assert said(-1.515, 53.005) == "The postcode ZZ1 1AA is inside the area (560 m from its edge)."
    assert said(-1.515, 53.02) == "The postcode ZZ1 1AA is outside the area (1.1 km from its edge)."
    assert said(-1.515, 53.0104) == (
        "The postcode ZZ1 1AA is on the edge of the area (40 m from the line). A postcode stands "
        "for about 15 homes, so find out on which side this one is."
    )
    assert said(-1.515, 53.005, ended_on=datetime.date(2019, 6, 1)).endswith(
        " It is an old postcode, given up in June 2019: ask for the new one."
    )
    assert suggestion(found(None, postcode(-1.5, 53)), "Northfield") == (
        "The postcode ZZ1 1AA is a real one, but no boundary of Northfield is loaded to place it in."
    )
