"""The rules about decisions and the interests of those who took them."""

from datetime import date, timedelta

import pytest

from tests.rosters import decision, found, interest, member, message, person, related, roster

DAY = date(2026, 5, 1)
EVE, MORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)


def taken_by(*people, **facts):
    """A roster on which everybody took part in one grant decision that considered org-2."""
    took_part = tuple(p.id for p in people if p.id != "joan")
    return roster(*people, **{"decisions": (decision("d1", took_part=took_part),), **facts})


class TestConflictedDecision:
    rule = "conflicted-decision"

    def test_breaks(self):
        taken = taken_by(member("asha"), member("ben"), interests=(interest("asha", "org-2"),))
        assert found(self.rule, taken) == [("d1:", "asha")]
        assert message(self.rule, taken) == (
            "Asha Patel took part in the grant decision of 1 May 2026 with "
            "a direct financial interest in org-2, which was considered."
        )

    @pytest.mark.parametrize(
        ("starts_on", "ends_on", "held"),
        [
            (DAY, None, True),
            (None, DAY, True),
            (DAY, DAY, True),
            (MORROW, None, False),
            (None, EVE, False),
            (None, None, True),
        ],
    )
    def test_boundary(self, starts_on, ends_on, held):
        """Both days of an interest are inclusive, and an open end is open."""
        had = interest("asha", "org-2", starts_on=starts_on, ends_on=ends_on)
        taken = taken_by(member("asha"), interests=(had,))
        assert found(self.rule, taken) == ([("d1:", "asha")] if held else [])

    def test_silent(self):
        """Withdrawn, another organisation, or a decision that is not about money."""
        interests = (interest("asha", "org-2"),)
        withdrew = decision("d1", took_part=("ben",), withdrew=("asha",))
        elsewhere = decision("d2", took_part=("asha",), organisations=("org-3",))
        other = decision("d3", took_part=("asha",), kind="other")
        people = [member("asha"), member("ben")]
        decisions = (withdrew, elsewhere, other)
        assert found(self.rule, roster(*people, interests=interests, decisions=decisions)) == []

    def test_unknown_fact(self):
        """Somebody who declared nothing is not presumed to have an interest."""
        assert found(self.rule, taken_by(member("asha"))) == []

    @pytest.mark.parametrize("kind", ["direct-financial", "indirect-financial", "loyalty"])
    @pytest.mark.parametrize("about", ["grant", "procurement"])
    def test_every_kind_of_interest_and_of_money(self, kind, about):
        decisions = (decision("d1", kind=about, took_part=("asha",)),)
        interests = (interest("asha", "org-2", kind),)
        taken = roster(person("asha"), interests=interests, decisions=decisions)
        assert found(self.rule, taken) == [("d1:", "asha")]

    def test_once_however_often_it_was_declared_or_minuted(self):
        interests = (
            interest("asha", "org-3", "loyalty"),
            interest("asha", "org-2"),
            interest("asha", "org-2"),
        )
        twice = decision("d1", took_part=("asha", "asha"), organisations=("org-2", "org-3"))
        taken = roster(
            member("asha"),
            interests=interests,
            decisions=(twice,),
            organisation_names={"org-2": "Open Door"},
        )
        assert found(self.rule, taken) == [("d1:", "asha")]
        assert message(self.rule, taken) == (
            "Asha Patel took part in the grant decision of 1 May 2026 with "
            "a direct financial interest in Open Door and a loyalty to org-3, "
            "which was considered."
        )

    def test_by_decision_and_then_by_person(self):
        interests = (interest("ben", "org-2"), interest("asha", "org-2"))
        decisions = tuple(decision(name, took_part=("ben", "asha")) for name in ("d9", "d10"))
        taken = roster(member("asha"), member("ben"), interests=interests, decisions=decisions)
        assert found(self.rule, taken) == [
            ("d10:", "asha"),
            ("d10:", "ben"),
            ("d9:", "asha"),
            ("d9:", "ben"),
        ]


