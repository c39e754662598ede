"""Nobody descends from themselves, whatever was said in whichever order."""

from hypothesis import given
from hypothesis import strategies as st

from partnerships.rules.descent import Descent, circle_closed_by, way_down


def parent(elder, younger):
    return Descent(elder, younger, f"{elder} is the parent of {younger}")


def test_the_chain_that_stands_against_it_is_named():
    known = [parent("Asha", "Ben"), parent("Ben", "Carys"), parent("Ben", "Dai")]
    assert circle_closed_by(parent("Carys", "Asha"), known) == (
        "It cannot be that Carys is the parent of Asha, because Asha is the parent of Ben, and "
        "Ben is the parent of Carys. Nobody can descend from themselves."
    )


def test_the_shortest_chain_is_the_one_named():
    known = [parent("a", "b"), parent("b", "c"), parent("a", "c")]
    assert way_down(known, "a", "c") == [parent("a", "c")]


def test_two_lines_of_descent_from_one_person_are_no_circle():
    known = [parent("a", "b"), parent("a", "c"), parent("b", "d")]
    assert circle_closed_by(parent("c", "d"), known) == ""


STEPS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)).filter(lambda p: p[0] != p[1]))


@given(STEPS)
def test_what_is_accepted_one_by_one_never_holds_a_circle(steps):
    accepted = []
    for elder, younger in steps:
        if not circle_closed_by(parent(elder, younger), accepted):
            accepted.append(parent(elder, younger))
    assert has_an_order(accepted)


@given(STEPS)
def test_only_what_closes_a_circle_is_refused(steps):
    accepted = []
    for elder, younger in steps:
        new = parent(elder, younger)
        assert bool(circle_closed_by(new, accepted)) != has_an_order([*accepted, new])
        if has_an_order([*accepted, new]):
            accepted.append(new)


def has_an_order(steps):
    """Whether all could be born one after the other, found by taking away whoever has no elder."""
    left = {(step.elder, step.younger) for step in steps}
    while left:
        without_elder = {elder for elder, _ in left} - {younger for _, younger in left}
        if not without_elder:
            return False
        left = {pair for pair in left if pair[0] not in without_elder}
    return True
