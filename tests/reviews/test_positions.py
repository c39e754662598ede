"""What a review found beside what is found today: cleared, still open, new since."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.positions import Since, called_now, compare
from tests.factories import PersonFactory


def found(rule="family-limit", people=(), message="", decision=None, level="breach"):
    return {
        "rule": rule,
        "people": list(people),
        "decision": decision,
        "message": message,
        "level": level,
    }


def told(then, now, **more) -> list[tuple[str, str]]:
    return [(one.found["message"], one.since) for one in compare(then, now, **more)]


def test_each_finding_is_still_open_new_or_cleared():
    then = [found(people=["1", "2"], message="mended"), found(people=["3"], message="stays")]
    now = [found(people=["4"], message="new"), found(people=["3"], message="stays")]
    assert told(then, now) == [
        ("stays", Since.STILL_OPEN),
        ("new", Since.NEW),
        ("mended", Since.CLEARED),
    ]


@pytest.mark.parametrize(
    "other",
    [
        found(people=["1", "3"]),
        found(people=["1", "2"], rule="household-limit"),
        found(people=["1", "2"], decision="7"),
    ],
)
def test_another_rule_other_people_or_another_decision_is_another_finding(other):
    assert [one.since for one in compare([found(people=["1", "2"])], [other])] == [
        Since.NEW,
        Since.CLEARED,
    ]


def test_what_it_says_may_change_and_the_words_of_the_review_stand():
    then, now = found(message="9 of 12"), found(message="10 of 12")
    (one,) = compare([then], [now])
    assert (one.since, one.found, one.now) == (Since.STILL_OPEN, then, now)


def test_two_that_differ_in_words_alone_are_told_apart():
    """Each of a couple may be found to have decided about what the other has an interest in."""
    asha, ben = (found("relative-interest", ["1", "2"], message=name) for name in ("Asha", "Ben"))
    assert told([asha, ben], [ben]) == [("Ben", Since.STILL_OPEN), ("Asha", Since.CLEARED)]
    assert told([ben], [asha, ben]) == [("Ben", Since.STILL_OPEN), ("Asha", Since.NEW)]


def test_whose_record_was_put_into_another_is_the_same_person(db):
    first, second, third = PersonFactory(), PersonFactory(), PersonFactory()
    for gone, kept in ((first, second), (second, third)):
        gone.merged_into = kept
        gone.save()
    then, now = found(people=[str(first.pk)]), found(people=[str(third.pk)])
    called = called_now([then, now])

    assert called == {str(one.pk): str(third.pk) for one in (first, second)}
    assert [one.since for one in compare([then], [now], called)] == [Since.STILL_OPEN]


def test_it_asks_once_where_nobody_was_put_together(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert called_now([found(people=[str(n) for n in range(1, 50)])]) == {}
    with django_assert_num_queries(0):
        assert called_now([found()]) == {}


findings = st.lists(
    st.builds(
        found,
        rule=st.sampled_from(["family-limit", "own-right"]),
        people=st.lists(st.sampled_from("12"), unique=True).map(sorted),
        message=st.sampled_from(["one", "another"]),
    ),
    max_size=6,
)


@given(then=findings, now=findings)
def test_every_finding_of_either_day_is_told_once(then, now):
    compared = compare(then, now)
    assert sorted(map(str, then)) == sorted(str(one.then) for one in compared if one.then)
    assert sorted(map(str, now)) == sorted(str(one.now) for one in compared if one.now)
    # None is cleared while the same is new.
    cleared = {one.key for one in compared if one.since is Since.CLEARED}
    assert not cleared & {one.key for one in compared if one.since is Since.NEW}


@given(found_then=findings)
def test_a_day_beside_itself_has_nothing_new(found_then):
    assert {one.since for one in compare(found_then, found_then)} <= {Since.STILL_OPEN}
