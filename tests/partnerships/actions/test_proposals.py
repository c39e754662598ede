"""Inviting or proposing somebody, what comes of it, and what it leaves as it was."""

import datetime

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import members, proposals
from partnerships.actions.writing import ChangedMeanwhile
from partnerships.models import Outcome, Person, Proposal, ProposalKind
from partnerships.rosters.database import roster_of
from tests.factories import MembershipFactory, ProposalFactory

DAY = datetime.date
TODAY = DAY(2026, 10, 1)
SEPTEMBER_1 = DAY(2026, 9, 1)


@pytest.fixture
def rita(northfield):
    """Invited on 1 September, and waiting."""
    return ProposalFactory(area=northfield, person__name="Rita Osei", made_on=SEPTEMBER_1)


def said_of(proposal):
    proposal.refresh_from_db()
    return proposal.outcome, proposal.closed_on, proposal.membership


def verbs():
    return list(AuditEvent.objects.order_by("pk").values_list("verb", flat=True))


def refusal_of(call, **values):
    with pytest.raises(ValidationError) as refusal:
        call(**values)
    return refusal.value.message_dict


def test_a_new_person_is_saved_with_the_proposal(northfield, sol):
    proposal = proposals.propose(
        area=northfield,
        person=Person(name="Rita Osei"),
        kind=ProposalKind.OFFERED,
        made_on=TODAY,
        note="Came to the summer fair",
        by=sol,
    )

    assert list(northfield.proposals.waiting()) == [proposal]
    assert verbs() == ["people.add", "proposals.propose"]
    assert AuditEvent.objects.latest("pk").people == [proposal.person_id]


def test_a_proposal_changes_no_roster(northfield, people, sol):
    """Nor does what comes of it: the rules know nothing of proposals."""
    before = roster_of(northfield, TODAY)

    proposal = proposals.propose(
        area=northfield, person=Person(name="Rita Osei"), kind="invited", made_on=TODAY, by=sol
    )
    assert roster_of(northfield, TODAY) == before

    proposals.settle(proposal=proposal, outcome=Outcome.DECLINED, closed_on=TODAY, by=sol)
    assert roster_of(northfield, TODAY) == before


def test_whoever_is_proposed_is_on_the_register(northfield, southmere, rita):
    assert rita.person in Person.objects.on_register_of(northfield)
    assert rita.person not in Person.objects.on_register_of(southmere)


def test_a_member_is_not_proposed(northfield, people, sol):
    refusal = refusal_of(
        proposals.propose,
        area=northfield,
        person=people.asha,
        kind="invited",
        made_on=TODAY,
        by=sol,
    )

    assert refusal == {"who": ["Asha Patel is a member, or joins on a day to come."]}


def test_somebody_who_left_may_be_proposed(northfield, people, sol):
    northfield.memberships.filter(person=people.asha).update(ends_on=DAY(2026, 9, 30))

    proposals.propose(area=northfield, person=people.asha, kind="invited", made_on=TODAY, by=sol)

    assert northfield.proposals.waiting().get().person == people.asha


def test_nobody_waits_twice(northfield, rita, sol):
    refusal = refusal_of(
        proposals.propose,
        area=northfield,
        person=rita.person,
        kind="proposed",
        made_on=TODAY,
        by=sol,
    )

    assert refusal == {"who": ["Rita Osei is invited or proposed already."]}


def test_the_same_person_may_wait_in_two_areas(northfield, southmere, rita, sol, sasha):
    proposals.propose(area=southmere, person=rita.person, kind="invited", made_on=TODAY, by=sasha)

    assert Proposal.objects.waiting().count() == 2


def test_it_is_settled_with_its_day(rita, sol):
    proposals.settle(proposal=rita, outcome=Outcome.NOT_TAKEN_ON, closed_on=TODAY, by=sol)

    assert said_of(rita) == (Outcome.NOT_TAKEN_ON, TODAY, None)


def test_it_is_not_settled_before_it_was_made(rita, sol):
    refusal = refusal_of(
        proposals.settle,
        proposal=rita,
        outcome=Outcome.DECLINED,
        closed_on=DAY(2026, 8, 31),
        by=sol,
    )

    assert refusal == {
        "closed_on": [
            "Enter 1 September 2026 or a later day: that is when they were invited or proposed."
        ]
    }


