"""Another term, and the first day of what is planned moved with the day that leads up to it."""

import datetime
import itertools

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from biglocal.audit.models import AuditEvent
from partnerships.actions import members, offices, terms
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import EndReason, Membership
from partnerships.presenters.periods import runs_of
from tests.factories import MembershipFactory, OfficeFactory

DAY = datetime.date
START = DAY(2020, 1, 1)
JUNE_30, JULY_1 = DAY(2027, 6, 30), DAY(2027, 7, 1)
JANUARY_1, DECEMBER_31 = DAY(2027, 1, 1), DAY(2026, 12, 31)


@pytest.fixture
def seat(northfield, people):
    """Asha’s, in the chair, with a term that ends on 30 June."""
    northfield.memberships.filter(person=people.asha).update(term_ends_on=JUNE_30)
    return northfield.memberships.get(person=people.asha)


def periods(area, person):
    facts = area.memberships.filter(person=person).order_by("starts_on")
    return [(one.starts_on, one.ends_on, one.end_reason) for one in facts]


def refusal_of(call, **values):
    with pytest.raises(ValidationError) as refusal:
        call(**values)
    return refusal.value.message_dict


def re_appoint(seat, sol, from_day=JULY_1, **values):
    return terms.re_appoint(
        membership=seat, from_day=from_day, **({"appointed": "elected", "by": sol} | values)
    )


def test_a_new_record_begins_and_the_old_one_ends_the_day_before(northfield, people, seat, sol):
    northfield.memberships.filter(pk=seat.pk).update(is_voting=False, represents="The school")
    seat.refresh_from_db()

    term = re_appoint(seat, sol, appointed="co-opted", term_ends_on=DAY(2030, 6, 30))

    assert periods(northfield, people.asha) == [
        (START, JUNE_30, EndReason.TERM_ENDED),
        (JULY_1, None, ""),
    ]
    assert (term.appointed, term.term_ends_on) == ("co-opted", DAY(2030, 6, 30))
    assert (term.is_voting, term.represents) == (False, "The school")
    assert list(AuditEvent.objects.values_list("verb", flat=True)) == ["members.re_appoint"] * 2


def test_the_run_goes_on_without_a_break(northfield, people, seat, sol):
    re_appoint(seat, sol)

    (run,) = runs_of(northfield.memberships.filter(person=people.asha))
    assert (run.starts_on, run.ends_on) == (START, None)


def test_an_office_goes_on_by_itself(northfield, people, seat, sol):
    re_appoint(seat, sol)

    assert northfield.offices.get(person=people.asha).ends_on is None


def test_an_office_ends_with_the_term_if_it_is_not_kept(northfield, people, seat, sol):
    later = OfficeFactory(
        area=northfield, person=people.asha, title="secretary", starts_on=DAY(2027, 8, 1)
    )

    re_appoint(seat, sol, keeps_offices=False)

    assert northfield.offices.get(person=people.asha, title="chair").ends_on == JUNE_30
    later.refresh_from_db()
    assert later.ends_on is None


@pytest.mark.parametrize("from_day", [DAY(2019, 12, 31), START])
def test_a_term_is_not_followed_before_it_began(northfield, people, seat, sol, from_day):
    refusal = refusal_of(re_appoint, seat=seat, sol=sol, from_day=from_day)

    assert refusal == {
        "from_day": ["Enter a day after 1 January 2020: the term before began that day."]
    }
    assert periods(northfield, people.asha) == [(START, None, "")]
    assert not AuditEvent.objects.exists()


def test_a_term_ends_after_it_begins(seat, sol):
    refusal = refusal_of(re_appoint, seat=seat, sol=sol, term_ends_on=JUNE_30)

    assert refusal == {"term_ends_on": ["The term must end on or after its first day."]}


def test_a_term_that_was_to_end_is_followed_by_the_day_after_at_the_latest(
    northfield, people, seat, sol
):
    ended = members.leave(membership=seat, last_day=JUNE_30, reason=EndReason.TERM_ENDED, by=sol)

    refusal = refusal_of(re_appoint, seat=ended, sol=sol, from_day=DAY(2027, 7, 2))
    assert refusal == {
        "from_day": [
            "Enter 1 July 2027 or an earlier day. "
            "If they come back later, add them as a member again."
        ]
    }

    re_appoint(ended, sol, from_day=JULY_1)
    assert periods(northfield, people.asha) == [
        (START, JUNE_30, EndReason.TERM_ENDED),
        (JULY_1, None, ""),
    ]


def test_who_leaves_for_another_reason_is_not_re_appointed(seat, sol):
    leaving = members.leave(membership=seat, last_day=JUNE_30, reason="moved-away", by=sol)

    with pytest.raises(ValidationError, match="ends on a day that is recorded"):
        re_appoint(leaving, sol)


def test_nobody_is_re_appointed_twice_for_the_same_days(northfield, people, seat, sol):
    re_appoint(seat, sol)
    seat.refresh_from_db()

    with pytest.raises(ValidationError, match="already a member on some of those days"):
        re_appoint(seat, sol, from_day=JANUARY_1)

    assert periods(northfield, people.asha)[0] == (START, JUNE_30, EndReason.TERM_ENDED)


def test_of_two_who_re_appoint_the_second_is_told(northfield, seat, sol, rhea):
    re_appoint(seat, rhea, version=1)

    with pytest.raises(ChangedMeanwhile):
        re_appoint(seat, sol, version=1)

    assert northfield.memberships.filter(person=seat.person).count() == 2


