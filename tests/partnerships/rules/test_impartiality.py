"""Who may look into a concern: nobody on one side of it, or close to somebody who is."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnerships.rules import Interest, InterestKind, Relationship, RelationshipKind
from partnerships.rules.impartiality import Doubt, Sides, Tie, judged, organisations_of
from tests.partnerships.rules.strategies import rosters
from tests.rosters import AS_AT, member, person, roster

ABOUT_BEN = Sides(named=frozenset({"ben"}))


def one(who: str, sides: Sides, *people, **facts):
    return judged(roster(*people, **facts), sides, [who])[0]


def interest(who: str, **days) -> Interest:
    return Interest(who, "org-1", InterestKind.LOYALTY, **days)


def test_somebody_who_has_nothing_to_do_with_it_may_be():
    asha = one("asha", ABOUT_BEN, member("asha"), member("ben"))
    assert (asha.may_be, asha.ties, asha.doubts) == (True, (), ())


def test_neither_who_is_named_nor_who_raised_it_may_be():
    sides = Sides(named=frozenset({"ben"}), raised=frozenset({"cara"}))
    people = [member("ben"), member("cara")]
    assert one("ben", sides, *people).ties == (Tie.NAMED,)
    assert one("cara", sides, *people).ties == (Tie.RAISED,)


def test_family_counts_in_several_steps_and_through_people_who_are_no_members():
    kin = (
        Relationship("asha", "joan", RelationshipKind.SIBLING),
        Relationship("joan", "ben", RelationshipKind.SPOUSE),
    )
    people = [member("asha"), member("ben"), person("joan")]
    assert one("asha", ABOUT_BEN, *people, relationships=kin).ties == (Tie.FAMILY,)


def test_a_shared_home_counts():
    people = [member("asha", household="h1"), member("ben", household="h1")]
    assert one("asha", ABOUT_BEN, *people).ties == (Tie.HOUSEHOLD,)


def test_the_same_interests_count_while_both_are_held():
    people = [member("asha"), member("ben")]
    both = (interest("asha"), interest("ben"))
    assert one("asha", ABOUT_BEN, *people, interests=both).ties == (Tie.INTEREST,)
    over = (interest("asha", ends_on=date(2026, 9, 30)), interest("ben"))
    assert one("asha", ABOUT_BEN, *people, interests=over).may_be


@pytest.mark.parametrize("post", [{"paid_worker": True}, {"lto_representative": True}])
def test_one_who_is_paid_does_not_look_into_what_is_about_another(post):
    people = [member("asha", **post), member("ben", lto_representative=True), member("cara")]
    assert one("asha", ABOUT_BEN, *people).ties == (Tie.PAID,)
    assert one("asha", Sides(named=frozenset({"cara"})), *people).may_be


def test_what_the_register_cannot_tell_is_to_be_asked():
    people = [member("asha", household=None), member("ben")]
    assert one("asha", ABOUT_BEN, *people).doubts == (Doubt.HOUSEHOLD_UNKNOWN,)
    gone = Sides(named=frozenset({"somebody who left"}))
    assert one("asha", gone, member("asha")).doubts == (Doubt.NOT_ON_REGISTER,)
    perhaps = Sides(perhaps=frozenset({"asha"}))
    assert one("asha", perhaps, member("asha")).doubts == (Doubt.PERHAPS_NAMED,)


@given(rosters(), st.data())
def test_nobody_proposed_is_close_to_either_side(roster, data):
    ids = [person.id for person in roster.people]
    some = st.frozensets(st.sampled_from(ids), max_size=3) if ids else st.just(frozenset())
    sides = Sides(named=data.draw(some), raised=data.draw(some), perhaps=data.draw(some))
    for each in judged(roster, sides, ids):
        if not each.may_be:
            continue
        me = each.person
        assert me.id not in sides.all
        # A walk from door to door, without the families that the rules keep.
        assert not _relatives(roster, me.id) & sides.all
        for other in sides.all:
            assert not me.household or roster.who.by_id[other].household != me.household
            assert not _interests(roster, me.id) & _interests(roster, other)
        if me.paid_worker or me.lto_representative:
            named = [roster.who.by_id[one] for one in sides.named]
            assert not any(one.paid_worker or one.lto_representative for one in named)


@given(rosters(), st.data())
def test_nobody_is_refused_without_one_of_these_reasons(roster, data):
    ids = [person.id for person in roster.people]
    some = st.frozensets(st.sampled_from(ids), max_size=2) if ids else st.just(frozenset())
    sides = Sides(named=data.draw(some), raised=data.draw(some))
    for each in judged(roster, sides, ids):
        me, others = each.person, sides.all - {each.person.id}
        close = {
            other
            for other in others
            if other in _relatives(roster, me.id)
            or (me.household and roster.who.by_id[other].household == me.household)
            or organisations_of(roster, [me.id]) & organisations_of(roster, [other])
        }
        is_paid = me.paid_worker or me.lto_representative
        assert each.may_be or me.id in sides.all or close or (is_paid and sides.named)


def _relatives(roster, start: str) -> set[str]:
    pairs = [(one.a, one.b) for one in roster.relationships]
    found, waiting = set(), [start]
    while waiting:
        here = waiting.pop()
        for a, b in [*pairs, *[pair[::-1] for pair in pairs]]:
            if a == here and b not in found:
                found.add(b)
                waiting.append(b)
    return found - {start}


def _interests(roster, who: str) -> set[str]:
    return {
        one.organisation for one in roster.interests if one.person == who and one.is_held_on(AS_AT)
    }
