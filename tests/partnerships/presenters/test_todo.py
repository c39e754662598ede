"""What there is to do, item by item: one sentence for many, and nothing said twice."""

import datetime

import pytest
from django.urls import reverse

from partnerships.presenters.todo import todo_of
from partnerships.rosters.database import roster_of
from partnerships.rosters.upkeep import upkeep_of
from partnerships.rules import assess
from tests.factories import (
    LtoRoleFactory,
    MembershipFactory,
    ProposalFactory,
    RelationshipFactory,
    ResidenceFactory,
)

DAY = datetime.date
TODAY = DAY(2026, 10, 1)


@pytest.fixture
def todo(northfield):
    """The items for Northfield today by title, as its secretary has them unless it is said."""

    def todo(may_change=True):
        roster = roster_of(northfield, TODAY)
        upkeep = upkeep_of(northfield, TODAY)
        items = todo_of(northfield, roster, assess(roster), upkeep, may_change=may_change)
        return {item.title: item for item in items}

    return todo


@pytest.fixture(autouse=True)
def a_ninth_member(northfield):
    """So that nobody's leaving alone would make too few."""
    MembershipFactory(area=northfield, person=ResidenceFactory(area=northfield).person)
    northfield.residences.update(checked_on=TODAY)


def told(item):
    return [(who.name, who.note) for who in item.people]


def home_page(person):
    return reverse("residence-change", args=["northfield", person.pk])


def test_what_a_finding_says_is_missing_is_no_second_item(northfield, people, todo):
    unknown = [people.asha, people.ben, people.dai, people.ewa, people.harry]
    northfield.residences.filter(person__in=unknown).update(in_area="unknown", household=None)

    items = todo()

    assert [title for title in items if "Record" in title] == []
    assert items["Residents not confirmed"].state == "incomplete"
    assert [who.href for who in items["Residents not confirmed"].people] == [
        home_page(person) for person in unknown
    ]
    assert items["Households not recorded"].is_folded
    assert items["Households not recorded"].summary == "Who: 5 people"


def test_who_may_not_change_it_is_led_to_the_person(northfield, people, todo):
    northfield.residences.filter(person=people.dai).update(in_area="unknown")
    northfield.residences.filter(person=people.ewa).update(checked_on=DAY(2025, 1, 1))
    proposal = ProposalFactory(area=northfield, person__name="Rita Osei", made_on=DAY(2026, 1, 1))
    items = todo(may_change=False)
    for title, person in [
        ("Record whether Dai Nguyen lives in the area", people.dai),
        ("Settle whether Rita Osei joins", proposal.person),
    ]:
        page = reverse("person-detail", args=["northfield", person.pk])
        assert [who.href for who in items[title].people] == [page]
    assert items["Confirm where Ewa Kowalska lives"].href == ""


def test_many_are_told_by_their_number(northfield, people, todo):
    two = [people.dai, people.ewa]
    northfield.residences.filter(person__in=two).update(in_area="unknown", household=None)
    northfield.memberships.filter(person__in=two).update(term_ends_on=DAY(2026, 9, 1))
    northfield.memberships.filter(person__in=[people.asha, people.ben]).update(
        term_ends_on=DAY(2027, 1, 1)
    )
    northfield.memberships.filter(person__in=[people.grace, people.harry]).update(
        term_ends_on=TODAY
    )

    # A household of three cannot be ruled out, so that is a finding and no item of its own.
    assert list(todo())[1:] == [
        "The terms of 2 members are over",
        "The terms of 2 members end soon",
        "Record whether 2 members live in the area",
        "Ask 9 members for this year’s declaration",
    ]


def test_people_come_with_what_is_known_of_them(northfield, people, todo):
    northfield.memberships.filter(person=people.dai).update(term_ends_on=DAY(2025, 9, 1))
    northfield.residences.filter(person=people.ewa).update(checked_on=DAY(2024, 2, 29))
    items = todo()
    assert told(items["Dai Nguyen’s term is over"]) == [("Dai Nguyen", "ended on 1 September 2025")]
    assert told(items["Confirm where Ewa Kowalska lives"]) == [
        ("Ewa Kowalska", "last confirmed 29 February 2024")
    ]


def test_who_waits_is_settled_on_the_page_of_the_proposal(northfield, todo):
    first = ProposalFactory(area=northfield, person__name="Rita Osei", made_on=DAY(2026, 1, 1))
    ProposalFactory(area=northfield, person__name="Abe Ash", made_on=DAY(2026, 2, 1))
    item = todo()["Settle whether 2 people join"]
    assert told(item) == [
        ("Rita Osei", "since 1 January 2026"),
        ("Abe Ash", "since 1 February 2026"),
    ]
    assert item.people[0].href == reverse("proposal-settle", args=["northfield", first.pk])


def test_one_step_from_a_breach_says_who_and_what_instead(northfield, people, todo):
    LtoRoleFactory(area=northfield, person=people.dai)
    RelationshipFactory(area=northfield, a=people.ewa, b=people.asha)
    items = todo()
    office = items["Close to a breach: LTO representative who holds an office"]
    assert (office.state, told(office)) == ("One step away", [("Dai Nguyen", "")])
    relative = items["Close to a breach: related people in positions of power"]
    assert relative.why == (
        "If Ewa Kowalska took an office, it would be a conflict of interest: "
        "their relative Asha Patel (chair) holds a position of power."
    )
    assert relative.step == "Should it come up, choose somebody else for the office."
