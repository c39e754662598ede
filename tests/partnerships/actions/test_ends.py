"""An end that did not happen is taken back with a reason, which the trail keeps."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import ends, members, offices
from partnerships.actions.writing import ChangedMeanwhile
from tests.factories import (
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    PaidWorkFactory,
)

DAY = datetime.date
SEPTEMBER_30 = DAY(2026, 9, 30)
WHY = "It was her cousin who left."

UNDONE = [
    (MembershipFactory, ends.undo_leaving, "membership", "members.did_not_end"),
    (OfficeFactory, ends.undo_office, "office", "offices.did_not_end"),
    (PaidWorkFactory, ends.undo_work, "work", "work.did_not_end"),
    (LtoRoleFactory, ends.undo_lto_role, "role", "lto.role_did_not_end"),
]
each = pytest.mark.parametrize(("factory", "undo", "name", "verb"), UNDONE)


@each
def test_it_goes_on_and_the_trail_says_why(northfield, sol, factory, undo, name, verb):
    fact = factory(area=northfield, ends_on=SEPTEMBER_30)

    undo(**{name: fact}, reason=WHY, by=sol)

    fact.refresh_from_db()
    assert fact.ends_on is None
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason, event.by) == (verb, WHY, sol)
    assert event.before["ends_on"] == "2026-09-30"
    assert event.people == [fact.person_id]


@each
def test_it_asks_for_a_reason(northfield, sol, factory, undo, name, verb):
    fact = factory(area=northfield, ends_on=SEPTEMBER_30)

    with pytest.raises(ValidationError) as refusal:
        undo(**{name: fact}, reason=" \n", by=sol)

    assert refusal.value.message_dict == {"reason": ["Say why the last day was a mistake."]}
    fact.refresh_from_db()
    assert fact.ends_on == SEPTEMBER_30


@each
def test_what_has_not_ended_has_no_end_to_take_back(northfield, sol, factory, undo, name, verb):
    with pytest.raises(ValidationError, match="there is none to take back"):
        undo(**{name: factory(area=northfield)}, reason=WHY, by=sol)


@each
def test_of_two_at_once_the_second_is_told(northfield, sol, factory, undo, name, verb):
    fact = factory(area=northfield, ends_on=SEPTEMBER_30)

    with pytest.raises(ChangedMeanwhile):
        undo(**{name: fact}, reason=WHY, version=2, by=sol)


@pytest.mark.parametrize(("with_offices", "ends_on"), [(True, None), (False, SEPTEMBER_30)])
def test_the_office_that_ended_with_it_goes_on_if_one_says_so(
    northfield, people, sol, with_offices, ends_on
):
    earlier = OfficeFactory(
        area=northfield, person=people.asha, title="secretary", ends_on=DAY(2025, 1, 1)
    )
    left = members.leave(
        membership=northfield.memberships.get(person=people.asha),
        last_day=SEPTEMBER_30,
        reason="resigned",
        by=sol,
    )

    undone = ends.undo_leaving(membership=left, reason=WHY, with_offices=with_offices, by=sol)

    assert (undone.ends_on, undone.end_reason) == (None, "")
    assert northfield.offices.get(person=people.asha, title="chair").ends_on == ends_on
    earlier.refresh_from_db()
    assert earlier.ends_on == DAY(2025, 1, 1)


def test_nobody_is_brought_back_who_came_back_already(northfield, people, sol):
    left = members.leave(
        membership=northfield.memberships.get(person=people.asha),
        last_day=DAY(2026, 5, 1),
        reason="resigned",
        by=sol,
    )
    members.join(area=northfield, person=people.asha, starts_on=DAY(2026, 8, 1), by=sol)

    with pytest.raises(ValidationError, match="recorded as a member after that too"):
        ends.undo_leaving(membership=left, reason=WHY, by=sol)


def test_an_office_taken_anew_since_stands_in_the_way(northfield, people, sol):
    chair = northfield.offices.get(person=people.asha)
    offices.hand_over(office=chair, last_day=DAY(2026, 5, 1), by=sol)
    offices.take(
        area=northfield, person=people.asha, title="chair", starts_on=DAY(2026, 8, 1), by=sol
    )
    chair.refresh_from_db()

    with pytest.raises(ValidationError, match="already hold this office"):
        ends.undo_office(office=chair, reason=WHY, by=sol)


def test_a_last_day_that_moves_takes_the_office_that_ends_with_it_along(northfield, people, sol):
    def leave(last_day):
        members.leave(
            membership=northfield.memberships.get(person=people.asha),
            last_day=last_day,
            reason="resigned",
            by=sol,
        )
        return northfield.offices.get(person=people.asha).ends_on

    assert leave(DAY(2026, 12, 31)) == DAY(2026, 12, 31)
    assert leave(DAY(2027, 3, 31)) == DAY(2027, 3, 31)
    assert leave(DAY(2026, 11, 30)) == DAY(2026, 11, 30)
