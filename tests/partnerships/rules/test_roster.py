"""A roster that cannot be so is refused, and "what if" gives another roster and leaves the first."""

from datetime import date

import pytest

from partnerships.rules import ImpossibleRosterError, Membership, assess
from tests.rosters import decision, found, healthy_roster, interest, member, person, related, roster

ASHA, BEN = member("asha"), member("ben")


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"people": (ASHA, BEN, ASHA)}, "people[2].id: asha is already the id of people[0]"),
        (
            {"relationships": (related("asha", "sibling", "zz"),)},
            "relationships[0]: no person zz on the roster",
        ),
        (
            {"relationships": (related("zz", "sibling", "asha"),)},
            "relationships[0]: no person zz on the roster",
        ),
        (
            {"relationships": (related("asha", "sibling", "asha"),)},
            "relationships[0]: asha cannot be related to themselves",
        ),
        (
            {"relationships": (related("asha", "sibling", "ben"),) * 2},
            "relationships[1]: asha and ben already have a relationship, relationships[0]",
        ),
        (
            {
                "relationships": (
                    related("asha", "parent", "ben"),
                    related("ben", "child", "asha"),
                )
            },
            "relationships[1]: ben and asha already have a relationship, relationships[0]",
        ),
        (
            {"interests": (interest("zz", "org-2"),)},
            "interests[0].person: no person zz on the roster",
        ),
        (
            {
                "interests": (
                    interest("asha", "org-2", starts_on=date(2026, 1, 2), ends_on=date(2026, 1, 1)),
                )
            },
            "interests[0].until: it ends on 2026-01-01, before it starts on 2026-01-02",
        ),
        (
            {"decisions": (decision("d1"), decision("d1"))},
            "decisions[1].id: d1 is already the id of decisions[0]",
        ),
        (
            {"decisions": (decision("d1", took_part=("asha", "zz")),)},
            "decisions[0].took_part[1]: no person zz on the roster",
        ),
        (
            {"decisions": (decision("d1", withdrew=("zz",)),)},
            "decisions[0].withdrew[0]: no person zz on the roster",
        ),
        (
            {"decisions": (decision("d1", took_part=("asha",), withdrew=("ben", "asha")),)},
            "decisions[0].withdrew[1]: asha cannot have both taken part and withdrawn",
        ),
        (
            {"interests": (interest("line\nbreak", "org-2"),)},
            "interests[0].person: no person 'line\\nbreak' on the roster",
        ),
    ],
)
def test_what_cannot_be_so_is_refused(facts, refusal):
    with pytest.raises(ImpossibleRosterError) as raised:
        roster(*facts.pop("people", (ASHA, BEN)), **facts)
    assert str(raised.value) == refusal
    assert refusal == f"{raised.value.place}: {raised.value.problem}"


def test_what_is_odd_but_possible_is_not_refused():
    """An interest of one day, the same interest twice, and one person minuted twice."""
    one_day = interest("asha", "org-2", starts_on=date(2026, 1, 1), ends_on=date(2026, 1, 1))
    odd = roster(
        ASHA,
        BEN,
        interests=(one_day, one_day),
        decisions=(decision("d1", took_part=("asha", "asha")), decision("d2")),
    )
    assert len(odd.interests) == 2


def test_if_she_joined():
    before = roster(person("asha", household="h1"), BEN)
    after = before.with_member(before.who.by_id["asha"])
    assert after.who.by_id["asha"].membership is Membership.VOTING
    assert after.who.by_id["asha"].household == "h1"
    assert assess(after).members == 2
    assert assess(before).members == 1


def test_if_somebody_new_joined_without_a_vote():
    after = roster(BEN).with_member(member("asha", membership=Membership.NON_VOTING))
    assert after == roster(BEN, member("asha", membership=Membership.NON_VOTING))


def test_if_she_left_the_family_is_still_one():
    """Leaving ends the membership and the office; whoever she links is of one family still."""
    before = roster(
        member("asha", offices=("chair",)),
        member("ben", offices=("treasurer",)),
        member("cara", offices=("secretary",)),
        relationships=(related("asha", "spouse", "ben"), related("asha", "sibling", "cara")),
    )
    after = before.without_member("asha")
    assert after.who.by_id["asha"] == person("asha", resident=True, household="home of asha")
    assert found("family-limit", before) == [("asha", "ben", "cara")]
    assert found("family-limit", after) == []
    assert found("related-positions", after) == []
    assert found("linked-positions", after) == [("ben", "cara")]


def test_if_she_had_never_been_there():
    before = roster(
        ASHA,
        BEN,
        relationships=(related("asha", "spouse", "ben"),),
        interests=(interest("asha", "org-2"), interest("ben", "org-2")),
        decisions=(decision("d1", took_part=("asha",)), decision("d2", withdrew=("ben", "asha"))),
    )
    assert before.without_person("asha") == roster(
        BEN,
        interests=(interest("ben", "org-2"),),
        decisions=(decision("d1"), decision("d2", withdrew=("ben",))),
    )


def test_if_the_office_changed_hands():
    before = roster(member("asha", offices=("chair", "treasurer")), BEN)
    after = before.without_office("asha", "chair").with_office("ben", "chair")
    assert after == roster(
        member("asha", offices=("treasurer",)), member("ben", offices=("chair",))
    )


def test_if_they_married():
    """Whatever was recorded of the pair before gives way."""
    before = roster(ASHA, BEN, relationships=(related("ben", "unmarried-partner", "asha"),))
    after = before.with_relationship(related("asha", "spouse", "ben"))
    assert after.relationships == (related("asha", "spouse", "ben"),)
    assert after.without_relationship("ben", "asha").relationships == ()


def test_if_an_interest_or_decision_were_recorded():
    before = roster(ASHA, decisions=(decision("d1"),))
    after = before.with_interest(interest("asha", "org-2")).with_decision(
        decision("d1", took_part=("asha",))
    )
    assert found("conflicted-decision", before) == []
    assert found("conflicted-decision", after) == [("d1:", "asha")]


def test_a_change_that_cannot_be_so_is_refused():
    with pytest.raises(ImpossibleRosterError):
        roster(ASHA).with_relationship(related("asha", "spouse", "zz"))
    with pytest.raises(KeyError):
        roster(ASHA).without_member("zz")


def test_with_nothing_wrong_there_is_nothing_to_say():
    assessment = assess(healthy_roster())
    assert assessment.findings == ()
    assert assessment.meets_criteria is True
    assert assessment.meets_conflicts_guidance is True
    assert not assessment.has_breach
