"""The trail: one event for each action, written once."""

import datetime

import pytest

from biglocal.audit.models import AuditEvent
from biglocal.audit.record import differences, record, snapshot
from partnerships.actions.members import correct, join, never_happened
from partnerships.models import Membership, Person
from tests.factories import MembershipFactory


def test_an_event_says_who_did_what_to_whom(northfield, sol):
    rita = Person(name="Rita Osei")
    membership = join(area=northfield, person=rita, starts_on=datetime.date(2026, 9, 1), by=sol)
    event = AuditEvent.objects.first()
    assert (event.verb, event.by, event.area) == ("members.join", sol, northfield)
    assert (event.subject_kind, event.subject_id) == ("membership", membership.pk)
    assert event.people == [rita.pk]
    assert event.after["starts_on"] == "2026-09-01"


def test_names_are_not_copied_into_the_trail_of_a_membership(northfield, sol):
    join(
        area=northfield,
        person=Person(name="Rita Osei"),
        starts_on=datetime.date(2026, 9, 1),
        by=sol,
    )
    event = AuditEvent.objects.get(verb="members.join")
    assert "Rita" not in str(event.after)


def test_a_change_keeps_only_what_differs(sol):
    membership = MembershipFactory(is_voting=True)
    correct(membership=membership, by=sol, is_voting=False)
    event = AuditEvent.objects.get()
    assert (event.before, event.after) == ({"is_voting": True}, {"is_voting": False})


def test_changing_nothing_leaves_no_trace(sol):
    membership = MembershipFactory(is_voting=True)
    correct(membership=membership, by=sol, is_voting=True)
    assert not AuditEvent.objects.exists()


def test_what_was_taken_back_stays_in_the_trail_with_its_reason(sol):
    membership = MembershipFactory()
    never_happened(membership=membership, reason="Another Rita", by=sol)
    assert not Membership.objects.filter(area=membership.area).exists()
    event = AuditEvent.objects.get()
    assert (event.reason, event.before["person_id"]) == ("Another Rita", membership.person_id)


def test_an_event_is_never_changed_nor_deleted(northfield, sol):
    event = record("area.look", by=sol, subject=northfield)
    with pytest.raises(TypeError):
        event.save()
    with pytest.raises(TypeError):
        event.delete()


def test_a_snapshot_holds_every_stored_value_but_the_key(northfield):
    values = snapshot(northfield)
    assert values["name"] == "Northfield"
    assert "id" not in values
    assert differences(values, values | {"name": "N"}) == ({"name": "Northfield"}, {"name": "N"})
