"""Finding who looks like one person recorded twice: on a register, and in the programme."""

import pytest

from partnerships.models import Distinct
from partnerships.rosters import namesakes
from partnerships.rosters.likeness import Likeness, Pair, face_of
from partnerships.rosters.namesakes import areas_of, like, pairs_in_programme, pairs_on
from tests.factories import (
    AreaFactory,
    MembershipFactory,
    PaidWorkFactory,
    PersonFactory,
    RelationshipFactory,
)


def member(area, name, **values):
    person = PersonFactory(name=name, **values)
    MembershipFactory(area=area, person=person)
    return person


def test_a_register_is_searched_with_the_users_other_areas(northfield, southmere, people):
    eastbrook = AreaFactory()
    there = member(southmere, "Patel Asha")
    member(eastbrook, "Asha Patel")

    assert pairs_on(northfield, [southmere.pk]) == [Pair(people.asha.pk, there.pk, Likeness.NAME)]
    assert pairs_on(northfield, []) == []


def test_a_pair_of_another_register_alone_is_not_of_this_one(northfield, southmere):
    first, second = member(southmere, "Rita Osei"), member(southmere, "Osei, Rita")

    assert pairs_on(northfield, [southmere.pk]) == []
    assert [pair[:2] for pair in pairs_on(southmere, [])] == [(first.pk, second.pk)]


def test_whoever_was_told_apart_never_comes_up_again(northfield, people):
    twin = member(northfield, "Asha Patel")
    assert len(pairs_on(northfield, [])) == len(pairs_in_programme()) == 1

    Distinct.objects.create(a=twin, b=people.asha)

    assert pairs_on(northfield, []) == pairs_in_programme() == []


def test_the_surest_come_first(northfield):
    member(northfield, "Joan Ash")
    member(northfield, "Joan Ash")
    member(northfield, "R Osei", email="r@example.org")
    member(northfield, "Rita Osei", email="r@example.org")
    member(northfield, "Kim Lee", birth_year=1950)
    member(northfield, "Lee Kim", birth_year=1950)

    expected = [Likeness.NAME_AND_MORE, Likeness.INITIAL, Likeness.NAME]
    assert [pair.why for pair in pairs_on(northfield, [])] == expected
    assert [pair.why for pair in pairs_in_programme()] == expected


def test_the_programme_knows_every_kind_of_likeness(db):
    for name, email, year in [
        ("Rita Osei", "", None),
        ("Osei Rita", "", None),
        ("Joan Ama Ash", "", 1950),
        ("Joan Ash", "", 1950),
        ("Kim Lee", "K@example.org", 1960),
        ("Kim Mensah", "k@example.org", 1960),
        ("Ben Lee", "k@example.org", None),
    ]:
        PersonFactory(name=name, email=email, birth_year=year)

    assert [pair.why for pair in pairs_in_programme()] == [
        Likeness.LONGER_NAME,
        Likeness.ADDRESS_AND_YEAR,
        Likeness.NAME,
    ]


def test_records_merged_into_another_do_not_come_up(db):
    first, second = PersonFactory(name="Rita Osei"), PersonFactory(name="Rita Osei")
    second.merged_into = first
    second.save()

    assert pairs_in_programme() == []


def test_the_list_of_the_programme_has_an_end(db, monkeypatch):
    monkeypatch.setattr(namesakes, "MOST_PAIRS", 4)
    PersonFactory.create_batch(5, name="John Smith")
    PersonFactory.create_batch(2, name="Rita Osei", email="rita@example.org")

    found = pairs_in_programme()

    assert [pair.why for pair in found] == [Likeness.NAME_AND_MORE] + [Likeness.NAME] * 3


def test_somebody_typed_is_looked_for_in_these_areas_alone(northfield, southmere):
    there = member(southmere, "Rita Osei", email="rita@example.org", birth_year=1950)
    for typed in [
        PersonFactory.build(name="OSEI, Rita"),
        PersonFactory.build(name="Rita Ama Osei", email="RITA@example.org"),
        PersonFactory.build(name="Rita Ama Osei", birth_year=1950),
    ]:
        assert like(face_of(typed), [southmere]) == [there]
        assert like(face_of(typed), [southmere], besides=[there.pk]) == []
        assert like(face_of(typed), [northfield]) == []
        assert like(face_of(typed), []) == []


def test_where_people_are_known(northfield, southmere, people):
    PaidWorkFactory(area=southmere, person=people.asha)
    relative = RelationshipFactory(area=southmere, b=people.ben).a

    found = areas_of([people.asha.pk, people.ben.pk, relative.pk], [northfield, southmere])

    assert found == {
        people.asha.pk: [northfield, southmere],
        people.ben.pk: [northfield, southmere],
        relative.pk: [southmere],
    }
    assert areas_of([people.asha.pk], [northfield]) == {people.asha.pk: [northfield]}


@pytest.mark.parametrize("number", [3, 30])
def test_any_number_of_people_costs_the_same_queries(
    northfield, southmere, django_assert_num_queries, number
):
    for count in range(number):
        member(northfield, f"Rita {count}a")
        member(southmere, f"{count}a Rita", email=f"{count}@example.org", birth_year=1950)

    with django_assert_num_queries(3):
        assert len(pairs_on(northfield, [southmere.pk])) == number
    with django_assert_num_queries(4):
        assert len(pairs_in_programme()) == number
