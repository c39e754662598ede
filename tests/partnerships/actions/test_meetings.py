"""A meeting with who was there is one record; its decisions have its day."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from biglocal.audit.models import AuditEvent
from partnerships.actions import meetings
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Attendance, Meeting, There
from tests.factories import DecisionFactory, MeetingFactory, QuorumFactory

DAY = datetime.date(2026, 9, 3)
NEXT_DAY = datetime.date(2026, 9, 4)


def held(people, **changes):
    there = {people.asha.pk: There.PRESENT, people.ben.pk: There.APOLOGIES}
    return meetings.Held(**({"held_on": DAY, "kind": "ordinary", "there": there} | changes))


def there(meeting):
    return {one.person.name: one.there for one in meeting.attendances.select_related("person")}


def test_who_came_is_kept_and_remembered_and_is_no_fact_of_the_register(northfield, people, sol):
    before = northfield.register_version
    meeting = meetings.hold(area=northfield, held=held(people, guests="Cllr Grey"), by=sol)
    assert there(meeting) == {"Asha Patel": "present", "Ben Okafor": "apologies"}
    event = AuditEvent.objects.get(verb="meetings.hold")
    assert (event.after["present"], event.after["apologies"]) == (
        [people.asha.pk],
        [people.ben.pk],
    )
    assert event.people == sorted([people.asha.pk, people.ben.pk])
    northfield.refresh_from_db()
    assert northfield.register_version == before


def test_the_same_meeting_sent_twice_is_refused_beside_its_day(northfield, southmere, people, sol):
    meetings.hold(area=northfield, held=held(people), by=sol)
    with pytest.raises(ValidationError) as refusal:
        meetings.hold(area=northfield, held=held(people), by=sol)
    assert refusal.value.message_dict == {
        "held_on": ["A meeting of this kind is already recorded for that day."]
    }
    meetings.hold(area=northfield, held=held(people, kind="annual"), by=sol)
    meetings.hold(area=southmere, held=held(people, there={}), by=sol)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.create(area=northfield, held_on=DAY)


def test_nobody_both_came_and_sent_apologies(northfield, people):
    meeting = MeetingFactory(area=northfield, present=[people.asha])
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=meeting, person=people.asha, there=There.APOLOGIES)


def test_decisions_of_its_day_belong_to_it_unless_there_was_another(northfield, people, sol):
    decision = DecisionFactory(area=northfield, decided_on=DAY)
    other_day = DecisionFactory(area=northfield, decided_on=NEXT_DAY)
    meeting = meetings.hold(area=northfield, held=held(people), by=sol)
    decision.refresh_from_db()
    other_day.refresh_from_db()
    assert (decision.meeting, other_day.meeting) == (meeting, None)
    late = DecisionFactory(area=northfield, decided_on=DAY, title="Another")
    meetings.hold(area=northfield, held=held(people, kind="annual"), by=sol)
    late.refresh_from_db()
    assert late.meeting is None


def test_the_day_of_its_decisions_moves_with_it_and_they_are_counted_anew(northfield, people, sol):
    QuorumFactory(area=northfield, members=1, starts_on=NEXT_DAY)
    decision = DecisionFactory(area=northfield, decided_on=DAY, took_part=[people.asha])
    meeting = meetings.hold(area=northfield, held=held(people), by=sol)
    northfield.refresh_from_db()
    before = northfield.register_version
    meetings.correct(meeting=meeting, held=held(people, held_on=NEXT_DAY), by=sol, version=1)
    decision.refresh_from_db()
    northfield.refresh_from_db()
    assert decision.decided_on == NEXT_DAY
    assert decision.headcount["quorum"]["members"] == 1
    assert northfield.register_version > before


def test_two_who_correct_it_at_once(northfield, people, sol, rhea):
    meeting = meetings.hold(area=northfield, held=held(people), by=sol)
    meetings.correct(meeting=meeting, held=held(people, there={}), by=rhea, version=1)
    assert there(meeting) == {}
    with pytest.raises(ChangedMeanwhile):
        meetings.correct(meeting=meeting, held=held(people, place="Library"), by=sol, version=1)
    meetings.correct(meeting=meeting, held=held(people, there={}), by=sol, version=2)
    assert AuditEvent.objects.filter(verb="meetings.correct").count() == 1


def test_one_that_decided_something_is_not_taken_back_before_its_decisions(northfield, people, sol):
    meeting = meetings.hold(area=northfield, held=held(people), by=sol)
    decision = DecisionFactory(area=northfield, decided_on=DAY, meeting=meeting)
    with pytest.raises(ValidationError, match="Decisions belong to this meeting"):
        meetings.never_happened(meeting=meeting, reason="It was cancelled", by=sol)
    decision.delete()
    with pytest.raises(ValidationError, match="Say why"):
        meetings.never_happened(meeting=meeting, reason=" ", by=sol)
    meetings.never_happened(meeting=meeting, reason="It was cancelled", by=sol, version=1)
    assert not Meeting.objects.exists()
    event = AuditEvent.objects.get(verb="meetings.never_happened")
    assert event.before["present"] == [people.asha.pk]
