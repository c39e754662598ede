"""The rules about positions of power: paid workers, officers, their relatives, and the LTO."""

import pytest

from partnerships.rules import Membership
from tests.rosters import found, member, message, person, related, roster

NON_VOTING = Membership.NON_VOTING
SIBLINGS = (related("asha", "sibling", "ben"),)
# Asha and Ben are siblings, and Ben is married to Cara: one family, Asha and Cara not related.
IN_LAWS = (*SIBLINGS, related("ben", "spouse", "cara"))


class TestPaidWorkerVoting:
    rule = "paid-worker-voting"

    def test_breaks(self):
        worker = roster(member("wyn", paid_worker=True))
        assert found(self.rule, worker) == [("wyn",)]
        assert message(self.rule, worker) == "Wyn Baker is a paid worker and also a voting member."

    def test_boundary(self):
        worker = member("wyn", paid_worker=True, membership=NON_VOTING)
        assert found(self.rule, roster(worker)) == []

    def test_silent(self):
        assert found(self.rule, roster(member("asha"), person("wyn", paid_worker=True))) == []

    def test_unknown_fact(self):
        """Where they live changes nothing."""
        worker = member("wyn", paid_worker=True, resident=None, household=None)
        assert found(self.rule, roster(worker)) == [("wyn",)]


class TestPaidWorkerOfficer:
    rule = "paid-worker-officer"

    def test_breaks(self):
        """With an office and no vote, a member or not."""
        outside = roster(person("wyn", paid_worker=True, offices=("secretary", "chair")))
        assert found(self.rule, outside) == [("wyn",)]
        assert message(self.rule, outside) == (
            "Wyn Baker is a paid worker and also holds an office: chair and secretary."
        )
        inside = member("wyn", membership=NON_VOTING, paid_worker=True, offices=("chair",))
        assert found(self.rule, roster(inside)) == [("wyn",)]

    def test_boundary(self):
        """With a vote it is the breach, not this."""
        assert found(self.rule, roster(member("wyn", paid_worker=True, offices=("chair",)))) == []

    def test_silent(self):
        unpaid = member("asha", offices=("chair",))
        assert found(self.rule, roster(unpaid, person("wyn", paid_worker=True))) == []

    def test_unknown_fact(self):
        """No office recorded is no office."""
        assert found(self.rule, roster(person("wyn", paid_worker=True, offices=()))) == []


