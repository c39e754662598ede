"""Who could bring on a breach alone, told in as few sentences as it takes."""

from dataclasses import replace
from time import perf_counter

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from partnerships.rosters.departures import Step, is_one_departure_away, one_step_away
from partnerships.rules import BIG_LOCAL, RULES_BY_ID, Group, Roster, assess
from tests.partnerships.rules.strategies import rosters
from tests.rosters import healthy_roster, member, members, person, related, roster


def sentences(of: Roster) -> list[str]:
    return [one.sentence for one in one_step_away(of)]


def outsiders(number: int):
    return [member(f"n{index}", resident=False) for index in range(1, number + 1)]


def test_a_partnership_with_room_to_spare_is_far_from_everything():
    assert one_step_away(roster(*members(12))) == ()


def test_with_eight_members_any_one_may_not_leave():
    (one,) = one_step_away(roster(*members(8)))
    assert (one.steps, one.rule, one.others) == ((Step.LEAVES,), "minimum-members", ())
    assert one.people == tuple(f"m{number}" for number in range(1, 9))
    assert one.sentence == "If any one of the 8 members left, there would be fewer than 8 members."


def test_residents_who_are_just_enough_are_one_sentence():
    just_enough = roster(*members(5), *outsiders(4))
    assert sentences(just_enough) == [
        "If any one of M1, M2 or 3 others left or moved out of the area, "
        "fewer than 51 per cent of the members would live in the area."
    ]
    assert one_step_away(just_enough)[0].people == ("m1", "m2", "m3", "m4", "m5")


def test_to_move_out_can_be_worse_than_to_leave():
    """Seven of twelve live there; whoever leaves is one fewer to be counted among, too."""
    assert sentences(roster(*members(7), *outsiders(5))) == [
        "If any one of M1, M2 or 5 others moved out of the area, "
        "fewer than 51 per cent of the members would live in the area."
    ]


@pytest.mark.parametrize(
    ("number", "who"), [(1, "M1"), (2, "M1 or M2"), (3, "any one of M1, M2 or M3")]
)
def test_few_are_all_named(number, who):
    siblings = tuple(related(f"m{index}", "sibling", "ben") for index in range(1, number + 1))
    officers = healthy_roster(member("ben", offices=("chair",)), relationships=siblings)
    assert sentences(officers) == [
        f"If {who} took an office, it would be a conflict of interest: "
        "their relative Ben Patel (chair) holds a position of power."
    ]


def test_only_who_may_live_there_can_move_out():
    unsure = roster(*members(4), member("asha", resident=None), *outsiders(4))
    (one,) = one_step_away(unsure)
    assert one.steps == (Step.LEAVES, Step.MOVES_OUT)
    assert one.people == ("asha", "m1", "m2", "m3", "m4")


def test_an_office_for_a_relative_of_two_in_power_names_them_both():
    family = [member("asha"), member("ben", offices=("chair",)), person("wyn", paid_worker=True)]
    asked = healthy_roster(
        *family,
        relationships=(related("asha", "sibling", "ben"), related("asha", "spouse", "wyn")),
    )
    # Asha's brother and husband are no direct relatives of each other.
    assert sentences(asked) == [
        "If Asha Patel took an office, it would be a conflict of interest: "
        "their relatives Ben Patel (chair) and Wyn Baker (paid worker) hold a position of power."
    ]


def test_an_office_for_a_representative_of_the_lto():
    asked = healthy_roster(member("asha", lto_representative=True))
    assert sentences(asked) == [
        "If Asha Patel took an office, it would be a conflict of interest: "
        "they represent the locally trusted organisation."
    ]
    assert sentences(replace(asked, own_lto=True)) == []


def test_what_is_in_breach_already_is_not_told_again():
    assert one_step_away(roster(*members(7))) == ()
    assert one_step_away(roster(*members(4), *outsiders(5))) == ()
    siblings = related("asha", "sibling", "ben")
    power = [member("asha", offices=("chair",)), member("ben", offices=("treasurer",))]
    assert one_step_away(healthy_roster(*power, relationships=(siblings,))) == ()


