"""A register that was downloaded and is brought back as it is changes nothing."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings

from partnerships.actions.imports import rehearse
from partnerships.demo.programme import Programme
from partnerships.exports.rows import lines_of
from partnerships.exports.spreadsheets import register_csv, register_workbook
from partnerships.models import Area
from tests.conftest import TODAY
from tests.factories import AreaFactory
from tests.partnerships.exports.registers import SCRIPTS
from tests.partnerships.imports.files import opened

WRITERS = [register_workbook, register_csv]


def comes_back(area, write):
    """What the import says of an area's own register: nobody is added or changed, or complained of."""
    plan = rehearse(area=area, table=opened(write(area, TODAY)), by=None).plan
    assert [problem.sentence for problem in plan.problems] == []
    assert [entry.lines for entry in plan.entries if entry.steps] == []
    assert plan.unchanged == plan.entries
    assert len({entry.person_id for entry in plan.entries}) == len(plan.entries)
    return plan


@pytest.mark.parametrize("write", WRITERS)
def test_the_cast_comes_back(world, write):
    assert len(comes_back(world.area, write).entries) == 10


@pytest.mark.parametrize("write", WRITERS)
def test_the_demonstration_comes_back(db, write):
    list(Programme(areas=12, seed=7, password="demonstration", day=TODAY).load())
    for area in Area.objects.all():
        assert comes_back(area, write).entries


# To find a smaller register that fails as well takes minutes and tells little more.
@settings(
    max_examples=30,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(script=SCRIPTS)
def test_any_register_comes_back(db, script):
    with transaction.atomic():
        area = AreaFactory(name="Anywhere")
        script.stage(area)
        if lines_of(area, TODAY):
            for write in WRITERS:
                comes_back(area, write)
        transaction.set_rollback(True)
