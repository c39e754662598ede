"""What is coming, each once, with where it is moved and where it is taken back."""

import datetime

from partnerships.actions import members, offices, terms
from partnerships.presenters.planned import planned_after
from tests.factories import MembershipFactory, OfficeFactory

DAY = datetime.date
TODAY, JANUARY_1, DECEMBER_31 = DAY(2026, 10, 1), DAY(2027, 1, 1), DAY(2026, 12, 31)


def told(area, day=TODAY):
    return [
        (row.day, str(row.person), row.what, *(step.name for step in row.steps))
        for row in planned_after(area, day)
    ]


def seat(area, person):
    return area.memberships.get(person=person)


def test_nothing_is_coming(northfield):
    MembershipFactory(area=northfield, starts_on=TODAY)
    MembershipFactory(area=northfield, ends_on=DAY(2026, 9, 30))

    assert told(northfield) == []


def test_who_joins_and_leaves(northfield, people, sol):
    MembershipFactory(
        area=northfield, person__name="Nadia Next", starts_on=JANUARY_1, is_voting=False
    )
    members.leave(
        membership=seat(northfield, people.asha), last_day=TODAY, reason="resigned", by=sol
    )

    assert told(northfield) == [
        (
            TODAY,
            "Asha Patel",
            "Leaves: stepped down (last day)",
            "member-end",
            "member-did-not-end",
        ),
        (
            JANUARY_1,
            "Nadia Next",
            "Joins as a member without a vote",
            "member-begin-on",
            "member-mistake",
        ),
    ]
    assert told(northfield, JANUARY_1) == []


def test_a_vote_given_and_another_term(northfield, people, sol):
    members.change_vote(
        membership=seat(northfield, people.dai), is_voting=False, from_day=JANUARY_1, by=sol
    )
    terms.re_appoint(
        membership=seat(northfield, people.ewa), from_day=JANUARY_1, appointed="elected", by=sol
    )

    assert [row[:3] for row in told(northfield)] == [
        (JANUARY_1, "Dai Nguyen", "Has no vote any more"),
        (JANUARY_1, "Ewa Kowalska", "Another term begins"),
    ]


def test_who_comes_back_after_a_gap_joins(northfield, people, sol):
    members.leave(
        membership=seat(northfield, people.dai), last_day=DECEMBER_31, reason="other", by=sol
    )
    members.join(area=northfield, person=people.dai, starts_on=DAY(2027, 1, 2), by=sol)

    assert [row[::2][:2] for row in told(northfield)] == [
        (DECEMBER_31, "Leaves: another reason (last day)"),
        (DAY(2027, 1, 2), "Joins as a voting member"),
    ]


def test_an_office_handed_over_is_told_of_both(northfield, people, sol):
    offices.hand_over(
        office=northfield.offices.get(title="chair"), last_day=DECEMBER_31, to=people.dai, by=sol
    )

    assert [row[1:] for row in told(northfield)] == [
        (
            "Asha Patel",
            "Gives up the office of chair (last day)",
            "office-hand-over",
            "office-did-not-end",
        ),
        ("Dai Nguyen", "Becomes chair", "office-take-on", "office-mistake"),
    ]


def test_an_office_of_somebody_who_is_no_member_is_told_too(northfield):
    OfficeFactory(area=northfield, person__name="Olu Other", starts_on=JANUARY_1)

    assert told(northfield)[0][1:3] == ("Olu Other", "Becomes chair")
