"""Somebody begins to look after an area, ends, is corrected, or never did; and is told."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.accounts.models import ProgrammeRole
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import looking_after
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Area
from tests.at_once import at_once
from tests.factories import UserFactory

TODAY = datetime.date(2026, 10, 1)
NOVEMBER = datetime.date(2026, 11, 1)
DECEMBER = datetime.date(2026, 12, 31)


def begin(area, user, by, role="secretary", starts_on=TODAY, **more):
    return looking_after.begin(area=area, user=user, role=role, starts_on=starts_on, by=by, **more)


def refusal(act) -> str:
    with pytest.raises(ValidationError) as caught:
        act()
    return " ".join(caught.value.messages)


def test_a_secretary_begins_and_sees_the_area_at_once(northfield, stranger, stan):
    begun = begin(northfield, stranger, stan)
    assert (begun.role, begun.starts_on, begun.ends_on) == ("secretary", TODAY, None)
    assert northfield in Area.objects.within_reach_of(stranger)
    assert AuditEvent.objects.get().verb == "assignments.begin_secretary"
    message = Message.objects.get()
    assert message.subject == "You look after Northfield from 1 October 2026"
    assert "partnership secretary of Northfield" in message.text


def test_two_reps_may_have_an_area_at_once(northfield, rhea, ravi, stan):
    begin(northfield, ravi, stan, role="rep")
    reps = northfield.assignments.current_on(TODAY).filter(role="rep")
    assert sorted(reps.values_list("user__name", flat=True)) == ["Ravi Rep", "Rhea Rep"]


def test_who_cannot(northfield, sol, rhea, ada, stan):
    assert "is the rep of this area" in refusal(lambda: begin(northfield, rhea, stan))
    assert "is the secretary" in refusal(lambda: begin(northfield, sol, stan, role="rep"))
    closed = UserFactory(name="Cleo", is_active=False)
    assert refusal(lambda: begin(northfield, closed, stan)) == "Cleo may no longer sign in"
    program = UserFactory(programme_role=ProgrammeRole.SERVICE)
    assert "service account" in refusal(lambda: begin(northfield, program, stan))
    assert "already have this role" in refusal(lambda: begin(northfield, sol, stan))
    assert not Message.objects.exists()


def test_nobody_begins_after_the_last_day_of_the_area(northfield, stranger, stan):
    Area.objects.filter(pk=northfield.pk).update(closed_on=NOVEMBER)
    northfield.refresh_from_db()
    assert "The area closes on 1 November 2026" in refusal(
        lambda: begin(northfield, stranger, stan, starts_on=DECEMBER)
    )
    begin(northfield, stranger, stan, starts_on=NOVEMBER)


@pytest.mark.parametrize("who", ["sol", "rhea", "sasha"])
def test_only_local_trust_says_who_looks_after_an_area(northfield, sol, who, request):
    by, held = request.getfixturevalue(who), sol.assignments.get()
    for act in (
        lambda: begin(northfield, by, by),
        lambda: looking_after.end(assignment=held, last_day=TODAY, by=by),
        lambda: looking_after.correct(assignment=held, starts_on=TODAY, ends_on=None, by=by),
        lambda: looking_after.never_happened(assignment=held, reason="X", by=by),
    ):
        with pytest.raises(Refused):
            act()


def test_an_end_is_told_and_takes_the_area_out_of_reach_the_day_after(northfield, sol, stan):
    held = sol.assignments.get()
    ended = looking_after.end(assignment=held, last_day=TODAY, by=stan, version=1)
    assert northfield in Area.objects.within_reach_of(sol, on=TODAY)
    assert northfield not in Area.objects.within_reach_of(sol, on=NOVEMBER)
    assert AuditEvent.objects.get().verb == "assignments.end_secretary"
    subject = "Your last day as partnership secretary of Northfield is 1 October 2026"
    assert Message.objects.get().subject == subject
    with pytest.raises(ChangedMeanwhile):
        looking_after.end(assignment=ended, last_day=DECEMBER, by=stan, version=1)
    early = held.starts_on - datetime.timedelta(days=1)
    assert "Choose a later day" in refusal(
        lambda: looking_after.end(assignment=held, last_day=early, by=stan)
    )


def test_days_are_corrected_and_an_end_may_be_none_after_all(northfield, sol, stan):
    held = sol.assignments.get()
    held = looking_after.end(assignment=held, last_day=TODAY, by=stan)
    saved = looking_after.correct(
        assignment=held, starts_on=TODAY, ends_on=None, by=stan, version=2
    )
    assert (saved.starts_on, saved.ends_on) == (TODAY, None)
    assert "on or after" in refusal(
        lambda: looking_after.correct(
            assignment=held, starts_on=DECEMBER, ends_on=NOVEMBER, by=stan
        )
    )


def test_two_times_of_one_person_share_no_day(northfield, sol, stan):
    held = sol.assignments.get()
    looking_after.end(assignment=held, last_day=TODAY, by=stan)
    later = begin(northfield, sol, stan, starts_on=NOVEMBER)
    assert "already have this role" in refusal(
        lambda: looking_after.correct(assignment=later, starts_on=TODAY, ends_on=None, by=stan)
    )


def test_a_mistake_is_taken_back_with_its_reason(northfield, stranger, stan):
    begun = begin(northfield, stranger, stan)
    assert "Say why" in refusal(
        lambda: looking_after.never_happened(assignment=begun, reason=" ", by=stan)
    )
    looking_after.never_happened(assignment=begun, reason="Another Sam.", by=stan, version=1)
    assert not northfield.assignments.exists()
    event = AuditEvent.objects.first()
    assert (event.verb, event.reason) == ("assignments.never_happened", "Another Sam.")
    assert Message.objects.first().subject == "You do not look after Northfield"


@pytest.mark.django_db(transaction=True)
def test_two_who_add_one_person_at_once_add_them_once(northfield, stranger, stan, ada):
    outcomes = at_once(
        lambda: begin(northfield, stranger, stan), lambda: begin(northfield, stranger, ada)
    )
    assert northfield.assignments.count() == 1
    assert [type(one) for one in outcomes].count(ValidationError) == 1
    assert Message.objects.count() == 1
