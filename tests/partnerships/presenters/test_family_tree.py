"""Whatever family is recorded, its picture shows everybody once, nobody over another, elders above."""

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from partnerships.presenters.family_tree import BETWEEN, BOX_HEIGHT, BOX_WIDTH, draw
from partnerships.rules import Membership, Person, Relationship, RelationshipKind, Roster

KIND = RelationshipKind


def drawn(relationships, **people):
    """The picture of everybody named in relationships like ("joan", KIND.PARENT, "asha")."""
    ids = sorted({one for a, _, b in relationships for one in (a, b)})
    roster = Roster(
        as_at=datetime.date(2026, 10, 1),
        people=tuple(Person(id=one, name=one, **people.get(one, {})) for one in ids),
        relationships=tuple(Relationship(a, b, kind) for a, kind, b in relationships),
    )
    family = [roster.who.by_id[one] for one in ids]
    return draw(roster, family, [roster.kinship.direct(pair) for pair in roster.kinship.pairs])


def boxes(tree):
    return {" ".join(text for text, _ in box.lines): box for box in tree.boxes}


def test_three_generations_stand_in_three_rows():
    tree = drawn(
        [("joan", KIND.PARENT, "asha"), ("joan", KIND.PARENT, "ben"), ("ben", KIND.PARENT, "cy")]
    )
    rows = {name: box.y for name, box in boxes(tree).items()}
    assert tree.generations == 3
    assert rows["joan"] < rows["asha"] == rows["ben"] < rows["cy"]


def test_partners_stand_beside_each_other_with_a_double_line():
    tree = drawn(
        [
            ("joan", KIND.PARENT, "asha"),
            ("joan", KIND.PARENT, "ben"),
            ("joan", KIND.PARENT, "cy"),
            ("zed", KIND.SPOUSE, "asha"),
        ]
    )
    found = boxes(tree)
    assert abs(found["zed"].x - found["asha"].x) <= BOX_WIDTH + BETWEEN + 1
    (line,) = [line for line in tree.lines if line.kind == "partner"]
    assert line.path.count("M") == 2


def test_siblings_by_a_shared_parent_are_joined_by_a_dashed_line_each_to_the_next():
    tree = drawn([("joan", KIND.PARENT, child) for child in ("asha", "ben", "cy")])
    assert [line.kind for line in tree.lines if line.is_inferred] == ["sibling", "sibling"]


def test_recorded_siblings_are_joined_by_a_whole_line_alone():
    tree = drawn(
        [
            ("joan", KIND.PARENT, "asha"),
            ("joan", KIND.PARENT, "ben"),
            ("asha", KIND.SIBLING, "ben"),
        ]
    )
    assert [line.is_inferred for line in tree.lines if line.kind == "sibling"] == [False]


def test_a_grandparent_stands_two_rows_above_with_a_line_of_another_kind():
    tree = drawn([("joan", KIND.GRANDPARENT, "asha")])
    found = boxes(tree)
    assert found["asha"].y - found["joan"].y > 2 * BOX_HEIGHT
    assert {line.kind for line in tree.lines} == {"grandparent"}


def test_members_and_officers_are_marked():
    tree = drawn(
        [("asha", KIND.SPOUSE, "ben")],
        asha={"membership": Membership.VOTING, "offices": ("chair", "treasurer")},
        ben={"paid_worker": True},
    )
    asha, ben = boxes(tree)["asha"], boxes(tree)["ben"]
    assert (asha.is_member, asha.is_officer, asha.role) == (True, True, "Chair and treasurer")
    assert (ben.is_member, ben.is_officer, ben.role) == (False, False, "Paid worker")


@pytest.mark.parametrize("name", ["x" * 200, "Anna Maria " * 18, "  "])
def test_a_long_name_stays_within_its_box(name):
    roster = Roster(
        as_at=datetime.date(2026, 10, 1),
        people=(Person(id="a", name=name), Person(id="b", name="Ben")),
        relationships=(Relationship("a", "b", KIND.SIBLING),),
    )
    tie = roster.kinship.direct(("a", "b"))
    box = draw(roster, list(roster.people), [tie]).boxes[0]
    assert 1 <= len(box.lines) <= 2
    assert all(0 < len(text) <= 17 for text, _ in box.lines)


PEOPLE = [f"p{number:02}" for number in range(14)]


@st.composite
def relationships(draw_one):
    """Any that a register accepts and more: descent from the lower number alone, so without circles."""
    pairs = st.tuples(st.integers(0, 13), st.integers(0, 13)).filter(lambda pair: pair[0] < pair[1])
    told = draw_one(
        st.dictionaries(pairs, st.sampled_from(list(KIND)[:6]), min_size=1, max_size=24)
    )
    return [(PEOPLE[a], kind, PEOPLE[b]) for (a, b), kind in told.items()]


@settings(max_examples=40)
@given(relationships())
def test_everybody_stands_once_apart_and_below_their_elders(told):
    tree = drawn(told)
    found = boxes(tree)
    assert sorted(found) == sorted({one for a, _, b in told for one in (a, b)})
    assert len(tree.boxes) == len(found)
    for box in tree.boxes:
        assert box.x >= 0
        assert box.x + BOX_WIDTH <= tree.width
        assert 0 < box.y <= tree.height - BOX_HEIGHT
    for one in tree.boxes:
        for other in tree.boxes:
            if one is not other and one.y == other.y:
                assert abs(one.x - other.x) >= BOX_WIDTH + BETWEEN - 2
    for a, kind, b in told:
        if kind in (KIND.PARENT, KIND.GRANDPARENT):
            assert found[a].y < found[b].y


@settings(max_examples=40)
@given(relationships())
def test_a_picture_is_the_same_whichever_order_it_was_recorded_in(told):
    assert drawn(told) == drawn(told[::-1])
