"""An area is handed over from one rep to another, from a day, and both are told."""

from __future__ import annotations

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.access.policy import Refused
from biglocal.audit.models import AuditEvent
from biglocal.post.models import Message
from partnerships.actions import assignments
from partnerships.models import Assignment
from tests.at_once import at_once
from tests.factories import (
    AssignmentFactory,
    LtoRoleFactory,
    MembershipFactory,
    OfficeFactory,
    PaidWorkFactory,
    PersonFactory,
)

TODAY = datetime.date(2026, 10, 1)
NOVEMBER = datetime.date(2026, 11, 1)
CREATED = datetime.date(2020, 4, 1)


def reps(area, day) -> list[str]:
    return [one.user.name for one in area.assignments.current_on(day) if one.role == "rep"]


def refusal(**values) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        assignments.hand_over(**values)
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def test_the_one_before_stays_until_the_day_before(northfield, rhea, ravi, stan):
    begun = assignments.hand_over(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)

    assert (begun.user, begun.role, begun.starts_on, begun.ends_on) == (ravi, "rep", NOVEMBER, None)
    assert reps(northfield, datetime.date(2026, 10, 31)) == ["Rhea Rep"]
    assert reps(northfield, NOVEMBER) == ["Ravi Rep"]
    assert sorted(AuditEvent.objects.filter(area=northfield).values_list("verb", flat=True)) == [
        "assignments.begin",
        "assignments.end",
    ]


def test_it_can_be_from_today_on(northfield, rhea, ravi, stan):
    assignments.hand_over(area=northfield, to=ravi, starts_on=TODAY, by=stan)
    assert reps(northfield, TODAY) == ["Ravi Rep"]


def test_both_are_told(northfield, rhea, ravi, stan):
    assignments.hand_over(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)

    told = {one.to_address: one for one in Message.objects.filter(kind="rep-handed-over")}
    assert {address: one.subject for address, one in told.items()} == {
        "ravi@example.org": "You are the rep of Northfield from 1 November 2026",
        "rhea@example.org": "Ravi Rep is the rep of Northfield from 1 November 2026",
    }
    assert "Your part in it ends on 31 October 2026." in told["rhea@example.org"].text
    assert "http://localhost:8000/areas/northfield/" in told["ravi@example.org"].text
    assert "http" not in told["rhea@example.org"].text


def test_an_area_without_a_rep_gets_one(northfield, ravi, stan):
    assignments.hand_over(area=northfield, to=ravi, starts_on=TODAY, by=stan)
    assert reps(northfield, TODAY) == ["Ravi Rep"]
    assert Message.objects.get().to_address == "ravi@example.org"


def test_what_was_planned_for_later_is_taken_back(northfield, rhea, ravi, stranger, stan):
    assignments.hand_over(area=northfield, to=stranger, starts_on=NOVEMBER, by=stan)
    assignments.hand_over(area=northfield, to=ravi, starts_on=datetime.date(2026, 10, 20), by=stan)

    assert list(
        Assignment.objects.filter(area=northfield, role="rep")
        .values_list("user__name", "starts_on", "ends_on")
        .order_by("starts_on")
    ) == [
        ("Rhea Rep", rhea.assignments.get().starts_on, datetime.date(2026, 10, 19)),
        ("Ravi Rep", datetime.date(2026, 10, 20), None),
    ]
    event = AuditEvent.objects.get(verb="assignments.take_back")
    assert event.reason == "Handed over to Ravi Rep from 20 October 2026 instead."
    last = Message.objects.filter(to_address="sam@example.org").latest("pk")
    assert "You were to be its rep, and that is taken back." in last.text


def test_the_same_rep_may_begin_earlier_than_planned(northfield, rhea, ravi, stan):
    assignments.hand_over(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)
    earlier = datetime.date(2026, 10, 20)
    assignments.hand_over(area=northfield, to=ravi, starts_on=earlier, by=stan)
    assert reps(northfield, datetime.date(2026, 10, 19)) == ["Rhea Rep"]
    assert reps(northfield, earlier) == reps(northfield, NOVEMBER) == ["Ravi Rep"]


def test_of_two_reps_one_can_be_given_all(northfield, rhea, ravi, stan):
    AssignmentFactory(user=ravi, area=northfield, role="rep")
    assignments.hand_over(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)
    assert sorted(reps(northfield, TODAY)) == ["Ravi Rep", "Rhea Rep"]
    assert reps(northfield, NOVEMBER) == ["Ravi Rep"]


# Who cannot


