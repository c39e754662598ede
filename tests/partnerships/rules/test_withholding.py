"""Withholding: small counts cannot be worked out, tried with every table that there is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.rules.withholding import (
    ENOUGH,
    FEWEST,
    Answers,
    Group,
    publish,
    publish_in_groups,
)


def tables(cells: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every list of so many counts that come to a total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(cells - 1, total - first):
            yield (first, *rest)


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        # Nothing is small.
        ([5, 6], (5, 6)),
        # A small one takes the first large one with it.
        ([7, 3, 9], (None, None, 9)),
        ([3, 7, 9], (None, None, 9)),
        ([9, 8, 0], (None, 8, None)),
        # Zero is small: that nobody is something can be somebody's secret.
        ([0, 12], (None, None)),
        # Two that come to too few: all is withheld.
        ([0, 5, 20], (None, None, None)),
        ([3, 5, 20], (None, None, None)),
        ([4, 5, 20], (None, None, 20)),
        # Nothing is large.
        ([4, 4, 4], (None, None, None)),
        ([5], (5,)),
    ],
)
def test_examples(counts, published):
    assert publish(counts) == published


@pytest.mark.parametrize(
    ("cells", "most"), [(2, 40), (3, 30), (4, 22), (5, 16)], ids=lambda value: str(value)
)
def test_whoever_knows_the_rule_and_the_total_finds_five_values_for_each_count_withheld(
    cells, most
):
    """Every table of a total is published; those that look alike are what a reader cannot tell apart."""
    for total in range(FEWEST, most + 1):
        alike = defaultdict(list)
        for table in tables(cells, total):
            alike[publish(table)].append(table)
        for published, possible in alike.items():
            for place, count in enumerate(published):
                values = {table[place] for table in possible}
                assert len(values) >= FEWEST if count is None else values == {count}


def test_the_same_for_groups_within_a_total():
    """Two groups of two, of three and of one, and those who did not answer; every table of 5 to 13."""
    shape = (2, 2, 1)
    for total in range(FEWEST, 14):
        alike = defaultdict(list)
        for not_answered, *flat in tables(6, total):
            groups = [flat[0:2], flat[2:4], flat[4:5]]
            published = publish_in_groups(not_answered, groups)
            alike[published].append((not_answered, *flat, *(sum(group) for group in groups)))
        for published, possible in alike.items():
            totals = [group.total for group in published.groups]
            parts = [part for group in published.groups for part in group.parts]
            assert len(parts) == sum(shape)
            for place, count in enumerate([published.not_answered, *parts, *totals]):
                values = {table[place] for table in possible}
                assert len(values) >= FEWEST if count is None else values == {count}


counts = st.lists(st.integers(0, 60), min_size=2, max_size=20).filter(
    lambda one: sum(one) >= FEWEST
)


@given(counts)
def test_no_small_count_is_ever_published(counts):
    published = publish(counts)

    for count, shown in zip(counts, published, strict=True):
        assert shown is None or (shown == count >= FEWEST)
    withheld = [count for count, shown in zip(counts, published, strict=True) if shown is None]
    assert len(withheld) != 1
    assert not withheld or sum(withheld) >= ENOUGH or len(withheld) == len(counts)


@given(counts, st.data())
def test_another_table_is_published_in_the_same_way(counts, data):
    """What the proof says: one count withheld may be 0 to 4, and another makes up for it."""
    published = publish(counts)
    withheld = [place for place, shown in enumerate(published) if shown is None]
    if not withheld:
        return
    chosen = data.draw(st.sampled_from(withheld))
    seconds = [one for one in withheld if counts[one] >= FEWEST and one != chosen]
    values = set()
    for value in range(FEWEST):
        for second in seconds or [one for one in withheld if one != chosen]:
            other = list(counts)
            for place in withheld:
                other[place] = 0
            other[chosen] = value
            other[second] = sum(counts[place] for place in withheld) - value
            if publish(other) == published:
                values.add(value)
    # The one that makes up for the others is counted from the other side.
    assert len(values) == FEWEST or counts[chosen] >= FEWEST


def test_a_group_that_is_withheld_withholds_its_parts():
    assert publish_in_groups(0, [[10, 2], [9, 8]]) == Answers(
        None, (Group(None, (None, None)), Group(17, (9, 8)))
    )


def test_the_parts_of_a_group_that_is_published_are_withheld_within_it():
    assert publish_in_groups(6, [[7, 3, 5], [9]]) == Answers(
        6, (Group(15, (None, None, 5)), Group(9, (9,)))
    )