def test_other_figures_are_told_as_they_are():
    strict = replace(BIG_LOCAL, members=replace(BIG_LOCAL.members, figure=10))
    assert [one.sentence for one in one_step_away(roster(*members(10)), strict)] == [
        "If any one of the 10 members left, there would be fewer than 10 members."
    ]


def test_a_rule_without_a_phrase_of_its_own_is_told_by_its_title(monkeypatch):
    """No step of today breaks another rule, so here somebody who leaves moves in with two others."""
    monkeypatch.setattr(
        "partnerships.rosters.departures._STEPS",
        ((Step.LEAVES, lambda _: True, lambda of, one: of.with_changes_to(one, household="h")),),
    )
    shared = healthy_roster(member("asha", household="h"), member("ben", household="h"))
    assert sentences(shared) == [
        "If any one of M1, M2 or 6 others left, there would be a breach: too many members of one household."
    ]


def broken_by_hand(before: Roster) -> set[tuple[Step, str, str]]:
    """Every (step, rule, member) that breaks something, each worked out from rosters built anew."""
    found = set()
    for one in before.people:
        if one.membership is None:
            continue
        steps = {Step.LEAVES: one.but(membership=None, offices=())}
        if one.resident is not False:
            steps[Step.MOVES_OUT] = one.but(resident=False)
        if not one.offices:
            steps[Step.TAKES_OFFICE] = one.but(offices=("president",))
        for step, changed in steps.items():
            people = tuple(changed if known.id == one.id else known for known in before.people)
            was = {(f.rule, f.people) for f in assess(before).breaches}
            for finding in assess(replace(before, people=people)).breaches:
                smaller = any(
                    rule == finding.rule and {*finding.people} <= {*who} for rule, who in was
                )
                if not smaller:
                    found.add((step, finding.rule, one.id))
    return found


@given(rosters())
@example(roster(*members(8)))
@example(roster(*members(5), *outsiders(4)))
@example(roster(*members(4), member("asha", resident=None), *outsiders(4)))
def test_all_that_is_told_breaks_and_nothing_else_does(before):
    told = one_step_away(before)
    listed = [
        (step, one.rule, member) for one in told for step in one.steps for member in one.people
    ]
    assert len(listed) == len({*listed})
    assert {*listed} == broken_by_hand(before)
    for one in told:
        assert all(step in one.sentence for step in one.steps)


@given(
    rosters(),
    st.integers(1, 8),
    st.integers(51, 99),
    st.sets(st.sampled_from(["minimum-members", "resident-majority", "own-right"])),
)
def test_counting_tells_whether_any_departure_would_break_a_criterion(
    before, least, percent, left_out
):
    criteria = replace(
        BIG_LOCAL,
        members=replace(BIG_LOCAL.members, figure=least),
        resident_percent=replace(BIG_LOCAL.resident_percent, figure=percent),
        left_out=frozenset(left_out),
    )
    told = [
        one
        for one in one_step_away(before, criteria)
        if RULES_BY_ID[one.rule].group is Group.CRITERIA
        and not {Step.LEAVES, Step.MOVES_OUT}.isdisjoint(one.steps)
    ]
    assert is_one_departure_away(assess(before, criteria), criteria) is bool(told)


def test_a_partnership_of_41_is_looked_through_in_a_moment():
    family = tuple(related(f"m{n}", "sibling", f"m{n + 1}") for n in range(1, 38, 2))
    officers = [member(f"o{n}", offices=("chair",), lto_representative=n == 1) for n in range(3)]
    largest = roster(*members(38), *officers, relationships=family)
    assert len(largest.who.members) == 41
    began = perf_counter()
    one_step_away(largest)
    assert perf_counter() - began < 0.2
