"""The smallest ways to mend are found exactly, told in few words, and each of them does mend."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice, product
from math import prod

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from partnerships.rules import BIG_LOCAL, RULES_BY_ID, Criteria, Level, Roster, assess
from partnerships.rules.mending import Way, ways_to_mend
from partnerships.rules.mending.moves import REMEDIES, Move, changes_in, with_moves
from partnerships.rules.mending.steps import each_set
from tests.partnerships.rules.strategies import rosters
from tests.rosters import (
    decision,
    healthy_roster,
    interest,
    member,
    members,
    person,
    related,
    roster,
)

# So many that none of a small roster is left out.
ALL = 100_000
# As many sets of moves as can be tried one by one in a moment.
MOST_SETS = 500


def figures(**changed: int) -> Criteria:
    """Big Local's criteria with other figures."""
    return replace(
        BIG_LOCAL,
        **{
            name: replace(getattr(BIG_LOCAL, name), figure=figure)
            for name, figure in changed.items()
        },
    )


# A set of changes: how many residents join, and who makes which moves.
Changes = tuple[int, frozenset[tuple[str, frozenset[Move]]]]


def what_each_may_do(of: Roster, criteria: Criteria) -> dict[str, list[frozenset[Move]]]:
    """By id, every choice among the moves that the remedies of what is found about them name."""
    allowed: dict[str, set[Move]] = {one.id: set() for one in of.people}
    for finding in assess(of, criteria).findings:
        for one in finding.people:
            allowed[one] |= REMEDIES.get(finding.rule, frozenset())
    for one in of.people:
        if not one.offices:
            allowed[one.id].discard(Move.HAND_OVER)
        if not one.paid_worker:
            allowed[one.id].discard(Move.GIVE_UP_WORK)
        if one.is_member and one.resident is None:
            allowed[one.id].add(Move.ASK_RESIDENCE)
        if one.is_member and not one.household:
            allowed[one.id].add(Move.ASK_HOUSEHOLD)
    return {one: list(some_of(moves)) for one, moves in allowed.items()}


def smallest_by_trying_all(
    of: Roster, criteria: Criteria, can: dict[str, list[frozenset[Move]]]
) -> set[Changes]:
    """The smallest sets of changes, found by trying every set there is of so many people, then more."""
    for affected in range(100):
        found: dict[tuple[int, int], set[Changes]] = {}
        for moving in range(min(affected, len(can)) + 1):
            joining = affected - moving
            for people in combinations(can, moving):
                for moves in product(*(can[one] for one in people)):
                    made = dict(zip(people, moves, strict=True))
                    after = with_moves(of, made, joining=joining, of_them_resident=joining)
                    if is_mended(after, criteria):
                        records = joining + sum(
                            changes_in(of.who.by_id[one], each) for one, each in made.items()
                        )
                        leavers = sum(Move.STEP_DOWN in each for each in moves)
                        found.setdefault((records, leavers), set()).add(
                            (joining, frozenset(made.items()))
                        )
        if found:
            return found[min(found)]
    raise AssertionError("nothing mends it")


def some_of(moves: set[Move]) -> Iterator[frozenset[Move]]:
    """Every choice among the moves but none of them; who steps down has no more to give up."""
    for number in range(1, len(moves) + 1):
        for some in combinations(sorted(moves), number):
            if Move.STEP_DOWN not in some or set(some) <= {Move.STEP_DOWN, Move.GIVE_UP_WORK}:
                yield frozenset(some)


def is_mended(of: Roster, criteria: Criteria) -> bool:
    """Whether nothing is found any more but cautions and what was decided in the past."""
    return all(
        one.level is Level.CAUTION or one.rule == "conflicted-decision"
        for one in assess(of, criteria).findings
    )


def told(ways: tuple[Way, ...]) -> list[Changes]:
    """Every set of changes that the ways stand for."""
    return [
        (way.joining, frozenset((one, frozenset(moves)) for one, moves in each.items()))
        for way in ways
        for each in each_set(way.parts)
    ]


