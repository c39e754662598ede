"""Joining, correcting, changing the vote, leaving, and taking back what never was."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import members
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import EndReason, Membership, Person
from tests.factories import MembershipFactory, OfficeFactory

JUNE_30 = datetime.date(2027, 6, 30)
JULY_1 = datetime.date(2027, 7, 1)


def seat_of(person) -> Membership:
    return Membership.objects.get(person=person)


def last_event() -> AuditEvent:
    return AuditEvent.objects.latest("pk")


def test_a_new_person_is_saved_with_the_seat_they_take(northfield, sol):
    seat = members.join(
        area=northfield, person=Person(name="Rita Osei"), starts_on=JULY_1, is_voting=False, by=sol
    )

    assert seat.person.name == "Rita Osei"
    assert (seat.starts_on, seat.ends_on, seat.is_voting) == (JULY_1, None, False)
    assert list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True)) == [
        "people.add",
        "members.join",
    ]
    assert last_event().by == sol
    assert last_event().people == [seat.person_id]


def test_nobody_is_a_member_twice_at_once(northfield, people, sol):
    with pytest.raises(ValidationError) as refusal:
        members.join(area=northfield, person=people.asha, starts_on=JULY_1, by=sol)

    assert refusal.value.messages == ["They are already a member on some of those days."]


def test_leaving_ends_the_offices_held_on_the_same_day(northfield, people, sol):
    members.leave(
        membership=seat_of(people.asha), last_day=JUNE_30, reason=EndReason.RESIGNED, by=sol
    )

    seat = seat_of(people.asha)
    assert (seat.ends_on, seat.end_reason) == (JUNE_30, EndReason.RESIGNED)
    assert northfield.offices.get(person=people.asha).ends_on == JUNE_30
    assert northfield.offices.get(person=people.ben).ends_on is None


def test_an_office_that_begins_after_the_last_day_stands_in_the_way(northfield, people, sol):
    OfficeFactory(area=northfield, person=people.carys, title="secretary", starts_on=JULY_1)

    with pytest.raises(ValidationError) as refusal:
        members.leave(
            membership=seat_of(people.carys), last_day=JUNE_30, reason=EndReason.RESIGNED, by=sol
        )

    assert refusal.value.message_dict == {
        "last_day": ["They become secretary after that day. Take that back first."]
    }
    assert seat_of(people.carys).ends_on is None


def test_nobody_leaves_before_they_joined(northfield, people, sol):
    with pytest.raises(ValidationError) as refusal:
        members.leave(
            membership=seat_of(people.asha),
            last_day=datetime.date(2019, 12, 31),
            reason=EndReason.RESIGNED,
            by=sol,
        )

    assert refusal.value.message_dict == {
        "last_day": ["Enter 1 January 2020 or a later day: that is the first day."]
    }


def test_nobody_leaves_who_goes_on_the_day_after(northfield, people, sol):
    members.change_vote(membership=seat_of(people.dai), is_voting=False, from_day=JULY_1, by=sol)
    first = northfield.memberships.get(person=people.dai, is_voting=True)

    with pytest.raises(ValidationError) as refusal:
        members.leave(membership=first, last_day=JUNE_30, reason=EndReason.RESIGNED, by=sol)

    assert list(refusal.value.message_dict) == ["last_day"]


def test_nobody_leaves_who_would_be_back_by_a_planned_change_of_the_vote(northfield, people, sol):
    members.change_vote(membership=seat_of(people.dai), is_voting=False, from_day=JULY_1, by=sol)
    first = northfield.memberships.get(person=people.dai, is_voting=True)

    with pytest.raises(ValidationError) as refusal:
        members.leave(
            membership=first,
            last_day=datetime.date(2026, 12, 31),
            reason=EndReason.RESIGNED,
            by=sol,
        )

    assert list(refusal.value.message_dict) == ["last_day"]


def test_the_last_day_may_be_the_first(northfield, people, sol):
    seat = seat_of(people.asha)
    northfield.offices.all().delete()

    members.leave(membership=seat, last_day=seat.starts_on, reason=EndReason.OTHER, by=sol)

    assert seat_of(people.asha).ends_on == seat.starts_on


def test_a_vote_withdrawn_goes_on_as_a_new_record_from_that_day(northfield, people, sol):
    members.change_vote(membership=seat_of(people.dai), is_voting=False, from_day=JULY_1, by=sol)

    records = northfield.memberships.filter(person=people.dai).order_by("starts_on")
    assert [(one.starts_on, one.ends_on, one.is_voting, one.end_reason) for one in records] == [
        (datetime.date(2020, 1, 1), JUNE_30, True, EndReason.VOTE_CHANGED),
        (JULY_1, None, False, ""),
    ]


def test_a_vote_from_the_first_day_corrects_the_record(northfield, people, sol):
    members.change_vote(
        membership=seat_of(people.dai),
        is_voting=False,
        from_day=datetime.date(2020, 1, 1),
        by=sol,
    )

    assert seat_of(people.dai).is_voting is False


def test_a_vote_that_is_so_already_is_refused(northfield, people, sol):
    with pytest.raises(ValidationError):
        members.change_vote(membership=seat_of(people.dai), is_voting=True, from_day=JULY_1, by=sol)


def test_a_vote_that_somebody_else_changed_meanwhile_is_no_mistake_about_the_day(
    northfield, people, sol
):
    shown = seat_of(people.dai)
    members.change_vote(membership=shown, is_voting=False, from_day=JUNE_30, by=sol, version=1)

    with pytest.raises(ChangedMeanwhile):
        members.change_vote(membership=shown, is_voting=False, from_day=JULY_1, by=sol, version=1)


def test_a_changed_vote_taken_back_leaves_the_membership_as_it_was(northfield, people, sol):
    changed = members.change_vote(
        membership=seat_of(people.dai), is_voting=False, from_day=JULY_1, by=sol
    )

    members.never_happened(membership=changed, reason="It was not voted on.", by=sol)

    seat = seat_of(people.dai)
    assert (seat.is_voting, seat.ends_on, seat.end_reason) == (True, None, "")


def test_what_is_taken_back_stays_in_the_trail_with_its_reason(northfield, people, sol):
    seat = seat_of(people.dai)

    members.never_happened(membership=seat, reason="The wrong Dai.", by=sol)

    assert not northfield.memberships.filter(person=people.dai).exists()
    assert last_event().verb == "members.never_happened"
    assert last_event().reason == "The wrong Dai."
    assert last_event().before["starts_on"] == "2020-01-01"


def test_taking_back_asks_for_a_reason(northfield, people, sol):
    with pytest.raises(ValidationError) as refusal:
        members.never_happened(membership=seat_of(people.dai), reason="  ", by=sol)

    assert refusal.value.message_dict == {"reason": ["Say why this was a mistake."]}


def test_a_correction_of_what_somebody_else_saved_meanwhile_is_not_made(northfield, people, sol):
    seat = seat_of(people.dai)
    members.correct(membership=seat, version=1, appointed="elected", by=sol)

    with pytest.raises(ChangedMeanwhile) as meanwhile:
        members.correct(membership=seat, version=1, appointed="co-opted", by=sol)

    assert meanwhile.value.current.appointed == "elected"
    assert seat_of(people.dai).appointed == "elected"


def test_a_refused_end_leaves_no_trace(northfield, people, sol):
    """The office ends before the membership does, so both must come back together."""
    MembershipFactory(area=northfield, person__name="Zed Last")
    version = seat_of(people.asha).version

    with pytest.raises(ChangedMeanwhile):
        members.leave(
            membership=seat_of(people.asha),
            last_day=JUNE_30,
            reason=EndReason.RESIGNED,
            version=version + 1,
            by=sol,
        )

    assert northfield.offices.get(person=people.asha).ends_on is None
    assert not AuditEvent.objects.exists()
