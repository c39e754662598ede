"""Screening a decision before it is taken: who is tied to what, who withdraws, and who is left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.rules import Decision, DecisionKind, InterestKind, assess
from partnerships.rules.criteria import BIG_LOCAL
from partnerships.rules.rule import Level
from partnerships.rules.screening import (
    Quorum,
    Room,
    Share,
    Tie,
    Why,
    has_a_part,
    resident_percent,
    screen,
)
from tests.partnerships.rules.strategies import BIDDERS, rosters
from tests.rosters import (
    AS_AT,
    healthy_roster,
    interest,
    member,
    members,
    person,
    related,
    roster,
)

GRANT, OTHER = DecisionKind.GRANT, DecisionKind.OTHER
ABOUT_DECISIONS = {"conflicted-decision", "relative-interest", "lto-interest"}
EVE, MORROW = AS_AT - timedelta(days=1), AS_AT + timedelta(days=1)


def withdrawing(on_it, kind=GRANT, organisations=("org-2",), told=()):
    return [one.person.id for one in screen(on_it, kind, organisations, told).withdrawing]


def only(on_it, person_id, told=()):
    """What is said of one person when org-2 asks for a grant."""
    [found] = [p for p in screen(on_it, GRANT, ["org-2"], told).people if p.person.id == person_id]
    return found


class TestDeclared:
    def test_breaks(self):
        asha = only(healthy_roster(member("asha"), interests=(interest("asha", "org-2"),)), "asha")
        assert (asha.why, asha.must_withdraw) == (Why.DECLARED, True)
        assert asha.ties == (
            Tie(
                Why.DECLARED,
                "org-2",
                "Asha Patel declared a direct financial interest in org-2",
            ),
        )

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "held"),
        [
            (AS_AT, None, True),
            (None, AS_AT, True),
            (MORROW, None, False),
            (None, EVE, False),
        ],
    )
    def test_boundary(self, starts_on, ends_on, held):
        """It counts if it is held on the day of the meeting, first and last day included."""
        had = interest("asha", "org-2", starts_on=starts_on, ends_on=ends_on)
        assert withdrawing(roster(member("asha"), interests=(had,))) == (["asha"] if held else [])

    def test_silent(self):
        """Another organisation, or nothing considered at all."""
        on_it = roster(member("asha"), interests=(interest("asha", "org-3"),))
        assert withdrawing(on_it) == []
        assert withdrawing(on_it, organisations=()) == []
        assert only(on_it, "asha").why is None

    def test_unknown_fact(self):
        """Whoever declared nothing is clear, not suspected."""
        assert only(roster(member("asha")), "asha").ties == ()

    def test_a_decision_without_money_tells_the_tie_and_sends_nobody_out(self):
        on_it = roster(member("asha"), interests=(interest("asha", "org-2"),))
        [asha] = screen(on_it, OTHER, ["org-2"]).people
        assert (asha.why, asha.must_withdraw) == (Why.DECLARED, False)

    def test_one_bidder_of_many_is_enough_and_every_tie_is_told(self):
        interests = (interest("asha", "org-2"), interest("asha", "org-9", "loyalty"))
        found = screen(roster(member("asha"), interests=interests), GRANT, ["org-1", "org-9"])
        assert [one.person.id for one in found.withdrawing] == ["asha"]
        assert [one.person.id for one in found.tied_to("org-9")] == ["asha"]
        assert found.tied_to("org-1") == []

    def test_said_twice_it_is_told_once(self):
        had = interest("asha", "org-2")
        assert len(only(roster(member("asha"), interests=(had, had)), "asha").ties) == 1


class TestRelative:
    def test_breaks(self):
        on_it = roster(
            member("asha"),
            person("joan"),
            relationships=(related("joan", "parent", "asha"),),
            interests=(interest("joan", "org-2"),),
        )
        asha = only(on_it, "asha")
        assert (asha.why, asha.must_withdraw) == (Why.RELATIVE, True)
        assert asha.ties[0].words == (
            "Joan Ash is a parent of Asha Patel, and Joan Ash has "
            "a direct financial interest in org-2"
        )
        # Joan has no part in the meeting herself.
        assert [one.person.id for one in screen(on_it, GRANT, ["org-2"]).people] == ["asha"]

    def test_boundary(self):
        """A relative's money counts, not what they are loyal to; and direct relatives alone do."""
        for had, chain in [
            (interest("joan", "org-2", "loyalty"), [related("joan", "parent", "asha")]),
            (
                interest("joan", "org-2"),
                [related("joan", "sibling", "ben"), related("ben", "spouse", "asha")],
            ),
        ]:
            on_it = roster(
                member("asha"),
                person("ben"),
                person("joan"),
                relationships=tuple(chain),
                interests=(had,),
            )
            assert withdrawing(on_it) == []

    def test_one_that_they_declared_for_somebody_close(self):
        had = interest("asha", "org-2", "indirect-financial")
        told = [("asha", "org-2", InterestKind.INDIRECT_FINANCIAL)]
        asha = only(roster(member("asha"), interests=(had,)), "asha", told)
        assert (asha.why, asha.must_withdraw) == (Why.RELATIVE, True)
        assert "through a relative or friend" in asha.ties[0].words

    def test_ones_own_interest_is_the_clearer_reason_and_the_other_is_told_too(self):
        on_it = roster(
            member("asha"),
            member("ben"),
            relationships=(related("asha", "sibling", "ben"),),
            interests=(interest("asha", "org-2", "loyalty"), interest("ben", "org-2")),
        )
        asha = only(on_it, "asha")
        assert asha.why is Why.DECLARED
        assert [tie.why for tie in asha.ties] == [Why.DECLARED, Why.RELATIVE]


