"""How a relationship is kept, whichever side it is told from, and in each area by itself."""

import contextlib
import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from biglocal.audit.models import AuditEvent
from partnerships.actions import families
from partnerships.models import Person, Relationship
from partnerships.models.person import DESCENT
from partnerships.rosters.families import KINDS, in_words, kind_from, sides
from tests.factories import MembershipFactory


@pytest.mark.parametrize("kind", [kind for kind, _ in KINDS])
def test_told_and_read_from_one_side_it_is_the_same(northfield, people, sol, kind):
    relationship = families.relate(
        area=northfield, person=people.asha, kind=kind, other=people.ben, by=sol
    )
    assert kind_from(relationship, people.asha) == kind
    assert in_words(relationship, people.asha) == f"Asha Patel {dict(KINDS)[kind]} Ben Okafor"
    a, b, kept = sides(people.ben, kind_from(relationship, people.ben), people.asha)
    assert kind_from(Relationship(a=a, b=b, kind=kept), people.asha) == kind


def test_a_new_relative_is_saved_with_it_and_both_are_in_the_trail(northfield, people, sol):
    meera = Person(name="Meera Patel")
    families.relate(area=northfield, person=people.asha, kind="child", other=meera, by=sol)
    event = AuditEvent.objects.get(verb="families.relate")
    assert event.people == sorted([people.asha.pk, meera.pk])
    assert AuditEvent.objects.filter(verb="people.add", subject_id=meera.pk).exists()


@pytest.mark.parametrize("turned", [False, True])
def test_a_pair_is_related_once_from_either_side(northfield, people, sol, turned):
    families.relate(area=northfield, person=people.asha, kind="child", other=people.ben, by=sol)
    one, other = (people.ben, people.asha) if turned else (people.asha, people.ben)
    with pytest.raises(ValidationError, match="Ben Okafor is the parent of Asha Patel"):
        families.relate(area=northfield, person=one, kind="sibling", other=other, by=sol)


def test_another_area_records_for_itself(northfield, southmere, people, sol):
    MembershipFactory(area=southmere, person=people.asha)
    for area in (northfield, southmere):
        families.relate(area=area, person=people.asha, kind="spouse", other=people.ben, by=sol)
    assert Relationship.objects.count() == 2


def test_nobody_is_related_to_themselves(northfield, people, sol):
    with pytest.raises(ValidationError, match="Choose two different people"):
        families.relate(
            area=northfield, person=people.asha, kind="sibling", other=people.asha, by=sol
        )


def relate(area, person, kind, other):
    return families.relate(area=area, person=person, kind=kind, other=other, by=None)


def test_a_circle_of_parents_is_refused_by_naming_the_chain(northfield, people):
    relate(northfield, people.asha, "parent", people.ben)
    relate(northfield, people.carys, "child", people.ben)
    with pytest.raises(ValidationError) as refusal:
        relate(northfield, people.asha, "child", people.carys)
    assert refusal.value.message_dict == {
        "kind": [
            "It cannot be that Carys Hughes is the parent of Asha Patel, because Asha Patel is the "
            "parent of Ben Okafor, and Ben Okafor is the parent of Carys Hughes. Nobody can "
            "descend from themselves."
        ]
    }
    assert Relationship.objects.count() == 2


def test_a_circle_through_a_grandparent_is_refused_too(northfield, people):
    relate(northfield, people.asha, "grandparent", people.ben)
    relate(northfield, people.ben, "parent", people.carys)
    with pytest.raises(ValidationError, match="Nobody can descend from themselves"):
        relate(northfield, people.carys, "grandparent", people.asha)


def test_putting_one_right_cannot_close_a_circle(northfield, people):
    relate(northfield, people.asha, "parent", people.ben)
    relate(northfield, people.ben, "parent", people.carys)
    siblings = relate(northfield, people.carys, "sibling", people.asha)
    with pytest.raises(ValidationError, match="Nobody can descend from themselves"):
        families.correct(relationship=siblings, person=people.carys, kind="parent", by=None)
    siblings.refresh_from_db()
    assert siblings.kind == "sibling"


def test_parent_and_child_may_be_turned_round(northfield, people):
    parent = relate(northfield, people.asha, "parent", people.ben)
    families.correct(relationship=parent, person=people.asha, kind="child", by=None)
    parent.refresh_from_db()
    assert (parent.a, parent.b) == (people.ben, people.asha)


def test_another_area_may_have_it_the_other_way_round(northfield, southmere, people):
    relate(northfield, people.asha, "parent", people.ben)
    relate(southmere, people.ben, "parent", people.asha)
    assert Relationship.objects.count() == 2


def test_a_child_has_as_many_parents_as_raised_it(northfield, people):
    for parent in (people.asha, people.ben, people.carys):
        relate(northfield, parent, "parent", people.dai)
    assert northfield.relationships.filter(b=people.dai, kind="parent").count() == 3


def test_who_was_a_partner_and_is_a_child_has_no_last_day(northfield, people):
    partners = families.relate(
        area=northfield,
        person=people.asha,
        kind="spouse",
        other=people.ben,
        by=None,
        starts_on=datetime.date(2000, 1, 1),
        ends_on=datetime.date(2001, 1, 1),
    )
    saved = families.correct(relationship=partners, person=people.asha, kind="child", by=None)
    assert (saved.starts_on, saved.ends_on) == (None, None)


@pytest.mark.parametrize(
    ("ends_on", "told"),
    [
        (
            datetime.date(2026, 9, 30),
            "It is already recorded that Asha Patel was married to Ben Okafor until 30 September "
            "2026. There is one record for two people. If they are together again, take away its "
            "last day on the page of Asha Patel.",
        ),
        (
            datetime.date(2026, 10, 1),
            "It is already recorded that Asha Patel is married to Ben Okafor until 1 October 2026. "
            "Change that on the page of Asha Patel if it is wrong.",
        ),
    ],
)
def test_partners_who_come_together_again_are_told_where(northfield, people, ends_on, told):
    families.relate(
        area=northfield,
        person=people.asha,
        kind="spouse",
        other=people.ben,
        by=None,
        ends_on=ends_on,
    )
    with pytest.raises(ValidationError) as refusal:
        relate(northfield, people.asha, "spouse", people.ben)
    assert refusal.value.message_dict == {"other": [told]}


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.integers(0, 4),
            st.sampled_from(["parent", "child", "grandparent", "grandchild", "sibling"]),
            st.integers(0, 4),
        ),
        min_size=4,
        max_size=14,
    )
)
def test_no_register_ever_holds_a_circle(northfield, people, told):
    """Said of a pair already related, it puts that right."""
    cast = [people.asha, people.ben, people.carys, people.dai, people.ewa]
    northfield.relationships.all().delete()
    for one, kind, other in told:
        first, second = cast[one], cast[other]
        between = northfield.relationships.filter(a__in=[first, second], b__in=[first, second])
        with contextlib.suppress(ValidationError):
            if known := between.select_related("area", "a", "b").first():
                families.correct(relationship=known, person=first, kind=kind, by=None)
            else:
                relate(northfield, first, kind, second)
    left = set(northfield.relationships.filter(kind__in=DESCENT).values_list("a_id", "b_id"))
    while left:
        without_elder = {elder for elder, _ in left} - {younger for _, younger in left}
        assert without_elder
        left = {pair for pair in left if pair[0] not in without_elder}
