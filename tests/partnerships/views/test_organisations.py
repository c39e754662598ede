"""The list of organisations, as Local Trust's staff keep it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnerships.models import Organisation
from tests.factories import AreaFactory, DecisionFactory, InterestFactory, OrganisationFactory

LIST = reverse("organisation-list")
DUPLICATES = reverse("organisation-duplicates")


@pytest.fixture
def bakery(northfield, people):
    one = OrganisationFactory(name="Moor Bakery", org_id="GB-CHC-1234567")
    InterestFactory(area=northfield, person=people.asha, organisation=one)
    return one


@pytest.fixture
def bakers(db):
    return OrganisationFactory(name="Moor Bakery Ltd")


@pytest.fixture
def stans(sign_in, stan):
    return sign_in(stan)


def shown(response):
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_where_each_is_used_and_never_by_whom(bakery, stans):
    assert [(line.areas, line.also) for line in stans.get(LIST).context["lines"]] == [(1, [])]
    page = shown(stans.get(reverse("organisation-detail", args=[bakery.pk])))
    assert "Northfield" in page
    assert "1 interest" in page
    assert "Asha" not in page


@pytest.mark.parametrize("text", ["moor", "1234567", "gb-chc 1234567", "old name"])
def test_one_is_found_by_its_names_and_numbers(bakery, stans, text):
    OrganisationFactory(name="Old Name", merged_into=bakery)
    OrganisationFactory(name="Roofs & Sons")
    lines = stans.get(LIST, {"q": text}).context["lines"]
    assert [line.organisation.name for line in lines] == ["Moor Bakery"]


def test_nothing_that_fits_is_said_so(bakery, stans):
    assert "No organisation fits" in shown(stans.get(LIST, {"q": "xyzzy"}))


def test_a_page_takes_as_many_queries_however_long_it_is(bakery, stans, django_assert_num_queries):
    with CaptureQueriesContext(connection) as counted:
        stans.get(LIST)
    for number in range(30):
        area = AreaFactory()
        one = OrganisationFactory(name=f"Moor {number}")
        InterestFactory(area=area, organisation=one)
        OrganisationFactory(name=f"Was Moor {number}", merged_into=one)
    with django_assert_num_queries(len(counted.captured_queries)):
        stans.get(LIST)


def test_a_name_and_number_are_put_right(bakery, stans):
    url = reverse("organisation-change", args=[bakery.pk])
    refused = stans.post(url, {"name": "Moor Bakery", "org_id": "12", "version": "1"})
    assert "with its list" in refused.context["form"].errors["org_id"][0]
    said = {"name": "The Moor Bakery", "org_id": "gb-coh 1234567", "version": "1"}
    assert "The list has The Moor Bakery, GB-COH-01234567." in shown(
        stans.post(url, said, follow=True)
    )
    late = stans.post(url, said | {"name": "Another"})
    assert late.context["conflict"].rows[0].saved == "The Moor Bakery"
    bakery.refresh_from_db()
    assert bakery.name == "The Moor Bakery"


def test_two_that_look_alike_are_put_together_after_a_look(bakery, bakers, stans):
    assert "Moor Bakery and Moor Bakery Ltd" in shown(stans.get(DUPLICATES))
    url = reverse("organisation-merge", args=[bakery.pk, bakers.pk])
    page = stans.get(url)
    assert "cannot be undone" in shown(page)
    assert "Asha" not in shown(page)
    looks = page.context["looks"]
    assert [(look.kept.name, [one.counts for one in look.moved]) for look in looks] == [
        ("Moor Bakery", []),
        ("Moor Bakery Ltd", [["1 interest"]]),
    ]
    version = page.context["form"]["version"].value()
    done = stans.post(url, {"stays": str(bakers.pk), "version": version}, follow=True)
    assert "Moor Bakery is now another name of Moor Bakery Ltd." in shown(done)
    assert "Also known as" in shown(done)
    # The old address leads to the one that stays.
    old = stans.get(reverse("organisation-detail", args=[bakery.pk]))
    assert old["Location"] == reverse("organisation-detail", args=[bakers.pk])
    assert stans.get(url).status_code == 404


def test_what_changed_since_the_look_is_looked_at_again(bakery, bakers, northfield, people, stans):
    url = reverse("organisation-merge", args=[bakery.pk, bakers.pk])
    version = stans.get(url).context["form"]["version"].value()
    InterestFactory(area=northfield, person=people.ben, organisation=bakers)
    again = stans.post(url, {"stays": str(bakery.pk), "version": version})
    assert "look again" in shown(again)
    assert Organisation.objects.listed().count() == 2
    version = again.context["form"]["version"].value()
    assert stans.post(url, {"stays": str(bakery.pk), "version": version}).status_code == 302


def test_a_conflict_that_would_come_to_light_is_said_and_nobody_named(
    bakery, bakers, northfield, people, stans
):
    """Asha has an interest in the one, and took part in a decision about the other."""
    DecisionFactory(area=northfield, organisations=[bakers], took_part=[people.asha])
    page = stans.get(reverse("organisation-merge", args=[bakery.pk, bakers.pk]))
    (one,) = page.context["turned"]
    assert (one.area, one.before, one.after, one.cleared) == (northfield, True, False, [])
    assert len(one.new) == 1
    assert one.new[0] in shown(page)
    assert "Asha" not in shown(page)
    # A look leaves nothing behind.
    assert Organisation.objects.listed().filter(pk__in=[bakery.pk, bakers.pk]).count() == 2


def test_two_that_were_told_apart_are_not_put_together(bakery, bakers, stans):
    stans.post(reverse("organisation-apart", args=[bakery.pk, bakers.pk]))
    url = reverse("organisation-merge", args=[bakery.pk, bakers.pk])
    page = shown(stans.get(url))
    assert "said that these are two organisations" in page
    assert "Put them together</button>" not in page


def test_two_that_are_two_are_not_shown_again_until_somebody_asks(bakery, bakers, stans):
    apart = reverse("organisation-apart", args=[bakery.pk, bakers.pk])
    page = shown(stans.post(apart, follow=True))
    assert "No organisation looks like another" in page
    assert "Said to be two organisations" in page
    again = reverse("organisation-again", args=[bakery.pk, bakers.pk])
    assert "They have the same name" in shown(stans.post(again, follow=True))


def test_two_of_quite_different_names_are_put_together_from_the_page_of_one(bakery, stans):
    other = OrganisationFactory(name="Bread for All")
    url = reverse("organisation-join", args=[bakery.pk])
    assert "Nothing on the list is called" in shown(stans.post(url, {"other": "Zebra"}))
    assert "another organisation than" in shown(stans.post(url, {"other": "moor bakery"}))
    found = stans.post(url, {"other": "bread for all"})
    assert found["Location"] == reverse("organisation-merge", args=[bakery.pk, other.pk])
