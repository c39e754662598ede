"""Postcodes as people type them, and on which side of a boundary they lie."""

import datetime
import math

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from shapely.geometry import MultiPolygon

from partnerships.places.postcodes import (
    TOLERANCE,
    NotAPostcode,
    Side,
    boundary_of,
    is_directory_loaded,
    look_up,
    normalise,
    place,
)
from tests.factories import BoundaryFactory, PostcodeFactory

# How long a degree is, in metres.
DEGREE = 111_195.0


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("sw1a1aa", "SW1A 1AA"),
        (" SW1A  1AA ", "SW1A 1AA"),
        ("s w 1 a 1 a a", "SW1A 1AA"),
        ("m1\u00a01ae", "M1 1AE"),
        ("ＺＺ９９ ９ＡＢ", "ZZ99 9AB"),
        ("b33 8th", "B33 8TH"),
        ("w1a 0ax", "W1A 0AX"),
        ("cr26xh", "CR2 6XH"),
        ("DN55 1PT", "DN55 1PT"),
        ("EC1A 1BB", "EC1A 1BB"),
    ],
)
def test_a_postcode_however_it_is_typed(typed, code):
    assert normalise(typed) == code


@pytest.mark.parametrize(
    "typed",
    ["", "SW1A", "1AA", "SW1A 1A", "SW1A 1AAA", "12345", "ABC1 1AA", "M١ 1AE", "M1\x00 1AE"],
)
def test_what_is_no_postcode(typed):
    with pytest.raises(NotAPostcode):
        normalise(typed)


@st.composite
def stars(draw):
    """A star-shaped boundary in England, its middle, and how far its line is in each direction."""
    longitude, latitude = draw(st.floats(-5, 1)), draw(st.floats(50.5, 55))
    reach = draw(st.lists(st.floats(500, 3000), min_size=5, max_size=40))
    squeeze = math.cos(math.radians(latitude))

    def at(direction, metres):
        return (
            longitude + math.sin(direction) * metres / DEGREE / squeeze,
            latitude + math.cos(direction) * metres / DEGREE,
        )

    turns = [2 * math.pi * i / len(reach) for i in range(len(reach))]
    corners = [at(turn, metres) for turn, metres in zip(turns, reach, strict=True)]
    return MultiPolygon([(corners, [])]), at, turns, reach


@given(stars(), st.data())
def test_towards_a_corner_of_a_star_one_is_inside_and_beyond_it_outside(star, data):
    boundary, at, turns, reach = star
    corner = data.draw(st.integers(0, len(turns) - 1))
    share = data.draw(st.floats(0, 0.98))
    side, metres = place(boundary, *at(turns[corner], share * reach[corner]))
    assert side in (Side.INSIDE, Side.EDGE)
    assert (side == Side.EDGE) == (metres <= TOLERANCE)
    # No farther from the line than from its corner.
    assert metres <= (1 - share) * reach[corner] * 1.01 + 1

    beyond = at(turns[corner], max(reach) + 2 * TOLERANCE)
    side, metres = place(boundary, *beyond)
    assert side == Side.OUTSIDE
    assert metres >= TOLERANCE


@given(st.floats(-3000, 3000))
def test_a_hundred_metres_either_side_of_the_line_is_the_edge(east):
    assume(abs(abs(east) - TOLERANCE) > 1)
    edge = MultiPolygon([([(-1.5, 52.5), (-1.0, 52.5), (-1.0, 53.5), (-1.5, 53.5)], [])])
    longitude = -1.5 + east / DEGREE / math.cos(math.radians(53))
    side, metres = place(edge, longitude, 53)
    assert metres == pytest.approx(abs(east), rel=0.005, abs=0.5)
    far = Side.INSIDE if east > 0 else Side.OUTSIDE
    assert side == (Side.EDGE if abs(east) < TOLERANCE else far)


def test_the_middle_of_a_hole_is_outside():
    ring = [(-1.5, 53.0), (-1.4, 53.0), (-1.4, 53.1), (-1.5, 53.1)]
    hole = [(-1.46, 53.04), (-1.44, 53.04), (-1.44, 53.06), (-1.46, 53.06)]
    side, metres = place(MultiPolygon([(ring, [hole])]), -1.45, 53.05)
    assert side == Side.OUTSIDE
    # A hundredth of a degree to the hole's east and west line, of 67 km each degree.
    assert metres == pytest.approx(668, abs=2)


def test_a_postcode_of_the_directory_is_placed(northfield):
    BoundaryFactory(area=northfield)
    PostcodeFactory(code="ZZ11AA", ended_on=datetime.date(2019, 6, 1))
    found = look_up(northfield, "zz1 1aa")
    assert (found.code, found.side) == ("ZZ1 1AA", Side.INSIDE)
    assert found.metres == pytest.approx(3341, abs=2)
    assert found.ended_on == datetime.date(2019, 6, 1)


def test_without_a_boundary_its_side_is_not_known(northfield):
    PostcodeFactory(code="ZZ11AA")
    assert look_up(northfield, "ZZ1 1AA").side == Side.UNKNOWN
    assert boundary_of(northfield) is None


def test_what_is_not_in_the_directory_is_not_found(northfield, django_assert_max_num_queries):
    assert not is_directory_loaded()
    PostcodeFactory(code="ZZ11AA")
    assert is_directory_loaded()
    assert look_up(northfield, "ZZ1 1AB") is None
    assert look_up(northfield, "nonsense") is None
    with django_assert_max_num_queries(2):
        look_up(northfield, "ZZ1 1AA")