class TestRelatedPositions:
    rule = "related-positions"

    def test_breaks(self):
        two = roster(
            member("ben", offices=("treasurer",)),
            member("asha", offices=("chair",)),
            relationships=SIBLINGS,
        )
        assert found(self.rule, two) == [("asha", "ben")]
        assert message(self.rule, two) == (
            "Asha Patel (chair) and Ben Patel (treasurer) are siblings. "
            "People in positions of power should not be related."
        )

    def test_boundary(self):
        """A paid worker holds one, member or not; a member without an office holds none."""
        worker = person("ben", paid_worker=True)
        two = roster(member("asha", offices=("chair",)), worker, relationships=SIBLINGS)
        assert found(self.rule, two) == [("asha", "ben")]
        assert found(self.rule, two.without_office("asha", "chair")) == []

    def test_silent(self):
        """Of one family and not directly related is for the next rule."""
        officers = [member(name, offices=("chair",)) for name in ("asha", "cara")]
        assert found(self.rule, roster(*officers, member("ben"), relationships=IN_LAWS)) == []

    def test_unknown_fact(self):
        """Nobody is related by their name or their home."""
        patels = [member(name, offices=("chair",), household=None) for name in ("asha", "ben")]
        assert found(self.rule, roster(*patels)) == []

    def test_children_of_one_parent_are_siblings(self):
        family = roster(
            member("asha", offices=("chair",)),
            member("ben", offices=("treasurer",)),
            person("joan"),
            relationships=(related("joan", "parent", "asha"), related("ben", "child", "joan")),
        )
        assert found(self.rule, family) == [("asha", "ben")]
        assert message(self.rule, family).startswith(
            "Asha Patel (chair) and Ben Patel (treasurer) are siblings "
            "(both are children of Joan Ash)."
        )

    def test_of_two_shared_parents_the_same_one_is_always_named(self):
        officers = [member(name, offices=("chair",)) for name in ("asha", "ben")]
        parents = [related(p, "parent", c) for p in ("joan", "dele") for c in ("asha", "ben")]
        for order in (parents, parents[::-1]):
            family = roster(*officers, person("joan"), person("dele"), relationships=tuple(order))
            assert "(both are children of Dele Okafor)" in message(self.rule, family)

    def test_a_parents_parent_is_a_grandparent(self):
        family = roster(
            member("dele", offices=("chair",)),
            person("joan"),
            person("asha", paid_worker=True, offices=("secretary",)),
            relationships=(related("dele", "parent", "joan"), related("joan", "parent", "asha")),
        )
        assert found(self.rule, family) == [("asha", "dele")]
        assert message(self.rule, family).startswith(
            "Dele Okafor (chair) is a grandparent of Asha Patel (secretary and paid worker) "
            "(Dele Okafor is a parent of Joan Ash, a parent of Asha Patel)."
        )

    @pytest.mark.parametrize(
        ("kind", "words"),
        [
            ("spouse", "Asha Patel (chair) and Ben Patel (chair) are married."),
            ("civil-partner", "Asha Patel (chair) and Ben Patel (chair) are civil partners."),
            ("unmarried-partner", "Asha Patel (chair) and Ben Patel (chair) are partners."),
            ("sibling", "Asha Patel (chair) and Ben Patel (chair) are siblings."),
            ("parent", "Asha Patel (chair) is a parent of Ben Patel (chair)."),
            ("grandparent", "Asha Patel (chair) is a grandparent of Ben Patel (chair)."),
            ("child", "Ben Patel (chair) is a parent of Asha Patel (chair)."),
            ("grandchild", "Ben Patel (chair) is a grandparent of Asha Patel (chair)."),
        ],
    )
    def test_every_kind_in_words(self, kind, words):
        pair = [member(name, offices=("chair",)) for name in ("asha", "ben")]
        recorded = roster(*pair, relationships=(related("asha", kind, "ben"),))
        assert message(self.rule, recorded).startswith(words)

    def test_each_pair_of_three(self):
        three = [member(name, offices=("chair",)) for name in ("cara", "ben", "asha")]
        parents = tuple(related("joan", "parent", name) for name in ("asha", "ben", "cara"))
        assert found(self.rule, roster(*three, person("joan"), relationships=parents)) == [
            ("asha", "ben"),
            ("asha", "cara"),
            ("ben", "cara"),
        ]


class TestLinkedPositions:
    rule = "linked-positions"

    def test_breaks(self):
        """Through Ben, who is not even a member."""
        linked = roster(
            member("cara", offices=("chair",)),
            person("asha", paid_worker=True),
            person("ben"),
            relationships=IN_LAWS,
        )
        assert found(self.rule, linked) == [("asha", "cara")]
        assert message(self.rule, linked) == (
            "Asha Patel (paid worker) and Cara Ash (chair) are of one family: "
            "Asha Patel and Ben Patel are siblings, and Ben Patel and Cara Ash are married."
        )

    def test_boundary(self):
        """Directly related is the breach, not this."""
        officers = [member(name, offices=("chair",)) for name in ("asha", "ben", "cara")]
        everybody = roster(*officers, relationships=IN_LAWS)
        assert found(self.rule, everybody) == [("asha", "cara")]
        assert found("related-positions", everybody) == [("asha", "ben"), ("ben", "cara")]

    def test_silent(self):
        """A sibling's parent is not presumed to be one's own, but is of the family."""
        family = roster(
            member("asha", offices=("chair",)),
            member("ben"),
            member("joan", offices=("treasurer",)),
            relationships=(*SIBLINGS, related("joan", "parent", "ben")),
        )
        assert found("related-positions", family) == []
        assert found(self.rule, family) == [("asha", "joan")]
        assert found(self.rule, family.without_office("joan", "treasurer")) == []

    def test_unknown_fact(self):
        officers = [member(name, offices=("chair",)) for name in ("asha", "cara")]
        assert found(self.rule, roster(*officers)) == []