class TestLto:
    def on_it(self, **facts):
        facts = {"lto": "org-2", **facts}
        return roster(member("asha", lto_representative=True), member("ben"), **facts)

    def test_breaks(self):
        asha = only(self.on_it(), "asha")
        assert (asha.why, asha.must_withdraw) == (Why.LTO, True)
        assert asha.ties[0].organisation == "org-2"

    def test_boundary(self):
        assert withdrawing(self.on_it(lto="org-1")) == []
        assert withdrawing(self.on_it(own_lto=True)) == []

    def test_silent(self):
        assert withdrawing(self.on_it(lto=None)) == []

    def test_somebody_who_is_no_member_counts_too(self):
        on_it = roster(person("asha", lto_representative=True), lto="org-2")
        assert withdrawing(on_it) == ["asha"]


class TestRoom:
    def test_before_and_after(self):
        """Seven of nine live here; two residents leave, and five of seven do."""
        on_it = roster(
            member("asha"),
            member("ben"),
            *members(5),
            member("cara", resident=False),
            member("dele", resident=False),
            person("ewa", paid_worker=True),
            interests=(interest("asha", "org-2"), interest("ben", "org-2")),
        )
        found = screen(on_it, GRANT, ["org-2"])
        assert (found.before, found.after) == (Room(9, 7, 0), Room(7, 5, 0))

    @pytest.mark.parametrize(
        ("room", "led"),
        [
            (Room(0, 0, 0), False),
            (Room(2, 1, 0), False),
            (Room(100, 51, 0), True),
            (Room(100, 50, 0), False),
            (Room(3, 1, 1), None),
            (Room(3, 0, 1), False),
            (Room(3, 2, 1), True),
        ],
    )
    def test_led_by_residents(self, room, led):
        assert room.is_resident_led(51) is led

    def test_by_the_criteria_of_the_day(self):
        stricter = replace(
            BIG_LOCAL, resident_percent=replace(BIG_LOCAL.resident_percent, figure=75)
        )
        assert (resident_percent(BIG_LOCAL), resident_percent(stricter)) == (51, 75)
        assert Room(4, 3, 0).is_resident_led(75) is True
        assert Room(3, 2, 0).is_resident_led(75) is False
        unasked = replace(BIG_LOCAL, left_out=frozenset({"resident-majority"}))
        assert resident_percent(unasked) is None

    @pytest.mark.parametrize(
        ("quorum", "room", "is_quorate"),
        [
            (Quorum(5), Room(5, 0, 0), True),
            (Quorum(5), Room(4, 4, 0), False),
            (Quorum(4, Share.HALF), Room(4, 2, 0), True),
            (Quorum(4, Share.HALF), Room(5, 2, 0), False),
            (Quorum(4, Share.HALF), Room(5, 2, 1), None),
            (Quorum(4, Share.MOST), Room(4, 2, 0), False),
            (Quorum(4, Share.MOST), Room(5, 3, 0), True),
            (Quorum(4, Share.NUMBER, 3), Room(6, 3, 0), True),
            (Quorum(4, Share.NUMBER, 3), Room(6, 2, 0), False),
            (Quorum(4, Share.NUMBER, 3), Room(6, 2, 4), None),
        ],
    )
    def test_quorate_as_the_partnership_says(self, quorum, room, is_quorate):
        assert room.is_quorate(quorum) is is_quorate


def taken(on_it, kind, organisations, took_part):
    """What the rules find in the decision, once it was taken so."""
    decided = Decision("new", on_it.as_at, kind, tuple(organisations), tuple(took_part))
    findings = assess(replace(on_it, decisions=(decided,))).findings
    return [found for found in findings if found.rule in ABOUT_DECISIONS]


@given(
    rosters(), BIDDERS, st.sampled_from(DecisionKind), st.dates(date(2026, 5, 1), date(2026, 5, 5))
)
def test_whoever_must_withdraw_is_whoever_the_rules_would_find(on_it, bidders, kind, day):
    """One by one and all together; and once they are out, the rules find nothing at all."""
    on_it = replace(on_it, as_at=day)
    screened = screen(on_it, kind, bidders)
    there = [one.person.id for one in screened.people]
    assert there == [one.id for one in on_it.people if has_a_part(one)]
    out = {one.person.id for one in screened.withdrawing}
    for who in there:
        assert bool(taken(on_it, kind, bidders, [who])) == (who in out)
    breaches = {
        found.people[0]
        for found in taken(on_it, kind, bidders, there)
        if found.level is Level.BREACH
    }
    assert breaches == {
        one.person.id
        for one in screened.withdrawing
        if any(tie.why is Why.DECLARED for tie in one.ties)
    }
    assert taken(on_it, kind, bidders, [who for who in there if who not in out]) == []


@given(rosters(), BIDDERS)
def test_the_room_after_is_that_of_those_who_stay(on_it, bidders):
    screened = screen(on_it, GRANT, bidders)
    stays = [
        one.person for one in screened.people if not one.must_withdraw and one.person.is_member
    ]
    assert screened.after.members == len(stays)
    assert screened.before.members == len(on_it.who.members)
    assert {one.person.id for one in screened.people if one.ties} == {
        one.person.id for name in bidders for one in screened.tied_to(name)
    }