@pytest.mark.parametrize(
    ("fact", "what"),
    [
        (MembershipFactory, "is a member of this partnership"),
        (OfficeFactory, "holds an office in this partnership"),
        (PaidWorkFactory, "is a paid worker of this area"),
        (LtoRoleFactory, "represents the LTO of this area"),
    ],
)
@pytest.mark.parametrize("starts_on", [CREATED, NOVEMBER, datetime.date(2027, 5, 1)])
def test_nobody_looks_after_an_area_that_they_have_a_part_in(
    northfield, rhea, ravi, stan, fact, what, starts_on
):
    person = PersonFactory(name="Ravindra Rao", email="Ravi@Example.org")
    fact(area=northfield, person=person, starts_on=starts_on)
    told = refusal(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)
    assert told == {"to": [f"Ravi Rep {what}. A rep has no part in an area that they look after"]}
    assert reps(northfield, NOVEMBER) == ["Rhea Rep"]
    assert not Message.objects.exists()


def test_a_part_that_is_over_by_then_is_no_hindrance(northfield, ravi, stan):
    person = PersonFactory(email="ravi@example.org")
    MembershipFactory(area=northfield, person=person, ends_on=datetime.date(2026, 10, 31))
    assert (
        "member"
        in refusal(area=northfield, to=ravi, starts_on=datetime.date(2026, 10, 31), by=stan)["to"][
            0
        ]
    )
    assignments.hand_over(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)


def test_a_part_in_another_area_is_no_hindrance(northfield, southmere, ravi, stan):
    MembershipFactory(area=southmere, person=PersonFactory(email="ravi@example.org"))
    assignments.hand_over(area=northfield, to=ravi, starts_on=TODAY, by=stan)
    assert reps(northfield, TODAY) == ["Ravi Rep"]


def test_the_secretary_is_not_the_rep(northfield, sol, stan):
    told = refusal(area=northfield, to=sol, starts_on=NOVEMBER, by=stan)
    assert told == {
        "to": [
            "Sol Secretary is the secretary of this partnership. Its rep has to be somebody else"
        ]
    }


def test_somebody_who_may_not_sign_in_is_not_the_rep(northfield, ravi, stan):
    ravi.is_active = False
    ravi.save()
    assert (
        "no longer sign in" in refusal(area=northfield, to=ravi, starts_on=TODAY, by=stan)["to"][0]
    )


def test_the_rep_of_that_day_already(northfield, rhea, stan):
    told = refusal(area=northfield, to=rhea, starts_on=NOVEMBER, by=stan)
    assert told == {"to": ["Rhea Rep is the rep of this area on that day already"]}


# When not


def test_days_gone_by_stay_as_they_were(northfield, rhea, ravi, stan):
    yesterday = datetime.date(2026, 9, 30)
    told = refusal(area=northfield, to=ravi, starts_on=yesterday, by=stan)
    assert told == {"starts_on": ["The day must be today or later"]}


def test_whoever_began_today_has_today(northfield, ravi, stranger, stan):
    assignments.hand_over(area=northfield, to=ravi, starts_on=TODAY, by=stan)
    told = refusal(area=northfield, to=stranger, starts_on=TODAY, by=stan)
    assert told == {
        "starts_on": ["Ravi Rep is the rep since today. Choose tomorrow, or a later day"]
    }


def test_nobody_begins_once_the_area_is_closed(northfield, ravi, stan):
    northfield.closed_on = datetime.date(2026, 10, 31)
    northfield.save()
    told = refusal(area=northfield, to=ravi, starts_on=NOVEMBER, by=stan)
    assert told == {"starts_on": ["The area closes on 31 October 2026. Choose a day before"]}


@pytest.mark.parametrize("who", ["sol", "rhea", "sasha", "ravi", "stranger"])
def test_nobody_but_staff_hands_over(northfield, ravi, rhea, who, request):
    with pytest.raises(Refused):
        assignments.hand_over(
            area=northfield, to=ravi, starts_on=TODAY, by=request.getfixturevalue(who)
        )


@pytest.mark.django_db(transaction=True)
def test_of_two_who_hand_over_at_once_one_is_told(northfield, rhea, ravi, stranger, stan, ada):
    seen = assignments.mark_of(northfield)
    outcomes = at_once(
        lambda: assignments.hand_over(
            area=northfield, to=ravi, starts_on=NOVEMBER, by=stan, seen=seen
        ),
        lambda: assignments.hand_over(
            area=northfield, to=stranger, starts_on=NOVEMBER, by=ada, seen=seen
        ),
    )
    (begun,) = [one for one in outcomes if isinstance(one, Assignment)]
    (told,) = [one for one in outcomes if isinstance(one, ValidationError)]
    assert "Somebody else has changed who the rep is" in told.messages[0]
    assert reps(northfield, NOVEMBER) == [begun.user.name]
