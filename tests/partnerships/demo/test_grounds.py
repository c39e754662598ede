"""Invented ground: sound boundaries in England, and postcodes on the side that they are said to be."""

import json

import pytest

from partnerships.demo.grounds import ground
from partnerships.demo.places import MOST_AREAS, place
from partnerships.demo.programme import Programme
from partnerships.factories import LONG_AGO
from partnerships.models import Area, Boundary, InArea, Postcode
from partnerships.places import postcodes
from partnerships.places.geojson import from_json, read
from partnerships.places.postcodes import Side, look_up
from tests.demonstration import DAY
from tests.factories import AreaFactory


def area(number):
    return AreaFactory.build(region=place(2020, number, rep=number // 8).region, opened_on=LONG_AGO)


@pytest.mark.parametrize("number", range(24))
def test_each_postcode_lies_where_it_is_said_to(number):
    made = ground(2020, number, area(number))
    boundary = read(json.dumps(made.boundary.geometry).encode())
    assert boundary.equals(from_json(made.boundary.geometry))
    for side, codes in [
        (Side.INSIDE, made.inside),
        (Side.OUTSIDE, made.outside),
        (Side.EDGE, made.edge),
    ]:
        assert {postcodes.found(boundary, code).side for code in codes} == {side}


def test_some_have_a_hole_and_some_a_second_part():
    shapes = [from_json(ground(2020, n, area(n)).boundary.geometry) for n in range(24)]
    assert sum(bool(shape.geoms[0].interiors) for shape in shapes) == 4
    assert sum(len(shape.geoms) == 2 for shape in shapes) == 3


def test_one_seed_always_gives_the_same_and_another_another():
    shapes = [ground(seed, 7, area(7)).boundary.geometry for seed in (2020, 2020, 2021)]
    assert shapes[0] == shapes[1] != shapes[2]


def test_no_postcode_is_of_two_areas_or_could_be_real():
    numbers = [*range(300), *range(MOST_AREAS - 100, MOST_AREAS)]
    first = area(1)
    codes = [str(one) for n in numbers for one in ground(2020, n, first).postcodes]
    assert len(codes) == len({*codes}) == 36 * 400
    assert {code[0] for code in codes} == {"Z"}
    assert {code[:2] for code in codes[: 36 * 300]} == {"ZZ"}
    assert [*map(postcodes.normalise, codes)] == codes


def test_homes_are_where_the_register_says(db):
    [made] = Programme(areas=4, seed=2020, password="x", day=DAY).load()
    assert len(made) == 4
    assert Boundary.objects.count() == 4
    assert Postcode.objects.count() == 4 * 36
    sides = {InArea.YES: {Side.INSIDE, Side.EDGE}, InArea.NO: {Side.OUTSIDE, Side.EDGE}}
    for one in Area.objects.all():
        homes = one.residences.exclude(in_area=InArea.UNKNOWN).exclude(household=None)
        told = homes.exclude(household__postcode="").values_list("in_area", "household__postcode")
        assert len(told) > 5
        for answer, code in told[:12]:
            assert look_up(one, code).side in sides[answer]
