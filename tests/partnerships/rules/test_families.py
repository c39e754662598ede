"""The rules about families and households."""

from partnerships.rules import Membership
from tests.rosters import found, member, members, message, person, related, roster


class TestFamilyLimit:
    rule = "family-limit"

    def test_breaks(self):
        """Through somebody who is no member too, and it says how they are linked."""
        family = roster(
            member("asha"),
            member("ben"),
            person("joan"),
            member("cara"),
            relationships=(
                related("asha", "sibling", "ben"),
                related("joan", "parent", "ben"),
                related("cara", "spouse", "joan"),
            ),
        )
        assert found(self.rule, family) == [("asha", "ben", "cara")]
        assert message(self.rule, family) == (
            "3 members are of one family: Asha Patel, Ben Patel and Cara Ash. "
            "Asha Patel and Ben Patel are siblings, and Joan Ash is a parent of Ben Patel, "
            "and Cara Ash and Joan Ash are married."
        )

    def test_boundary(self):
        """Two members and a third who is none are within the limit; another member is not."""
        relationships = (related("asha", "sibling", "ben"), related("asha", "spouse", "cara"))
        two = roster(member("asha"), member("ben"), person("cara"), relationships=relationships)
        assert found(self.rule, two) == []
        joined = two.with_member(member("cara", membership=Membership.NON_VOTING))
        assert found(self.rule, joined) == [("asha", "ben", "cara")]

    def test_silent(self):
        """Two families of two are two families."""
        pairs = (related("asha", "spouse", "ben"), related("cara", "spouse", "dele"))
        four = [member(name) for name in ("asha", "ben", "cara", "dele")]
        assert found(self.rule, roster(*four, relationships=pairs)) == []

    def test_unknown_fact(self):
        """Where no relationship is recorded nobody is presumed to be related."""
        assert found(self.rule, roster(*members(8))) == []

    def test_each_family_once_in_order(self):
        six = [member(name) for name in ("f", "e", "d", "c", "b", "a")]
        families = (
            related("d", "parent", "f"),
            related("d", "parent", "e"),
            related("c", "grandchild", "a"),
            related("b", "grandchild", "a"),
        )
        assert found(self.rule, roster(*six, relationships=families)) == [
            ("a", "b", "c"),
            ("d", "e", "f"),
        ]


class TestHouseholdLimit:
    rule = "household-limit"

    def test_breaks(self):
        home = roster(*[member(name, household="h1") for name in ("cara", "asha", "ben")])
        assert found(self.rule, home) == [("asha", "ben", "cara")]
        assert message(self.rule, home) == (
            "3 members live in one household: Asha Patel, Ben Patel and Cara Ash."
        )

    def test_boundary(self):
        """Two members, and somebody who lives there and is none."""
        two = [member("asha", household="h1"), member("ben", household="h1")]
        assert found(self.rule, roster(*two, person("cara", household="h1"))) == []

    def test_silent(self):
        assert found(self.rule, roster(*members(8))) == []

    def test_unknown_fact(self):
        """Those of no recorded household do not all live together."""
        assert found(self.rule, roster(*members(8, household=None))) == []
        assert found(self.rule, roster(*members(8, household=""))) == []

    def test_each_household_once_in_order(self):
        home = [member(f"b{i}", household="h1") for i in range(3)]
        other = [member(f"a{i}", household="h2") for i in range(3)]
        assert found(self.rule, roster(*home, *other)) == [("a0", "a1", "a2"), ("b0", "b1", "b2")]


class TestHouseholdLimitUnconfirmed:
    rule = "household-limit-unconfirmed"

    def test_breaks(self):
        two = [member("asha", household="h1"), member("ben", household="h1")]
        one_more = roster(*two, member("cara", household=None))
        assert found(self.rule, one_more) == [("cara",)]
        assert message(self.rule, one_more) == (
            "We cannot tell whether more than 2 members live in one household: "
            "it is not recorded where Cara Ash lives."
        )

    def test_boundary(self):
        """One known home of one and one unknown could be two, which is allowed; two could be three."""
        unknown = [member("ben", household=None), member("asha", household=None)]
        assert found(self.rule, roster(*members(5), *unknown[:1])) == []
        assert found(self.rule, roster(*members(5), *unknown)) == [("asha", "ben")]
        assert message(self.rule, roster(*members(5), *unknown)).endswith(
            "it is not recorded where Asha Patel and Ben Patel live."
        )

    def test_silent(self):
        assert found(self.rule, roster(*members(8))) == []
        assert found(self.rule, roster(*members(3, household="h1"))) == []

    def test_unknown_fact(self):
        """With no household recorded at all, three could live in one; two could not."""
        assert found(self.rule, roster(*members(2, household=None))) == []
        assert found(self.rule, roster(*members(3, household=None))) == [("m1", "m2", "m3")]

    def test_it_holds_beside_a_household_that_is_over_the_limit(self):
        over = [*members(3, household="h1"), member("ben", household=None)]
        assert found(self.rule, roster(*over)) == [("ben",)]
        assert found("household-limit", roster(*over)) == [("m1", "m2", "m3")]
