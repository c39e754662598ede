"""Naming the LTO, the one that follows, and who represents it."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import lto
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Person
from tests.factories import LtoFactory, LtoRoleFactory

JUNE_30 = datetime.date(2027, 6, 30)
JULY_1 = datetime.date(2027, 7, 1)


def named(area, by, name="Acorn Trust", starts_on=JULY_1, is_own=False):
    return lto.name(area=area, organisation=name, is_own=is_own, starts_on=starts_on, by=by)


def test_the_next_lto_ends_the_one_before_it(northfield, sol):
    before = LtoFactory(area=northfield)

    after = named(northfield, sol)

    before.refresh_from_db()
    assert before.ends_on == JUNE_30
    assert (after.organisation.name, after.starts_on, after.is_own) == (
        "Acorn Trust",
        JULY_1,
        False,
    )
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "lto.end",
        "organisations.add",
        "lto.name",
    ]


def test_the_next_lto_follows_the_one_that_was_shown(northfield, sol):
    shown = LtoFactory(area=northfield)
    named(northfield, sol)

    with pytest.raises(ChangedMeanwhile) as meanwhile:
        lto.name(
            area=northfield,
            organisation="Beech Trust",
            is_own=False,
            starts_on=datetime.date(2027, 9, 1),
            by=sol,
            instead_of=shown,
            version=1,
        )

    assert meanwhile.value.current.ends_on == JUNE_30
    assert northfield.ltos.count() == 2


def test_one_area_has_one_lto_at_a_time(northfield, sol):
    named(northfield, sol)

    with pytest.raises(ValidationError) as refusal:
        named(northfield, sol, name="Beech Trust")

    assert refusal.value.messages == ["The area has another LTO on some of those days."]


def test_an_lto_is_corrected(northfield, sol):
    recorded = LtoFactory(area=northfield)

    corrected = lto.correct(
        lto=recorded, organisation="Northfield CIC", is_own=True, ends_on=JUNE_30, by=sol
    )

    assert (corrected.organisation.name, corrected.is_own, corrected.ends_on) == (
        "Northfield CIC",
        True,
        JUNE_30,
    )


def test_an_lto_is_taken_back(northfield, sol):
    lto.never_happened(lto=LtoFactory(area=northfield), reason="Another area", by=sol)

    assert not northfield.ltos.exists()


def test_somebody_new_represents_the_lto_and_stops(northfield, sol):
    role = lto.represent(
        area=northfield,
        person=Person(name="Lena Trustee"),
        capacity="trustee",
        starts_on=datetime.date(2026, 1, 1),
        by=sol,
    )

    ended = lto.end_role(role=role, last_day=JUNE_30, by=sol)

    assert (ended.person.name, ended.capacity, ended.ends_on) == (
        "Lena Trustee",
        "trustee",
        JUNE_30,
    )


def test_a_part_in_the_lto_is_corrected_and_taken_back(northfield, sol):
    role = lto.correct_role(role=LtoRoleFactory(area=northfield), capacity="staff", by=sol)
    assert role.capacity == "staff"

    lto.role_never_happened(role=role, reason="She never was", by=sol)

    assert not northfield.lto_roles.exists()