class TestRelativeInterest:
    rule = "relative-interest"
    related = (related("joan", "parent", "asha"), related("joan", "parent", "ben"))

    def test_breaks(self):
        """The relative need be no member, and need not have been there."""
        taken = taken_by(
            member("asha"),
            person("joan"),
            relationships=(related("joan", "parent", "asha"),),
            interests=(interest("joan", "org-2"),),
        )
        assert found(self.rule, taken) == [("d1:", "asha", "joan")]
        assert message(self.rule, taken) == (
            "Asha Patel took part in the grant decision of 1 May 2026, "
            "in which a relative had an interest. "
            "Joan Ash is a parent of Asha Patel, and Joan Ash has "
            "a direct financial interest in org-2, which was considered."
        )

    def test_boundary(self):
        """Somebody with an interest of their own is in the breach, and not here as well."""
        taken = taken_by(
            member("asha"),
            person("joan"),
            relationships=(related("joan", "parent", "asha"),),
            interests=(interest("joan", "org-2"), interest("asha", "org-2", "loyalty")),
        )
        assert found(self.rule, taken) == []
        assert found("conflicted-decision", taken) == [("d1:", "asha")]

    @pytest.mark.parametrize(
        "had",
        [
            interest("joan", "org-2", "indirect-financial"),
            interest("joan", "org-2", "loyalty"),
            interest("joan", "org-3"),
            interest("joan", "org-2", ends_on=EVE),
        ],
    )
    def test_silent(self, had):
        """Only direct money, in an organisation considered, held that day."""
        taken = taken_by(
            member("asha"), person("joan"), relationships=self.related[:1], interests=(had,)
        )
        assert found(self.rule, taken) == []

    def test_unknown_fact(self):
        """Without a recorded relationship nobody is a relative; nor are in-laws."""
        interests = (interest("joan", "org-2"),)
        people = (member("asha"), person("joan"))
        assert found(self.rule, taken_by(*people, interests=interests)) == []
        in_law = (related("joan", "spouse", "cara"), related("cara", "sibling", "asha"))
        taken = taken_by(*people, person("cara"), interests=interests, relationships=in_law)
        assert ("d1:", "asha", "joan") not in found(self.rule, taken)

    def test_all_the_relatives_in_one_finding(self):
        """A sibling by a shared parent among them, and each named once."""
        taken = roster(
            member("asha"),
            person("ben"),
            person("joan"),
            relationships=self.related,
            interests=(
                interest("joan", "org-2"),
                interest("ben", "org-2"),
                interest("ben", "org-2"),
            ),
            decisions=(decision("d1", took_part=("asha",), withdrew=("ben",)),),
        )
        assert found(self.rule, taken) == [("d1:", "asha", "ben", "joan")]


class TestLtoInterest:
    rule = "lto-interest"

    def test_breaks(self):
        taken = taken_by(member("dele", lto_representative=True), lto="org-2")
        assert found(self.rule, taken) == [("d1:", "dele")]
        assert message(self.rule, taken) == (
            "Dele Okafor represents the locally trusted organisation and took part in "
            "the grant decision of 1 May 2026, in which it was considered."
        )

    def test_boundary(self):
        """With an interest of their own it is the breach; where it is its own, nothing."""
        dele = member("dele", lto_representative=True)
        own_interest = (interest("dele", "org-2"),)
        assert found(self.rule, taken_by(dele, lto="org-2", interests=own_interest)) == []
        assert found(self.rule, taken_by(dele, lto="org-2", own_lto=True)) == []

    def test_silent(self):
        dele = member("dele", lto_representative=True)
        assert found(self.rule, taken_by(dele, lto="org-1")) == []
        withdrew = (decision("d1", withdrew=("dele",)),)
        assert found(self.rule, roster(dele, lto="org-2", decisions=withdrew)) == []
        other = (decision("d1", kind="other", took_part=("dele",)),)
        assert found(self.rule, roster(dele, lto="org-2", decisions=other)) == []

    def test_unknown_fact(self):
        """With no LTO recorded it cannot have been considered."""
        assert found(self.rule, taken_by(member("dele", lto_representative=True), lto=None)) == []

    def test_with_a_relatives_interest_too_both_are_said(self):
        taken = taken_by(
            member("dele", lto_representative=True),
            person("joan"),
            lto="org-2",
            relationships=(related("joan", "spouse", "dele"),),
            interests=(interest("joan", "org-2"),),
        )
        assert found("relative-interest", taken) == [("d1:", "dele", "joan")]
        assert found(self.rule, taken) == [("d1:", "dele")]
