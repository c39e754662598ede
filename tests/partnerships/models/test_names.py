"""Names are looked for without their capitals, accents and marks."""

import pytest

from partnerships.models import Person
from partnerships.models.names import folded
from tests.factories import PersonFactory


@pytest.mark.parametrize(
    ("name", "looked_for"),
    [
        ("Asha Patel", "asha patel"),
        ("  Zoë   O’Brien-Łukasz ", "zoe obrien lukasz"),
        ("Søren Æbelø", "soren aebelo"),
        ("D'Souza, Ana", "dsouza ana"),
        ("Nguyễn Thị Ánh", "nguyen thi anh"),
        ("Иван Петров", "иван петров"),
        ("", ""),
    ],
)
def test_a_name_is_folded(name, looked_for):
    assert folded(name) == looked_for


@pytest.mark.django_db
def test_a_person_is_saved_with_the_folded_name_and_again_when_it_is_put_right():
    person = PersonFactory(name="Zoë Ade")
    assert Person.objects.get(folded_name="zoe ade") == person
    person.name = "Zoë O’Dare"
    person.save()
    assert Person.objects.get(folded_name="zoe odare") == person


@pytest.mark.django_db
def test_people_saved_many_at_once_are_folded_too():
    Person.objects.bulk_create([Person(name="Renée"), Person(name="José")])
    assert set(Person.objects.values_list("folded_name", flat=True)) == {"renee", "jose"}