@st.composite
def criteria(draw) -> Criteria:
    left_out = draw(
        st.sampled_from([frozenset(), frozenset(), *map(frozenset, [[r] for r in RULES_BY_ID])])
    )
    chosen = figures(
        members=draw(st.integers(1, 6)),
        resident_percent=draw(st.sampled_from([51, 67])),
        of_family=draw(st.integers(1, 3)),
        of_household=draw(st.integers(1, 3)),
    )
    return replace(chosen, left_out=left_out)


@given(rosters(st.integers(0, 5)), criteria())
@settings(max_examples=60, suppress_health_check=[HealthCheck.filter_too_much])
def test_the_ways_are_all_the_smallest_sets_of_changes_and_no_others(of, by):
    mending = ways_to_mend(of, by, at_most=ALL)
    if is_mended(of, by):
        assert mending.ways == ()
        return

    can = what_each_may_do(of, by)
    assume(prod(1 + len(choices) for choices in can.values()) < MOST_SETS)

    found = told(mending.ways)

    smallest = smallest_by_trying_all(of, by, can)
    assert set(found) == smallest
    joining, moves = next(iter(smallest))
    assert mending.cost.people == joining + len(moves)


def said(of: Roster, by: Criteria = BIG_LOCAL) -> list[str]:
    """The ways in short: "1 of asha/ben hand-over; 2 join, 1 resident"."""
    return [
        "; ".join(
            [
                *(
                    " or ".join(
                        f"{step.number} of {'/'.join(step.people)} {'+'.join(step.moves)}"
                        for step in part
                    )
                    for part in way.parts
                ),
                *([f"{way.joining} join, {way.of_them_resident} resident"] if way.joining else []),
            ]
        )
        for way in ways_to_mend(of, by).ways
    ]


def test_with_nothing_to_mend_there_are_no_ways():
    mending = ways_to_mend(healthy_roster())
    assert (mending.ways, mending.found, mending.past) == ((), (), ())


def test_where_members_are_few_others_join_wherever_they_live():
    assert said(roster(*members(6))) == ["2 join, 0 resident"]


def test_of_those_who_join_only_as_many_live_there_as_must():
    # With three more, 5 of 8 must be residents; 4 of them are.
    elsewhere = member("ben", resident=False)
    assert said(roster(*members(4), elsewhere)) == ["3 join, 1 resident"]


def test_where_residents_are_few_residents_join_and_nobody_is_asked_to_leave():
    elsewhere = [member(f"n{number}", resident=False) for number in range(6)]
    assert said(roster(*members(5), *elsewhere)) == ["2 join, 2 resident"]


def test_relatives_in_office_one_of_them_hands_over():
    of = healthy_roster(
        member("asha", offices=("chair",)),
        member("ben", offices=("treasurer",)),
        relationships=(related("asha", "sibling", "ben"),),
    )
    assert said(of) == ["1 of asha/ben hand-over"]


def test_an_officer_related_to_a_worker_hands_over_or_the_worker_gives_up_the_work():
    of = healthy_roster(
        member("asha", offices=("chair",)),
        person("wyn", paid_worker=True),
        relationships=(related("asha", "spouse", "wyn"),),
    )
    assert said(of) == ["1 of asha hand-over or 1 of wyn give-up-work"]


def test_what_has_nothing_to_do_with_each_other_is_done_together():
    family = [member(name) for name in ("asha", "ben", "cara")]
    of = healthy_roster(
        *family,
        member("wyn", paid_worker=True),
        relationships=(related("asha", "parent", "ben"), related("asha", "parent", "cara")),
    )
    assert said(of) == ["1 of asha/ben/cara step-down; 1 of wyn give-up-vote"]


def test_whoever_holds_an_office_is_not_asked_to_step_down_where_another_may():
    """To leave would end an office too, which is one more change."""
    family = [member("asha", offices=("chair",)), member("ben"), member("cara")]
    of = healthy_roster(
        *family, relationships=(related("asha", "parent", "ben"), related("asha", "parent", "cara"))
    )
    assert said(of) == ["1 of ben/cara step-down"]


