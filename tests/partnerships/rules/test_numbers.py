"""The rules about numbers, and the sums behind them."""

from dataclasses import replace

import pytest

from partnerships.rules import BIG_LOCAL, Membership, Threshold, assess
from partnerships.rules.numbers import (
    is_resident_majority,
    members_needed,
    residents_may_leave,
    residents_needed,
)
from tests.rosters import found, member, members, message, person, roster


class TestMinimumMembers:
    rule = "minimum-members"

    def test_breaks(self):
        assert found(self.rule, roster(*members(6))) == [()]
        assert message(self.rule, roster(*members(6))) == (
            "The partnership has 6 members. At least 8 are needed, so 2 more would do."
        )

    def test_boundary(self):
        assert found(self.rule, roster(*members(8))) == []
        assert message(self.rule, roster(*members(7))) == (
            "The partnership has 7 members. At least 8 are needed, so one more would do."
        )

    def test_silent(self):
        mixed = [*members(6), *[member(f"n{i}", membership=Membership.NON_VOTING) for i in (1, 2)]]
        assert found(self.rule, roster(*mixed)) == []

    def test_unknown_fact(self):
        """Somebody whose home is unknown is a member all the same."""
        assert found(self.rule, roster(*members(8, resident=None, household=None))) == []

    def test_nobody_at_all(self):
        assert message(self.rule, roster(person("ben"))) == (
            "The partnership has no members. At least 8 are needed, so 8 more would do."
        )


class TestResidentMajority:
    rule = "resident-majority"

    def test_breaks(self):
        half = roster(*members(4), *[member(f"n{i}", resident=False) for i in range(4)])
        assert found(self.rule, half) == [()]
        assert message(self.rule, half) == (
            "4 of 8 members live in the area. "
            "At least 5 are needed, so one more resident member would do."
        )

    def test_boundary(self):
        """51 of 100 is 51 per cent; 52 of 102 is 50.98, which no rounding makes 51."""
        others = [member(f"n{i}", resident=False) for i in range(50)]
        assert found(self.rule, roster(*members(51), *others[:49])) == []
        assert found(self.rule, roster(*members(52), *others)) == [()]

    def test_silent(self):
        assert found(self.rule, roster(*members(8))) == []
        assert found(self.rule, roster(person("ben", resident=False))) == []

    def test_unknown_fact(self):
        """Those of unknown residency count as residents, and only if even that fails is it said."""
        elsewhere = [member(f"n{i}", resident=False) for i in range(5)]
        two_unknown = [member("ben", resident=None), member("asha", resident=None)]
        assert found(self.rule, roster(*members(4), *two_unknown, *elsewhere)) == []
        assert message(self.rule, roster(member("m1"), *two_unknown, *elsewhere)) == (
            "1 of 8 members lives in the area, "
            "and it is not recorded for Asha Patel and Ben Patel. "
            "At least 5 are needed, so 7 more resident members would do."
        )


class TestResidentMajorityUnconfirmed:
    rule = "resident-majority-unconfirmed"

    def test_breaks(self):
        """It says whose home is not recorded."""
        unknown = [member(name, resident=None) for name in ("dele", "asha", "ben")]
        some = roster(*unknown, *members(4), member("n1", resident=False))
        assert found(self.rule, some) == [("asha", "ben", "dele")]
        assert message(self.rule, some) == (
            "We cannot tell whether most members live in the area: "
            "it is not recorded for Asha Patel and 2 others."
        )

    def test_boundary(self):
        """Five confirmed residents of eight are enough, whatever the three others are; four not."""
        unknown = [member(f"n{i}", resident=None) for i in range(4)]
        assert found(self.rule, roster(*members(5), *unknown[:3])) == []
        assert found(self.rule, roster(*members(4), *unknown)) == [("n0", "n1", "n2", "n3")]

    def test_silent(self):
        """A breach is a breach, however many are unknown."""
        elsewhere = [member(f"n{i}", resident=False) for i in range(5)]
        assert found(self.rule, roster(*members(2), member("ben", resident=None), *elsewhere)) == []
        assert found(self.rule, roster(*members(8))) == []

    def test_unknown_fact(self):
        """It is only asked of members."""
        assert found(self.rule, roster(person("ben", resident=None))) == []
        assert found(self.rule, roster(*members(8, resident=None))) == [
            tuple(f"m{i}" for i in range(1, 9))
        ]


