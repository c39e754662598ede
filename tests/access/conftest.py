"""One world for all tests of a module: each finds it as it was made, and what it does is taken back."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from tests import cast
from tests.access.world import build_world
from tests.demonstration import loaded


def make_world() -> SimpleNamespace:
    northfield, southmere = cast.make_northfield(), cast.make_southmere()
    return build_world(
        area=northfield,
        southmere=southmere,
        sol=cast.make_sol(northfield),
        rhea=cast.make_rhea(northfield),
        stan=cast.make_stan(),
        ada=cast.make_ada(),
        sasha=cast.make_sasha(southmere),
        ravi=cast.make_ravi(southmere),
        stranger=cast.make_stranger(),
    )


@pytest.fixture(scope="module")
def world_of_all(django_db_setup, django_db_blocker) -> Iterator[SimpleNamespace]:
    """The walks ask for it a thousand times, and to make it takes longer than to visit a page."""
    with loaded(make_world, django_db_blocker) as made:
        yield made


@pytest.fixture
def world(world_of_all: SimpleNamespace, db: None) -> SimpleNamespace:
    """Records of a test's own, so that none has what another wrote on them."""
    return copy.deepcopy(world_of_all)