class TestSharedHouseholdPositions:
    rule = "shared-household-positions"

    def test_breaks(self):
        home = roster(
            member("dele", household="h1", offices=("chair",)),
            person("asha", household="h1", paid_worker=True),
        )
        assert found(self.rule, home) == [("asha", "dele")]
        assert message(self.rule, home) == (
            "Asha Patel (paid worker) and Dele Okafor (chair) live in one household."
        )

    def test_boundary(self):
        """Of one family, directly related or not, is for the rules before."""
        home = [member(n, household="h1", offices=("chair",)) for n in ("asha", "cara", "dele")]
        household = roster(*home, person("ben"), relationships=IN_LAWS)
        assert found(self.rule, household) == [("asha", "dele"), ("cara", "dele")]

    def test_silent(self):
        two = [member("asha", household="h1", offices=("chair",)), member("dele", household="h1")]
        assert found(self.rule, roster(*two)) == []

    def test_unknown_fact(self):
        """Two people of no recorded household do not share one."""
        officers = [member(n, household=None, offices=("chair",)) for n in ("asha", "dele")]
        assert found(self.rule, roster(*officers)) == []


class TestWorkerRelativeMember:
    rule = "worker-relative-member"

    def test_breaks(self):
        two = roster(member("ben"), person("asha", paid_worker=True), relationships=SIBLINGS)
        assert found(self.rule, two) == [("asha", "ben")]
        assert message(self.rule, two) == (
            "Asha Patel (paid worker) and Ben Patel (member) are siblings."
        )

    def test_boundary(self):
        """With an office it is the breach; of the family but not related it is nothing."""
        worker = person("asha", paid_worker=True)
        officer = member("ben", offices=("chair",))
        in_law = member("cara")
        assert found(self.rule, roster(worker, officer, in_law, relationships=IN_LAWS)) == []
        without_vote = member("ben", membership=NON_VOTING)
        assert found(self.rule, roster(worker, without_vote, relationships=SIBLINGS)) == [
            ("asha", "ben")
        ]

    def test_silent(self):
        """A relative who is not a member is not looked at, nor are two workers."""
        worker = person("asha", paid_worker=True)
        assert found(self.rule, roster(worker, person("ben"), relationships=SIBLINGS)) == []
        colleague = member("ben", paid_worker=True)
        assert found(self.rule, roster(worker, colleague, relationships=SIBLINGS)) == []

    def test_unknown_fact(self):
        assert found(self.rule, roster(person("asha", paid_worker=True), member("ben"))) == []


class TestLtoOfficer:
    rule = "lto-officer"

    def test_breaks(self):
        officer = roster(person("dele", lto_representative=True, offices=("chair",)))
        assert found(self.rule, officer) == [("dele",)]
        assert message(self.rule, officer) == (
            "Dele Okafor represents the locally trusted organisation "
            "and also holds an office: chair."
        )

    def test_boundary(self):
        """Not where the partnership is its own."""
        officer = person("dele", lto_representative=True, offices=("chair",))
        assert found(self.rule, roster(officer, own_lto=True)) == []

    def test_silent(self):
        ordinary = member("dele", lto_representative=True)
        assert found(self.rule, roster(ordinary, member("asha", offices=("chair",)))) == []

    def test_unknown_fact(self):
        """Which organisation it is does not matter here."""
        officer = person("dele", lto_representative=True, offices=("chair",))
        assert found(self.rule, roster(officer, lto=None)) == [("dele",)]


class TestLtoVoting:
    rule = "lto-voting"

    def test_breaks(self):
        voting = roster(member("dele", lto_representative=True))
        assert found(self.rule, voting) == [("dele",)]
        assert message(self.rule, voting) == (
            "Dele Okafor represents the locally trusted organisation and is also a voting member."
        )

    def test_boundary(self):
        without_vote = member("dele", lto_representative=True, membership=NON_VOTING)
        assert found(self.rule, roster(without_vote)) == []
        own = roster(member("dele", lto_representative=True), own_lto=True)
        assert found(self.rule, own) == []

    def test_silent(self):
        assert found(self.rule, roster(member("asha"))) == []

    def test_unknown_fact(self):
        voting = member("dele", lto_representative=True, resident=None, household=None)
        assert found(self.rule, roster(voting, lto=None)) == [("dele",)]