class TestOwnRight:
    rule = "own-right"

    def test_breaks(self):
        church = member("asha", represents="Northfield Church")
        assert found(self.rule, roster(church)) == [("asha",)]
        assert message(self.rule, roster(church)) == (
            "Asha Patel is a member representing Northfield Church. Members sit in their own right."
        )

    def test_boundary(self):
        """Without a vote they are members still; without a membership they are not."""
        without_vote = member("ben", membership=Membership.NON_VOTING, represents="the school")
        outside = person("asha", represents="Northfield Church")
        assert found(self.rule, roster(without_vote, outside)) == [("ben",)]

    def test_silent(self):
        assert found(self.rule, roster(*members(8))) == []

    def test_unknown_fact(self):
        """Nothing recorded, or nothing in the field, is nobody represented."""
        assert found(self.rule, roster(member("ben", represents=None))) == []
        assert found(self.rule, roster(member("ben", represents=""))) == []


MEMBERS = range(31)


@pytest.mark.parametrize("percent", [51, 60, 75, 99])
def test_residents_needed_is_the_fewest_that_make_the_majority(percent):
    for count in MEMBERS:
        for residents in range(count + 1):
            fewest = next(
                joining
                for joining in range(100 * count + 1)
                if is_resident_majority(residents + joining, count + joining, percent)
            )
            assert residents_needed(residents, count, percent) == fewest


@pytest.mark.parametrize("percent", [51, 60, 75, 99])
def test_residents_may_leave_is_the_most_that_keep_the_majority(percent):
    for count in MEMBERS:
        for residents in range(count + 1):
            may_leave = [
                leaving
                for leaving in range(residents + 1)
                if leaving < count
                and is_resident_majority(residents - leaving, count - leaving, percent)
            ]
            assert residents_may_leave(residents, count, percent) == max(may_leave, default=0)


def test_members_needed_never_falls_below_none():
    assert [members_needed(count, 8) for count in (0, 7, 8, 20)] == [8, 1, 0, 0]


@pytest.mark.parametrize(
    ("residents", "others", "percent"),
    [(0, 1, 0.0), (5, 4, 55.5), (2, 1, 66.6), (52, 50, 50.9), (999, 1, 99.9), (3, 0, 100.0)],
)
def test_resident_percent_is_rounded_down(residents, others, percent):
    elsewhere = [member(f"n{i}", resident=False) for i in range(others)]
    assert assess(roster(*members(residents), *elsewhere)).resident_percent == percent


def test_resident_percent_of_nobody_is_not_known():
    assert assess(roster()).resident_percent is None


def test_another_programme_has_other_figures_and_says_where_they_come_from():
    other = replace(BIG_LOCAL, members=Threshold(3, "How many of you"))
    two = assess(roster(*members(2)), other)
    assert [finding.rule for finding in two.findings] == ["minimum-members"]
    assert two.findings[0].message == (
        "The partnership has 2 members. At least 3 are needed, so one more would do."
    )
    assert (
        two.findings[0].remedy == "Invite more people to join, until there are at least 3 members."
    )
    assert two.findings[0].source == "How many of you"
    assert two.members_needed == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"resident_percent": Threshold(50, "x")},
        {"resident_percent": Threshold(100, "x")},
        {"members": Threshold(0, "x")},
        {"of_family": Threshold(0, "x")},
        {"of_household": Threshold(0, "x")},
    ],
)
def test_figures_that_cannot_be_meant_are_refused(wrong):
    with pytest.raises(ValueError, match="must be"):
        replace(BIG_LOCAL, **wrong)
