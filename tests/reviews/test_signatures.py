"""Who has signed and who has not, and what a form states: of one area, and of one member alone."""

from __future__ import annotations

import datetime

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from partnerships.models import Membership, Person
from reviews.models import How, MembershipForm
from reviews.personal_links import digest_of, first_name, is_name_of, new_token
from reviews.signatures import mark_of, signatures_of, signed_count, stated_facts
from tests.factories import (
    InterestFactory,
    MembershipFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
    ReviewFactory,
    SigningLinkFactory,
)

TODAY = datetime.date(2026, 10, 1)


def sign(review, person) -> MembershipForm:
    return MembershipForm.objects.create(
        review=review,
        person=person,
        how=How.LINK,
        signed_on=TODAY,
        statement="So it is.",
        facts={},
        at=timezone.now(),
    )


def test_every_member_of_the_day_is_there_by_name(review, people):
    people.carys.email = "carys@example.org"
    people.carys.save()
    form = sign(review, people.asha)
    earlier = SigningLinkFactory(review=review, person=people.ben)
    later = SigningLinkFactory(
        review=review,
        person=people.ben,
        made_at=timezone.now() + datetime.timedelta(minutes=1),
        revoked_at=timezone.now(),
    )

    found = signatures_of(review, TODAY)

    assert [one.name.split()[0] for one in found] == [
        "Asha",
        "Ben",
        "Carys",
        "Dai",
        "Ewa",
        "Farid",
        "Grace",
        "Harry",
    ]
    asha, ben, carys = found[:3]
    assert (asha.form, asha.has_signed, asha.asked_at) == (form, True, None)
    assert (ben.form, ben.asked_at, ben.is_live) == (None, later.made_at, True)
    assert earlier.made_at < later.made_at
    assert (carys.address, carys.asked_at, carys.is_live) == ("carys@example.org", None, False)


def test_who_is_no_member_that_day_is_not_asked(review, people):
    Membership.objects.filter(person=people.asha).update(ends_on=TODAY)
    MembershipFactory(
        area=review.area, person__name="Nia Newcomer", starts_on=TODAY + datetime.timedelta(days=1)
    )

    on_the_day = {one.name for one in signatures_of(review, TODAY)}
    a_day_later = {one.name for one in signatures_of(review, TODAY + datetime.timedelta(days=1))}

    assert on_the_day - a_day_later == {"Asha Patel"}
    assert a_day_later - on_the_day == {"Nia Newcomer"}


@pytest.mark.parametrize("members", [0, 30])
def test_any_number_of_members_takes_three_queries(
    review, people, members, django_assert_num_queries
):
    for _ in range(members):
        person = MembershipFactory(area=review.area).person
        SigningLinkFactory(review=review, person=person)
        sign(review, person)
    with django_assert_num_queries(3):
        assert len(signatures_of(review, TODAY)) == 8 + members


def test_a_list_counts_the_members_of_the_day_who_have_signed(
    review, people, southmere, django_assert_num_queries
):
    other = ReviewFactory(area=southmere, round=review.round)
    for person in (people.asha, people.ben, people.carys):
        sign(review, person)
    # Somebody who signed and left since is a member no more, signed or not.
    Membership.objects.filter(person=people.asha).update(ends_on=TODAY - datetime.timedelta(days=1))

    with django_assert_num_queries(2):
        counted = signed_count([review, other])

    assert counted == {review.pk: (2, 7), other.pk: (0, 2)}
    assert signed_count([review], TODAY - datetime.timedelta(days=1)) == {review.pk: (3, 8)}
    assert signed_count([]) == {}


def test_a_form_states_what_the_register_has(northfield, people):
    asha, ben, carys = people.asha, people.ben, people.carys
    InterestFactory(
        area=northfield, person=asha, organisation__name="Acorn", whose="relative", nature="loyalty"
    )
    InterestFactory(
        area=northfield,
        person=asha,
        organisation__name="Gone",
        ends_on=TODAY - datetime.timedelta(days=1),
    )
    RelationshipFactory(area=northfield, a=asha, b=ben, kind="sibling")
    RelationshipFactory(area=northfield, a=carys, b=asha, kind="parent")

    assert stated_facts(northfield, asha, TODAY) == {
        "name": "Asha Patel",
        "offices": ["chair"],
        "votes": True,
        "lives_here": True,
        "paid_worker": False,
        "lto_representative": False,
        "represents": "",
        "interests": [{"organisation": "Acorn", "nature": "loyalty", "whose": "relative"}],
        "relatives": [
            {"name": "Ben Okafor", "is": "is your brother or sister"},
            {"name": "Carys Hughes", "is": "is your parent"},
        ],
    }
    told_carys = stated_facts(northfield, carys, TODAY)
    assert told_carys["relatives"] == [{"name": "Asha Patel", "is": "is your child"}]


