"""What the box for an organisation offers to scripts."""

import pytest
from django.urls import reverse

from tests.factories import InterestFactory, OrganisationFactory

URL = reverse("organisation-find")


def test_it_answers_with_names_and_numbers_alone(northfield, people, sol, sign_in):
    bakery = OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")
    InterestFactory(area=northfield, person=people.asha, organisation=bakery)
    answer = sign_in(sol).get(URL, {"q": "moor"})
    assert answer.json() == {"found": [{"name": "Moor Bakery", "note": "GB-CHC-1234567"}]}
    assert answer["Content-Type"] == "application/json"


@pytest.mark.parametrize("text", ["", "a\x00b", "x" * 100_000, "%", "<script>", "\ud83d\ude00 é"])
def test_nonsense_finds_nothing_and_breaks_nothing(sol, sign_in, text):
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert sign_in(sol).get(URL, {"q": text}).json() == {"found": []}


def test_asking_takes_as_many_queries_however_many_fit(sol, sign_in, django_assert_max_num_queries):
    for number in range(40):
        OrganisationFactory(name=f"Moor {number}")
    client = sign_in(sol)
    with django_assert_max_num_queries(4):
        assert len(client.get(URL, {"q": "moor"}).json()["found"]) == 10