def test_one_person_who_mends_everything_comes_before_two():
    """Asha sits for the LTO as chair, and three of her family are members."""
    family = [
        member("asha", offices=("chair",), lto_representative=True),
        member("ben"),
        member("cara"),
    ]
    of = healthy_roster(
        *family, relationships=(related("asha", "parent", "ben"), related("asha", "parent", "cara"))
    )
    assert said(of) == ["1 of asha step-down"]
    assert ways_to_mend(of).cost == (1, 2, 1)


def test_where_one_who_steps_down_is_missed_another_joins():
    family = [member(name) for name in ("asha", "ben", "cara")]
    of = roster(
        *family,
        *members(5),
        relationships=(related("asha", "parent", "ben"), related("asha", "parent", "cara")),
    )
    assert said(of) == ["1 of asha/ben/cara step-down; 1 join, 0 resident"]


def test_to_find_out_is_a_way_where_it_decides():
    unsure = [member(name, resident=None) for name in ("asha", "ben")]
    elsewhere = [member(f"n{number}", resident=False) for number in range(4)]
    of = roster(*members(4), *unsure, *elsewhere)
    assert said(of) == [
        "2 of asha/ben ask-residence",
        "1 of asha/ben ask-residence; 1 join, 1 resident",
    ]
    of = roster(*members(4), unsure[0], *elsewhere[:3])
    assert said(of) == ["1 of asha ask-residence", "1 join, 1 resident"]


def test_of_somebody_who_moves_anyway_it_is_found_out_at_the_same_time():
    worker = member("wyn", paid_worker=True, resident=None)
    elsewhere = [member(f"n{number}", resident=False) for number in range(4)]
    of = roster(*members(4), worker, member("asha", resident=None), *elsewhere[:3])
    assert said(of) == ["1 of wyn give-up-vote+ask-residence"]


def test_homes_that_are_not_recorded_are_found_out():
    unsure = [member(name, household=None) for name in ("asha", "ben")]
    assert said(roster(*members(7), *unsure)) == ["1 of asha/ben ask-household"]


def test_what_was_decided_in_the_past_is_told_apart():
    of = healthy_roster(
        member("asha", represents="the school"),
        interests=(interest("asha", "org-2"),),
        decisions=(decision("d1", took_part=("asha",)),),
    )
    mending = ways_to_mend(of)
    assert [finding.rule for finding in mending.past] == ["conflicted-decision"]
    assert said(of) == ["1 of asha own-right"]


def test_there_are_at_most_five():
    # A ring of five officers: of such, three hand over, in five ways that are not alike.
    ring = ["asha", "ben", "cara", "dele", "ewa"]
    people = [member(name, offices=("office",)) for name in ring]
    ties = tuple(
        related(one, "unmarried-partner", other)
        for one, other in zip(ring, [*ring[1:], ring[0]], strict=True)
    )
    of = healthy_roster(*people, relationships=ties)
    by = replace(figures(of_family=9), left_out=frozenset())
    assert len(said(of, by)) == 5
    assert len(ways_to_mend(of, by, at_most=2).ways) == 2
    assert {frozenset(moves) for _, moves in told(ways_to_mend(of, by).ways)} == {
        frozenset((one, frozenset({Move.HAND_OVER})) for one in three)
        for three in combinations(ring, 3)
        if all({tie.a, tie.b} & set(three) for tie in ties)
    }


@given(rosters(), st.randoms(use_true_random=False))
@settings(max_examples=40)
def test_the_order_of_the_records_changes_nothing(of, chance):
    shuffled = replace(
        of,
        people=tuple(chance.sample(of.people, len(of.people))),
        relationships=tuple(chance.sample(of.relationships, len(of.relationships))),
    )
    assert ways_to_mend(shuffled) == ways_to_mend(of)


@given(rosters())
@settings(max_examples=40)
def test_every_set_that_a_way_stands_for_mends(of):
    for way in ways_to_mend(of).ways:
        for moves in islice(each_set(way.parts), 50):
            after = with_moves(
                of, moves, joining=way.joining, of_them_resident=way.of_them_resident
            )
            assert is_mended(after, BIG_LOCAL)