@pytest.mark.parametrize(
    ("kind", "of_first", "of_second"),
    [
        ("spouse", "is married to you", "is married to you"),
        ("civil-partner", "is your civil partner", "is your civil partner"),
        ("unmarried-partner", "is your partner", "is your partner"),
        ("grandparent", "is your grandchild", "is your grandparent"),
    ],
)
def test_relatives_are_told_from_the_side_of_whoever_signs(
    northfield, people, kind, of_first, of_second
):
    RelationshipFactory(area=northfield, a=people.ben, b=people.asha, kind=kind)
    ben = stated_facts(northfield, people.ben, TODAY)
    asha = stated_facts(northfield, people.asha, TODAY)
    assert [one["is"] for one in ben["relatives"]] == [of_first]
    assert [one["is"] for one in asha["relatives"]] == [of_second]


def test_a_form_says_nothing_that_another_area_knows(northfield, southmere, people):
    """Asha sits in Southmere too, where other things are known of her."""
    MembershipFactory(area=southmere, person=people.asha, is_voting=False, represents="The Arms")
    ResidenceFactory(area=southmere, person=people.asha, in_area="no")
    InterestFactory(area=southmere, person=people.asha, organisation__name="Secret")
    jack = southmere.memberships.get(person__name="Jack Barnes").person
    RelationshipFactory(area=southmere, a=people.asha, b=jack)
    PaidWorkFactory(area=southmere, person=people.asha)

    facts = stated_facts(northfield, people.asha, TODAY)

    assert (facts["votes"], facts["lives_here"], facts["paid_worker"]) == (True, True, False)
    assert (facts["represents"], facts["interests"], facts["relatives"]) == ("", [], [])


def test_relatives_are_those_in_the_partnership_as_they_were_recorded(northfield, people):
    """A shared parent makes siblings of two; nobody recorded that, so no form says it."""
    mother = PersonFactory(name="Old Mrs Patel")
    for child in (people.asha, people.dai):
        RelationshipFactory(area=northfield, a=mother, b=child, kind="parent")
    assert stated_facts(northfield, people.asha, TODAY)["relatives"] == []

    PaidWorkFactory(area=northfield, person=mother)
    assert stated_facts(northfield, people.asha, TODAY)["relatives"] == [
        {"name": "Old Mrs Patel", "is": "is your parent"}
    ]


def test_who_is_no_member_has_no_form(northfield, people):
    worker = PaidWorkFactory(area=northfield).person
    assert stated_facts(northfield, worker, TODAY) is None
    assert stated_facts(northfield, PersonFactory(), TODAY) is None


def test_the_mark_changes_with_any_fact(northfield, people):
    before = stated_facts(northfield, people.asha, TODAY)
    assert mark_of(before) == mark_of(stated_facts(northfield, people.asha, TODAY))
    for name, other in [("votes", False), ("lives_here", None), ("relatives", [{"name": "Ben"}])]:
        assert mark_of(before | {name: other}) != mark_of(before)


@pytest.mark.parametrize(
    "typed",
    ["Zoë O’Brien-Łuk", "zoe obrien luk", "  LUK, Zoe  O'Brien ", "O’Brien-Łuk Zoë"],
)
def test_a_name_is_known_however_it_is_written(typed):
    assert is_name_of(Person(name="Zoë O’Brien-Łuk"), typed)


@given(st.lists(st.text(st.characters(categories=["L", "Zs", "Pd"]), min_size=1), min_size=1))
def test_the_order_of_the_words_of_a_name_never_matters(words):
    name = " ".join(words)
    known = is_name_of(Person(name=name), name)
    assert is_name_of(Person(name=name), " ".join(reversed(name.split(" ")))) is known
    assert not is_name_of(Person(name=name), f"{name} Smithson")


@pytest.mark.parametrize("typed", ["", " ", "-", "Zoë", "Zoë Łuk", "Mia O’Brien-Łuk", "\x00"])
def test_another_name_is_not(typed):
    assert not is_name_of(Person(name="Zoë O’Brien-Łuk"), typed)


def test_a_first_name_is_all_that_is_told_before():
    assert first_name("Asha Patel") == "Asha"
    assert first_name("Asha") == "Asha"


def test_a_token_cannot_be_guessed_or_worked_out():
    tokens = {new_token() for _ in range(100)}
    assert len(tokens) == 100
    assert {len(token) for token in tokens} == {43}
    assert len(digest_of(tokens.pop())) == 64