@pytest.mark.parametrize(
    ("goes_on", "expected"),
    [(True, (START, None, "")), (False, (START, JUNE_30, EndReason.TERM_ENDED))],
)
def test_a_re_appointment_taken_back_leaves_the_term_before_as_one_says(
    northfield, people, seat, sol, goes_on, expected
):
    term = re_appoint(seat, sol)

    members.never_happened(
        membership=term, reason="Nobody voted on it", term_goes_on=goes_on, by=sol
    )

    assert periods(northfield, people.asha) == [expected]


# Moving what is planned


@pytest.mark.parametrize("day", [DAY(2027, 3, 1), DAY(2026, 11, 1)])
def test_a_planned_vote_moves_with_the_day_it_goes_on_from(northfield, people, sol, day):
    dai = northfield.memberships.get(person=people.dai)
    planned = members.change_vote(membership=dai, is_voting=False, from_day=JANUARY_1, by=sol)

    terms.begin_on(membership=planned, starts_on=day, by=sol)

    assert periods(northfield, people.dai) == [
        (START, day - datetime.timedelta(days=1), EndReason.VOTE_CHANGED),
        (day, None, ""),
    ]


def test_it_does_not_move_before_what_it_goes_on_from(northfield, people, sol):
    dai = northfield.memberships.get(person=people.dai)
    planned = members.change_vote(membership=dai, is_voting=False, from_day=JANUARY_1, by=sol)

    refusal = refusal_of(terms.begin_on, membership=planned, starts_on=START, by=sol)

    assert refusal == {
        "starts_on": ["Enter a day after 1 January 2020: their membership before began that day."]
    }


def test_nor_after_its_own_end(northfield, sol):
    seat = MembershipFactory(area=northfield, starts_on=JANUARY_1, ends_on=JUNE_30)

    refusal = refusal_of(terms.begin_on, membership=seat, starts_on=JULY_1, by=sol)

    assert refusal == {"starts_on": ["Enter 30 June 2027 or an earlier day."]}


def test_somebody_who_will_join_joins_on_another_day(northfield, sol):
    seat = MembershipFactory(area=northfield, starts_on=JANUARY_1)

    terms.begin_on(membership=seat, starts_on=JULY_1, by=sol)

    assert periods(northfield, seat.person) == [(JULY_1, None, "")]


def test_a_move_by_two_at_once_leaves_nothing_half_done(northfield, people, sol):
    dai = northfield.memberships.get(person=people.dai)
    planned = members.change_vote(membership=dai, is_voting=False, from_day=JANUARY_1, by=sol)

    with pytest.raises(ChangedMeanwhile):
        terms.begin_on(membership=planned, starts_on=DAY(2026, 11, 1), version=9, by=sol)

    assert periods(northfield, people.dai)[0] == (START, DECEMBER_31, EndReason.VOTE_CHANGED)


@pytest.mark.parametrize("day", [DAY(2027, 3, 1), DAY(2026, 11, 1)])
def test_a_planned_successor_moves_with_who_hands_over(northfield, people, sol, day):
    chair = northfield.offices.get(person=people.asha)
    offices.hand_over(office=chair, last_day=DECEMBER_31, to=people.dai, by=sol)

    terms.take_office_on(office=northfield.offices.get(person=people.dai), starts_on=day, by=sol)

    chair.refresh_from_db()
    assert chair.ends_on == day - datetime.timedelta(days=1)
    assert northfield.offices.get(person=people.dai).starts_on == day


def test_where_several_gave_it_up_none_of_them_moves(northfield, people, sol):
    for person in (people.asha, people.ewa):
        northfield.offices.filter(person=person, title="chair").delete()
        OfficeFactory(area=northfield, person=person, ends_on=DECEMBER_31)
    dai = OfficeFactory(area=northfield, person=people.dai, starts_on=JANUARY_1)

    terms.take_office_on(office=dai, starts_on=JULY_1, by=sol)

    ends = set(northfield.offices.filter(title="chair").values_list("ends_on", flat=True))
    assert ends == {DECEMBER_31, None}


def test_an_office_is_not_taken_before_who_hands_it_over_took_it(northfield, people, sol):
    chair = northfield.offices.get(person=people.asha)
    offices.hand_over(office=chair, last_day=DECEMBER_31, to=people.dai, by=sol)

    refusal = refusal_of(
        terms.take_office_on,
        office=northfield.offices.get(person=people.dai),
        starts_on=START,
        by=sol,
    )

    assert refusal == {
        "starts_on": ["Enter a day after 1 January 2020: Asha Patel as chair began that day."]
    }


class Terms(TestCase):
    """Whatever is done to the days of terms, no day is lost and none is counted twice."""

    @settings(max_examples=40)
    @given(st.lists(st.integers(1, 4000), min_size=1, max_size=5), st.integers(-3000, 5000))
    def test_terms_follow_each_other_day_by_day(self, lengths, moved):
        seat = MembershipFactory(starts_on=START)
        area, person = seat.area, seat.person
        for length in lengths:
            seat = terms.re_appoint(
                membership=seat,
                from_day=seat.starts_on + datetime.timedelta(days=length),
                appointed="elected",
                by=None,
            )
        try:
            terms.begin_on(
                membership=seat,
                starts_on=seat.starts_on + datetime.timedelta(days=moved),
                by=None,
            )
        except ValidationError:
            assert moved < 0
        records = list(Membership.objects.filter(area=area, person=person).order_by("starts_on"))
        assert len(records) == len(lengths) + 1
        for earlier, later in itertools.pairwise(records):
            assert earlier.ends_on + datetime.timedelta(days=1) == later.starts_on
        assert [run.starts_on for run in runs_of(records)] == [START]