def test_joining_settles_it(northfield, rita, sol):
    membership = members.join(
        area=northfield, person=rita.person, starts_on=DAY(2026, 9, 20), by=sol
    )

    assert said_of(rita) == (Outcome.JOINED, DAY(2026, 9, 20), membership)
    assert verbs() == ["members.join", "proposals.join"]


@pytest.mark.parametrize(
    ("starts_on", "settled_on"),
    [(DAY(2027, 1, 1), TODAY), (DAY(2026, 8, 1), SEPTEMBER_1), (SEPTEMBER_1, SEPTEMBER_1)],
)
def test_it_is_settled_by_today_and_never_before_it_was_made(
    northfield, rita, sol, starts_on, settled_on
):
    membership = members.join(area=northfield, person=rita.person, starts_on=starts_on, by=sol)

    assert said_of(rita) == (Outcome.JOINED, settled_on, membership)


def test_a_membership_of_long_ago_settles_nothing(northfield, rita, sol):
    members.join(
        area=northfield,
        person=rita.person,
        starts_on=DAY(2015, 1, 1),
        ends_on=DAY(2016, 1, 1),
        by=sol,
    )

    assert said_of(rita) == ("", None, None)


def test_joining_another_area_settles_nothing_here(southmere, rita, sasha):
    members.join(area=southmere, person=rita.person, starts_on=TODAY, by=sasha)

    assert said_of(rita) == ("", None, None)


def test_it_waits_again_when_the_membership_is_taken_back(northfield, rita, sol):
    membership = members.join(area=northfield, person=rita.person, starts_on=TODAY, by=sol)

    members.never_happened(membership=membership, reason="She has not said yes yet.", by=sol)

    assert said_of(rita) == ("", None, None)
    assert verbs()[-2:] == ["proposals.reopen", "members.never_happened"]


def test_it_stays_settled_when_they_wait_anew_by_then(northfield, rita, sol):
    membership = members.join(area=northfield, person=rita.person, starts_on=SEPTEMBER_1, by=sol)
    members.leave(membership=membership, last_day=DAY(2026, 9, 30), reason="resigned", by=sol)
    proposals.propose(area=northfield, person=rita.person, kind="invited", made_on=TODAY, by=sol)
    membership.refresh_from_db()

    members.never_happened(membership=membership, reason="Another Rita", by=sol)

    assert said_of(rita) == (Outcome.JOINED, SEPTEMBER_1, None)


def test_a_settled_one_is_put_right_to_wait_again(rita, sol):
    settled = proposals.settle(proposal=rita, outcome=Outcome.DECLINED, closed_on=TODAY, by=sol)

    proposals.correct(proposal=settled, outcome="", closed_on=None, by=sol)

    assert said_of(rita) == ("", None, None)


def test_a_member_does_not_wait_again(northfield, rita, sol):
    settled = proposals.settle(proposal=rita, outcome=Outcome.DECLINED, closed_on=TODAY, by=sol)
    MembershipFactory(area=northfield, person=rita.person)

    refusal = refusal_of(proposals.correct, proposal=settled, outcome="", closed_on=None, by=sol)

    assert list(refusal) == ["outcome"]


def test_one_that_was_joined_is_not_made_later_than_that(northfield, rita, sol):
    members.join(area=northfield, person=rita.person, starts_on=SEPTEMBER_1, by=sol)
    rita.refresh_from_db()

    refusal = refusal_of(proposals.correct, proposal=rita, made_on=DAY(2026, 9, 2), by=sol)

    assert refusal == {
        "made_on": ["Enter 1 September 2026 or an earlier day: that is when it was settled."]
    }


def test_what_is_taken_back_stays_in_the_trail(northfield, rita, sol):
    proposals.never_happened(proposal=rita, reason="The wrong Rita", by=sol)

    assert not northfield.proposals.exists()
    event = AuditEvent.objects.get()
    assert (event.verb, event.reason) == ("proposals.never_happened", "The wrong Rita")
    assert event.before["made_on"] == "2026-09-01"


def test_of_two_who_settle_it_the_second_is_told(rita, sol, rhea):
    proposals.settle(proposal=rita, outcome=Outcome.DECLINED, closed_on=TODAY, version=1, by=rhea)

    with pytest.raises(ChangedMeanwhile):
        proposals.settle(
            proposal=rita, outcome=Outcome.NOT_TAKEN_ON, closed_on=TODAY, version=1, by=sol
        )
