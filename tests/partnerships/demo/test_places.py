"""Invented places: no name twice, nine regions."""

from partnerships.demo.places import AUTHORITIES, MOST_AREAS, place
from partnerships.models import Region


def test_no_two_areas_have_one_name_however_many_there_are() -> None:
    numbers = [*range(3000), *range(MOST_AREAS - 1000, MOST_AREAS)]

    names = {place(2020, number, rep=0).name for number in numbers}

    assert len(names) == 4000


def test_one_seed_always_gives_one_name_and_another_seed_another() -> None:
    assert place(2020, 7, rep=0) == place(2020, 7, rep=0)
    assert place(2020, 7, rep=0) != place(2021, 7, rep=0)


def test_twenty_reps_work_in_all_nine_regions() -> None:
    assert {place(2020, 0, rep).region for rep in range(20)} == set(Region)


def test_an_area_lies_in_a_local_authority_of_its_region() -> None:
    found = place(2020, 3, rep=6)

    assert found.region == Region.LONDON
    assert found.local_authority in AUTHORITIES[Region.LONDON]
