"""How a relationship is kept, whichever side it is told from, and in each area by itself."""

import pytest
from django.core.exceptions import ValidationError

from biglocal.audit.models import AuditEvent
from partnerships.actions import families
from partnerships.models import Person, Relationship
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
