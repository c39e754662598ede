"""Areas: which are open on a day, and which are within somebody's reach."""

import datetime

import pytest
from django.contrib.auth.models import AnonymousUser

from partnerships.models import Area, AreaStatus
from tests.factories import AreaFactory, AssignmentFactory

YESTERDAY = datetime.date(2026, 9, 30)
TODAY = datetime.date(2026, 10, 1)
TOMORROW = datetime.date(2026, 10, 2)


@pytest.mark.parametrize(
    ("opened_on", "closed_on", "status"),
    [
        (None, None, AreaStatus.ACTIVE),
        (TODAY, TODAY, AreaStatus.ACTIVE),
        (TOMORROW, None, AreaStatus.CLOSED),
        (None, YESTERDAY, AreaStatus.CLOSED),
    ],
)
def test_dates_decide_whether_an_area_is_active(db, opened_on, closed_on, status):
    area = AreaFactory(opened_on=opened_on, closed_on=closed_on)
    assert area.status is status
    assert Area.objects.active_on(TODAY).exists() is (status is AreaStatus.ACTIVE)


def test_staff_reach_every_area_and_others_their_own(stan, sol, stranger, northfield, southmere):
    assert set(Area.objects.within_reach_of(stan)) == {northfield, southmere}
    assert set(Area.objects.within_reach_of(sol)) == {northfield}
    assert set(Area.objects.within_reach_of(stranger)) == set()
    assert set(Area.objects.within_reach_of(AnonymousUser())) == set()


def test_reach_ends_with_the_assignment(stranger, northfield):
    AssignmentFactory(user=stranger, area=northfield, ends_on=YESTERDAY)
    assert not Area.objects.within_reach_of(stranger).exists()
    assert Area.objects.within_reach_of(stranger, on=YESTERDAY).exists()


def test_two_assignments_do_not_show_an_area_twice(sol, northfield):
    AssignmentFactory(user=sol, area=northfield, role="rep")
    assert list(Area.objects.within_reach_of(sol)) == [northfield]


def test_each_change_to_the_register_raises_its_version(northfield):
    northfield.note_register_change()
    northfield.note_register_change()
    northfield.refresh_from_db()
    assert northfield.register_version == 2
    assert northfield.register_changed_at is not None
